"""Walks through the pages of a running server as a plan says, and looks at each.

The plan is JSON: where the server is, where axe is, and steps of `open`, `fill`, `press` and
`look`. What is wrong is printed, a line each; the last line says how many pages were looked at.
"""

import json
import pathlib
import sys

from chromium import Chromium, Refused
from looks import Looks
from walk import Walk


def follow(plan, chromium):
    """Follows a plan; tells what is wrong, and how many pages were seen."""
    walk = Walk(chromium, plan["origin"])
    looks = Looks(chromium, walk, plan["axe"], plan.get("shots"))
    walk.scripts(False)
    findings, count = [], 0
    for step in plan["steps"]:
        try:
            if step["do"] == "look":
                findings += looks.look(step["name"], plan["thorough"])
                count += 1
            elif step["do"] == "open":
                walk.open(step["path"])
            elif step["do"] == "fill":
                walk.fill(step["name"], step["text"])
            elif step["do"] == "press":
                walk.press(step["name"])
        except (AssertionError, Refused) as error:
            walk.scripts(True)
            text = chromium.run("document.body.innerText")
            raise SystemExit(f"step {step}: {error}\nThe page says:\n{text}") from error
    return findings, count


def main():
    plan = json.loads(pathlib.Path(sys.argv[1]).read_text())
    chromium = Chromium()
    try:
        findings, count = follow(plan, chromium)
    finally:
        chromium.close()
    for finding in findings:
        print(finding)
    print(f"{count} pages, {len(findings)} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
