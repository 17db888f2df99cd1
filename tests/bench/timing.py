"""Two sides by turns, and what their figures say."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Run = Callable[[int], object]
"""Does one round, given its number: what has been seen in an earlier one is no measure."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its name, what it does, and with how many letters.

    What is not ours is public, and ours is compared with it.
    """

    name: str
    run: Run
    letters: int = 1
    is_ours: bool = True


def by_turns(what: str, sides: Sequence[Side], rounds: int, *, warm_up: int = 0) -> None:
    """Run all sides in each round; print the medians in milliseconds a letter, and our ratios."""
    for number in range(warm_up):
        for side in sides:
            side.run(number)
    taken = [[_each(side, number) for side in sides] for number in range(warm_up, warm_up + rounds)]
    medians: dict[Side, float] = {}
    print(f"{what}, {rounds} interleaved rounds, milliseconds a letter:")
    for side, times in zip(sides, zip(*taken, strict=True), strict=True):
        medians[side] = statistics.median(times)
        spread = f"{min(times):.2f}-{max(times):.2f}"
        print(f"  {side.name} ({side.letters}): {medians[side]:.2f} ({spread})")
    for other in (side for side in sides if not side.is_ours):
        for side in (side for side in sides if side.is_ours):
            ratio = medians[side] / medians[other]
            print(f"    {side.name} takes {ratio:.3f} times {other.name}: {1 / ratio:.1f} its rate")


def _each(side: Side, number: int) -> float:
    start = time.perf_counter()
    side.run(number)
    return (time.perf_counter() - start) / side.letters * 1000
