"""What several siblings of a register come to: a conflict or not, and which of them stands."""

from .basics import milliseconds_of, stamp_of
from .shapes import encoded
from .values import BYTES, GROUP, VALUE, integer

ALIVE, DELETED, ISSUED = 1, 2, 3
LIFE_REGISTER = 0
AHEAD_MILLISECONDS_MAX = 120_000


def life_of(value):
    """Alive, deleted or issued; None if the value tells no life."""
    if value.kind == GROUP and _names_documents(value.content):
        return ISSUED
    return value.content if value in (integer(ALIVE), integer(DELETED)) else None


def _names_documents(members):
    kind, documents = members if len(members) == 2 else ((0, None), (0, None))
    return (
        kind == (1, integer(ISSUED))
        and documents[0] == 2
        and documents[1].kind == BYTES
        and len(documents[1].content) % 16 == 0
    )


def _rank_of_life(sibling):
    # What tells no life that is known ranks as deleted.
    return (DELETED, ALIVE, ISSUED).index(life_of(sibling.value) or DELETED)


def _age(sibling):
    return sibling.stamp, sibling.dot.replica, sibling.dot.counter


def is_conflict(siblings):
    """Whether siblings have different values."""
    return len({encoded(VALUE, sibling.value) for sibling in siblings}) > 1


def standing(siblings):
    """The sibling that stands in most registers."""
    return max(siblings, key=_age)


def standing_life(siblings):
    """The sibling that stands in a life register: issued over alive over deleted."""
    return max(siblings, key=lambda sibling: (_rank_of_life(sibling), _age(sibling)))


def standing_first(siblings):
    """The sibling that stands in an append-only register."""
    return min(siblings, key=_age)


def order_of_claim(sibling):
    """What claims take effect by: what was accepted in that order, then what was not yet."""
    if sibling.accepted is None:
        return 1, sibling.stamp, sibling.dot
    return 0, sibling.accepted, sibling.dot


def effective_stamp(claimed, accepted):
    """The stamp that orders a change: its own, but not far ahead of the server's clock."""
    return min(claimed, stamp_of(milliseconds_of(accepted) + AHEAD_MILLISECONDS_MAX, 0))
