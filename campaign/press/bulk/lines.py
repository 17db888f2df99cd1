"""The lines of signatures: typeset many at a time by WeasyPrint, and kept for the next letter."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from weasyprint.document import Page

from campaign.model.letter import Letter
from campaign.press import Press, Sheet
from campaign.press import page as page_of
from campaign.press.bulk.ink import Box, Ink

KEPT: Final = 4096
"""Lines that are remembered: countries and towns come again, names seldom do."""
SIGNATURE: Final = "letter-signature"
"""The class of the paragraph that holds a letter's signature."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The column that a signature stands in: where it begins and how wide it is, in pixels."""

    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line as typeset: what draws it, its top when drawn so, its height, all in pixels.

    A name too long for its column has several `rows`, one below the other.
    """

    rows: tuple[bytes, ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    measure: Measure


class Lines:
    """The lines that a run has typeset."""

    def __init__(self, press: Press, on: Sheet, ink: Ink) -> None:
        """Begin without any."""
        self._press, self._on, self._ink = press, on, ink
        self._known: OrderedDict[tuple[str, str], Line] = OrderedDict()

    def prepare(self, letters: Sequence[Letter]) -> None:
        """Typeset the lines of these letters that are not known yet."""
        new: dict[str, dict[str, None]] = {}
        for letter in letters:
            for text in letter.signature:
                if (letter.language, text) not in self._known:
                    new.setdefault(letter.language, {})[text] = None
        of_language = {letter.language: letter for letter in letters}
        for language, texts in new.items():
            for text, line in zip(texts, self._typeset(of_language[language], texts), strict=True):
                self._known[language, text] = line

    def of(self, letter: Letter) -> tuple[Line, ...]:
        """Return the lines of a letter that was prepared."""
        keys = [(letter.language, text) for text in letter.signature]
        for key in keys:
            self._known.move_to_end(key)
        return tuple(self._known[key] for key in keys)

    def forget(self) -> None:
        """Let go of the lines that came up longest ago."""
        while len(self._known) > KEPT:
            self._known.popitem(last=False)

    def _typeset(self, letter: Letter, texts: Iterable[str]) -> Iterator[Line]:
        """Yield each text as a line, from one letter that is signed with them all."""
        signed = replace(letter, paragraphs=(), signature=tuple(texts))
        rows: list[tuple[Box, Page, Measure]] = []
        for page in self._press.typeset(page_of(signed, self._on), self._on).pages:
            for paragraph in signatures(page):
                measure = measure_of(paragraph)
                for row in paragraph.children:
                    rows.append((row, page, measure))
                    if _ends(row):
                        yield self._line(rows)
                        rows = []
        yield self._line(rows)

    def _line(self, rows: Sequence[tuple[Box, Page, Measure]]) -> Line:
        return Line(
            tuple(self._ink.line(row, page) for row, page, _ in rows),
            tuple(row.position_y for row, _, _ in rows),
            tuple(row.height for row, _, _ in rows),
            rows[0][2],
        )


def signatures(page: Page) -> Iterator[Box]:
    """Yield the paragraphs of a page that hold a signature."""
    waiting = [page._page_box]  # noqa: SLF001 - the only way to where things stand
    while waiting:
        box = waiting.pop()
        if box.element is not None and box.element.get("class") == SIGNATURE:
            yield box
        elif hasattr(box, "children"):
            waiting.extend(reversed(box.children))


def measure_of(paragraph: Box) -> Measure:
    """Return where a paragraph's lines begin and how wide they may be."""
    return Measure(paragraph.content_box_x(), paragraph.width)


def _ends(row: Box) -> bool:
    """Tell whether a row is the last of its line: a line break stands at its end."""
    return any(child.element_tag == "br" for child in row.children)
