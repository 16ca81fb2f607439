"""What a laptop keeps in its directory between two starts."""

import json
import os
from pathlib import Path

from .basics import Point
from .ed25519 import SigningKey
from .session import read_body, write_body
from .roll import Roll

PAGE_KIND = 21
UNSENT, JUDGED, REFUSED = "unsent", "judged", "refused"


class OwnChange:
    """A change of this laptop's: its bytes, the link before it, and what became of it."""

    def __init__(self, payload, link, state=UNSENT):
        self.payload, self.link, self.state = payload, link, state


class Notebook:
    """Who the laptop is, the pages that it was given, and what it wrote itself."""

    def __init__(self, directory):
        self.directory = Path(directory)
        self.facts = self._read("laptop.json", {"keys": {}, "claimed": 0, "ahead": 0})
        own = self._read("own.json", [])
        self.own = [
            OwnChange(bytes.fromhex(one["payload"]), bytes.fromhex(one["link"]), one["state"])
            for one in own
        ]

    @property
    def device(self):
        return bytes.fromhex(self.facts["device"])

    @property
    def book(self):
        return bytes.fromhex(self.facts["book"])

    @property
    def key(self):
        return SigningKey(bytes.fromhex(self.facts["seed"]))

    @property
    def receipt_keys(self):
        return {int(number): bytes.fromhex(key) for number, key in self.facts["keys"].items()}

    @property
    def verdict(self):
        """The furthest point that a verdict told of, or None."""
        told = self.facts.get("verdict")
        return Point(told[0], bytes.fromhex(told[1])) if told else None

    def begin(self):
        """Makes the directory, and who the laptop is."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.facts.setdefault("device", os.urandom(16).hex())
        self.facts.setdefault("seed", os.urandom(32).hex())
        self.note()

    def note(self, **facts):
        self.facts.update(facts)
        self._write("laptop.json", self.facts)

    def note_own(self):
        self._write("own.json", [
            {"payload": one.payload.hex(), "link": one.link.hex(), "state": one.state}
            for one in self.own
        ])

    def pages(self):
        """The pages in the order in which they came."""
        path = self.directory / "pages"
        lines = path.read_text().split() if path.exists() else []
        return [read_body(PAGE_KIND, bytes.fromhex(line), Roll())[0] for line in lines]

    def add_page(self, page):
        with open(self.directory / "pages", "a") as file:
            file.write(write_body(PAGE_KIND, page).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _read(self, name, otherwise):
        path = self.directory / name
        return json.loads(path.read_text()) if path.exists() else otherwise

    def _write(self, name, content):
        """Puts a file in the place of the one before, as a whole."""
        path = self.directory / f"{name}.partial"
        with open(path, "w", opener=_privately) as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        path.replace(self.directory / name)


def _privately(path, flags):
    return os.open(path, flags, 0o600)
