"""One attack: what is done, what it did before it was mended, and how to measure it now."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.server_process import Server


@dataclass(frozen=True, slots=True)
class Attack:
    """Something hostile, by a short name; `before` is what was seen before it was mended.

    `run` does it to a server that was started for it alone, and returns what was seen, in words.
    `environ` are the server's settings beside the usual ones.
    """

    name: str
    what: str
    before: str
    run: Callable[[Server], str]
    environ: tuple[tuple[str, str], ...] = ()
