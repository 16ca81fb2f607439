"""The values that everything else is made of: ids, dots, stamps, points."""

from typing import NamedTuple

from .shapes import MEBIBYTE, ORDINAL_MAX, Fields, Fixed, Flag, ListOf, Varint, itself

ID = Fixed(16)
HASH = Fixed(32)
FLAG = Flag()
NUMBER = Varint(most=(1 << 32) - 1)
VARINT = Varint()
ORDINAL = Varint(most=ORDINAL_MAX)
COUNTER = Varint(least=1, most=ORDINAL_MAX)
STAMP = Varint()
NO_HASH = bytes(32)

PAYLOAD_BYTES_MAX = 4 * MEBIBYTE
BODY_BYTES_MAX = 16 * MEBIBYTE
ELEMENT_BYTES_MAX = 4096
DOTS_MAX = 1000
WRITES_MAX = 10_000
ITEMS_MAX = 10_000
POINTS_MAX = 64


class Dot(NamedTuple):
    """The name of a change: its replica and the replica's counter."""

    replica: bytes
    counter: int


class Point(NamedTuple):
    """A position of the log and the log hash after it: the name of a whole history."""

    position: int
    hash: bytes


class Key(NamedTuple):
    """The name of a record."""

    collection: int
    record: bytes


BEGINNING = Point(0, NO_HASH)

DOT = Fields(Dot, replica=ID, counter=COUNTER)
POINT = Fields(Point, position=ORDINAL, hash=HASH)
POINTS = ListOf(POINT, POINTS_MAX)
KEY = Fields(Key, collection=NUMBER, record=ID)
DOTS = ListOf(DOT, DOTS_MAX, rising=itself)


def stamp_of(milliseconds, counter):
    return milliseconds << 16 | counter


def milliseconds_of(stamp):
    return stamp >> 16


def counter_of(stamp):
    return stamp & 0xFFFF
