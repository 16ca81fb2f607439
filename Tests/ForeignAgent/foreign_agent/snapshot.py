"""Messages by which an agent takes a book as a whole."""

from . import malformed
from .basics import KEY, NUMBER, POINT
from .chain import EMPTY_FORM
from .identity import PUBLIC_KEY
from .payload import ADDRESS
from .records import RECORDS
from .replicas import NAMED_DOT, REPLICA
from .shapes import Choice, Fields, ListOf, Optional, itself
from .vector import VECTOR

SNAPSHOT_ITEMS_MAX = 1_000_000
KEYS_MAX = 64

RECEIPT_KEYS = ListOf(
    Fields("ReceiptKey", number=NUMBER, key=PUBLIC_KEY), KEYS_MAX,
)
REMOVED_EARLY = Fields(
    "RemovedEarly", dot=NAMED_DOT, addresses=ListOf(ADDRESS, SNAPSHOT_ITEMS_MAX, rising=itself),
)

HEAD_QUERY = Fields("HeadQuery")
FIRST_CHUNK_QUERY = Fields("FirstChunkQuery")
CHUNK_QUERY = Fields("ChunkQuery", after=KEY)
SNAPSHOT_QUERY = Choice({1: HEAD_QUERY, 2: FIRST_CHUNK_QUERY, 3: CHUNK_QUERY})

SNAPSHOT_CHUNK = Fields(
    "SnapshotChunk", after=Optional(KEY), through=Optional(KEY), point=POINT, records=RECORDS,
)
HEAD_FIELDS = Fields(
    "SnapshotHead", tail=POINT, point=POINT, live=VECTOR, closed=VECTOR,
    removed_early=ListOf(REMOVED_EARLY, SNAPSHOT_ITEMS_MAX, rising=lambda early: early.dot),
    empty_forms=ListOf(EMPTY_FORM, SNAPSHOT_ITEMS_MAX, rising=lambda form: form.dot),
    roll=ListOf(REPLICA, SNAPSHOT_ITEMS_MAX), keys=RECEIPT_KEYS,
)


class SnapshotHeadShape:
    """A head whose closed replicas miss nothing and are not live."""

    type = HEAD_FIELDS.type

    def read(self, reader):
        head = HEAD_FIELDS.read(reader)
        if any(held.missing for held in head.closed.values()) or head.closed.keys() & head.live:
            reader.refuse(malformed.NOT_CANONICAL)
        return head

    def write(self, writer, value):
        HEAD_FIELDS.write(writer, value)


SNAPSHOT_HEAD = SnapshotHeadShape()
