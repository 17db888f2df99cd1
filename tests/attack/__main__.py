"""Runs all attacks, or those that are named, and prints each figure before and after.

Timings are never asserted here: they are for people to read.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.attack.attack import Attack
from tests.server_process import serving_as_shipped

ROOMS = ("accounts", "database", "facts", "forms", "paper", "server")


def attacks() -> Sequence[Attack]:
    """Return all attacks, room by room: each room is a module with `ATTACKS`."""
    return [each for room in ROOMS for each in import_module(f"tests.attack.{room}").ATTACKS]


@click.command()
@click.argument("names", nargs=-1)
def main(names: Sequence[str]) -> None:
    """Attack a server started for it, and say how long others wait meanwhile."""
    known = {each.name: each for each in attacks()}
    if unknown := set(names) - set(known):
        sys.exit(f"No such attack: {', '.join(sorted(unknown))} (there are {', '.join(known)})")
    for each in [known[name] for name in names] or known.values():
        print(f"{each.name}: {each.what}\n  before: {each.before}")
        with (
            TemporaryDirectory() as folder,
            serving_as_shipped(Path(folder), **dict(each.environ)) as server,
        ):
            print(f"  now:    {each.run(server)}", flush=True)


if __name__ == "__main__":
    main()
