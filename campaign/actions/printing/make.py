"""Making one paper of a bundle into a file: the one way, for the command line and the browser."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from campaign.actions.printing import papers
from campaign.actions.printing.bundle import Bundle
from campaign.actions.printing.papers import Occasion
from campaign.catalogue import targets
from campaign.errors import CannotPrint, ExcludedTarget, NotAMember, TargetGone, UnknownTarget
from campaign.model.jobs import Piece
from campaign.model.letter import Letter, Target
from campaign.model.printing import Stack
from campaign.model.statement import Campaign
from campaign.press import Press, Window, fonts, unprintable
from campaign.press.address_size import address_size
from campaign.press.bulk.copies import print_copies
from campaign.press.labels import GRIDS, demand_room, print_labels
from campaign.press.papers import grams, print_deliveries, print_packing, print_tally, tally_sheets


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a paper: how many letters, labels or recipients are in it, and its pages.

    `left_out` are the slugs of targets that are not in it, `grams` what a packing list comes to.
    """

    number: int
    pages: int
    left_out: tuple[str, ...] = ()
    grams: int = 0


class Work:
    """A paper to be made, and all that it is made of."""

    def __init__(
        self, campaign: Campaign, bundle: Bundle, press: Press, to: Path, told: Callable[[], None]
    ) -> None:
        """Take what to make and where."""
        self.campaign, self.bundle, self.press, self.to = campaign, bundle, press, to
        self._told = told

    @cached_property
    def occasion(self) -> Occasion:
        """Return what all papers have in common."""
        return _occasion(self.campaign, self.bundle)

    @cached_property
    def stacks(self) -> list[Stack]:
        """Return the blank letters. Raises TargetGone."""
        copies = self.bundle.copies.items()
        found = {find(self.campaign, slug, self.bundle): number for slug, number in copies}
        return list(papers.stacks(self.campaign, found, self.occasion))

    @property
    def title(self) -> str:
        """Return what the file is called by programs that show it."""
        return self.campaign.texts[self.occasion.language.code].title

    @property
    def measure(self) -> str:
        """Return the words of the line by which people see whether the printer keeps to size."""
        return self.occasion.language.printing.measure

    def pages(self, printed: Iterable[int]) -> int:
        """Print, and tell after each step; return how many pages there are."""
        total = 0
        for pages in printed:
            total += pages
            self._told()
        return total

    def sheets_of(self, letter: Letter) -> int:
        """Return how many sheets of paper a letter takes, and tell of it: it takes a while."""
        pages = self.press.pages(letter, self.bundle.sheet())
        self._told()
        return (pages + 1) // 2 if self.bundle.duplex else pages


def make(
    piece: Piece,
    campaign: Campaign,
    bundle: Bundle,
    press: Press,
    to: Path,
    told: Callable[[], None] = lambda: None,
) -> Made:
    """Make one paper into a file, which is there once it is whole.

    `told` is called after each step, and may raise to stop. Raises TargetGone, and CannotPrint,
    naming the target.
    """
    demand_printable(campaign, bundle, [piece])
    return MAKERS[piece](Work(campaign, bundle, press, to, told))


def steps(bundle: Bundle, piece: Piece) -> int:
    """Return about how many steps a paper takes."""
    recipients = len(bundle.copies)
    return {
        Piece.BLANK: recipients,
        Piece.LABELS: -(-bundle.letters // GRIDS[bundle.labels].on_a_sheet),
        Piece.TALLY: tally_sheets(recipients),
        Piece.PACKING: recipients + 1,
        Piece.COVER: len(bundle.delivered),
    }[piece]


def demand_printable(campaign: Campaign, bundle: Bundle, pieces: Iterable[Piece]) -> None:
    """Raise CannotPrint, naming the target, for what these papers have no room or no type for.

    Raises TargetGone for whom nobody can write to on that day.
    """
    wanted, occasion = set(pieces), _occasion(campaign, bundle)
    if signs := fonts.missing(" ".join((*bundle.sender, bundle.event))):
        raise CannotPrint(signs)
    for slug in bundle.targets:
        target = find(campaign, slug, bundle)
        (stack,) = papers.stacks(campaign, {target: 1}, occasion)
        letter = stack.letter
        if wanted & {Piece.BLANK, Piece.COVER}:
            address_size(letter, bundle.sheet())
        if Piece.LABELS in wanted and letter.address.postal:
            demand_room(letter, bundle.labels)
        if Piece.BLANK in wanted and (signs := unprintable(letter)):
            raise CannotPrint(signs, target=slug)


def find(campaign: Campaign, slug: str, bundle: Bundle) -> Target:
    """Return a target of a bundle. Raises TargetGone."""
    try:
        return targets.find(campaign, slug, bundle.on)
    except (UnknownTarget, ExcludedTarget, NotAMember):
        raise TargetGone(slug) from None


def _blank(work: Work) -> Made:
    on = work.bundle.sheet(work.measure, work.bundle.event)
    duplex = work.bundle.duplex
    printed = print_copies(work.press, work.stacks, on, work.to, title=work.title, duplex=duplex)
    return Made(work.bundle.letters, work.pages(printed))


def _labels(work: Work) -> Made:
    letters, unknown = papers.labels(work.stacks)
    left_out = tuple(letter.target.slug for letter in unknown)
    if not letters:
        return Made(0, 0, left_out)
    printed = print_labels(
        work.press, letters, work.bundle.labels, work.to, title=work.title, measure=work.measure
    )
    return Made(len(letters), work.pages(printed), left_out)


def _tally(work: Work) -> Made:
    counted = papers.tally(work.campaign, work.stacks, work.occasion, work.bundle.link)
    printed = print_tally(work.press, counted, work.bundle.paper, work.to)
    return Made(len(work.stacks), work.pages(printed))


def _packing(work: Work) -> Made:
    paper = work.bundle.paper
    listed = papers.packing_list(
        work.campaign,
        work.stacks,
        work.occasion,
        work.sheets_of,
        lambda sheets: grams(sheets, paper),
    )
    pages = work.pages(print_packing(work.press, listed, paper, work.to))
    return Made(listed.copies, pages, grams=listed.grams)


def _cover(work: Work) -> Made:
    deliveries = (
        papers.delivery(
            work.campaign,
            find(work.campaign, slug, work.bundle),
            work.occasion,
            letters=each.letters,
            countries=each.countries,
        )
        for slug, each in work.bundle.delivered.items()
    )
    # Only where an address is to show in a window it matters how large they are.
    on = work.bundle.sheet("" if work.bundle.window is Window.NONE else work.measure)
    duplex = work.bundle.duplex
    printed = print_deliveries(work.press, deliveries, on, work.to, title=work.title, duplex=duplex)
    return Made(len(work.bundle.delivered), work.pages(printed))


MAKERS: Final[dict[Piece, Callable[[Work], Made]]] = {
    Piece.BLANK: _blank,
    Piece.LABELS: _labels,
    Piece.TALLY: _tally,
    Piece.PACKING: _packing,
    Piece.COVER: _cover,
}


def _occasion(campaign: Campaign, bundle: Bundle) -> Occasion:
    return Occasion(campaign.language(bundle.language), bundle.on, bundle.event)
