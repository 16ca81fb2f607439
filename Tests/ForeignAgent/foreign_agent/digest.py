"""The digest of a state: equal for equal states, whatever way they came about."""

import hashlib
import struct

from .basics import DOT, KEY
from .chain import EMPTY_FORM
from .payload import ADDRESS
from .shapes import encoded
from .siblings import DELETED, LIFE_REGISTER, life_of
from .state import STATE

RECORD_ITEM, REFUSED_ITEM, REMOVED_EARLY_ITEM = b"\1", b"\2", b"\3"
LIFE = (LIFE_REGISTER, b"")


def digest_of_items(items):
    """The sum of the items' hashes, four numbers apart from each other."""
    sums = [0, 0, 0, 0]
    for item in items:
        numbers = struct.unpack("<4Q", hashlib.sha256(item).digest())
        sums = [(sum + number) % (1 << 64) for sum, number in zip(sums, numbers)]
    return struct.pack("<4Q", *sums)


def record_item(key, state):
    return RECORD_ITEM + encoded(KEY, key) + encoded(STATE, state)


def refused_item(form):
    return REFUSED_ITEM + encoded(EMPTY_FORM, form)


def removed_early_item(dot, address):
    return REMOVED_EARLY_ITEM + encoded(DOT, dot) + encoded(ADDRESS, address)


def is_over(state):
    """Whether the life of a record has ended, for all of its siblings."""
    lives = [life_of(one.value) for register in state if register[:2] == LIFE
             for one in register.siblings]
    return set(lives) == {DELETED}


def counted(state):
    """What a record counts for: where its life is over, the register that says so, alone."""
    if is_over(state):
        return tuple(register for register in state if register[:2] == LIFE)
    return state


def digest_of_book(book):
    items = [
        record_item(key, counted(book.state(key))) for key in book.records if book.state(key)
    ]
    items += [refused_item(form) for form in book.refused.values()]
    items += [
        removed_early_item(dot, address)
        for dot, addresses in book.removed_early.items() for address in addresses
    ]
    return digest_of_items(items)
