"""The server's signed word for runs of entries, and the hashes that follow from a message."""

from typing import NamedTuple

from . import malformed
from .basics import HASH, ID, ITEMS_MAX, NUMBER, POINT, Point
from .log import log_hash_after, point_after
from .shapes import Block, Fields, ListOf, Text, encoded

RECEIPTS_MAX = 1000
SIGNATURE = Block(64, exactly=True)


class Receipt(NamedTuple):
    """The log hash after each entry of a run, signed with the key of a number."""

    book: bytes
    start: Point
    key: int
    signature: bytes
    hashes: tuple

    def hash_at(self, position):
        """The log hash after a position, if the receipt reaches over it."""
        index = position - self.start.position - 1
        return self.hashes[index] if 0 <= index < len(self.hashes) else None

    def hash_before(self, position):
        """The log hash before a position that the receipt reaches over."""
        is_first = position == self.start.position + 1
        return self.start.hash if is_first else self.hash_at(position - 1)


HEAD = Fields("ReceiptHead", book=ID, start=POINT, key=NUMBER, signature=SIGNATURE)
STATEMENT = Fields(
    "ReceiptStatement", purpose=Text(64), book=ID, key=NUMBER, start=POINT,
    hashes=ListOf(HASH, ITEMS_MAX),
)


class Receipts:
    """The receipts of a message, without the hashes that follow from its entries."""

    def __init__(self, entries=()):
        self._entries = {}
        for entry in entries:
            self._entries.setdefault(entry.position, entry)

    def read(self, reader):
        count = reader.varint()
        if count > RECEIPTS_MAX:
            reader.refuse(malformed.OVER_LIMIT)
        return tuple(self._read_receipt(reader) for _ in range(count))

    def _read_receipt(self, reader):
        head = HEAD.read(reader)
        count = reader.varint()
        if count > ITEMS_MAX:
            reader.refuse(malformed.OVER_LIMIT)
        hashes = []
        before = head.start
        for _ in range(count):
            following = self._following(before)
            before = Point(before.position + 1, read_unless(reader, HASH, following))
            hashes.append(before.hash)
        return Receipt(*head, tuple(hashes))

    def write(self, writer, value):
        writer.varint(len(value))
        for receipt in value:
            HEAD.write(writer, receipt[:4])
            writer.varint(len(receipt.hashes))
            before = receipt.start
            for hash in receipt.hashes:
                write_unless(writer, HASH, self._following(before), hash)
                before = Point(before.position + 1, hash)

    def _following(self, before):
        """The hash that follows from the entry at the next position, which serves but once."""
        entry = self._entries.pop(before.position + 1, None)
        return None if entry is None else log_hash_after(before.hash, entry)


class EntryPoints:
    """The point after each entry of an offer, where it does not follow from the one before."""

    def __init__(self, entries, beginning):
        self._entries, self._beginning = entries, beginning

    def read(self, reader):
        points = [self._beginning]
        for entry in self._entries:
            points.append(read_unless(reader, POINT, point_after(points[-1], entry)))
        return tuple(points[1:])

    def write(self, writer, value):
        before = self._beginning
        for entry, point in zip(self._entries, value, strict=True):
            write_unless(writer, POINT, point_after(before, entry), point)
            before = point


def read_unless(reader, shape, expected):
    """A flag and a value that is spelled only if it is not what is expected."""
    if not reader.flag():
        if expected is None:
            reader.refuse(malformed.NOT_CANONICAL)
        return expected
    value = shape.read(reader)
    if value == expected:
        reader.refuse(malformed.NOT_CANONICAL)
    return value


def write_unless(writer, shape, expected, value):
    writer.flag(value != expected)
    if value != expected:
        shape.write(writer, value)


def receipt_statement(receipt):
    """What the server signs."""
    return encoded(STATEMENT, ("counterfoil receipt 1", receipt.book, receipt.key, receipt.start,
                               receipt.hashes))
