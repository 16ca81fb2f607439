"""What batches are made of: the columns into which changes are taken apart."""

from typing import NamedTuple

from . import malformed
from .basics import Dot
from .memory import wrapped

RECORD_ID = 8


class Change(NamedTuple):
    """A change as it travels: its name and its payload."""

    dot: Dot
    payload: bytes


class Columns:
    """The 21 parts of a batch, in the order in which they stand in it."""

    NAMES = (
        "forms", "times", "time_tails", "rolls", "fields", "records", "origins", "moments",
        "moment_tails", "serials", "dots", "authors", "counters", "kinds", "lengths", "integers",
        "texts", "names", "blocks", "entries", "stamps",
    )

    def __init__(self, make):
        for name in self.NAMES:
            setattr(self, name, make())

    @property
    def all(self):
        return [getattr(self, name) for name in self.NAMES]


def split(difference, column, tails):
    """The upper 48 bits of a difference in one column, the lower 16 in another."""
    column.signed(difference >> 16)
    tails.put((difference & 0xFFFF).to_bytes(2, "big"))


def joined(milliseconds, column, tails):
    """Milliseconds that a column and its tails tell by the difference to others."""
    difference = column.signed() << 16 | int.from_bytes(tails.take(2), "big")
    value = wrapped(milliseconds + difference)
    if value >> 48:
        column.refuse(malformed.NOT_CANONICAL)
    return value
