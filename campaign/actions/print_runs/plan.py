"""Which letter of a print run is which: numbered as they are posted, and put into files and parts.

Every letter is composed once here, so that nothing is refused when pages are made already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import Final

from campaign.actions.print_runs.source import LetterSource
from campaign.letter.compose import compose
from campaign.model.letter import Letter
from campaign.model.statement import Campaign
from campaign.press import Sheet
from campaign.press.address_size import address_size

TOGETHER: Final = 500
"""Letters of one part: more share what they have in common, fewer are lost when a run stops."""
WITH_NOTE: Final = 10
"""The number of them that one with a note stands for, which shares little and takes far longer."""
ALL: Final = "letters.pdf"


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """How letters are to be printed; with `per_target` there is a file for each target."""

    sheet: Sheet
    duplex: bool = False
    per_target: bool = False


@dataclass(frozen=True, slots=True, order=True)
class LetterPlace:
    """A letter's place among those to be posted; where no country is known, it comes last.

    `weight` is as how many letters it counts in a part.
    """

    no_country: bool
    country: str
    target: str
    number: int
    weight: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class RunPart:
    """Letters from one number to another, both counted from 1; the `index`-th part of a file."""

    file: str
    index: int
    first: int
    last: int

    @property
    def numbers(self) -> range:
        """Return the numbers of its letters."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class RunPlan:
    """All letters of a run, sorted for posting by country and target.

    `digest` changes whenever anything does that is printed.
    """

    campaign: Campaign
    source: LetterSource
    on: date
    places: Sequence[LetterPlace]
    digest: str

    def parts(self, *, per_target: bool) -> Iterator[RunPart]:
        """Yield the parts of a run, in the order of their letters."""
        last = 0
        for name, places in groupby(self.places, lambda each: each.target if per_target else ""):
            begin, last = last + 1, last + sum(1 for _ in places)
            yield from self.in_parts(f"{name}.pdf" if name else ALL, begin, last)

    def in_parts(self, file: str, first: int, last: int) -> Iterator[RunPart]:
        """Yield the parts of a file that has the letters from one number to another."""
        index, begin, weight = 0, first, 0
        for number in range(first, last + 1):
            weight += self.places[number - 1].weight
            if weight >= TOGETHER or number == last:
                yield RunPart(file, index, begin, number)
                index, begin, weight = index + 1, number + 1, 0

    def letters(self, first: int, last: int) -> tuple[Letter, ...]:
        """Compose the letters from one number to another. Raises BrokenData if they changed."""
        numbers = [place.number for place in self.places[first - 1 : last]]
        given = self.source.some(numbers)
        return tuple(compose(self.campaign, each.target, each.choices, self.on) for each in given)


def plan(campaign: Campaign, source: LetterSource, sheet: Sheet, on: date) -> RunPlan:
    """Go through all letters and number them as they are posted.

    Raises BrokenData for what cannot be printed, and CannotPrint for an address that does not fit.
    """
    digest, places = sha256(), []
    for given in source:
        letter = compose(campaign, given.target, given.choices, on)
        address_size(letter, sheet)
        digest.update(repr(letter).encode())
        country = (letter.address.postal or ("",))[-1]
        weight = WITH_NOTE if given.choices.note else 1
        places.append(LetterPlace(not country, country, given.target.slug, given.number, weight))
    return RunPlan(campaign, source, on, sorted(places), digest.hexdigest())
