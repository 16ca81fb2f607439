"""Every message of the session by its kind."""

from .basics import (
    FLAG, HASH, ID, ITEMS_MAX, KEY, NUMBER, ORDINAL, POINT, POINTS, STAMP, VARINT,
)
from .batch import CHANGES
from .page import OFFER, PAGE
from .push import PUSH
from .ranges import RANGE
from .records import KEY_RANGES, RECORDS
from .replicas import NAMED_DOT, REPLICA
from .shapes import Choice, Fields, ListOf, itself
from .snapshot import RECEIPT_KEYS, SNAPSHOT_CHUNK, SNAPSHOT_HEAD, SNAPSHOT_QUERY
from .standing import STANDING
from .vector import VECTOR
from .verdicts import VERDICTS

TAKEN_MAX = 1_000_000

LANE = Fields("Lane", replica=REPLICA, unsent=RANGE, link=HASH)
WANTED = Fields("Wanted", replica=REPLICA, counters=RANGE)
DIGEST = Fields("RangeDigest", digest=HASH, records=VARINT)

HELLO = Fields(
    "Hello", protocol=NUMBER, schema=NUMBER, book=ID, device=ID, lanes=ListOf(LANE, ITEMS_MAX),
    held=VECTOR, points=POINTS,
)
WELCOME = Fields(
    "Welcome", standing=STANDING, clock=STAMP, head=POINT, durable=ORDINAL, held=VECTOR,
    wanted=ListOf(WANTED, ITEMS_MAX), keys=RECEIPT_KEYS,
)
PULL = Fields("Pull", points=POINTS, seconds=NUMBER)
OFFERED = Fields(
    "Offered", complete=FLAG, standing=STANDING,
    taken=ListOf(NAMED_DOT, TAKEN_MAX, rising=itself),
)
COMPARISON = Fields("Comparison", point=POINT, ranges=KEY_RANGES)
DIGESTS = Fields("Digests", point=POINT, digests=ListOf(DIGEST, ITEMS_MAX))
RECORD_QUERY = Fields(
    "RecordQuery", point=POINT, ranges=KEY_RANGES, keys=ListOf(KEY, ITEMS_MAX),
)
RECORDS_ANSWER = Fields("Records", point=POINT, records=RECORDS)
ALARM = Choice({
    1: Fields("Quarantined", changes=CHANGES),
    2: Fields("ParityLost", point=POINT, digest=HASH),
})
NOTED = Fields("Noted")

MESSAGES = {
    16: HELLO, 17: WELCOME, 18: PUSH, 19: VERDICTS, 20: PULL, 21: PAGE, 22: OFFER, 23: OFFERED,
    24: SNAPSHOT_QUERY, 25: SNAPSHOT_HEAD, 26: SNAPSHOT_CHUNK, 27: COMPARISON, 28: DIGESTS,
    29: RECORD_QUERY, 30: RECORDS_ANSWER, 31: ALARM, 32: NOTED,
}
