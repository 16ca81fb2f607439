"""A laptop: a book that is written offline and exchanged with a server."""

import copy
import os
import time

from .basics import Dot, milliseconds_of, stamp_of
from .chain import FIRST_LINK, hash_of, link_after
from .columns import Change
from .conversation import Conversation
from .editor import Editor
from .follower import Follower, Unbelievable
from .forms import dot_text
from .log import Applied, NotApplied
from .memory import MintedID
from .messages import HELLO, LANE, PULL, PUSH
from .notebook import JUDGED, PAGE_KIND, REFUSED, UNSENT, Notebook, OwnChange
from .page import Page
from .payload import Payload, read_payload, write_payload
from .push import Run
from .ranges import Range
from .roll import node_of_replica
from .siblings import AHEAD_MILLISECONDS_MAX, effective_stamp
from .standing import GO_ON
from .vector import Held
from .verdicts import Judged

PROTOCOL = 1
SCHEMA = 1


class Halted(Exception):
    """The server's word that nothing can be exchanged now."""


class Laptop:
    """One life of a laptop: its replica is made at its first write."""

    def __init__(self, directory, catalog):
        self.notebook, self.catalog = Notebook(directory), catalog
        self._replica, self._counter, self._link, self._serial = None, 0, FIRST_LINK, 0
        self._follower = None

    def enrol(self, server, code, name):
        self.notebook.begin()
        conversation = Conversation(server, self.notebook.device, self.notebook.key)
        conversation.enrol(code, name)
        self.notebook.note(server=server, book=conversation.book.hex())

    @property
    def follower(self):
        """The base: what the pages told so far."""
        if self._follower is None:
            notebook = self.notebook
            self._follower = Follower(notebook.book, notebook.receipt_keys)
            for page in notebook.pages():
                self._follower.follow(page)
        return self._follower

    @property
    def overlay(self):
        """One's own changes that the log has not brought yet."""
        covers = self.follower.book.knowledge.covers
        payloads = (read_payload(one.payload) for one in self.notebook.own if one.state != REFUSED)
        return [payload for payload in payloads if not covers(payload.dot)]

    @property
    def seen(self):
        """The book as a person sees it."""
        book = copy.deepcopy(self.follower.book)
        for payload in self.overlay:
            book.apply_accepted(payload, effective_stamp(payload.claimed, self._now()), None)
        return book

    def write(self, edit, schema=SCHEMA, extras=()):
        """Lets an editor make a change of the book as it is seen, and keeps it."""
        editor = Editor(self.seen, self.catalog)
        told = edit(editor)
        if editor.writes:
            self._keep(editor.writes, schema, extras)
        return told

    def mint(self):
        """An id for a record of this life's."""
        self._serial += 1
        node = node_of_replica(self._own_replica())
        return MintedID(milliseconds_of(self._now()), node, self._serial - 1).id

    def _own_replica(self):
        self._replica = self._replica or os.urandom(16)
        return self._replica

    def _keep(self, writes, schema, extras):
        self._counter += 1
        dot = Dot(self._own_replica(), self._counter)
        last = max(self.notebook.facts["claimed"], self.follower.latest)
        claimed = max(self._now(), last + 1)
        payload = write_payload(
            Payload(dot, self.notebook.device, (), claimed, schema, writes, extras))
        self.notebook.own.append(OwnChange(payload, self._link))
        self._link = link_after(self._link, dot, hash_of(payload))
        self.notebook.note_own()
        self.notebook.note(claimed=claimed)

    def _now(self):
        """The server's clock, as far as it is known."""
        return stamp_of(int(time.time() * 1000) + self.notebook.facts["ahead"], 0)

    def sync(self):
        """Says hello, sends what is unsent, fetches what is new."""
        notebook = self.notebook
        conversation = Conversation(
            notebook.facts["server"], notebook.device, notebook.key, notebook.book)
        self._say_hello(conversation)
        while self._unsent():
            self._push(conversation)
        while self._pull(conversation):
            pass

    def _unsent(self):
        return [one for one in self.notebook.own if one.state == UNSENT]

    def _runs(self):
        """What is unsent, a run for each replica, in the order of their births."""
        runs = {}
        for one in self._unsent():
            dot = read_payload(one.payload).dot
            runs.setdefault(dot.replica, []).append((dot, one))
        return runs

    def _points(self):
        verdict = self.notebook.verdict
        cursor = self.follower.cursor
        is_beyond = verdict is not None and verdict.position > cursor.position
        return (cursor, verdict) if is_beyond else (cursor,)

    def _say_hello(self, conversation):
        held = dict(self.follower.book.knowledge.live)
        lanes = []
        for replica, changes in self._runs().items():
            counters = [dot.counter for dot, _ in changes]
            lanes.append(LANE.type(replica, Range(counters[0], counters[-1]), changes[0][1].link))
            held[replica] = Held(counters[-1])
        welcome = conversation.ask(
            "hello", 16,
            HELLO.type(PROTOCOL, SCHEMA, self.notebook.book, self.notebook.device, tuple(lanes),
                       held, self._points()), 17)
        _require_going_on(welcome.standing)
        keys = {**self.notebook.facts["keys"],
                **{str(one.number): one.key.hex() for one in welcome.keys}}
        self._set_clock(welcome.clock, keys)

    def _set_clock(self, clock, keys):
        """Takes the server's clock and keys; a stamp far ahead of it is set back."""
        ahead = milliseconds_of(clock) - int(time.time() * 1000)
        claimed = min(self.notebook.facts["claimed"], clock + stamp_of(AHEAD_MILLISECONDS_MAX, 0))
        self.notebook.note(ahead=ahead, claimed=claimed, keys=keys)
        self.follower.keys.update(self.notebook.receipt_keys)

    def _push(self, conversation):
        """Sends what is unsent; what is not proved to stand in the log stays so."""
        of_replicas = self._runs().values()
        runs = tuple(
            Run(changes[0][1].link, False,
                tuple(Change(dot, one.payload) for dot, one in changes))
            for changes in of_replicas
        )
        answer = conversation.ask("push", 18, PUSH.type(self._points(), runs), 19, PAGE_KIND)
        if isinstance(answer, Page):
            raise _halted(answer.standing)
        self._note_verdicts(answer, [one for changes in of_replicas for _, one in changes])

    def _note_verdicts(self, verdicts, sent):
        """Keeps what is proved; halts where that leads no further."""
        changes = [Change(read_payload(one.payload).dot, one.payload) for one in sent]
        proved = self.follower.proved(verdicts, changes)
        for one, answer in zip(sent, proved):
            self._note_verdict(one, answer.answer)
        self.notebook.note_own()
        for _, answer in verdicts.answers[len(proved) :][:1]:
            if not isinstance(answer, Judged):
                raise Halted(f"the server did not take a change: {answer}")
        if not proved:
            raise Unbelievable("nobody proves what became of the changes")

    def _note_verdict(self, one, judged):
        one.state = REFUSED if judged.is_refused else JUDGED
        known = self.notebook.verdict
        if known is None or judged.position > known.position:
            self.notebook.note(verdict=(judged.position, judged.hash.hex()))
        # A clock that was set back may be behind what was written before.
        self.notebook.note(claimed=max(self.notebook.facts["claimed"], judged.effective))

    def _pull(self, conversation):
        """Fetches a page; tells whether there is more."""
        page = conversation.ask("pull", 20, PULL.type(self._points(), 0), 21)
        _require_going_on(page.standing)
        self.follower.require_vouched(page)
        self._require_same(page.entries)
        self.follower.apply(page)
        if page.entries:
            self.notebook.add_page(page)
        return page.end != page.head

    def _require_same(self, entries):
        """Halts if another change has a dot of one's own: applied, it would hide that one."""
        own = {read_payload(one.payload).dot: hash_of(one.payload) for one in self.notebook.own}
        for dot, payload_hash in map(_name_of_change, entries):
            if own.get(dot, payload_hash) != payload_hash:
                raise Halted(f"another change has a dot of one's own: {dot_text(dot)}")


def _name_of_change(entry):
    """The dot of an entry's change and the hash of its payload; None twice if it has none."""
    event = entry.event
    if isinstance(event, Applied):
        return event.dot, hash_of(event.payload)
    return event.form[:2] if isinstance(event, NotApplied) else (None, None)


def _require_going_on(standing):
    if not isinstance(standing, GO_ON.type):
        raise _halted(standing)


def _halted(standing):
    return Halted(f"the server says: {type(standing).__name__}")
