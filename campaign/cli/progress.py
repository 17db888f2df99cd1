"""A line on the terminal that says how far a long run is, how fast it goes and how long it takes.

Nothing is written where nobody watches.
"""

import sys
import time
from collections.abc import Iterable
from typing import Final

WIDTH: Final = 24
OFTEN: Final = 0.1
"""The fewest seconds between two changes of the line."""


def show_progress(made: Iterable[int], of: int) -> None:
    """Go through a run that yields how many letters are made so far."""
    watched = sys.stderr.isatty()
    begun, shown, before = time.monotonic(), 0.0, None
    for number in made:
        now = time.monotonic()
        before = number if before is None else before
        if watched and (now - shown > OFTEN or number == of):
            shown = now
            sys.stderr.write(f"\r{progress_line(number, of, number - before, now - begun)}\x1b[K")
            sys.stderr.flush()
    if watched:
        sys.stderr.write("\n")


def progress_line(number: int, of: int, made: int, seconds: float) -> str:
    """Return the line after so many seconds, in which `made` of all letters were made."""
    full = WIDTH * number // of
    bar = "#" * full + "." * (WIDTH - full)
    if not made:
        return f"[{bar}] {number:,} of {of:,}"
    rate = made / max(seconds, OFTEN)
    return f"[{bar}] {number:,} of {of:,}, {rate:,.0f} a second, {time_left((of - number) / rate)}"


def time_left(seconds: float) -> str:
    """Say how long it still takes."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s left" if minutes else f"{rest} s left"
