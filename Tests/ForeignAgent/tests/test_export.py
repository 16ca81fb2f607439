"""A book as lines of JSON, and edits that name what was shown."""

import json
import unittest

from foreign_agent.basics import Key, stamp_of
from foreign_agent.book import Book
from foreign_agent.catalog import Catalog
from foreign_agent.commands import NUMBERS
from foreign_agent.editor import Editor
from foreign_agent.export import Exporter, canonical_text
from foreign_agent.payload import Payload
from foreign_agent.values import BYTES, Value, integer, text

from .changes import dot

CATALOG = Catalog(NUMBERS.read_text().splitlines())
ADA = bytes(15) + b"\1"


class Desk:
    """A book, and a person who writes into it."""

    def __init__(self):
        self.book, self.count = Book(), 0

    def write(self, of, edit, over=None):
        """Applies an edit of the book, or of another that was seen."""
        editor = Editor(over or self.book, CATALOG)
        edit(editor)
        self.count += 1
        payload = Payload(dot(of, self.count), bytes(16), (), 0, 1, editor.writes)
        self.book.apply_accepted(payload, stamp_of(self.count, 0), stamp_of(9, self.count))

    def lines(self):
        return [json.loads(line) for line in Exporter(CATALOG).text(self.book).splitlines()]


class ExportTests(unittest.TestCase):
    def setUp(self):
        self.desk = Desk()
        form = {"name": "Ada", "tags": ["b"], "billingAddress": {"city": "Ulm"}, "archived": False}
        self.desk.write(1, lambda editor: editor.add("client", ADA, form))

    def register(self, name):
        registers = self.desk.lines()[0]["registers"]
        return next(one for one in registers if one["field"] == name)

    def test_fields_have_their_names_and_forms(self):
        self.assertEqual(self.register("life")["siblings"][0]["value"], "alive")
        self.assertEqual(self.register("billingAddress")["siblings"][0]["value"], {"city": "Ulm"})
        self.assertEqual(self.register("tags")["element"], "b")
        self.assertIs(self.register("archived")["siblings"][0]["value"], False)
        sibling = {
            "dot": "01010101-0101-0101-0101-010101010101/1", "stamp": "1/0", "accepted": "9/1",
            "value": "Ada",
        }
        self.assertEqual(self.register("name"), {"field": "name", "siblings": [sibling]})

    def test_what_was_written_apart_is_a_conflict_until_all_of_it_was_named(self):
        key = Key(1, ADA)
        for replica, name in ((1, "Ada Ltd"), (2, "Ada & Co")):
            editor = Editor(self.desk.book, CATALOG)
            editor.edit(key, {"name": name})
            self.desk.count += 1
            payload = Payload(dot(replica, 10 + self.desk.count), bytes(16), (), 0, 1,
                              editor.writes)
            if replica == 1:
                first = payload
        for one in (first, payload):
            self.desk.book.apply_accepted(one, stamp_of(one.dot.counter, 0), stamp_of(9, 9))
        self.assertTrue(self.register("name")["conflict"])
        self.desk.write(3, lambda editor: editor.edit(key, {"name": "Ada"}, everything=True))
        self.assertNotIn("conflict", self.register("name"))
        self.assertEqual(len(self.register("name")["siblings"]), 1)

    def test_of_a_record_that_is_over_there_is_its_life_alone(self):
        self.desk.write(1, lambda editor: editor.delete(Key(1, ADA)))
        fields = [one["field"] for one in self.desk.lines()[0]["registers"]]
        self.assertEqual(fields, ["life"])

    def test_a_line_says_to_its_draft_that_it_lives(self):
        self.desk.write(1, lambda editor: editor.add("draft", ADA, {"kind": "invoice"}))
        form = {"draft": "00000000-0000-0000-0000-000000000001"}
        editor = Editor(self.desk.book, CATALOG)
        editor.add("line", bytes(16), form)
        life = next(write for write in editor.writes if write.collection == 6)
        self.assertEqual((life.register, life.dots), (0, (dot(1, 2),)))

    def test_what_a_field_does_not_hold_is_told_as_it_is(self):
        exporter = Exporter(CATALOG)
        name, kind = CATALOG.named("client").named("name"), CATALOG.named("client").named("kind")
        self.assertEqual(exporter.forms.told(name.type, text("\u202e")), "\u202e")
        self.assertEqual(exporter.forms.told(kind.type, integer(7)), 7)
        self.assertEqual(exporter.forms.told(kind.type, Value(BYTES, b"\xff")), {"bytes": "ff"})

    def test_the_text_is_canonical(self):
        told = {"b": [1, None, True], "a": "\n\"\x07ü\u202e\U000e0001"}
        expected = '{"a":"\\n\\"\\u0007ü\\u202e\\udb40\\udc01","b":[1,null,true]}'
        self.assertEqual(canonical_text(told), expected)

    def test_amounts_have_their_currencys_places(self):
        type = CATALOG.named("line").named("content").type.named("discountAmount").type
        amounts = ((-5, "EUR", "-0.05"), (12, "JPY", "12"), (1, "BHD", "0.001"))
        for units, currency, words in amounts:
            value = Value(6, ((1, integer(units)), (2, text(currency))))
            self.assertEqual(
                Exporter(CATALOG).forms.json(type, value), {"currency": currency, "value": words})
