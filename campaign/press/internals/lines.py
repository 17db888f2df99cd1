"""The lines of signatures: typeset many at a time by WeasyPrint, and kept for the next letter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from weasyprint.document import Page

from campaign.model.letter import Letter
from campaign.press import Press, Sheet
from campaign.press import page as page_of
from campaign.press.html_blocks import split
from campaign.press.internals.drawing import Box, Drawing
from campaign.press.internals.patterns import Measure, Patterns, ShapedLine

A_FEW: Final = 8
"""The lines that are typeset before others are compared with them."""
SIGNATURE: Final = "letter-signature"
"""The class of the paragraph that holds a letter's signature."""


class Lines:
    """The lines that a run has typeset."""

    def __init__(self, press: Press, on: Sheet, drawing: Drawing) -> None:
        """Begin without any."""
        self._press, self._on, self._drawing = press, on, drawing
        self._known: dict[tuple[str, str], ShapedLine] = {}
        self._patterns: dict[str, Patterns] = {}

    def prepare(self, letters: Sequence[Letter]) -> None:
        """Typeset the lines of these letters that are not known yet."""
        new: dict[str, dict[str, None]] = {}
        for letter in letters:
            for text in letter.signature:
                if (letter.language, text) not in self._known:
                    new.setdefault(letter.language, {})[text] = None
        of_language = {letter.language: letter for letter in letters}
        for language, texts in new.items():
            self._learn(of_language[language], tuple(texts))

    def of(self, letter: Letter) -> tuple[ShapedLine, ...]:
        """Return the lines of a letter that was prepared."""
        return tuple(self._known[letter.language, text] for text in letter.signature)

    def _learn(self, letter: Letter, texts: tuple[str, ...]) -> None:
        """Know these texts as lines: a few are typeset, and make patterns for most of the rest."""
        patterns = self._patterns.setdefault(
            letter.language, Patterns(self._drawing, letter.direction)
        )
        left, few = dict(zip(texts, _markup(letter, texts), strict=True)), A_FEW
        while left := self._follow(letter, left, patterns):
            some = tuple(islice(left, few))
            for text, typeset in zip(some, self._typeset(letter, some), strict=True):
                self._known[letter.language, text] = typeset[0]
                patterns.learn(left.pop(text), *typeset)
            few *= 2

    def _follow(
        self, letter: Letter, markups: Mapping[str, str], patterns: Patterns
    ) -> dict[str, str]:
        """Know the lines that have a pattern; return the others, and their markup."""
        left = {}
        for text, markup in markups.items():
            if line := patterns.follow(markup):
                self._known[letter.language, text] = line
            else:
                left[text] = markup
        return left

    def _typeset(
        self, letter: Letter, texts: tuple[str, ...]
    ) -> Iterator[tuple[ShapedLine, Box, Page]]:
        """Yield each text as a line with its last row, from one letter signed with them all."""
        html = page_of(replace(letter, paragraphs=(), signature=texts), self._on)
        rows: list[tuple[Box, Page, Measure]] = []
        for page in self._press.typeset(html, self._on).pages:
            for paragraph in signatures(page):
                measure = measure_of(paragraph)
                for row in paragraph.children:
                    rows.append((row, page, measure))
                    if _ends(row):
                        yield self._line(rows), row, page
                        rows = []
        yield self._line(rows), *rows[-1][:2]

    def _line(self, rows: Sequence[tuple[Box, Page, Measure]]) -> ShapedLine:
        return ShapedLine(
            tuple(self._drawing.line(row, page) for row, page, _ in rows),
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


def _markup(letter: Letter, texts: tuple[str, ...]) -> list[str]:
    """Return the markup of each line, as the page of a letter signed with them has it."""
    blocks = split(page_of(replace(letter, paragraphs=(), signature=texts))).blocks
    end = next(block for block in blocks if SIGNATURE in block)
    paragraph = end[end.index(SIGNATURE) :]
    return paragraph[paragraph.index(">") + 1 : paragraph.index("</p>")].split("<br>")


def _ends(row: Box) -> bool:
    """Tell whether a row is the last of its line: a line break stands at its end."""
    return any(child.element_tag == "br" for child in row.children)
