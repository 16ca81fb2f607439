"""Changes for tests, as short as they can be told."""

from foreign_agent.basics import Dot
from foreign_agent.chain import empty_form
from foreign_agent.payload import Payload, Write
from foreign_agent.values import NO_VALUE, text

RECORD = bytes(15) + b"\1"
NAME, CITY = 2, 6


def replica(number):
    return bytes([number]) * 16


def dot(of, counter):
    return Dot(replica(of), counter)


def write(value, *named, register=NAME, record=RECORD):
    """A write of a text, or of none."""
    value = NO_VALUE if value is None else text(value)
    return Write(1, record, register, b"", value, tuple(sorted(named)))


def change(of, counter, *writes):
    return Payload(dot(of, counter), bytes(16), (), 0, 1, writes)


def refused(payload):
    return empty_form(payload, bytes(32))


def values(book, register=NAME, record=RECORD):
    """The texts that stand beside each other in a register."""
    for one in book.state((1, record)):
        if one.register == register:
            return [sibling.value.content.decode() for sibling in one.siblings]
    return []
