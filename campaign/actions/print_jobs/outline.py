"""What comes out of the printer, in its order, before any of it is printed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from campaign.actions.print_jobs import documents
from campaign.actions.print_jobs.bundle import Bundle
from campaign.model.documents import LetterStack
from campaign.model.language import TargetKind
from campaign.model.letter import Letter
from campaign.model.print_jobs import DocumentKind
from campaign.model.statement import Campaign
from campaign.press import Press
from campaign.press.labels import GRIDS
from campaign.press.papers import grams, packing_pages
from campaign.press.tally import tally_sheets

MOST_MEASURED: Final = 10
"""The most recipients whose letters are each laid out; of more, one of each kind is."""


@dataclass(frozen=True, slots=True)
class PaperStack:
    """Sheets of one paper: `number` letters, labels or recipients on so many `sheets`.

    `targets` are those of letters, by their slugs; `left_out` those that get no label.
    """

    piece: DocumentKind
    sheets: int
    number: int = 0
    targets: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """All stacks, in the order in which they come out; `is_exact` unless letters were inferred."""

    stacks: tuple[PaperStack, ...]
    grams: int
    is_exact: bool

    @property
    def sheets(self) -> int:
        """Return how many sheets there are in all."""
        return sum(each.sheets for each in self.stacks)


def outline(press: Press, campaign: Campaign, bundle: Bundle) -> Outline:
    """Return what comes out. Raises TargetGone, or CannotPrint."""
    stacks = documents.stacks(campaign, bundle.occasion)
    measured = Measured(press, bundle, stacks)
    made = tuple(
        each for piece in bundle.pieces for each in _of_piece(piece, campaign, bundle, measured)
    )
    weight = grams(sum(each.sheets for each in made), bundle.paper)
    return Outline(made, weight, is_exact=len(stacks) <= MOST_MEASURED)


class Measured:
    """An evening's letters, and how many sheets each takes."""

    def __init__(self, press: Press, bundle: Bundle, stacks: Sequence[LetterStack]) -> None:
        """Lay out each letter, or one of each kind where there are many."""
        self.press, self.stacks = press, stacks
        self._each = len(stacks) <= MOST_MEASURED
        self._pages: dict[str | TargetKind, int] = {}
        self._bundle = bundle
        for stack in stacks:
            if self._key(stack.letter) not in self._pages:
                sheet = bundle.sheet(bundle.occasion.event)
                self._pages[self._key(stack.letter)] = press.pages(stack.letter, sheet)
                press.go_on()

    def sheets_of(self, letter: Letter) -> int:
        """Return how many sheets a letter takes."""
        pages = self._pages[self._key(letter)]
        return (pages + 1) // 2 if self._bundle.duplex else pages

    def groups(self) -> Iterable[Sequence[LetterStack]]:
        """Return the letters to each recipient, or of each kind where there are many."""
        groups: dict[str | TargetKind, list[LetterStack]] = {}
        for stack in self.stacks:
            groups.setdefault(self._key(stack.letter), []).append(stack)
        return groups.values()

    def _key(self, letter: Letter) -> str | TargetKind:
        return letter.target.slug if self._each else letter.target.kind


def _of_piece(
    piece: DocumentKind, campaign: Campaign, bundle: Bundle, measured: Measured
) -> Iterator[PaperStack]:
    recipients = len(measured.stacks)
    if piece is DocumentKind.BLANK:
        yield from (_letters(group, measured) for group in measured.groups())
    elif piece is DocumentKind.LABELS:
        yield _labels(bundle, measured)
    elif piece is DocumentKind.TALLY:
        yield PaperStack(piece, tally_sheets(recipients), recipients)
    elif piece is DocumentKind.PACKING:
        listed = documents.packing_list(
            campaign, measured.stacks, bundle.occasion, measured.sheets_of, lambda sheets: sheets
        )
        yield PaperStack(piece, packing_pages(measured.press, listed, bundle.paper), recipients)
    else:
        yield PaperStack(piece, 1)


def _letters(group: Sequence[LetterStack], measured: Measured) -> PaperStack:
    return PaperStack(
        DocumentKind.BLANK,
        sum(measured.sheets_of(stack.letter) * stack.copies for stack in group),
        sum(stack.copies for stack in group),
        tuple(stack.letter.target.slug for stack in group),
        tuple(s.letter.target.slug for s in group if not s.letter.address.postal),
    )


def _labels(bundle: Bundle, measured: Measured) -> PaperStack:
    letters, unknown = documents.labels(measured.stacks)
    sheets = -(-len(letters) // GRIDS[bundle.labels].on_a_sheet)
    left_out = tuple(letter.target.slug for letter in unknown)
    return PaperStack(DocumentKind.LABELS, sheets, len(letters), left_out=left_out)
