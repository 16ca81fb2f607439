"""Values as JSON, the way an export has them, and back."""

import re
from datetime import datetime, timedelta, timezone

from .basics import Dot
from .malformed import Malformed
from .shapes import decoded, encoded
from .siblings import ALIVE, DELETED, ISSUED, life_of
from .values import (
    BYTES, EMPTY, FALSE, GROUP, INTEGER, TEXT, TRUE, VALUE, Value, group, integer, text,
)

TEXTS = {"text", "lines", "choice", "currency", "terms", "date", "time", "decimal", "rate"}
# Characters that could steer a terminal, first and last of each range.
STEERING = (
    (0x00, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E),
    (0x2066, 0x2069), (0xE0000, 0xE007F),
)
NUMBER = re.compile(r"(?!-0$)-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
ONE_FORM = {
    "decimal": NUMBER, "rate": NUMBER, "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "time": re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}"), "currency": re.compile("[A-Z]{3}"),
}
# Currencies of ISO 4217 that have another number of places than two.
PLACES = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class Odd(Exception):
    """A value that its field would not hold, or JSON that tells no value of it."""


def id_text(id):
    digits = id.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def id_of_text(words):
    return bytes.fromhex(words.replace("-", ""))


def dot_text(dot):
    return f"{id_text(dot.replica)}/{dot.counter}"


class Forms:
    """Translates by a catalog, which knows what collections are called."""

    def __init__(self, catalog):
        self.catalog = catalog

    def json(self, type, value):
        """The JSON of a value of a type; raises Odd for what the type does not hold."""
        if value.kind == EMPTY:
            return None
        if type.word in TEXTS and value.kind == TEXT:
            return _held_text(type, value.content.decode())
        if type.word == "bool" and value.kind in (FALSE, TRUE):
            return value.kind == TRUE
        if type.word == "whole" and value.kind == INTEGER:
            return value.content
        if type.word == "moment" and value.kind == INTEGER:
            return (EPOCH + timedelta(seconds=value.content)).strftime(MOMENT)
        if value.kind == BYTES:
            return self._of_bytes(type, value.content)
        if value.kind == GROUP:
            return self._of_group(type, value.content)
        raise Odd(type.word)

    def told(self, type, value):
        """The JSON of a value, whether the type holds it or not."""
        try:
            return self.json(type, value)
        except Odd:
            return plain(value)

    def _of_bytes(self, type, data):
        is_id = type.word.startswith("reference") or type.word == "identity"
        if is_id and len(data) == 16:
            return id_text(data)
        if type.word == "change" and len(data) == 24:
            return dot_text(Dot(data[:16], int.from_bytes(data[16:], "big")))
        if type.word in ("hash", "bytes"):
            return data.hex()
        raise Odd(type.word)

    def _of_group(self, type, members):
        if type.word == "list":
            if [number for number, _ in members] != list(range(1, len(members) + 1)):
                raise Odd(type.word)
            return [self.json(type.element, value) for _, value in members]
        if type.word == "group":
            named = [(type.numbered(number), value) for number, value in members]
            if any(member is None for member, _ in named):
                raise Odd(type.word)
            return {member.name: self.json(member.type, value) for member, value in named}
        kinds = [(number, value.kind) for number, value in members]
        if type.word == "money" and kinds == [(1, INTEGER), (2, TEXT)]:
            return _amount(members[0][1].content, members[1][1].content.decode())
        if type.word == "link" and kinds == [(1, INTEGER), (2, BYTES)]:
            known = self.catalog.numbered(members[0][1].content)
            name = known.name if known else members[0][1].content
            return f"{name}/{id_text(members[1][1].content)}"
        raise Odd(type.word)

    def value(self, type, form):
        """The value of a type that JSON tells."""
        if form is None:
            return Value(EMPTY)
        if type.word in TEXTS:
            return text(form)
        if type.word == "bool":
            return Value(TRUE if form else FALSE)
        if type.word == "whole":
            return integer(form)
        if type.word == "moment":
            moment = datetime.strptime(form, MOMENT).replace(tzinfo=timezone.utc)
            return integer(int((moment - EPOCH).total_seconds()))
        if type.word.startswith("reference") or type.word == "identity":
            return Value(BYTES, id_of_text(form))
        if type.word in ("hash", "bytes"):
            return Value(BYTES, bytes.fromhex(form))
        if type.word == "list":
            return group((at, self.value(type.element, one)) for at, one in enumerate(form, 1))
        if type.word == "group":
            return self._group(type, form)
        raise Odd(type.word)

    def _group(self, type, form):
        members = [(type.named(name), one) for name, one in form.items()]
        if any(member is None for member, _ in members):
            raise Odd(f"no such members: {sorted(form)}")
        return group(
            sorted((member.number, self.value(member.type, one)) for member, one in members))


def steers(character):
    """Whether showing a character could do more than show it."""
    return any(first <= ord(character) <= last for first, last in STEERING)


def _held_text(type, words):
    """A text that its field holds; raises Odd for others."""
    may_be = "\n\t" if type.word == "lines" else ""
    fits = words and not any(steers(one) and one not in may_be for one in words)
    if type.word == "choice":
        fits = words in type.choices
    elif type.word in ONE_FORM:
        fits = ONE_FORM[type.word].fullmatch(words)
    if not fits:
        raise Odd(type.word)
    return words


def _amount(units, currency):
    places = PLACES.get(currency, 2)
    digits = str(abs(units)).rjust(places + 1, "0")
    whole = digits[: len(digits) - places]
    value = f"{whole}.{digits[len(whole):]}" if places else whole
    return {"currency": currency, "value": "-" + value if units < 0 else value}


def plain(value):
    """A value as it describes itself."""
    if value.kind == EMPTY:
        return None
    if value.kind in (FALSE, TRUE):
        return value.kind == TRUE
    if value.kind == INTEGER:
        return value.content
    if value.kind == TEXT:
        return value.content.decode()
    if value.kind == BYTES:
        return {"bytes": value.content.hex()}
    return {"group": [[number, plain(member)] for number, member in value.content]}


def life_json(value):
    """The JSON of a life; raises Odd for one of a later version."""
    life = life_of(value)
    if life in (ALIVE, DELETED):
        return "alive" if life == ALIVE else "deleted"
    kinds = [(number, one.kind) for number, one in value.content] if value.kind == GROUP else []
    if life != ISSUED or kinds != [(1, INTEGER), (2, BYTES)]:
        raise Odd("life")
    ids = value.content[1][1].content
    return {"issued": [id_text(ids[at : at + 16]) for at in range(0, len(ids), 16)]}


def element_value(element):
    """The value that an element of a set is, or None."""
    try:
        return decoded(VALUE, element)
    except Malformed:
        return None


def element_of(value):
    return encoded(VALUE, value)
