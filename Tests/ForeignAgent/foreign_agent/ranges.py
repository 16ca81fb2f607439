"""Runs of whole numbers, told by the first and the distance to the last."""

from typing import NamedTuple

from . import malformed
from .basics import ORDINAL_MAX


class Range(NamedTuple):
    """All whole numbers from the first to the last, both included."""

    first: int
    last: int


class RangeShape:
    def read(self, reader):
        first = reader.varint()
        last = first + reader.varint()
        if last > ORDINAL_MAX:
            reader.refuse(malformed.NUMBER_TOO_LARGE)
        return Range(first, last)

    def write(self, writer, value):
        writer.varint(value.first)
        writer.varint(value.last - value.first)


RANGE = RangeShape()
