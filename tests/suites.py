"""Which tests run, in which order, and how long Hypothesis searches: as `bin/test` is told."""

import random
from enum import StrEnum
from typing import Final

import pytest
from hypothesis import settings

BROWSER, SLOW, RELEASE, POSTGRESQL, REDIS = "browser", "slow", "release", "postgresql", "redis"


class Suite(StrEnum):
    """How much is tested."""

    QUICK = "quick"
    WHOLE = "whole"
    RELEASE = "release"


LEFT_OUT: Final = {
    Suite.QUICK: {BROWSER, SLOW, RELEASE, POSTGRESQL, REDIS},
    Suite.WHOLE: {RELEASE},
    Suite.RELEASE: set[str](),
}
"""The marks of the tests that each suite goes without."""

# How long one example takes says more of the machine than of the code. A change is tested by the
# same examples as the one before it: what new ones would find is no news about the change.
settings.register_profile(Suite.WHOLE, deadline=None, derandomize=True, database=None)
settings.register_profile(Suite.QUICK, settings.get_profile(Suite.WHOLE), max_examples=25)
settings.register_profile(Suite.RELEASE, deadline=None, max_examples=1000, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that `bin/test` and those in a hurry use."""
    group = parser.getgroup("letters")
    group.addoption(
        "--suite",
        type=Suite,
        choices=[*Suite],
        default=Suite.WHOLE,
        help="quick: no browser, SQLite alone, nothing slow. whole: all that every change is tested"
        " by. release: what takes too long for that as well, and new examples of Hypothesis's.",
    )
    group.addoption(
        "--shuffle",
        type=int,
        metavar="SEED",
        help="run files, and the tests of each, in an order that this number decides",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Have Hypothesis search as the suite wants it."""
    settings.load_profile(config.getoption("suite"))


@pytest.hookimpl(tryfirst=True)  # pytest then puts tests together that share what they need
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by the server that they need, leave out what the suite goes without, shuffle."""
    for item in items:
        for server in (POSTGRESQL, REDIS):
            if needs(item, server):
                item.add_marker(server)
    left_out = LEFT_OUT[config.getoption("suite")]
    gone = [item for item in items if left_out & {mark.name for mark in item.iter_markers()}]
    config.hook.pytest_deselected(items=gone)
    without = set(gone)
    items[:] = [item for item in items if item not in without]
    seed = config.getoption("shuffle")
    if seed is not None:
        shuffle(items, random.Random(seed))  # noqa: S311 - no secret


def needs(item: pytest.Item, server: str) -> bool:
    """Say whether a test needs a server: by a fixture of that name, or a parameter."""
    called = getattr(item, "callspec", None)
    parameters = called.params.values() if called else ()
    return server in getattr(item, "fixturenames", ()) or server in parameters


def shuffle(items: list[pytest.Item], chance: random.Random) -> None:
    """Put files into another order, and the tests in each; those of one file stay together."""
    files = sorted({item.path for item in items})
    place = dict(zip(files, chance.sample(range(len(files)), len(files)), strict=True))
    items.sort(key=lambda item: (place[item.path], chance.random()))
