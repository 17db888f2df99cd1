"""Letters that are the death of whoever sets them, as one might be that takes too much memory."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from campaign.actions.print_runs.plan import RunPlan
from campaign.model.letter import Letter, Paragraph

DEADLY: Final = "The last straw."
"""The note of such a letter."""


class Deadly(tuple[Paragraph, ...]):
    """Paragraphs that end the process that reads them."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Paragraph]:
        """End it."""
        os.kill(os.getpid(), signal.SIGKILL)
        return super().__iter__()


def begin() -> None:
    """Have runs of this process compose letters with such a note so."""
    compose = RunPlan.letters

    def letters(plan: RunPlan, first: int, last: int) -> tuple[Letter, ...]:
        return tuple(map(_deadly, compose(plan, first, last)))

    RunPlan.letters = letters  # type: ignore[assignment, method-assign]


def _deadly(letter: Letter) -> Letter:
    if any(paragraph.text == DEADLY for paragraph in letter.paragraphs):
        return replace(letter, paragraphs=Deadly(letter.paragraphs))
    return letter
