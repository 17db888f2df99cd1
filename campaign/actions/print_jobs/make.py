"""Making one paper of a bundle into a file: the one way, for the command line and the browser."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from campaign.actions import letter_evening
from campaign.actions.print_jobs import documents
from campaign.actions.print_jobs.bundle import Bundle
from campaign.errors import CannotPrint
from campaign.model.documents import LetterStack
from campaign.model.language import Language
from campaign.model.letter import Letter
from campaign.model.print_jobs import DocumentKind
from campaign.model.print_occasion import PrintOccasion
from campaign.model.statement import Campaign
from campaign.press import Press, fonts, unprintable
from campaign.press.address_size import address_size
from campaign.press.bulk.copies import print_copies
from campaign.press.labels import GRIDS, demand_room, print_labels
from campaign.press.papers import (
    grams,
    print_cover_sheet,
    print_deliveries,
    print_pack_page,
    print_packing,
    print_tally,
)
from campaign.press.tally import tally_sheets


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """What came of a paper: how many letters, labels or recipients are in it, and its pages.

    `left_out` are the slugs of targets that are not in it, `grams` what a packing list comes to.
    """

    number: int
    pages: int
    left_out: tuple[str, ...] = ()
    grams: int = 0


class DocumentJob:
    """A paper to be made, and all that it is made of."""

    def __init__(
        self, campaign: Campaign, bundle: Bundle, press: Press, to: Path, told: Callable[[], None]
    ) -> None:
        """Take what to make and where."""
        self.campaign, self.bundle, self.press, self.to = campaign, bundle, press, to
        self._told = told

    @property
    def occasion(self) -> PrintOccasion:
        """Return what all papers have in common."""
        return self.bundle.occasion

    @property
    def language(self) -> Language:
        """Return the language of all papers."""
        return self.campaign.language(self.occasion.language)

    @cached_property
    def stacks(self) -> list[LetterStack]:
        """Return the blank letters. Raises TargetGone."""
        return list(documents.stacks(self.campaign, self.occasion))

    @property
    def title(self) -> str:
        """Return what the file is called by programs that show it."""
        return self.campaign.texts[self.occasion.language].title

    @property
    def measure(self) -> str:
        """Return the words of the line by which people see whether the printer keeps to size."""
        return self.language.printing.measure

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


def make_document(
    piece: DocumentKind,
    campaign: Campaign,
    bundle: Bundle,
    press: Press,
    to: Path,
    told: Callable[[], None] = lambda: None,
) -> MadeDocument:
    """Make one paper into a file, which is there once it is whole.

    `told` is called after each step, and may raise to stop. Raises TargetGone, and CannotPrint,
    naming the target.
    """
    demand_printable(campaign, bundle, [piece])
    return MAKERS[piece](DocumentJob(campaign, bundle, press, to, told))


def made_at_once(press: Press, piece: DocumentKind, campaign: Campaign, bundle: Bundle) -> bytes:
    """Return one paper's file, empty where nothing is to be printed. Raises as `make_document`."""
    with TemporaryDirectory() as folder:
        to = Path(folder) / "paper.pdf"
        made = make_document(piece, campaign, bundle, press, to, press.go_on)
        return to.read_bytes() if made.pages else b""


def steps_of(bundle: Bundle, piece: DocumentKind) -> int:
    """Return about how many steps a paper takes."""
    recipients = len(bundle.occasion.copies)
    return {
        DocumentKind.COVER_SHEET: 1,
        DocumentKind.BLANK: recipients,
        DocumentKind.LABELS: -(-bundle.occasion.letters // GRIDS[bundle.labels].on_a_sheet),
        DocumentKind.TALLY: tally_sheets(recipients),
        DocumentKind.PACKING: recipients + 1,
        DocumentKind.TABLE: 1,
        DocumentKind.POSTER: 1,
        DocumentKind.COVER: len(bundle.delivered),
    }[piece]


def demand_printable(campaign: Campaign, bundle: Bundle, pieces: Iterable[DocumentKind]) -> None:
    """Raise CannotPrint, naming the target, for what these papers have no room or no type for.

    Raises TargetGone for whom nobody can write to on that day.
    """
    wanted, occasion = set(pieces), bundle.occasion
    if signs := fonts.missing(" ".join((*bundle.sender, occasion.event))):
        raise CannotPrint(signs)
    for slug in bundle.targets:
        target = documents.find_recipient(campaign, slug, occasion)
        letter = documents.blank_letter(campaign, target, occasion)
        if wanted & {DocumentKind.COVER_SHEET, DocumentKind.BLANK, DocumentKind.COVER}:
            address_size(letter, bundle.sheet())
        if DocumentKind.LABELS in wanted and letter.address.postal:
            demand_room(letter, bundle.labels)
        if DocumentKind.BLANK in wanted and (signs := unprintable(letter)):
            raise CannotPrint(signs, target=slug)


def _cover_sheet(work: DocumentJob) -> MadeDocument:
    numbers = work.occasion.copies or dict.fromkeys(work.bundle.delivered, 1)
    stacks = documents.stacks(work.campaign, replace(work.occasion, copies=numbers))
    sheet = documents.cover_sheet(work.campaign, stacks, work.occasion)
    printed = print_cover_sheet(work.press, sheet, work.bundle.sheet(), work.to)
    return MadeDocument(sheet.total, work.pages(printed))


def _blank(work: DocumentJob) -> MadeDocument:
    on = work.bundle.sheet(work.occasion.event)
    duplex = work.bundle.duplex
    printed = print_copies(work.press, work.stacks, on, work.to, title=work.title, duplex=duplex)
    return MadeDocument(work.occasion.letters, work.pages(printed))


def _labels(work: DocumentJob) -> MadeDocument:
    letters, unknown = documents.labels(work.stacks)
    left_out = tuple(letter.target.slug for letter in unknown)
    if not letters:
        return MadeDocument(0, 0, left_out)
    printed = print_labels(
        work.press, letters, work.bundle.labels, work.to, title=work.title, measure=work.measure
    )
    return MadeDocument(len(letters), work.pages(printed), left_out)


def _tally(work: DocumentJob) -> MadeDocument:
    counted = documents.tally(work.campaign, work.stacks, work.occasion)
    printed = print_tally(work.press, counted, work.bundle.paper, work.to)
    return MadeDocument(len(work.stacks), work.pages(printed))


def _packing(work: DocumentJob) -> MadeDocument:
    paper = work.bundle.paper
    listed = documents.packing_list(
        work.campaign,
        work.stacks,
        work.occasion,
        work.sheets_of,
        lambda sheets: grams(sheets, paper),
    )
    pages = work.pages(print_packing(work.press, listed, paper, work.to))
    return MadeDocument(listed.copies, pages, grams=listed.grams)


def _table(work: DocumentJob) -> MadeDocument:
    return _pack_page(work, "letter/table-sheet.html")


def _poster(work: DocumentJob) -> MadeDocument:
    return _pack_page(work, "letter/poster.html")


def _pack_page(work: DocumentJob, template: str) -> MadeDocument:
    pack = letter_evening.pack(work.campaign, work.occasion)
    printed = print_pack_page(work.press, pack, template, work.bundle.paper, work.to)
    return MadeDocument(1, work.pages(printed))


def _cover(work: DocumentJob) -> MadeDocument:
    deliveries = (
        documents.delivery(
            work.campaign,
            documents.find_recipient(work.campaign, slug, work.occasion),
            work.occasion,
            letters=each.letters,
            countries=each.countries,
        )
        for slug, each in work.bundle.delivered.items()
    )
    on, duplex = work.bundle.sheet(), work.bundle.duplex
    printed = print_deliveries(work.press, deliveries, on, work.to, title=work.title, duplex=duplex)
    return MadeDocument(len(work.bundle.delivered), work.pages(printed))


MAKERS: Final[dict[DocumentKind, Callable[[DocumentJob], MadeDocument]]] = {
    DocumentKind.COVER_SHEET: _cover_sheet,
    DocumentKind.BLANK: _blank,
    DocumentKind.LABELS: _labels,
    DocumentKind.TALLY: _tally,
    DocumentKind.PACKING: _packing,
    DocumentKind.TABLE: _table,
    DocumentKind.POSTER: _poster,
    DocumentKind.COVER: _cover,
}
