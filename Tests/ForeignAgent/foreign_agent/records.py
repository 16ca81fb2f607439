"""Records as they travel: which siblings each register has."""

from typing import NamedTuple

from .basics import DOT, ID, ITEMS_MAX, KEY, NUMBER, STAMP, Dot, Key
from .payload import ELEMENT
from .replicas import NAMED_DOT
from .shapes import MEBIBYTE, Fields, ListOf, Nested, Optional
from .values import VALUE, Value

STATE_BYTES_MAX = 16 * MEBIBYTE
REGISTERS_MAX = 1_000_000


class Sibling(NamedTuple):
    """A value of a register, the change that wrote it, and the stamp that orders it."""

    dot: Dot
    stamp: int
    value: Value


class Register(NamedTuple):
    """A register of a record and its siblings, at least one."""

    register: int
    element: bytes
    siblings: tuple


class Record(NamedTuple):
    """A record's key and state."""

    collection: int
    record: bytes
    state: tuple

    @property
    def key(self):
        return Key(self.collection, self.record)


SIBLING = Fields(Sibling, dot=DOT, stamp=STAMP, value=VALUE)
SIBLINGS = ListOf(SIBLING, REGISTERS_MAX, least=1, rising=lambda sibling: sibling.dot)
REGISTER = Fields(Register, register=NUMBER, element=ELEMENT, siblings=SIBLINGS)
STATE = ListOf(REGISTER, REGISTERS_MAX, rising=lambda register: register[:2])
RECORD = Fields(
    Record, collection=NUMBER, record=ID, state=Nested(STATE, STATE_BYTES_MAX),
)
RECORDS = ListOf(RECORD, ITEMS_MAX)
GRAVE = Fields("Grave", key=KEY, dots=ListOf(NAMED_DOT, ITEMS_MAX))
KEY_RANGE = Fields("KeyRange", after=Optional(KEY), through=Optional(KEY))
KEY_RANGES = ListOf(KEY_RANGE, ITEMS_MAX)
