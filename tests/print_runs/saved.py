"""A table that somebody sorts and saves while its letters are being printed."""

from pathlib import Path

from campaign.actions.print_runs.plan import RunPlan
from campaign.model.letter import Letter


def begin(file: str) -> None:
    """Have runs of this process meet other rows from the second part on, in as many bytes."""
    compose = RunPlan.letters

    def letters(plan: RunPlan, first: int, last: int) -> tuple[Letter, ...]:
        if first > 1:
            head, *rows = Path(file).read_bytes().splitlines(keepends=True)
            Path(file).write_bytes(b"".join((head, *rows[::-1])))
        return compose(plan, first, last)

    RunPlan.letters = letters  # type: ignore[assignment, method-assign]
