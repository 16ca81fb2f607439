"""The server's log: entries without a gap, each hashed together with all before it."""

import hashlib
from typing import NamedTuple

from . import malformed
from .basics import COUNTER, DOT, ID, PAYLOAD_BYTES_MAX, STAMP, Dot, Point
from .chain import EMPTY_FORM, EmptyForm
from .payload import ADDRESS
from .shapes import Block, Choice, Fields, Optional, Text, encoded

RULE_BYTES_MAX = 64
HINT_BYTES_MAX = 1024
MALFORMED_CODE = 1


class ObjectionCode:
    """Why a change was objected to: 1 malformed, 2 builds upon a refused one, 3 rule, 4 rights."""

    def read(self, reader):
        code = reader.byte()
        if not 1 <= code <= 4:
            reader.refuse(malformed.UNKNOWN_KIND)
        return code

    def write(self, writer, value):
        writer.byte(value)


OBJECTION = Fields(
    "Objection", code=ObjectionCode(), rule=Text(RULE_BYTES_MAX), field=Optional(ADDRESS),
    hint=Text(HINT_BYTES_MAX),
)
ACCEPTED = Fields("Accepted")
QUESTIONED = Fields("Questioned", objection=OBJECTION)
REFUSED = Fields("Refused", objection=OBJECTION)
VERDICT = Choice({1: ACCEPTED, 2: QUESTIONED, 3: REFUSED})


class Applied(NamedTuple):
    """A change with its payload."""

    dot: Dot
    payload: bytes
    verdict: object
    effective: int
    accepted: int


class NotApplied(NamedTuple):
    """A change that does not apply."""

    form: EmptyForm
    verdict: object
    effective: int
    accepted: int


class Entry(NamedTuple):
    """What stands at a position of the log."""

    position: int
    event: object


APPLIED = Fields(
    Applied, dot=DOT, payload=Block(PAYLOAD_BYTES_MAX), verdict=VERDICT, effective=STAMP,
    accepted=STAMP,
)
NOT_APPLIED = Fields(
    NotApplied, form=EMPTY_FORM, verdict=VERDICT, effective=STAMP, accepted=STAMP,
)
ENDED = Fields("Ended", replica=ID)
EVENT = Choice({1: APPLIED, 2: NOT_APPLIED, 3: ENDED})
ENTRY = Fields(Entry, position=COUNTER, event=EVENT)


def log_hash_after(before, entry):
    return hashlib.sha256(before + encoded(ENTRY, entry)).digest()


def point_after(point, entry):
    """The point that follows from another by an entry, wherever the entry says that it stands."""
    return Point(point.position + 1, log_hash_after(point.hash, entry))
