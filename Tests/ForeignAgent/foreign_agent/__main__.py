"""`python3 -m foreign_agent`: the commands."""

import argparse
import sys

from .golden import Golden


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
    options = parser.parse_args()
    return options.run(options)


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
