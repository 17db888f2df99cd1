"""Where the letters of a print run come from. The printing knows nothing else of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from campaign.model.letter import Choices, Target


@dataclass(frozen=True, slots=True)
class SourceLetter:
    """One letter as its source has it; `number` says which, and never changes."""

    number: int
    target: Target
    choices: Choices


class LetterSource(Protocol):
    """Letters that can be gone through more than once, without holding all of them."""

    def __iter__(self) -> Iterator[SourceLetter]:
        """Yield every letter. Raises BrokenData after the last if any cannot be printed."""
        ...

    def some(self, numbers: Sequence[int]) -> Sequence[SourceLetter]:
        """Return those of these numbers, in this order, once all were gone through."""
        ...
