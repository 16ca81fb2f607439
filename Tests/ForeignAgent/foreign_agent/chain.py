"""How the changes of a replica hang together, and what is left of one that does not apply."""

import hashlib
from typing import NamedTuple

from .basics import DOT, DOTS, HASH, NO_HASH, WRITES_MAX, Dot
from .payload import ADDRESS, Address
from .shapes import Fields, ListOf, Text, encoded

FIRST_LINK = NO_HASH


class Naming(NamedTuple):
    """A register that a change writes, and the dots that it names there."""

    address: Address
    dots: tuple


class EmptyForm(NamedTuple):
    """A change that does not apply."""

    dot: Dot
    payload_hash: bytes
    namings: tuple


NAMING = Fields(Naming, address=ADDRESS, dots=DOTS)
EMPTY_FORM = Fields(
    EmptyForm, dot=DOT, payload_hash=HASH,
    namings=ListOf(NAMING, WRITES_MAX, rising=lambda naming: naming.address),
)


def hash_of(data):
    return hashlib.sha256(data).digest()


def link_after(link, dot, payload_hash):
    return hash_of(link + encoded(DOT, dot) + payload_hash)


def reentered_dot(payload_hash):
    """The dot under which a server enters a change again whose own dot another change took."""
    words = encoded(Text(64), "counterfoil reentry 1") + encoded(HASH, payload_hash)
    return Dot(hash_of(words)[:16], 1)


def empty_form(payload, payload_hash):
    """The empty form of a change that could be read."""
    namings = [Naming(write.address, write.dots) for write in payload.writes]
    return EmptyForm(payload.dot, payload_hash, tuple(namings))
