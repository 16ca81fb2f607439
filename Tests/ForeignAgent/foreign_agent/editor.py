"""What a person does to a book, as writes that name what he was shown."""

from .basics import Key
from .catalog import Collection
from .forms import Forms, Odd, element_of, id_of_text, id_text
from .payload import Write
from .shapes import encoded
from .siblings import ALIVE, DELETED, LIFE_REGISTER, standing, standing_first, standing_life
from .values import NO_VALUE, TRUE, VALUE, Value, integer, text

LIFE = (LIFE_REGISTER, b"")


class NoSuch(Exception):
    """Something that was named and is not there."""


class Editor:
    """Makes the writes of one change from a book as it is seen."""

    def __init__(self, book, catalog):
        self.book, self.catalog, self.forms = book, catalog, Forms(catalog)
        self._writes = {}

    @property
    def writes(self):
        return tuple(self._writes[address] for address in sorted(self._writes))

    def key(self, words):
        """The record that `client/ID` names; the first digits of an id are enough."""
        name, _, digits = words.partition("/")
        collection = self._collection(name)
        wanted = digits.replace("-", "")
        found = [
            key for key in self.book.records
            if key[0] == collection.number and key[1].hex().startswith(wanted)
        ]
        if len(found) != 1:
            raise NoSuch(f"{len(found)} records are {words}")
        return Key(*found[0])

    def add(self, name, id, form):
        """Makes a record."""
        collection = self._collection(name)
        key = Key(collection.number, id)
        self._put_form(key, collection, form, everything=False)
        if collection.has_life:
            self._put(key, LIFE, integer(ALIVE), ())
        self._touch_owner(key, collection, form)

    def edit(self, key, form, everything=False):
        """Writes over what is shown; `everything` settles what is in conflict."""
        collection = self.catalog.numbered(key.collection)
        if self._put_form(key, collection, form, everything):
            if collection.has_life:
                self._put_shown(key, LIFE)
            self._touch_owner(key, collection)

    def delete(self, key):
        self._put(key, LIFE, integer(DELETED), self._shown(key, LIFE)[1])
        self._touch_owner(key, self.catalog.numbered(key.collection))

    def _collection(self, name):
        collection = self.catalog.named(name)
        if collection is None and name.isdigit():
            return Collection(int(name), name, "editable", None, ())
        if collection is None:
            raise NoSuch(f"no collection is called {name}")
        return collection

    def _put_form(self, key, collection, form, everything):
        """Whether anything was written that touches."""
        touches = False
        for name, json in form.items():
            field = collection.named(name)
            if field is None and not name.isdigit():
                raise NoSuch(f"a {collection.name} has no {name}")
            if field is not None and field.policy == "union":
                self._put_elements(key, field, json)
            else:
                number = field.number if field else int(name)
                value = self.forms.value(field.type, json) if field else _plain_value(json)
                value_shown, dots = self._shown(key, (number, b""), everything)
                if value != value_shown or everything:
                    self._put(key, (number, b""), value, dots)
            touches = touches or field is None or field.touches
        return touches

    def _put_elements(self, key, field, json):
        """Adds to a set what is not in it, and takes away what is not told."""
        wanted = {element_of(self.forms.value(field.type.element, one)) for one in json}
        registers = self.book.records.get(tuple(key), {})
        there = {name[1] for name in registers if name[0] == field.number}
        for element in wanted - there:
            self._put(key, (field.number, element), Value(TRUE), ())
        for element in there - wanted:
            register = (field.number, element)
            self._put(key, register, NO_VALUE, self._shown(key, register)[1])

    def _touch_owner(self, key, collection, form=None):
        """Rewrites the life of the record that owns another."""
        if collection.owner is None:
            return
        field = collection.numbered(collection.owner)
        owner_collection = int(field.type.word.partition("(")[2].rstrip(")"))
        if form is not None:
            id = id_of_text(form[field.name])
        else:
            id = self._shown(key, (collection.owner, b""))[0].content
        if self.catalog.numbered(owner_collection).has_life:
            self._put_shown(Key(owner_collection, id), LIFE)

    def _put_shown(self, key, register):
        value, dots = self._shown(key, register)
        self._put(key, register, value or integer(ALIVE), dots)

    def _put(self, key, register, value, dots):
        write = Write(key.collection, key.record, *register, value, tuple(sorted(dots)))
        self._writes[write.address] = write

    def _shown(self, key, register, everything=False):
        """The value that stands, and the dots of the siblings that carry it, or of all."""
        siblings = self.book.records.get(tuple(key), {}).get(register, ())
        if not siblings:
            return None, ()
        stands = _STANDING.get(self.catalog.policy(key.collection, register[0]), standing)(siblings)
        value = encoded(VALUE, stands.value)
        return stands.value, [
            one.dot for one in siblings if everything or encoded(VALUE, one.value) == value
        ]


_STANDING = {"life": standing_life, "appendOnly": standing_first, "first": standing_first}


def _plain_value(json):
    """A value for a register that has no name: that of a later version."""
    if isinstance(json, bool) or not isinstance(json, (int, str)):
        raise Odd("of a register without a name only a text or a whole number can be told")
    return integer(json) if isinstance(json, int) else text(json)


def shown_record(book, catalog, key):
    """A record as a person sees it: what stands in its fields."""
    editor = Editor(book, catalog)
    collection = catalog.numbered(key[0])
    told = {"id": id_text(key[1])}
    for field in collection.fields:
        value, _ = editor._shown(Key(*key), (field.number, b""))
        if value is not None:
            told[field.name] = editor.forms.told(field.type, value)
    return told
