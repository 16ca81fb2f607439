"""Verdicts: what became of each pushed change."""

from typing import NamedTuple

from .basics import COUNTER, HASH, ITEMS_MAX, ORDINAL, STAMP, Dot
from .chain import EmptyForm, empty_form, hash_of
from .log import MALFORMED_CODE, REFUSED, VERDICT, Applied, Entry, NotApplied
from .payload import read_payload
from .receipts import Receipts, read_unless, write_unless
from .replicas import NAMED_DOT
from .shapes import Choice, Fields, ListOf


class Judged(NamedTuple):
    """The change stands in the log: where, the log hash there, and what was decided."""

    position: int
    hash: bytes
    verdict: object
    effective: int
    accepted: int

    @property
    def is_refused(self):
        return isinstance(self.verdict, REFUSED.type)

    def entry_of(self, change):
        """The entry of the log that this verdict makes of a change of one's own."""
        stamps = self.effective, self.accepted
        if self.is_refused:
            return Entry(self.position, NotApplied(self._form_of(change), self.verdict, *stamps))
        return Entry(self.position, Applied(*change, self.verdict, *stamps))

    def _form_of(self, change):
        payload_hash = hash_of(change.payload)
        if self.verdict.objection.code == MALFORMED_CODE:
            # The server could not read it, so it tells nothing of its writes.
            return EmptyForm(change.dot, payload_hash, ())
        return empty_form(read_payload(change.payload), payload_hash)


class Answer(NamedTuple):
    """The answer for one change."""

    dot: Dot
    answer: object


class Verdicts(NamedTuple):
    """The answers in the order of the changes, and the receipts that vouch for them."""

    receipts: tuple
    answers: tuple


class JudgedShape:
    """A hash is spelled only if it is not the one that a receipt of the message tells."""

    type = Judged

    def __init__(self, receipts):
        self._receipts = receipts

    def _expected(self, position):
        hashes = (receipt.hash_at(position) for receipt in self._receipts)
        return next((hash for hash in hashes if hash is not None), None)

    def read(self, reader):
        position = ORDINAL.read(reader)
        hash = read_unless(reader, HASH, self._expected(position))
        return Judged(
            position, hash, VERDICT.read(reader), STAMP.read(reader), STAMP.read(reader)
        )

    def write(self, writer, value):
        ORDINAL.write(writer, value.position)
        write_unless(writer, HASH, self._expected(value.position), value.hash)
        VERDICT.write(writer, value.verdict)
        STAMP.write(writer, value.effective)
        STAMP.write(writer, value.accepted)


GAP = Fields("Gap", counter=COUNTER)
RETRY_LATER = Fields("RetryLater")
TAKEN = Fields("Taken")
WRONG_LINK = Fields("WrongLink")
NOT_YOURS = Fields("NotYours")


def answers_shape(receipts):
    answer = Choice({
        1: JudgedShape(receipts), 2: GAP, 3: RETRY_LATER, 4: TAKEN, 5: WRONG_LINK,
        6: NOT_YOURS,
    })
    return ListOf(Fields(Answer, dot=NAMED_DOT, answer=answer), ITEMS_MAX)


class VerdictsShape:
    type = Verdicts

    def read(self, reader):
        receipts = Receipts().read(reader)
        return Verdicts(receipts, answers_shape(receipts).read(reader))

    def write(self, writer, value):
        Receipts().write(writer, value.receipts)
        answers_shape(value.receipts).write(writer, value.answers)


VERDICTS = VerdictsShape()
