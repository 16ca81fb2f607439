"""Page and offer: entries of the log, with the receipts that vouch for them."""

from typing import NamedTuple

from . import malformed
from .basics import BEGINNING, HASH, ITEMS_MAX, ORDINAL, POINT, POINTS, Point
from .entries import ENTRIES
from .receipts import EntryPoints, Receipts
from .records import RECORD
from .replicas import NAMED_DOT
from .shapes import Fields, ListOf, Optional
from .standing import STANDING


MEANINGS_MAX = 256


class Page(NamedTuple):
    """The entries that follow the cursor, each with the graves that it opens."""

    standing: object
    end: Point
    head: Point
    digest: object
    durable: int
    entries: tuple
    graves: tuple
    receipts: tuple


class Offer(NamedTuple):
    """Entries that the server may lack, each with the point after it."""

    points: tuple
    after: object
    mark: object
    entries: tuple
    points_after: tuple
    meanings: tuple
    receipts: tuple


PAGE_HEAD = Fields(
    "PageHead", standing=STANDING, end=POINT, head=POINT, digest=Optional(HASH), durable=ORDINAL,
)
OFFER_HEAD = Fields("OfferHead", points=POINTS, after=Optional(HASH), mark=Optional(HASH))
MEANING = Fields("Meaning", dot=NAMED_DOT, payload=HASH)
MEANINGS = ListOf(MEANING, MEANINGS_MAX, rising=lambda meaning: meaning.dot)


class PageShape:
    type = Page

    def read(self, reader):
        head = PAGE_HEAD.read(reader)
        entries = ENTRIES.read(reader)
        graves = _read_graves(reader, len(entries))
        return Page(*head, entries, graves, Receipts(entries).read(reader))

    def write(self, writer, value):
        PAGE_HEAD.write(writer, value[:5])
        ENTRIES.write(writer, value.entries)
        for graves in value.graves:
            writer.varint(len(graves))
        for graves in value.graves:
            for grave in graves:
                RECORD.write(writer, grave)
        Receipts(value.entries).write(writer, value.receipts)


def _read_graves(reader, entries):
    """The numbers of all entries' graves, then the graves of all of them."""
    counts = []
    for _ in range(entries):
        counts.append(reader.varint())
        if counts[-1] > ITEMS_MAX:
            reader.refuse(malformed.OVER_LIMIT)
    return tuple(tuple(RECORD.read(reader) for _ in range(count)) for count in counts)


class OfferShape:
    type = Offer

    def read(self, reader):
        head = OFFER_HEAD.read(reader)
        entries = ENTRIES.read(reader)
        points = EntryPoints(entries, BEGINNING).read(reader)
        meanings = tuple(MEANINGS.read(reader) for _ in entries)
        return Offer(*head, entries, points, meanings, Receipts(entries).read(reader))

    def write(self, writer, value):
        OFFER_HEAD.write(writer, value[:3])
        ENTRIES.write(writer, value.entries)
        EntryPoints(value.entries, BEGINNING).write(writer, value.points_after)
        for meanings in value.meanings:
            MEANINGS.write(writer, meanings)
        Receipts(value.entries).write(writer, value.receipts)


PAGE = PageShape()
OFFER = OfferShape()
