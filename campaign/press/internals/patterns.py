"""Sets lines after one that WeasyPrint has typeset: only their text is shaped anew.

A line that is one run of text stands as another such line stands, if its fonts are as high and as
deep. It is shaped, measured and drawn by WeasyPrint as well; what is left out is the layout of
all that is around it, which is the same.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.line_break import split_first_line

from campaign.model.language import Direction
from campaign.press.internals.drawing import Box, Drawing

ONE_RUN: Final = re.compile(r"(<span [^>]*>)?([^<]+)(?(1)</span>)")
"""The markup of a line that is one run of text, of the letter's own direction or the other."""
PLAIN: Final = re.compile(r"\S++(?: \S++)*+")
"""A text in which there are no gaps to fold."""
MARGIN: Final = 1.0
"""The pixels that a line must leave free, to be sure that it is one line."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The column that a signature stands in: where it begins and how wide it is, in pixels."""

    start: float
    width: float


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """One line as typeset: what draws it, its top when drawn so, its height, all in pixels.

    A name too long for its column has several of each, one below the other.
    """

    rows: tuple[bytes, ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    measure: Measure


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of one run of text, and the page it was typeset on."""

    line: ShapedLine
    text: Box
    page: Page


class Patterns:
    """The patterns of one language, by their markup and by how high and deep their text is."""

    def __init__(self, drawing: Drawing, direction: Direction) -> None:
        """Begin without any."""
        self._drawing, self._direction = drawing, direction
        self._known: dict[tuple[str, float, float], Pattern] = {}
        self._samples: dict[str, Pattern] = {}

    def learn(self, markup: str, line: ShapedLine, row: Box, page: Page) -> None:
        """Keep a line that WeasyPrint has typeset, if others can follow it."""
        run = _run_of(markup)
        texts = [box for box in row.descendants() if isinstance(box, TextBox) and box.text.strip()]
        if run is None or len(line.rows) != 1 or [box.text for box in texts] != [run[1]]:
            return
        pattern = Pattern(line, texts[0], page)
        self._samples.setdefault(run[0], pattern)
        (text,) = texts
        # WeasyPrint counts the baseline from the top of the line, which a margin fills.
        depth = _depth(text.height, text.baseline - text.margin_top)
        self._known.setdefault((run[0], *depth), pattern)

    def follow(self, markup: str) -> ShapedLine | None:
        """Return the line of some markup, if there is a pattern for it."""
        run = _run_of(markup)
        if run is None or run[0] not in self._samples:
            return None
        kind, text = run
        style, measure = self._samples[kind].text.style, self._samples[kind].line.measure
        width = measure.width - MARGIN
        layout, _, rest, taken, height, depth = split_first_line(text, style, None, width, 0)
        if kind and rest is None:
            # A box that is as wide as its text: WeasyPrint sometimes breaks even that text.
            layout, _, rest, taken, height, depth = split_first_line(text, style, None, taken, 0)
        pattern = self._known.get((kind, *_depth(height, depth)))
        if pattern is None or rest is not None or taken > width:
            return None
        box = pattern.text.copy()
        box.text, box.pango_layout, box.width = text, layout, taken
        if self._direction is Direction.RTL:
            box.position_x += pattern.text.width - taken
        drawn = self._drawing.text(box, pattern.page)
        return ShapedLine((drawn,), pattern.line.tops, pattern.line.heights, pattern.line.measure)


def _depth(height: float, baseline: float) -> tuple[float, float]:
    """Return how high and deep fonts are, as far as it makes a difference."""
    return round(height, 3), round(baseline, 3)


def _run_of(markup: str) -> tuple[str, str] | None:
    """Return the tag and the text of a line that is one run of text without gaps to fold."""
    found = ONE_RUN.fullmatch(markup.strip())
    text = unescape(found[2]) if found else ""
    return (found[1] or "", text) if found and PLAIN.fullmatch(text) else None
