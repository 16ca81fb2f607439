"""What a book's collections and registers are called, and what they may hold."""

from typing import NamedTuple

LIFE_KINDS = ("editable", "draft")
ASKING = ("ask", "appendOnly", "text", "life")


class Type(NamedTuple):
    """What a register or a member holds: a word, and its members, its elements or its choices."""

    word: str
    members: tuple = ()
    choices: tuple = ()
    element: object = None

    def named(self, name):
        return next((member for member in self.members if member.name == name), None)

    def numbered(self, number):
        return next((member for member in self.members if member.number == number), None)


class Field(NamedTuple):
    """A register of a collection or a member of a group; only a register has a policy."""

    number: int
    name: str
    type: Type
    policy: str = ""
    touches: bool = False


class Collection(NamedTuple):
    """A kind of record; the owner is the number of the register that names it, or None."""

    number: int
    name: str
    kind: str
    owner: object
    fields: tuple

    @property
    def has_life(self):
        return self.kind in LIFE_KINDS

    def named(self, name):
        return next((field for field in self.fields if field.name == name), None)

    def numbered(self, number):
        return next((field for field in self.fields if field.number == number), None)


class Catalog:
    """All collections, read from the list of numbers that the page describes."""

    def __init__(self, lines):
        told = [line.split() for line in lines if line.strip() and not line.startswith("#")]
        self._told = {words[0]: words[1:] for words in told if words[1:] != ["retired"]}
        self.collections = tuple(
            self._collection(number) for number in self._told if number.isdigit())
        self._numbered = {collection.number: collection for collection in self.collections}

    def numbered(self, number):
        """The collection of a number, or None if it is a later version's."""
        return self._numbered.get(number)

    def named(self, name):
        return next((one for one in self.collections if one.name == name), None)

    def policy(self, collection, register):
        """The policy of a register; what is not known asks."""
        if register == 0:
            return "life"
        known = self.numbered(collection)
        field = known and known.numbered(register)
        return field.policy if field else "ask"


    def _collection(self, number):
        name, kind, *rest = self._told[number]
        owner = next((word for word in rest if word.startswith("owner=")), None)
        register = int(owner.partition(".")[2]) if owner else None
        return Collection(int(number), name, kind, register, self._fields(number))

    def _fields(self, prefix):
        """The registers of a collection or the members of a group."""
        below = [
            number for number in self._told
            if number.startswith(prefix + ".") and number[len(prefix) + 1 :].isdigit()
        ]
        return tuple(self._field(number) for number in below)

    def _field(self, number):
        name, word, *rest = self._told[number]
        policy, touches = rest if rest else ("", "touchesNot")
        last = int(number.rpartition(".")[2])
        return Field(last, name, self._type(word, number), policy, touches == "touches")

    def _type(self, word, prefix):
        if word.startswith("list("):
            return Type("list", element=self._type(word[5:-1], prefix + "[]"))
        choices = [number for number in self._told if number.startswith(prefix + "=")]
        words = tuple(number.partition("=")[2] for number in choices)
        return Type(word, self._fields(prefix) if word == "group" else (), words)
