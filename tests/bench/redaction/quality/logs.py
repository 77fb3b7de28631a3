"""Log lines in which nothing is personal: every span in them is a mistake (G13)."""

import base64
import datetime
import json
import re
import uuid

from .chance import chance, digits, hexadecimal, letters

SERIAL = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
MIXED = "abcdefghijkmnpqrstuvwxyzABCDEFGH0123456789"
pick, between = chance.choice, chance.randint


def unique():
    return uuid.UUID(int=chance.getrandbits(128))


def timestamp():
    s = between(1600000000, 1790000000)
    ms = between(0, 999)
    d = datetime.datetime.fromtimestamp(s, datetime.timezone.utc)
    return pick(
        [
            d.strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms:03d}Z",
            d.strftime("%Y-%m-%d %H:%M:%S,") + f"{ms:03d}",
            d.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
            s,
            s * 1000 + ms,
            f"{s}.{ms:03d}",
            s * 1000000 + between(0, 999999),
            s * 10**9 + between(0, 10**9 - 1),
            d.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            d.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            d.strftime("%Y%m%d%H%M%S"),
            d.strftime("%Y%m%dT%H%M%SZ"),
            d.strftime("%b %d %H:%M:%S"),
            d.strftime("%m/%d/%Y %I:%M:%S %p"),
        ]
    )


def base64_of(count):
    return base64.b64encode(chance.randbytes(count)).decode()


SERVICES = [
    "api-gateway",
    "billing-svc",
    "cart",
    "checkout-worker",
    "ivr-router",
    "media-proxy",
    "session-store",
    "scheduler",
    "inventory",
    "search-indexer",
]
PATHS = [
    "/v1/orders/{}",
    "/healthz",
    "/api/v2/items?page={}&limit=50",
    "/static/js/app.{}.js",
    "/calls/{}/events",
    "/metrics",
    "/v1/flows/{}/nodes/{}",
    "/assets/img-{}x{}.png",
    "/reports/2026/11/{}.csv",
]


def web_path():
    return "".join(
        (
            x
            if x != "{}"
            else pick(
                [
                    digits(between(1, 12)),
                    str(unique()),
                    hexadecimal(8),
                ]
            )
        )
        for x in re.split(r"(\{\})", pick(PATHS))
    )


def pod_name():
    return (
        f"{pick(SERVICES)}-{hexadecimal(pick([9,10]))}-{letters(5, 'bcdfghjklmnpqrstvwxz2456789')}"
    )


AGENTS = [
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/120.0.0.0 Safari/537.36"
    ),
    "curl/8.5.0",
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2_1 like Mac OS X) AppleWebKit/605.1.15"
        " Version/17.2 Mobile/15E148"
    ),
    "okhttp/4.12.0",
    "python-requests/2.31.0",
    "kube-probe/1.29",
    "Go-http-client/2.0",
    "Prometheus/2.48.1",
]
MESSAGES = [
    lambda: (
        f"request completed in {between(1,9999)}ms with status"
        f" {pick([200,201,204,400,404,500])}"
    ),
    lambda: (
        f"order {digits(pick([6,8,10,12,16]))} shipped, total" f" ${between(1,9999)}.{digits(2)}"
    ),
    lambda: f"retry {between(1,9)} of 10 after {between(1,60)}s backoff",
    lambda: f"flushed {digits(between(3,9))} bytes to segment {digits(8)}",
    lambda: (
        f"queue depth {between(0,99999)} exceeds {between(0,9999)};"
        f" p99={between(1,999)}.{digits(3)}ms"
    ),
    lambda: (
        f"deployed build {digits(4)} version"
        f" {between(0,20)}.{between(0,40)}.{between(0,99)}-rc.{between(1,9)}+sha.{hexadecimal(7)}"
    ),
    lambda: (
        f"SELECT id, total FROM orders WHERE id = {digits(pick([5,9,10,12]))} AND"
        f" created_at > '2026-{between(1,12):02d}-{between(1,28):02d}' LIMIT"
        f" {between(1,500)}"
    ),
    lambda: (
        f"UPDATE accounts SET balance = balance - {between(1,999)}.{digits(2)} WHERE"
        f" version = {between(1,99)}"
    ),
    lambda: (
        "java.lang.NullPointerException at"
        f" com.example.billing.Invoice.total(Invoice.java:{between(1,999)})"
    ),
    lambda: (
        'Traceback: File "/usr/lib/python3.11/site-packages/app/main.py", line'
        f" {between(1,2000)}, in handle"
    ),
    lambda: (
        f"position {between(-89,89)}.{digits(6)}, {between(-179,179)}.{digits(6)}" " updated"
    ),
    lambda: (
        f"gc pause {between(1,400)}.{digits(3)}ms heap"
        f" {between(100,9000)}MB->{between(10,900)}MB"
    ),
    lambda: f"cache key user:session:{hexadecimal(16)} evicted",
    lambda: f"checksum mismatch expected {hexadecimal(64)} got {hexadecimal(64)}",
    lambda: f"commit {hexadecimal(40)} pushed to main",
    lambda: f"listening on port {between(1024,65535)}",
    lambda: (f"call {str(unique())} entered node collect_digits attempt" f" {between(1,3)}"),
    lambda: (
        f"batch {digits(8)}-{digits(4)} processed {between(1,9999)} of"
        f" {between(1000,99999)} rows in {between(1,60)}.{digits(2)} s"
    ),
    lambda: f"invoice INV-{between(2019,2026)}-{digits(6)} generated",
    lambda: f"ticket #{digits(7)} assigned to queue {between(1,40)}",
    lambda: f"no one answered after {between(3,9)} rings; transferring for the third time",
    lambda: (
        f"rate limited: {between(100,999)} requests in 60 seconds (limit" f" {between(50,99)})"
    ),
    lambda: f"nonce={hexadecimal(24)} seq={digits(10)} ack={digits(10)} win={digits(5)}",
    lambda: (f"offset={digits(12)} partition={between(0,64)} lag={digits(between(1,7))}"),
    lambda: (f'GET {web_path()} HTTP/1.1" {pick([200,301,404,502])}' f" {digits(between(2,6))}"),
    lambda: (
        "tracking number" f" {pick(['1Z','JD','RR'])}{letters(14, '0123456789ABCDEFGHJKLMN')}"
    ),
    lambda: (
        f"SKU {pick('ABCDEF')}{pick('XYZ')}-{digits(4)}-{pick(['BLK','RED','XL'])}"
        f" stock {between(0,500)}"
    ),
    lambda: f"temperature {between(-20,40)}.{digits(1)}C humidity {between(10,99)}%",
    lambda: f"memory 0x{hexadecimal(12)} freed, fd {between(3,1024)}, tid {digits(5)}",
    lambda: (
        "next run at"
        f" {between(0,23):02d}:{between(0,59):02d}:{between(0,59):02d} on"
        f" 2026-{between(1,12):02d}-{between(1,28):02d}"
    ),
    lambda: f'etag W/"{hexadecimal(10)}-{hexadecimal(12)}" max-age={between(60,86400)}',
    lambda: f"token count: prompt {between(10,9000)} completion {between(10,4000)}",
    lambda: (
        f"model asr-v{between(1,4)}.{between(0,9)} confidence"
        f" 0.{digits(between(2,16))} latency {between(20,900)}ms"
    ),
    lambda: f"account balance check took {between(10,900)} ms",
    lambda: f"card payment declined: code {digits(2)}, attempt {between(1,5)}",
    lambda: f"phone line {between(1,48)} busy",
    lambda: f"pin {between(1,40)} set to high",
    lambda: f"expired {between(1,9000)} sessions",
    lambda: f"agent {between(100,9999)} logged in to queue {between(1,30)}",
    lambda: (f"extension {between(1000,9999)} registered, expires {pick([60,300,3600])}"),
    lambda: f"codec G.711 ptime 20 ssrc {digits(10)} seq {digits(5)} ts {digits(10)}",
    lambda: f"SIP/2.0 200 OK cseq {between(1,99)} INVITE branch=z9hG4bK{hexadecimal(16)}",
    lambda: f"license key check ok, {between(1,900)} seats",
    lambda: f"driver version {digits(3)}.{digits(2)}.{digits(2)} loaded",
    lambda: f"passport.js middleware took {between(1,40)}ms",
    lambda: (
        f"region us-east-{between(1,2)} az us-east-1{pick('abc')} instance"
        f" i-{hexadecimal(17)} ami-{hexadecimal(17)} vpc-{hexadecimal(8)}"
    ),
    lambda: f"arn:aws:s3:::bucket-{between(1,99)}/2026/11/{between(1,30):02d}"
    f"/part-{digits(5)}-{unique()}.parquet",
    lambda: (f"zone {pick('ABCD')}{between(1,99)} rack {between(1,40)} unit" f" {between(1,42)}"),
    lambda: f"order number {digits(pick([7,9,10,11]))} confirmed",
    lambda: f"reference {digits(pick([8,9,10,12,13]))} not found",
    lambda: f"case number {digits(8)} closed",
    lambda: f"customer waited {between(1,59)} minutes {between(1,59)} seconds",
    lambda: f"from {between(1,99)} to {between(100,999)} workers",
    lambda: (
        f"price changed from {between(1,999)}.{digits(2)} EUR to"
        f" {between(1,999)}.{digits(2)} EUR"
    ),
    lambda: f"isbn 978-{digits(1)}-{digits(4)}-{digits(4)}-{digits(1)} added",
    lambda: f"upc {digits(12)} scanned",
    lambda: ("serial" f" {letters(pick([8,9,10,11,12,16,17]), SERIAL)}" " attached"),
]
ID_KEYS = [
    "request_id",
    "trace_id",
    "span_id",
    "correlationId",
    "order_id",
    "session",
    "sessionId",
    "event_id",
    "job_id",
    "txn",
    "messageId",
    "parent_span",
    "user_hash",
    "etag",
    "sku",
    "build",
    "commit",
    "invoice_id",
    "flow_id",
    "node_id",
    "batch",
    "shard",
    "callId",
    "cursor",
    "device_hash",
    "product_id",
    "item",
    "ref",
    "reference",
    "tracking",
]


def id_value():
    return pick(
        [
            str(unique()),
            hexadecimal(16),
            hexadecimal(32),
            hexadecimal(40),
            digits(between(6, 19)),
            int(digits(between(6, 18)) or 1),
            (f"{pick(['ord','evt','req','job','cus'])}_{letters(between(10,24), MIXED)}"),
            base64_of(pick([9, 12, 16, 24])),
            f"{digits(4)}-{digits(4)}-{digits(4)}",
            f"{pick('ABCDEFG')}{digits(between(5,9))}",
            "01" + "".join(pick("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(24)),
            f"{digits(3)}-{digits(7)}-{digits(7)}",
            (f"{letters(between(6,14), SERIAL)}"),
        ]
    )


NUMBER_KEYS = [
    "duration_ms",
    "elapsed",
    "bytes",
    "size",
    "count",
    "port",
    "pid",
    "line",
    "latency_us",
    "total",
    "amount",
    "price",
    "qty",
    "offset",
    "seq",
    "attempt",
    "status",
    "code",
    "queue",
    "lat",
    "lon",
    "score",
    "rtt",
    "threads",
    "heap",
    "uptime",
    "value",
    "limit",
    "version",
    "rows",
    "cost",
    "weight",
    "balance",
    "width",
    "height",
    "temperature",
    "level_db",
    "position",
]


def number_value(k):
    if k in ("lat", "lon"):
        return round(chance.uniform(-180, 180), between(4, 7))
    return pick(
        [
            between(0, 999),
            between(0, 10**6),
            between(0, 10**10),
            round(chance.uniform(0, 1000), between(1, 6)),
            chance.random(),
            -between(1, 10**9),
        ]
    )


def json_line():
    d = {
        pick(
            [
                "ts",
                "time",
                "timestamp",
                "@timestamp",
                "t",
                "date",
                "created_at",
                "eventTime",
                "when",
                "logged",
            ]
        ): timestamp(),
        pick(["level", "severity", "lvl"]): pick(
            ["info", "INFO", "warn", "error", "debug", 6, 30]
        ),
        pick(["svc", "service", "logger", "component", "app"]): pick(SERVICES),
        pick(["msg", "message", "event"]): pick(MESSAGES)(),
    }
    for _ in range(between(0, 3)):
        d[pick(ID_KEYS)] = id_value()
    for _ in range(between(0, 4)):
        k = pick(NUMBER_KEYS)
        d[k] = number_value(k)
    if chance.random() < 0.2:
        d["pod"] = pod_name()
    if chance.random() < 0.2:
        d["user_agent"] = pick(AGENTS)
    if chance.random() < 0.2:
        d["path"] = web_path()
    if chance.random() < 0.1:
        d["image"] = (
            f"registry.local/{pick(SERVICES)}"
            f":{between(0,9)}.{between(0,99)}.{between(0,99)}@sha256:{hexadecimal(64)}"
        )
    if chance.random() < 0.1:
        d["labels"] = {
            "app": pick(SERVICES),
            "rev": hexadecimal(7),
            "n": [between(0, 10**9) for _ in range(between(1, 6))],
        }
    if chance.random() < 0.08:
        d["next"] = timestamp()
    if chance.random() < 0.05:
        d["traceparent"] = f"00-{hexadecimal(32)}-{hexadecimal(16)}-01"
    if chance.random() < 0.05:
        d["payload"] = base64_of(between(20, 90))
    if chance.random() < 0.05:
        d["detail"] = json.dumps({"id": id_value(), "t": timestamp(), "n": number_value("n")})
    items = list(d.items())
    if chance.random() < 0.3:
        chance.shuffle(items)
    return json.dumps(dict(items), separators=pick([(",", ":"), (", ", ": ")]))


def text_line():
    m = pick(MESSAGES)()
    return pick(
        [
            (f"{timestamp()} {pick(['INFO','WARN','ERROR'])}" f" [{pick(SERVICES)}] {m}"),
            (
                f"{timestamp()} level=info svc={pick(SERVICES)}"
                f' {pick(ID_KEYS)}={id_value()} msg="{m}"'
                f" {pick(NUMBER_KEYS)}={number_value('n')}"
            ),
            f"[{timestamp()}] {m} {pick(ID_KEYS)}={id_value()}",
            (
                "I1122"
                f" {between(0,23):02d}:{between(0,59):02d}:{between(0,59):02d}.{digits(6)}"
                f" {between(1,99999)} file.cc:{between(1,999)}] {m}"
            ),
            (
                f"<{between(1,190)}>1 {timestamp()} host-{between(1,40)}"
                f" {pick(SERVICES)} {between(1,9999)} - - {m}"
            ),
        ]
    )
