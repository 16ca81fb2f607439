"""What a person types to a laptop; each command is one life of it."""

import json
import sys
from pathlib import Path

from .catalog import ASKING, Catalog
from .digest import is_over
from .editor import shown_record
from .export import Exporter, canonical_text
from .forms import id_text
from .laptop import Laptop
from .payload import EXTRA
from .siblings import is_conflict

LATER_SCHEMA = 99
LATER_WORDS = (EXTRA.type(7, b"words of a later version"),)
NUMBERS = Path(__file__).resolve().parents[3] / "Sources" / "Catalog" / "Numbers.lock"


def add_laptop_commands(commands):
    """Adds the commands to a program's."""

    def add(name, run, help, *arguments):
        command = commands.add_parser(name, help=help)
        command.add_argument("directory", metavar="DIRECTORY", help="where the laptop keeps all")
        for argument in arguments:
            command.add_argument(argument.lower(), metavar=argument)
        command.set_defaults(run=lambda options: _run(run, options))

    add("enrol", _enrol, "join the book that a code is for", "SERVER", "CODE")
    add("sync", _sync, "send what is unsent, fetch what is new")
    add("add", _add, "make a record of fields as an export has them", "COLLECTION", "JSON")
    add("foresee", _foresee, "make a record as an agent of a later version does", "COLLECTION",
        "JSON")
    add("edit", _edit, "write over what a record shows", "RECORD", "JSON")
    add("resolve", _resolve, "the same over everything that is in conflict", "RECORD", "JSON")
    add("delete", _delete, "end a record's life", "RECORD")
    add("list", _list, "what the records of a collection show", "COLLECTION")
    add("conflicts", _conflicts, "the registers in which siblings differ")
    add("export", _export, "write the whole book out canonically")


def _run(run, options):
    catalog = Catalog(NUMBERS.read_text().splitlines())
    run(Laptop(options.directory, catalog), options)
    return 0


def _say(told):
    print(canonical_text(told))


def _enrol(laptop, options):
    laptop.enrol(options.server, options.code, "A laptop in Python")


def _sync(laptop, options):
    laptop.sync()
    _say({"position": laptop.follower.cursor.position, "overlay": len(laptop.overlay)})


def _add(laptop, options):
    id = laptop.mint()
    laptop.write(lambda editor: editor.add(options.collection, id, json.loads(options.json)))
    _say({"id": id_text(id)})


def _foresee(laptop, options):
    id, form = laptop.mint(), json.loads(options.json)
    laptop.write(
        lambda editor: editor.add(options.collection, id, form), LATER_SCHEMA, LATER_WORDS)
    _say({"id": id_text(id)})


def _edit(laptop, options):
    form = json.loads(options.json)
    laptop.write(lambda editor: editor.edit(editor.key(options.record), form))


def _resolve(laptop, options):
    form = json.loads(options.json)
    laptop.write(lambda editor: editor.edit(editor.key(options.record), form, everything=True))


def _delete(laptop, options):
    laptop.write(lambda editor: editor.delete(editor.key(options.record)))


def _list(laptop, options):
    book, collection = laptop.seen, laptop.catalog.named(options.collection)
    for key in sorted(book.records):
        if key[0] == collection.number and not is_over(book.state(key)):
            _say(shown_record(book, laptop.catalog, key))


def _conflicts(laptop, options):
    book = laptop.seen
    for key in sorted(book.records):
        collection = laptop.catalog.numbered(key[0])
        for (register, _), siblings in sorted(book.records[key].items()):
            asks = laptop.catalog.policy(key[0], register) in ASKING
            if asks and is_conflict(siblings):
                field = collection and collection.numbered(register)
                name = field.name if field else "life" if register == 0 else str(register)
                _say({"record": f"{collection.name}/{id_text(key[1])}", "field": name})


def _export(laptop, options):
    sys.stdout.write(Exporter(laptop.catalog).text(laptop.seen))
