"""Everyday texts with numbers that are nobody's: prices, times, versions, ids (G14)."""

import re

from .chance import chance

HARD = """\
The total is $4,111.11 for 3 items
Meet at 10:30 or 14:45 tomorrow
Order 10023456789 shipped on 2026-11-22
commit 3f2a9bc77de1f0aa41b2 pushed
sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709
version 10.15.7 build 20240102
Chrome/120.0.6099.109
50.1109, 8.6821
-33.8688 151.2093
trace 4bf92f3577b34da6a3ce929d0e0e4736
uuid 123e4567-e89b-12d3-a456-426614174000
1700000000123 ms since epoch
ts=1700000000
20260812101530
2026-08-12T10:15:30.123456Z
invoice INV-2026-001234
flight BA2490 gate 22
ISBN 978-3-16-148410-0
chapter 4.5.6.7
We need 12 people for 3 days
It costs 1.299,00 EUR
1 234 567 users
score 21-19, 18-21, 21-15
room 4021 on floor 12
part no. AB-12345-67
tracking 1Z999AA10123456784
model XJ-900 rev 12
0x7ffde3a4b2c0
timeout after 30000 ms
ratio 3.14159265
page 100-250
the year 1984
route 66 exit 12
port 8080
99.99% uptime
call took 12.345678 seconds
2/3 cup and 1/2 spoon
error 0x80070005
batch 20261122-0042
8-bit, 16-bit, 32-bit
GMT+02:00
K8s pod api-7d9f8b6c5-x2x9z
max 4294967295
the PIN diode 1N4148 is used
5551212 rows affected
no one called for the third time
ticket 555-1234 closed
24/7 support
1.5e-10
H2O at 100 C
3 of 5 stars
Q3 2026 revenue up 12%
lot 2023-0456-7890
12345 steps today
Windows 10.0.19045.3803
in 1999 and 2001
""".splitlines()
SENTENCES = [
    "I waited {a} minutes and no one picked up the phone.",
    "Your order {n8} was shipped on {d}.",
    "The price went from ${p} to ${p}, that is {a} percent more.",
    "I called on {d} at {t} and again at {t}.",
    "For the third time, the account was not updated in {a} days.",
    "We have {a} rooms at {p} euros for {s} nights.",
    "She bought {s} of them for {p} each, {a} in total.",
    "It is on page {a} of the contract, section {s}.{s}.{s}.",
    "My case number is {n8}, opened {d}.",
    "The card was declined {s} times, so I paid {p} cash.",
    "I will be there between {t} and {t}.",
    "Flight {L}{n4} leaves at {t} from gate {a}.",
    "The pin on the map is wrong by {a} meters.",
    "The expiry of the contract is in {s} months.",
    "There were {n5} people at the stadium.",
    "The code {L}{a} means the line is busy.",
    "We moved in {y} and left in {y}.",
    "Version {s}.{a}.{s} has a bug since build {n4}.",
    "My password reset took {s} attempts.",
    "The account manager has {a} clients and {n4} open tickets.",
    "The social event starts at {t} with {a} guests.",
    "It is {p} km from exit {a}.",
    "Phone support is open {s} to {s}, {s} days a week.",
    "The routing took {a} ms over {s} hops.",
    "Ticket {n7} was closed after {a} hours.",
    "The security update {n4} was installed on {d}.",
    "Born leaders: {a} of them in {y}.",
    "The address book has {n4} entries.",
    "He scored {a} points in {s} games, {a}-{a}.",
    "The zip file has {n5} bytes.",
    "Her license renewal costs {p} dollars and takes {s} weeks.",
    "The last four weeks were busy, {n4} calls a day.",
    "Call {s} of {a} was dropped after {a} seconds.",
    "Passport control took {a} minutes.",
    "We dial {n4} numbers per hour.",
    "You are number {a} in the queue.",
    "The tax is {p} percent on {p}.",
    "I need {s} or {s} of these by the {a}th.",
    "Send {s} copies to floor {s}, room {n4}.",
    "The device shows error {n4} at {a} degrees.",
    "Insurance covers up to {n5} per year.",
    "My plan has {a} GB and {n4} minutes.",
    "The mobile app crashed {a} times on {d}.",
]


def date():
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice(
        [
            f"{month}/{day}/2026",
            f"2026-{month:02d}-{day:02d}",
            f"{chance.choice(['March', 'June', 'October'])} {day}",
            f"{day} May 2025",
        ]
    )


def time():
    return chance.choice(
        [
            f"{chance.randint(1, 12)}:{chance.randint(10, 59)}",
            f"{chance.randint(1, 12)} pm",
            f"{chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}",
        ]
    )


FILLS = {
    "a": lambda: chance.randint(10, 99),
    "s": lambda: chance.randint(2, 9),
    "n4": lambda: chance.randint(1000, 9999),
    "n5": lambda: chance.randint(10000, 99999),
    "n7": lambda: chance.randint(10**6, 10**7 - 1),
    "n8": lambda: chance.randint(10**7, 10**8 - 1),
    "p": lambda: f"{chance.randint(1, 999)}.{chance.randint(0, 99):02d}",
    "d": date,
    "t": time,
    "y": lambda: chance.randint(1950, 2026),
    "L": lambda: chance.choice(["BA", "UA", "E", "Q"]),
}


def sentence():
    return re.sub(r"\{(\w+)\}", lambda blank: str(FILLS[blank[1]]()), chance.choice(SENTENCES))
