"""Two sides by turns, and what their figures say."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Run = Callable[[int], object]
"""Does one round, given its number: what has been seen in an earlier one is no measure."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its name, what it does, and with how many letters."""

    name: str
    run: Run
    letters: int = 1


def by_turns(what: str, sides: Sequence[Side], rounds: int, *, warm_up: int = 0) -> None:
    """Run all sides in each round; print the medians in milliseconds a letter, and our ratio."""
    for number in range(warm_up):
        for side in sides:
            side.run(number)
    taken = [[_each(side, number) for side in sides] for number in range(warm_up, warm_up + rounds)]
    medians = [statistics.median(times) for times in zip(*taken, strict=True)]
    print(f"{what}, {rounds} interleaved rounds, milliseconds a letter:")
    for side, times, median in zip(sides, zip(*taken, strict=True), medians, strict=True):
        ratio = f"ours is {medians[0] / median:.3f} times it, {median / medians[0]:.1f} its rate"
        spread = f"{min(times):.2f}-{max(times):.2f}"
        print(f"  {side.name} ({side.letters}): {median:.2f} ({spread}); {ratio}")


def _each(side: Side, number: int) -> float:
    start = time.perf_counter()
    side.run(number)
    return (time.perf_counter() - start) / side.letters * 1000
