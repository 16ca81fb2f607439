"""Values of registers: nothing, a truth, a number, a text, bytes, a group of values."""

from typing import NamedTuple

from . import malformed
from .basics import NUMBER
from .shapes import MEBIBYTE, Block, require_rising

EMPTY, FALSE, TRUE, INTEGER, TEXT, BYTES, GROUP, NONE = range(8)

MEMBERS_MAX = 256
GROUPS_DEEP_MAX = 4
CONTENT = Block(MEBIBYTE)


class Value(NamedTuple):
    """A kind, and what it needs: a whole number, bytes (of a text too), or (number, value) pairs.

    A text is kept as bytes because a malformed one travels as it is.
    """

    kind: int
    content: object = None


NO_VALUE = Value(NONE)


def integer(number):
    return Value(INTEGER, number)


def text(words):
    return Value(TEXT, words.encode())


def group(members):
    return Value(GROUP, tuple(members))


class ValueShape:
    """A value; only where a write stands can it be none."""

    def __init__(self, may_be_none=False):
        self.may_be_none = may_be_none

    def read(self, reader, groups_around=0):
        kind = reader.byte()
        if kind > NONE or kind == NONE and (groups_around or not self.may_be_none):
            reader.refuse(malformed.UNKNOWN_KIND)
        if kind == INTEGER:
            return Value(kind, reader.signed())
        if kind in (TEXT, BYTES):
            return Value(kind, _content(reader, kind))
        if kind == GROUP:
            return Value(kind, self._members(reader, groups_around + 1))
        return Value(kind)

    def _members(self, reader, depth):
        if depth > GROUPS_DEEP_MAX:
            reader.refuse(malformed.OVER_LIMIT)
        count = reader.varint()
        if count > MEMBERS_MAX:
            reader.refuse(malformed.OVER_LIMIT)
        members = []
        for _ in range(count):
            number = NUMBER.read(reader)
            if members:
                require_rising(reader, members[-1][0], number)
            members.append((number, self.read(reader, depth)))
        return tuple(members)

    def write(self, writer, value):
        writer.byte(value.kind)
        if value.kind == INTEGER:
            writer.signed(value.content)
        elif value.kind in (TEXT, BYTES):
            CONTENT.write(writer, value.content)
        elif value.kind == GROUP:
            writer.varint(len(value.content))
            for number, member in value.content:
                writer.varint(number)
                self.write(writer, member)


def _content(reader, kind):
    data = CONTENT.read(reader)
    if kind == TEXT and not reader.grammar_alone:
        try:
            data.decode()
        except UnicodeDecodeError:
            reader.refuse(malformed.NOT_TEXT)
    return data


VALUE = ValueShape()
VALUE_OR_NONE = ValueShape(may_be_none=True)
