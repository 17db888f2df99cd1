"""Letters by the hundred, and the papers that go with them: labels, lists, a delivery."""

from dataclasses import dataclass, replace
from typing import Final

from campaign.model.language import Language
from campaign.model.letter import Letter

NAMED: Final = "?to="
"""The begin of the recipients in the address of an event's page."""


@dataclass(frozen=True, slots=True)
class LetterStack:
    """So many copies of one letter."""

    letter: Letter
    copies: int


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """The sheet that is printed before others, to see whether they come out right.

    `letter` is one of them. `copies` are the addressees with how many letters each gets, `total` is
    how many there are.
    """

    language: Language
    title: str
    event: str
    letter: Letter
    copies: tuple[tuple[tuple[str, ...], int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class TallySheet:
    """The sheet on which an evening's letters are counted by hand, with boxes to mark.

    `event` is the evening's code; `link` is where the totals are entered. It names the `slugs` of
    the addressees, unless it leads somewhere else.
    """

    language: Language
    title: str
    event: str
    link: str
    addressees: tuple[tuple[str, ...], ...]
    slugs: tuple[str, ...]

    @property
    def typed(self) -> str:
        """Return the address as people type it: recipients are in the code to scan only."""
        return self.link.partition(NAMED)[0]

    def part(self, first: int, last: int) -> "TallySheet":
        """Return the sheet of some of its addressees, whose code opens a page for these alone."""
        slugs = self.slugs[first:last]
        named = NAMED + "&to=".join(slugs) if NAMED in self.link else self.link[len(self.typed) :]
        addressees = self.addressees[first:last]
        return replace(self, addressees=addressees, slugs=slugs, link=self.typed + named)


@dataclass(frozen=True, slots=True)
class Parcel:
    """The letters to one target as they are packed."""

    addressee: tuple[str, ...]
    country: str
    has_address: bool
    copies: int
    sheets: int
    grams: int


@dataclass(frozen=True, slots=True)
class PackingList:
    """Every parcel of a print run."""

    language: Language
    title: str
    event: str
    parcels: tuple[Parcel, ...]

    @property
    def copies(self) -> int:
        """Return how many letters there are."""
        return sum(parcel.copies for parcel in self.parcels)

    @property
    def sheets(self) -> int:
        """Return how many sheets of paper there are."""
        return sum(parcel.sheets for parcel in self.parcels)

    @property
    def grams(self) -> int:
        """Return what all of them weigh."""
        return sum(parcel.grams for parcel in self.parcels)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The papers handed over with a target's letters: one of the organization, and a receipt.

    `counted` says how many letters there are, in the receipt's words.
    """

    language: Language
    cover: Letter
    counted: str
    organization: str
