"""The date lines of letters, which may name the place that somebody writes from.

They are typeset apart, so that letters from everywhere share a base. Which base has room for a
line, another one tells that takes the same room; it is never drawn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from campaign.model.letter import Letter
from campaign.press import Press, Sheet, page
from campaign.press.html_blocks import split
from campaign.press.internals.base import UNBROKEN, Block, block_of
from campaign.press.internals.drawing import Drawing, blocks_of


class Dates:
    """The date lines that a run has typeset."""

    def __init__(self, press: Press, on: Sheet, drawing: Drawing) -> None:
        """Begin without any."""
        self._press, self._on, self._drawing = press, on, drawing
        self._known: dict[tuple[str, str], tuple[str, Block | None]] = {}
        self._samples: dict[tuple[str, tuple[float, ...]], str] = {}

    def prepare(self, letters: Iterable[Letter]) -> None:
        """Typeset the lines of these letters that are not known yet."""
        new: dict[str, dict[str, Letter]] = {}
        for letter in letters:
            if (letter.language, letter.date_line) not in self._known:
                new.setdefault(letter.language, {})[letter.date_line] = letter
        for of_language in new.values():
            self._typeset(of_language)

    def of(self, letter: Letter) -> Block | None:
        """Return the line of a letter that was prepared, if it can stand by itself."""
        return self._known[letter.language, letter.date_line][1]

    def source(self, letter: Letter) -> str:
        """Return the source of a letter's date line."""
        return self._known[letter.language, letter.date_line][0]

    def sample(self, letter: Letter) -> str:
        """Return the first line that took as much room as that of a letter that was prepared."""
        block = self.of(letter)
        if block is None:
            return letter.date_line
        room = tuple(round(each, 2) for each in block.room)
        return self._samples.setdefault((letter.language, room), letter.date_line)

    def _typeset(self, letters: Mapping[str, Letter]) -> None:
        sources = [split(page(replace(each, paragraphs=()), self._on)) for each in letters.values()]
        lines = [source.blocks[source.date] for source in sources]
        html = sources[0].of(tuple(lines))
        sheets = self._press.typeset(html, self._on, UNBROKEN).pages
        boxes = [(box, sheet) for sheet in sheets for box in blocks_of(sheet)]
        for letter, line, (box, sheet) in zip(letters.values(), lines, boxes, strict=True):
            block = block_of(box, sheet, self._drawing)
            self._known[letter.language, letter.date_line] = (line, block)
