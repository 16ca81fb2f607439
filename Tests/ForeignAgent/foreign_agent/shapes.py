"""Shapes: what bytes look like, each read and written by one object.

A shape has `read(reader)`, which gives a value or raises Malformed, and `write(writer, value)`,
which writes the same bytes again.
"""

from collections import namedtuple

from . import malformed
from .reader import Reader
from .writer import Writer

MEBIBYTE = 1 << 20
ORDINAL_MAX = (1 << 63) - 1


def decoded(shape, data):
    """The value that all of the bytes are."""
    reader = Reader(data)
    value = shape.read(reader)
    reader.finish()
    return value


def encoded(shape, value):
    writer = Writer()
    shape.write(writer, value)
    return bytes(writer.data)


class Varint:
    """An unsigned number between two bounds."""

    def __init__(self, least=0, most=(1 << 64) - 1):
        self.least, self.most = least, most

    def read(self, reader):
        value = reader.varint()
        if value > self.most:
            reader.refuse(malformed.NUMBER_TOO_LARGE)
        if value < self.least:
            reader.refuse(malformed.NOT_CANONICAL)
        return value

    def write(self, writer, value):
        writer.varint(value)


class Flag:
    def read(self, reader):
        return reader.flag()

    def write(self, writer, value):
        writer.flag(value)


class Fixed:
    """So many bytes."""

    def __init__(self, size):
        self.size = size

    def read(self, reader):
        return reader.take(self.size)

    def write(self, writer, value):
        if len(value) != self.size:
            raise ValueError(f"{len(value)} bytes where {self.size} belong")
        writer.put(value)


class Block:
    """Bytes with their length before them, at most so many, or exactly."""

    def __init__(self, most, exactly=False):
        self.most, self.exactly = most, exactly

    def read(self, reader):
        length = reader.varint()
        if length > self.most:
            reader.refuse(malformed.OVER_LIMIT)
        if self.exactly and length != self.most:
            reader.refuse(malformed.NOT_CANONICAL)
        return reader.take(length)

    def write(self, writer, value):
        writer.varint(len(value))
        writer.put(value)


class Text:
    """A block of UTF-8."""

    def __init__(self, most):
        self._block = Block(most)

    def read(self, reader):
        data = self._block.read(reader)
        try:
            return data.decode()
        except UnicodeDecodeError:
            reader.refuse(malformed.NOT_TEXT)

    def write(self, writer, value):
        self._block.write(writer, value.encode())


class Nested:
    """A block whose content has a shape of its own."""

    def __init__(self, shape, most):
        self.shape, self.most = shape, most

    def read(self, reader):
        length = reader.varint()
        if length > self.most:
            reader.refuse(malformed.OVER_LIMIT)
        content = reader.part(length)
        value = self.shape.read(content)
        content.finish()
        return value

    def write(self, writer, value):
        content = Writer(writer.roll)
        self.shape.write(content, value)
        writer.varint(len(content.data))
        writer.put(content.data)


class Optional:
    """A flag, and what follows it if it is set; None if not."""

    def __init__(self, shape):
        self.shape = shape

    def read(self, reader):
        return self.shape.read(reader) if reader.flag() else None

    def write(self, writer, value):
        writer.flag(value is not None)
        if value is not None:
            self.shape.write(writer, value)


class ListOf:
    """A count and so many of a shape; `rising` tells by what they rise, if they do."""

    def __init__(self, shape, most, least=0, rising=None):
        self.shape, self.most, self.least, self.rising = shape, most, least, rising

    def read(self, reader):
        count = reader.varint()
        if count > self.most:
            reader.refuse(malformed.OVER_LIMIT)
        if count < self.least:
            reader.refuse(malformed.NOT_CANONICAL)
        if count > reader.remaining:
            reader.refuse(malformed.TRUNCATED)
        items = []
        for _ in range(count):
            items.append(self.shape.read(reader))
            if self.rising and len(items) > 1:
                require_rising(reader, *map(self.rising, items[-2:]))
        return tuple(items)

    def write(self, writer, value):
        writer.varint(len(value))
        for item in value:
            self.shape.write(writer, item)


def require_rising(reader, before, after):
    if not reader.grammar_alone and not before < after:
        reader.refuse(malformed.NOT_CANONICAL)


def itself(item):
    """What a list rises by whose items are compared as they are."""
    return item


class Fields:
    """Shapes one after the other; their values are the parts of a named tuple."""

    def __init__(self, made, **shapes):
        self.type = namedtuple(made, shapes) if isinstance(made, str) else made
        self.shapes = tuple(shapes.values())

    def read(self, reader):
        return self.type(*[shape.read(reader) for shape in self.shapes])

    def write(self, writer, value):
        for shape, part in zip(self.shapes, value, strict=True):
            shape.write(writer, part)


class Choice:
    """A byte that tells which fields follow."""

    def __init__(self, cases, reason=malformed.UNKNOWN_KIND):
        self.cases, self.reason = cases, reason
        self._bytes = {fields.type: byte for byte, fields in cases.items()}

    def read(self, reader):
        fields = self.cases.get(reader.byte())
        if fields is None:
            reader.refuse(self.reason)
        return fields.read(reader)

    def write(self, writer, value):
        byte = self._bytes[type(value)]
        writer.byte(byte)
        self.cases[byte].write(writer, value)
