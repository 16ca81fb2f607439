"""What a change says: writes that apply together or not at all."""

from typing import NamedTuple

from . import malformed
from .basics import (
    DOT, DOTS, ELEMENT_BYTES_MAX, ID, NUMBER, PAYLOAD_BYTES_MAX, STAMP, WRITES_MAX, Dot,
)
from .malformed import Malformed
from .reader import Reader
from .shapes import Block, Fields, ListOf, decoded, encoded, require_rising
from .values import VALUE_OR_NONE, Value

EXTRAS_MAX = 64


class Address(NamedTuple):
    """A register of a record; the element is empty but for a set."""

    collection: int
    record: bytes
    register: int
    element: bytes = b""


class Write(NamedTuple):
    """What one register becomes, and the dots whose siblings that replaces."""

    collection: int
    record: bytes
    register: int
    element: bytes
    value: Value
    dots: tuple

    @property
    def address(self):
        return Address(*self[:4])


class Payload(NamedTuple):
    """A change as its author made it."""

    dot: Dot
    device: bytes
    authors: tuple
    claimed: int
    schema: int
    writes: tuple
    extras: tuple = ()


ELEMENT = Block(ELEMENT_BYTES_MAX)
ADDRESS = Fields(Address, collection=NUMBER, record=ID, register=NUMBER, element=ELEMENT)
WRITE = Fields(
    Write, collection=NUMBER, record=ID, register=NUMBER, element=ELEMENT,
    value=VALUE_OR_NONE, dots=DOTS,
)
WORDS = Block(PAYLOAD_BYTES_MAX)
EXTRA = Fields("Extra", number=NUMBER, words=WORDS)


class Extras:
    """A later version's words, which run to the end."""

    def read(self, reader):
        extras = []
        while reader.remaining:
            if len(extras) == EXTRAS_MAX:
                reader.refuse(malformed.OVER_LIMIT)
            number = NUMBER.read(reader)
            if extras:
                require_rising(reader, extras[-1].number, number)
            extras.append(EXTRA.type(number, WORDS.read(reader)))
        return tuple(extras)

    def write(self, writer, value):
        for extra in value:
            EXTRA.write(writer, extra)


PAYLOAD = Fields(
    Payload, dot=DOT, device=ID, authors=ListOf(ID, 1), claimed=STAMP, schema=NUMBER,
    writes=ListOf(WRITE, WRITES_MAX, rising=lambda write: write.address), extras=Extras(),
)


def read_payload(data):
    if len(data) > PAYLOAD_BYTES_MAX:
        raise Malformed(0, malformed.OVER_LIMIT)
    return decoded(PAYLOAD, data)


def write_payload(payload):
    return encoded(PAYLOAD, payload)


def payload_by_grammar(data, dot):
    """The payload, if the bytes follow the grammar of one of the dot; else None."""
    if len(data) > PAYLOAD_BYTES_MAX:
        return None
    try:
        payload = PAYLOAD.read(Reader(data, grammar_alone=True))
    except Malformed:
        return None
    return payload if payload.dot == dot else None
