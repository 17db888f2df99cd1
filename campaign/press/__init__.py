"""Letters on paper. Knows HTML, fonts and millimetres; knows nothing of Flask or the database."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from campaign.errors import OverCapacity
from campaign.model.letter import Letter
from campaign.press.isolate import direction_of, runs

ROOT: Final = Path(__file__).parents[2]
NOTHING: Final = URLFetcher(allowed_protocols=(), allow_redirects=False)
"""Fetches nothing from anywhere: a letter is all there is."""
BASE: Final = CSS(string=(ROOT / "static" / "paper-base.css").read_text(encoding="utf-8"))
"""What a letter's elements are, in the place of WeasyPrint's rules for all of HTML."""
SECONDS_EACH: Final = 0.25
"""About what one letter takes, for saying when to come again."""


class Paper(StrEnum):
    """The sheets that letters are printed on."""

    A4 = "a4"
    LETTER = "letter"


class Page(HTML):
    """A letter's page, on few rules instead of WeasyPrint's many (docs/decisions/0008).

    The method is WeasyPrint's own affair: should it go, pages get its rules again and look the
    same.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002 - as there
        del forms
        return [BASE]


class Press:
    """Typesets letters, one at a time in each process, with fonts and styles read once.

    WeasyPrint's fonts are not for several threads at once. At most `waiting` letters wait for
    their turn, any number when it is None.
    """

    def __init__(self, *, waiting: int | None) -> None:
        """Read the styles."""
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(waiting + 1) if waiting is not None else None
        self._retry_after = max(1, round((waiting or 0) * SECONDS_EACH))
        self._fonts = FontConfiguration()
        style = (ROOT / "static" / "paper.css").read_text(encoding="utf-8")
        self._styles = {
            paper: [CSS(string=f"{style}\n@page {{ size: {paper} }}", font_config=self._fonts)]
            for paper in Paper
        }

    def pdf(self, letter: Letter, paper: Paper) -> bytes:
        """Return one letter as a tagged PDF without a clock time. Raises OverCapacity."""
        with self._place():
            return self._document(page(letter), paper).write_pdf(pdf_tags=True)

    def typeset(self, html: str, paper: Paper, *more: CSS) -> Document:
        """Return a page laid out, for the press's other rooms to draw. Raises OverCapacity.

        `more` are styles beside the press's own.
        """
        with self._place():
            return self._document(html, paper, *more)

    def several(self, letters: Sequence[Letter], paper: Paper) -> bytes:
        """Return several letters in one PDF, each with pages of its own. Raises OverCapacity."""
        with self._place():
            documents = [self._document(page(letter), paper) for letter in letters]
            pages = [sheet for document in documents for sheet in document.pages]
            return documents[0].copy(pages).write_pdf(pdf_tags=True)

    def _document(self, html: str, paper: Paper, *more: CSS) -> Document:
        source = Page(string=html, url_fetcher=NOTHING)
        styles = [*self._styles[paper], *more]
        return source.render(font_config=self._fonts, stylesheets=styles, pdf_tags=True)

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


def page(letter: Letter) -> str:
    """Return the letter's page as HTML, complete but for its style."""
    return TEMPLATES.get_template("letter/page.html").render(letter=letter)


TEMPLATES: Final = Environment(
    loader=FileSystemLoader(ROOT / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {"runs": runs, "direction_of": direction_of}
