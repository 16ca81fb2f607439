"""The messages of kinds 1 to 6, which the session will take the place of."""

from .basics import COUNTER, ID, PAYLOAD_BYTES_MAX, STAMP, VARINT
from .shapes import Block, Choice, Fields, ListOf

REPLICAS_MAX = 100_000
PAYLOADS_MAX = 500
ENTRIES_MAX = 1000

REPLICAS = ListOf(
    Fields("Counted", replica=ID, counter=COUNTER), REPLICAS_MAX,
    rising=lambda counted: counted.replica,
)
ONE_PAYLOAD = Block(PAYLOAD_BYTES_MAX)
ANSWER = Choice({
    1: Fields("FirstAccepted", position=VARINT, accepted=STAMP),
    2: Fields("FirstGap", counter=VARINT),
    3: Fields("FirstTaken"),
})
ENTRY = Fields("FirstEntry", position=VARINT, accepted=STAMP, payload=ONE_PAYLOAD)

FIRST_STEPS = {
    1: Fields("FirstHello", protocol=VARINT, replicas=REPLICAS),
    2: Fields("FirstWelcome", held=REPLICAS, head=VARINT, clock=STAMP),
    3: Fields("FirstPush", payloads=ListOf(ONE_PAYLOAD, PAYLOADS_MAX)),
    4: Fields("FirstVerdicts", answers=ListOf(ANSWER, PAYLOADS_MAX)),
    5: Fields("FirstPull", cursor=VARINT, seconds=VARINT),
    6: Fields("FirstEntries", head=VARINT, entries=ListOf(ENTRY, ENTRIES_MAX)),
}
