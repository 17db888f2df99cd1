"""Letters on paper. Knows HTML, fonts and millimetres; knows nothing of Flask or the database."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from markupsafe import Markup
from weasyprint import CSS, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from campaign.errors import CannotPrint, OverCapacity
from campaign.model.evening import Pack
from campaign.model.letter import Letter
from campaign.press import fonts, pdf_tags, qr
from campaign.press.address_size import address_size
from campaign.press.internals.html_page import Page
from campaign.press.internals.line_cache import LineCache
from campaign.press.internals.second_page import lines_over
from campaign.press.sheet import Fit, Sheet
from campaign.press.templates import TEMPLATES
from campaign.press.typography import for_paper
from campaign.press.windows import Paper, Window
from campaign.press.word_breaks import breakable

__all__ = ["TEMPLATES", "Paper", "Press", "Sheet", "Window", "page", "sheets", "unprintable"]

ROOT: Final = Path(__file__).parents[2]
NOTHING: Final = URLFetcher(allowed_protocols=(), allow_redirects=False)
"""The fetcher that fetches nothing from anywhere: a letter is all there is."""
STYLE: Final = (ROOT / "static" / "paper.css").read_text(encoding="utf-8")
CLOSE: Final = (ROOT / "static" / "paper-close.css").read_text(encoding="utf-8")
SMALL: Final = (ROOT / "static" / "paper-small.css").read_text(encoding="utf-8")
FITS: Final = {Fit.CLOSE: CLOSE, Fit.SMALL: f"{CLOSE}\n{SMALL}"}
"""The rules by which letters are set closer than they best are."""
MOST_OVER: Final = 16
"""The most lines on a second page with which it is tried to do without: with more, none fits."""
EVENING: Final = (ROOT / "static" / "paper-evening.css").read_text(encoding="utf-8")
PLAIN: Final = Sheet()
SECONDS_EACH: Final = 0.25
"""The seconds that one letter takes, about, for saying when to come again."""


class Press:
    """Typesets letters, one at a time in each process, with fonts and styles read once.

    WeasyPrint's fonts are not for several threads at once. At most `waiting` letters wait for
    their turn, any number when it is None. `told` is called before each of several letters is
    typeset, with the slug of whom it is to, and before they are written together, with none.
    """

    def __init__(
        self, *, waiting: int | None, told: Callable[[str], None] = lambda _: None
    ) -> None:
        """Read the styles."""
        self._told = told
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(waiting + 1) if waiting is not None else None
        self._retry_after = max(1, round((waiting or 0) * SECONDS_EACH))
        self._fonts = FontConfiguration()
        self._line_cache = LineCache()
        self._styles: dict[tuple[str, Fit | None], list[CSS]] = {}
        self._evening = self.rules(EVENING)

    def pdf(self, letter: Letter, on: Sheet | Paper) -> bytes:
        """Return one letter as a tagged PDF without a clock time.

        Raises OverCapacity, or CannotPrint.
        """
        with self._place():
            return written(self._document(letter, sheet(on)))

    def typeset(self, html: str, on: Sheet, *more: CSS) -> Document:
        """Return a page laid out, for the press's other rooms to draw. Raises OverCapacity.

        `more` are styles beside the press's own.
        """
        with self._place():
            return self._laid_out(html, on, *more)

    def lay_out(self, letter: Letter, on: Sheet) -> Document:
        """Return a letter laid out, to be drawn elsewhere. Raises OverCapacity, or CannotPrint."""
        with self._place():
            return self._document(letter, on)

    def several(self, letters: Sequence[Letter], on: Sheet | Paper) -> bytes:
        """Return several letters in one PDF, each with pages of its own.

        The measuring line stands on the first sheet only. Raises OverCapacity, or CannotPrint.
        """
        first = sheet(on)
        rest = replace(first, measure="")
        return self._together((each, rest if n else first) for n, each in enumerate(letters))

    def samples(self, letter: Letter, sheets: Sequence[Sheet]) -> bytes:
        """Return one letter on each of several sheets, in one PDF.

        Raises OverCapacity, or CannotPrint.
        """
        return self._together((letter, each) for each in sheets)

    def pages(self, letter: Letter, on: Sheet | Paper) -> int:
        """Return how many pages a letter takes. Raises OverCapacity, or CannotPrint."""
        with self._place():
            return len(self._document(letter, sheet(on)).pages)

    def evening(self, pack: Pack, paper: Paper) -> bytes:
        """Return a letter evening's pack as one PDF, each page of it complete on its own.

        Raises OverCapacity, or CannotPrint.
        """
        on, letters = Sheet(paper), range(1, len(pack.letters) + 1)
        with self._place():
            documents = []
            for at, html in enumerate(sheets(pack)):
                self._told("")
                lay_out = self._fitted if at in letters else self._laid_out
                documents.append(lay_out(html, on, self._evening))
            return self._joined(documents)

    def go_on(self) -> None:
        """Say that a step of several is done: what follows has its own time."""
        self._told("")

    def rules(self, style: str) -> CSS:
        """Return rules that are used beside a letter's, with the press's fonts."""
        return CSS(string=style, font_config=self._fonts)

    def styles(self, on: Sheet) -> list[CSS]:
        """Return the rules of letters on a sheet, read once."""
        rules, closer = on.css(), FITS.get(on.fit or Fit.EASY, "")
        if (rules, on.fit) not in self._styles:
            self._styles[rules, on.fit] = [self.rules(f"{STYLE}\n{closer}\n{rules}")]
        return self._styles[rules, on.fit]

    def _together(self, laid_out: Iterable[tuple[Letter, Sheet]]) -> bytes:
        with self._place():
            documents = []
            for letter, on in laid_out:
                self._told(letter.target.slug)
                documents.append(self._document(letter, on))
            return self._joined(documents)

    def _joined(self, documents: Sequence[Document]) -> bytes:
        self._told("")
        pages = [each for document in documents for each in document.pages]
        return written(documents[0].copy(pages))

    def _document(self, letter: Letter, on: Sheet) -> Document:
        letter = for_paper(letter)
        html = printable(_html(letter, on))
        with self._line_cache.used_for(letter):
            return self._fitted(html, on)

    def _fitted(self, html: str, on: Sheet, *more: CSS) -> Document:
        """Lay a page out at ease, or closer if that alone saves a second one."""
        tried = []
        for fit in on.fits:
            tried.append(self._laid_out(html, replace(on, fit=fit), *more))
            if not is_a_little_over(lines_over(tried[-1].pages)):
                return tried[-1]
        return tried[0]

    def _laid_out(self, html: str, on: Sheet, *more: CSS) -> Document:
        source = Page(string=html, url_fetcher=NOTHING)
        return source.render(
            font_config=self._fonts,
            stylesheets=[*self.styles(on), *more],
            pdf_variant="pdf/ua-1",
        )

    @contextmanager
    def _place(self) -> Iterator[None]:
        if self._places is None:
            with self._turn:
                yield
            return
        if not self._places.acquire(blocking=False):
            raise OverCapacity(self._retry_after)
        try:
            with self._turn:
                yield
        finally:
            self._places.release()


def is_a_little_over(lines: float) -> bool:
    """Say whether so many lines on a second page may find room on the first, set closer."""
    return 0 < lines <= MOST_OVER


def written(document: Document) -> bytes:
    """Return a document as a PDF for those who see it and those who hear it."""
    return document.write_pdf(pdf_variant="pdf/ua-1", finisher=pdf_tags.complete)


def sheet(on: Sheet | Paper) -> Sheet:
    """Return a sheet; a paper alone is one for an envelope without a window."""
    return Sheet(on) if isinstance(on, Paper) else on


def page(letter: Letter, on: Sheet = PLAIN) -> str:
    """Return the letter's page as HTML, complete but for its style.

    Raises CannotPrint for signs that no font has, and for an address too long for its window.
    """
    return printable(_html(for_paper(letter), on))


def printable(html: str) -> str:
    """Return a page as it is. Raises CannotPrint for signs that no font has."""
    if signs := fonts.missing(html):
        raise CannotPrint(signs)
    return html


def unprintable(letter: Letter) -> str:
    """Return the signs in a letter that no font here has."""
    return fonts.missing("\n".join(_texts(letter)))


def _texts(letter: Letter) -> Iterator[str]:
    """Yield all that a letter's page says, in its order: its title comes first.

    What is asked of a letter that is only shown must not cost the page it is printed from.
    """
    yield letter.subject
    yield from letter.addressee
    yield from letter.address.postal
    yield from letter.reply_to
    yield letter.date_line
    yield letter.date_words
    yield letter.salutation
    for paragraph in letter.paragraphs:
        yield paragraph.text
        yield from paragraph.source
    yield letter.close
    yield from letter.signature
    yield from (each.words for each in letter.to_fill_in or ())


def _html(letter: Letter, on: Sheet) -> str:
    size = address_size(letter, on)
    template = TEMPLATES.get_template("letter/page.html")
    return template.render(letter=breakable(letter), sheet=on, size=size)


def sheets(pack: Pack) -> Iterator[str]:
    """Yield the pages of a letter evening's pack as HTML, complete but for their style.

    The letters are the second and those after it.
    """
    yield pack_page(pack, "letter/table-sheet.html")
    yield from (page(letter) for letter in pack.letters)
    sample = TEMPLATES.get_template("letter/sample.html")
    yield from (sample.render(letter=letter, words=pack.words) for letter in pack.samples)
    yield pack_page(pack, "letter/poster.html")


def pack_page(pack: Pack, template: str) -> str:
    """Return the page of a pack that has the code of the campaign's first page, as HTML."""
    code = Markup(qr.svg(pack.link, pack.link).decode())  # noqa: S704 - drawn by us
    return TEMPLATES.get_template(template).render(pack=pack, code=code)
