"""The protocol's page and golden files that the tests hold this implementation against."""

import os
from pathlib import Path

from foreign_agent.golden import Golden

FOLDER = Path(
    os.environ.get("COUNTERFOIL_PROTOCOL") or Path(__file__).parents[3] / "protocol"
)
GOLDEN = Golden(FOLDER / "Vectors")


def exchanges():
    """The bytes that the page explains: (name, whether only the body, the bytes)."""
    found, name = [], None
    for line in (FOLDER / "README.md").read_text().splitlines():
        if line.startswith("```golden "):
            name, *rest = line.split(" ")[1:]
            digits = ""
        elif name and line == "```":
            found.append((name, rest == ["body"], bytes.fromhex(digits)))
            name = None
        elif name:
            digits += line.split("|")[0].strip()
    return found
