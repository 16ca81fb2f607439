"""A server for tests: it takes whatever is pushed, and signs for it."""

from foreign_agent.basics import BEGINNING, stamp_of
from foreign_agent.chain import empty_form, hash_of
from foreign_agent.conversation import Conversation
from foreign_agent.ed25519 import SigningKey
from foreign_agent.log import ACCEPTED, REFUSED, Applied, Entry, NotApplied, point_after
from foreign_agent.messages import WELCOME
from foreign_agent.page import Page
from foreign_agent.payload import read_payload, write_payload
from foreign_agent.receipts import Receipt, receipt_statement
from foreign_agent.roll import Roll
from foreign_agent.session import Sealed, read_body, read_sealed, write_body, write_sealed
from foreign_agent.siblings import effective_stamp
from foreign_agent.standing import GO_ON
from foreign_agent.verdicts import Answer, Judged, Verdicts

BOOK = b"B" * 16
KEY = SigningKey(b"S" * 32)


def entry(position, payload):
    event = Applied(payload.dot, write_payload(payload), ACCEPTED.type(), position, position)
    return Entry(position, event)


def receipt_over(start, hashes, key=KEY):
    receipt = Receipt(BOOK, start, 1, bytes(64), tuple(hashes))
    return receipt._replace(signature=key.sign(receipt_statement(receipt)))


def points_after(start, entries):
    points = [start]
    for one in entries:
        points.append(point_after(points[-1], one))
    return points


def page_of(start, *entries, key=KEY, digest=None, graves=None):
    points = points_after(start, entries)
    receipt = receipt_over(start, [point.hash for point in points[1:]], key)
    return Page(GO_ON.type(), points[-1], points[-1], digest, 0, entries,
                graves or ((),) * len(entries), (receipt,))


def dot_of(entry):
    event = entry.event
    return event.dot if isinstance(event, Applied) else event.form.dot


class Server:
    """Its log, and what it answers to a message; a test may put other answers in their place."""

    def __init__(self, milliseconds):
        self.log, self.milliseconds = [], milliseconds
        self.objection = None  # to all that is pushed
        self.roll = Roll()  # by which it names replicas
        self.answers = {16: self.hello, 18: self.push, 20: self.pull}

    def conversation(self, *who):
        """A laptop's conversation with this server."""
        return Talk(self, *who)

    def hello(self, message):
        clock = stamp_of(self.milliseconds, 0)
        head = points_after(BEGINNING, self.log)[-1]
        return 17, WELCOME.type(GO_ON.type(), clock, head, 0, {}, (), ((1, KEY.public),))

    def push(self, message):
        changes = [change for run in message.runs for change in run.changes]
        there = {dot_of(one) for one in self.log}
        for change in changes:
            if change.dot not in there:
                self.log.append(self.judged(change))
        return 19, self.verdicts([change.dot for change in changes])

    def judged(self, change):
        """The entry of a change that is taken at the end of the log."""
        position = len(self.log) + 1
        payload = read_payload(change.payload)
        accepted = stamp_of(self.milliseconds + position, 0)
        stamps = effective_stamp(payload.claimed, accepted), accepted
        if self.objection:
            form = empty_form(payload, hash_of(change.payload))
            if self.objection.code == 1:
                form = form._replace(namings=())
            return Entry(position, NotApplied(form, REFUSED.type(self.objection), *stamps))
        return Entry(position, Applied(*change, ACCEPTED.type(), *stamps))

    def verdicts(self, dots):
        """What became of changes that stand in the log."""
        points = points_after(BEGINNING, self.log)[1:]
        receipt = receipt_over(BEGINNING, [point.hash for point in points])
        judged = {
            dot_of(one): Judged(*point, one.event.verdict, one.event.effective, one.event.accepted)
            for point, one in zip(points, self.log)
        }
        return Verdicts((receipt,), tuple(Answer(dot, judged[dot]) for dot in dots))

    def pull(self, message):
        cursor = message.points[0]
        return 21, page_of(cursor, *self.log[cursor.position :])


class Talk(Conversation):
    """A conversation without a network between the two."""

    def __init__(self, server, *who):
        super().__init__(*who)
        self._to, self._token = server, "let in"

    def _post(self, path, frame):
        message, _ = read_body(frame[0], read_sealed(frame, frame[0]).body, Roll())
        kind, answer = self._to.answers[frame[0]](message)
        return write_sealed(kind, Sealed(write_body(kind, answer, self._to.roll)))
