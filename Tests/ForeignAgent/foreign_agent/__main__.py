"""`python3 -m foreign_agent`: the commands."""

import argparse
import sys

from .commands import add_laptop_commands
from .conversation import Declined
from .editor import NoSuch
from .follower import Unbelievable
from .forms import Odd
from .golden import Golden
from .laptop import Halted


def main():
    parser = argparse.ArgumentParser(
        prog="foreign_agent", description="An agent of the Counterfoil protocol, in Python."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    vectors = commands.add_parser(
        "vectors", help="read golden files, write them again, refuse the malformed ones"
    )
    vectors.add_argument("directory", metavar="DIRECTORY", help="the folder with good.txt")
    vectors.set_defaults(run=lambda options: check_vectors(options.directory))
    add_laptop_commands(commands)
    options = parser.parse_args()
    try:
        return options.run(options)
    except (Declined, Halted, NoSuch, Odd, Unbelievable) as error:
        print(f"foreign_agent: {error}", file=sys.stderr)
        return 1


def check_vectors(directory):
    golden = Golden(directory)
    good_faults, good = golden.faults_of_good()
    malformed_faults, malformed = golden.faults_of_malformed()
    faults = good_faults + malformed_faults
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{good} good, {malformed} malformed, {len(faults)} wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
