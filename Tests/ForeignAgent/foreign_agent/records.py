"""Records as they travel: a key and a state."""

from typing import NamedTuple

from .basics import ID, ITEMS_MAX, KEY, NUMBER, Key
from .shapes import MEBIBYTE, Fields, ListOf, Nested, Optional
from .state import STATE

STATE_BYTES_MAX = 16 * MEBIBYTE


class Record(NamedTuple):
    """A record's key and state."""

    collection: int
    record: bytes
    state: tuple

    @property
    def key(self):
        return Key(self.collection, self.record)


RECORD = Fields(
    Record, collection=NUMBER, record=ID, state=Nested(STATE, STATE_BYTES_MAX),
)
RECORDS = ListOf(RECORD, ITEMS_MAX)
KEY_RANGE = Fields("KeyRange", after=Optional(KEY), through=Optional(KEY))
KEY_RANGES = ListOf(KEY_RANGE, ITEMS_MAX)
