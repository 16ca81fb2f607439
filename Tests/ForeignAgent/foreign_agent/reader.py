"""Takes bytes apart from the front, and trusts no length."""

import struct

from . import malformed
from .malformed import Malformed
from .roll import Roll

VARINT_BYTES_MAX = 10


class Reader:
    """A place in some bytes, and the roll by which they name replicas.

    One that reads the grammar alone looks neither at the order of lists nor whether a text is
    UTF-8.
    """

    def __init__(self, data, start=0, end=None, roll=Roll(), grammar_alone=False):
        self.data = data
        self.offset = start
        self.end = len(data) if end is None else end
        self.roll = roll
        self.grammar_alone = grammar_alone

    @property
    def remaining(self):
        return self.end - self.offset

    def refuse(self, reason):
        raise Malformed(self.offset, reason)

    def take(self, count):
        if count > self.remaining:
            self.refuse(malformed.TRUNCATED)
        self.offset += count
        return bytes(self.data[self.offset - count : self.offset])

    def part(self, length):
        """The next bytes as a reader of their own, whose offsets count from the same beginning."""
        if length > self.remaining:
            self.refuse(malformed.TRUNCATED)
        start = self.offset
        self.offset += length
        return Reader(self.data, start, self.offset, self.roll, self.grammar_alone)

    def byte(self):
        return self.take(1)[0]

    def flag(self):
        value = self.byte()
        if value > 1:
            self.refuse(malformed.NOT_CANONICAL)
        return value == 1

    def varint(self):
        value = 0
        for index in range(VARINT_BYTES_MAX):
            byte = self.byte()
            value |= (byte & 0x7F) << (7 * index)
            if byte < 0x80:
                if byte == 0 and index > 0:
                    self.refuse(malformed.NOT_CANONICAL)
                break
        if byte >= 0x80 or value >> 64:
            self.refuse(malformed.NUMBER_TOO_LARGE)
        return value

    def signed(self):
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def fixed32(self):
        return struct.unpack("<I", self.take(4))[0]

    def finish(self):
        if self.remaining:
            self.refuse(malformed.TRAILING)
