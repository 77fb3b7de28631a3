#!/usr/bin/env python3
"""Bytes on the wire: what could be read in two ways is refused and ends the connection, so that
nothing that was sent as a body is ever taken for a request (request smuggling)."""
import http.client
import random
import re
import socket
import threading
import time

import harness

HOST = b"Host: hark\r\n"


def statuses(said):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", said)]


class Wire(harness.HttpTest):
    def tearDown(self):
        self.alive()

    def key(self):
        return b"Authorization: Bearer " + self.server.api_key.encode() + b"\r\n"

    def post(self, body, headers=b""):
        return (b"POST /v1/calls/start HTTP/1.1\r\n" + HOST + self.key() + headers
                + b"Content-Type: application/json\r\n"
                + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def smuggled(self):
        """What an attacker would like to have read as a request of its own."""
        return b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n"

    def only(self, status, sent, pieces=None):
        """One answer with this status, and then the end of the connection."""
        said = self.server.raw(sent, pieces)
        self.assertEqual(statuses(said), [status], said)
        self.assertIn(b"Connection: close", said)
        self.assertNotIn(b'"status":"ok"', said)

    def test_a_chunked_body_is_refused_before_it_is_read(self):
        head = b"POST /v1/calls/start HTTP/1.1\r\n" + HOST + self.key()
        head += b"Content-Type: application/json\r\n"
        for value in (b"chunked", b"Chunked", b"gzip, chunked", b"identity", b"xchunked", b"",
                      b"chunked\r\nTransfer-Encoding: identity", b"chun%6bed"):
            chunked = head + b"Transfer-Encoding: " + value + b"\r\n\r\n"
            self.only(411, chunked + b"5\r\nhello\r\n0\r\n\r\n" + self.smuggled())
        endless = b"ffffffff\r\n" + b"x" * 100_000
        self.only(411, head + b"Transfer-Encoding: chunked\r\n\r\n" + endless)

    def test_both_lengths_at_once_are_refused(self):
        body = self.smuggled()
        for first, second in ((b"Content-Length: %d" % len(body), b"Transfer-Encoding: chunked"),
                              (b"Transfer-Encoding: chunked", b"Content-Length: 0")):
            head = b"POST /v1/calls/end HTTP/1.1\r\n" + HOST + first + b"\r\n" + second
            self.only(411, head + b"\r\n\r\n" + body)

    def test_two_lengths_are_refused_also_when_they_are_equal(self):
        for first, second in ((b"5", b"5"), (b"5", b"6"), (b"0", b"44")):
            self.only(400, b"POST /v1/calls/end HTTP/1.1\r\n" + HOST + b"Content-Length: " + first
                      + b"\r\nContent-Length: " + second + b"\r\n\r\nhello" + self.smuggled())

    def test_a_length_that_is_no_plain_number_is_refused(self):
        for value in (b"-1", b"+5", b"5 ,5", b"5, 5", b"0x5", b"5e1", b"", b"%35", b"5 5",
                      b"1" * 30, b"\xd9\xa5"):
            self.only(400, b"POST /v1/calls/end HTTP/1.1\r\n" + HOST + b"Content-Length: " + value
                      + b"\r\n\r\nhello" + self.smuggled())

    def test_a_body_where_none_belongs_is_refused_and_never_runs_as_a_request(self):
        body = self.smuggled()
        for method in (b"GET", b"HEAD", b"DELETE", b"OPTIONS"):
            self.only(400, method + b" /v1/calls/x HTTP/1.1\r\n" + HOST + self.key()
                      + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def test_an_unread_body_never_runs_as_the_next_request(self):
        body = self.smuggled()
        length = b"Content-Length: %d\r\n" % len(body)
        for path, status in ((b"/v1/calls/start", 401), (b"/nowhere", 404), (b"/livez", 405)):
            head = b"POST " + path + b" HTTP/1.1\r\n" + HOST + length + b"\r\n"
            self.only(status, None, [head, body])
            self.only(status, head + body)

    def test_headers_that_two_readers_would_read_differently_are_refused(self):
        for line in (b"Content-Length : 5\r\n", b" Content-Length: 5\r\n", b"X: a\r\n b\r\n",
                     b"X: a\nContent-Length: 5\r\n", b"Content-Length: 5\n", b"X: a\rb\r\n",
                     b"X: a\0b\r\n", b"X\r\n", b": x\r\n", b"X y: z\r\n", b"X: \x7f\r\n",
                     b"Host: other\r\n", b"\xc3\xa9: x\r\n", b"X(: y\r\n"):
            self.only(400, b"GET /livez HTTP/1.1\r\n" + HOST + line + b"\r\n" + self.smuggled())

    def test_request_lines_of_another_form_are_refused(self):
        for line in (b"GET  /livez HTTP/1.1", b"GET /livez", b"GET /livez HTTP/2.0",
                     b" /livez HTTP/1.1",
                     b"GET /li vez HTTP/1.1", b"GET http://x/livez HTTP/1.1", b"GET * HTTP/1.1",
                     b"GET livez HTTP/1.1", b"GET /livez\xff HTTP/1.1", b"GET /livez HTTP/1.1 ",
                     b"G\0T /livez HTTP/1.1", b"GET /livez#x HTTP/1.1", b"", b"\x16\x03\x01\x02"):
            self.only(400, line + b"\r\n" + HOST + b"\r\n" + self.smuggled())
        self.only(400, b"GET /livez HTTP/1.1\n" + b"Host: x\n\n\r\n\r\n")
        self.only(400, b"GET /livez HTTP/1.1\r\n\r\n" + self.smuggled())

    def test_heads_have_a_limit(self):
        self.only(431, b"GET /livez HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 20_000 + b"\r\n\r\n")
        self.only(431, b"GET /" + b"a" * 100_000)
        many = b"".join(b"X-%d: 1\r\n" % n for n in range(64))
        self.only(400, b"GET /livez HTTP/1.1\r\n" + HOST + many + b"\r\n")
        self.only(414, b"GET /" + b"(a|b)" * 1600 + b"/x HTTP/1.1\r\n" + HOST + b"\r\n")

    def test_percent_signs_in_header_values_stay_percent_signs(self):
        said = self.server.raw(b"GET /livez HTTP/1.1\r\n" + HOST + b"Connection: close\r\n"
                               b"X-Request-Id: a%0d%0aEvil:1\r\ntraceparent: %0d%0aEvil:1\r\n\r\n")
        self.assertEqual(statuses(said), [200])
        self.assertNotIn(b"Evil", said)

    def test_requests_may_follow_each_other_without_waiting(self):
        one = b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n"
        last = b"GET /livez HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
        self.assertEqual(statuses(self.server.raw(one * 20 + last)), [200] * 21)
        body = b'{"call_id":"wire-1","ani":"+12025550130"}'
        post = self.post(body)
        self.assertEqual(statuses(self.server.raw(post * 3 + last)), [200] * 4)

    def test_a_client_that_wants_the_connection_closed_gets_it_closed(self):
        for wish in (b"close", b"Close", b"CLOSE", b"keep-alive, close", b"close, x"):
            one = b"GET /livez HTTP/1.1\r\n" + HOST + b"Connection: " + wish + b"\r\n\r\n"
            said = self.server.raw(one + b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n")
            self.assertEqual(statuses(said), [200], wish)
            self.assertRegex(said, b"(?i)\r\nconnection: close\r\n")

    def test_a_request_may_come_in_single_bytes(self):
        body = b'{"call_id":"wire-2","ani":"+12025550131"}'
        post = self.post(body, b"Connection: close\r\n")
        said = self.server.raw(None, [post[n:n + 1] for n in range(len(post))])
        self.assertEqual(statuses(said), [200], said)

    def test_a_client_that_asks_first_is_told_to_go_on(self):
        body = b'{"call_id":"wire-3","ani":"+12025550132"}'
        head = (b"POST /v1/calls/start HTTP/1.1\r\n" + HOST + self.key() + b"Connection: close\r\n"
                + b"Content-Type: application/json\r\nExpect: 100-continue\r\n")
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as link:
            link.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body))
            self.assertEqual(statuses(link.recv(4096)), [100])
            link.sendall(body)
            said = b""
            while chunk := link.recv(4096):
                said += chunk
            self.assertEqual(statuses(said), [200])
        self.only(413, head + b"Content-Length: 65537\r\n\r\n")
        head = head.replace(b"100-continue", b"a-miracle")
        self.only(417, head + b"Content-Length: 5\r\n\r\nhello")

    def test_random_changes_of_a_request_are_answered_or_refused(self):
        dice = random.Random(20_261_123)
        whole = self.post(b'{"call_id":"wire-5","ani":"+12025550134"}', b"Connection: close\r\n")
        for _ in range(300):
            changed = bytearray(whole)
            for _ in range(dice.randint(1, 3)):
                changed[dice.randrange(len(changed))] = dice.choice(b"\r\n\0 :%/\xff0aZ\t")
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as link:
                link.sendall(changed)
                link.shutdown(socket.SHUT_WR)
                said = b""
                try:
                    while chunk := link.recv(65536):
                        said += chunk
                except ConnectionResetError:
                    pass
            self.assertTrue(all(status < 500 for status in statuses(said)), (changed, said))

    def test_a_client_of_http_1_0_is_answered_and_let_go(self):
        said = self.server.raw(b"GET /livez HTTP/1.0\r\n\r\n" + self.smuggled())
        self.assertEqual(statuses(said), [200])

    def test_a_client_that_goes_away_in_the_middle_leaves_nothing_behind(self):
        before = len(self.server.log_lines())
        body = b'{"call_id":"wire-4","ani":"+12025550133"}'
        head = (b"POST /v1/calls/start HTTP/1.1\r\n" + HOST + self.key()
                + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (len(body) + 1))
        for cut in (1, 10, len(head) - 1):
            with socket.create_connection(("127.0.0.1", self.server.port)) as link:
                link.sendall(head[:cut])
        self.server.raw(None, [head, body], wait=False)
        self.refused(self.server.send("GET", "/v1/calls/wire-4"), 404, "not_found")
        self.assertGreaterEqual(len(self.server.log_lines()), before)


class Slow(harness.HttpTest):
    """A few workers, so that it would show when one is lost."""
    flags = ("--workers", "4")

    def test_connections_that_send_nothing_do_not_keep_others_waiting(self):
        idle = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(20)]
        began = time.monotonic()
        self.alive()  # before the fifteen seconds that an idle connection may stay otherwise
        self.assertLess(time.monotonic() - began, 14)
        for link in idle:
            link.close()

    def test_connections_that_never_rest_do_not_keep_others_waiting(self):
        over, faults = threading.Event(), []

        def busy():
            try:
                while not over.is_set():
                    link = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
                    try:
                        while not over.is_set():
                            answer = self.server.send("GET", "/livez", connection=link)
                            if answer.headers["Connection"] == "close":
                                break
                    except http.client.RemoteDisconnected:
                        pass  # this machine is so slow that the connection rested for a second
                    link.close()
            except Exception as fault:  # pylint: disable=broad-except
                faults.append(repr(fault))

        crowd = [threading.Thread(target=busy) for _ in range(4)]
        for one in crowd:
            one.start()
        for _ in range(10):
            self.alive()
        over.set()
        for one in crowd:
            one.join()
        self.assertEqual(faults, [])

    def test_a_head_that_never_ends_is_cut_off(self):
        began = time.monotonic()
        said = self.server.raw(b"GET /livez HTTP/1.1\r\nHost: x\r\n")
        self.assertEqual(statuses(said), [408], said)
        self.assertLess(time.monotonic() - began, 8)

    def test_a_trickle_does_not_renew_its_time(self):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=1) as link:
            link.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nX: ")
            began = time.monotonic()
            said = b""
            while not said and time.monotonic() - began < 15:
                try:
                    link.sendall(b"a")
                    said = link.recv(4096)
                except TimeoutError:
                    continue
            self.assertEqual(statuses(said), [408], said)
            self.assertLess(time.monotonic() - began, 9)


class Crowded(harness.HttpTest):
    flags = ("--workers", "1")

    def test_connections_beyond_the_queue_are_told_to_come_back(self):
        busy, queued, told = None, [], b""
        with socket.create_connection(("127.0.0.1", self.server.port)) as busy:
            busy.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nX: ")  # holds the only worker
            try:
                for _ in range(400):
                    link = socket.create_connection(("127.0.0.1", self.server.port), timeout=0.05)
                    queued.append(link)
                    if len(queued) <= 256:
                        continue
                    try:
                        told = link.recv(4096)
                        break
                    except TimeoutError:
                        continue
            finally:
                for link in queued:
                    link.close()
        self.assertEqual(statuses(told), [503], told)
        self.assertIn(b"Retry-After: 1", told)
        self.assertIn(b"application/problem+json", told)
        until = time.monotonic() + harness.PATIENCE  # the worker is free again in five seconds
        while self.server.send("GET", "/livez", key=False).status == 503:
            self.assertLess(time.monotonic(), until)


if __name__ == "__main__":
    harness.main()
