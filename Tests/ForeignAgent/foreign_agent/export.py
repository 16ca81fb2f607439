"""A book written out canonically: one line for each record."""

from .basics import counter_of, milliseconds_of
from .catalog import ASKING
from .digest import counted
from .forms import Forms, Odd, dot_text, element_value, id_text, life_json, plain, steers
from .siblings import LIFE_REGISTER, is_conflict
from .values import TRUE

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def canonical_text(json):
    """JSON without space, with the names of objects in the order of their bytes."""
    if json is None or isinstance(json, bool):
        return {None: "null", True: "true", False: "false"}[json]
    if isinstance(json, int):
        return str(json)
    if isinstance(json, str):
        return '"' + "".join(map(_escaped, json)) + '"'
    if isinstance(json, list):
        return "[" + ",".join(map(canonical_text, json)) + "]"
    members = (f"{canonical_text(name)}:{canonical_text(json[name])}" for name in sorted(json))
    return "{" + ",".join(members) + "}"


def _escaped(character):
    if character in ESCAPES:
        return ESCAPES[character]
    if not steers(character):
        return character
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at:at + 4]}" for at in range(0, len(units), 4))


class Exporter:
    """Writes books out by the names of a catalog."""

    def __init__(self, catalog):
        self.catalog, self.forms = catalog, Forms(catalog)

    def text(self, book):
        """All lines of a book."""
        records = ((key, book.state(key)) for key in sorted(book.records))
        return "".join(
            canonical_text(self.record(key, counted(state))) + "\n"
            for key, state in records if state)

    def record(self, key, state):
        collection = self.catalog.numbered(key[0])
        return {
            "collection": collection.name if collection else key[0],
            "id": id_text(key[1]),
            "registers": [self._register(key[0], collection, register) for register in state],
        }

    def _register(self, number, collection, register):
        field = collection.numbered(register.register) if collection else None
        is_life = register.register == LIFE_REGISTER
        told = {
            "field": "life" if is_life else field.name if field else register.register,
            "siblings": [self._sibling(register, field, one) for one in register.siblings],
        }
        if register.element:
            told.update(self._element(field, register.element))
        asks = self.catalog.policy(number, register.register) in ASKING
        if asks and is_conflict(register.siblings):
            told["conflict"] = True
        return told

    def _sibling(self, register, field, sibling):
        told = {"dot": dot_text(sibling.dot), "stamp": _stamp(sibling.stamp)}
        if sibling.accepted is not None:
            told["accepted"] = _stamp(sibling.accepted)
        try:
            told["value"] = self._value(register, field, sibling.value)
        except Odd:
            told["plain"] = plain(sibling.value)
        return told

    def _value(self, register, field, value):
        if register.register == LIFE_REGISTER:
            return life_json(value)
        if register.element:
            if value.kind != TRUE:
                raise Odd("element")
            return True
        if field is None:
            raise Odd("field")
        return self.forms.json(field.type, value)

    def _element(self, field, element):
        value = element_value(element)
        if value is None:
            return {"elementBytes": element.hex()}
        try:
            if field is None or field.type.word != "list":
                raise Odd("element")
            return {"element": self.forms.json(field.type.element, value)}
        except Odd:
            return {"plainElement": plain(value)}


def _stamp(stamp):
    return f"{milliseconds_of(stamp)}/{counter_of(stamp)}"
