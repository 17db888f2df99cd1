"""Counts what of a letter stands on a second page."""

from collections.abc import Sequence
from math import inf

from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import LineBox


def lines_over(pages: Sequence[Page]) -> float:
    """Return how many lines of the text are on the second page; endless if there are more pages."""
    if len(pages) != 2:  # noqa: PLR2004 - a second page
        return 0 if len(pages) == 1 else inf
    text = pages[1]._page_box.children[0]  # noqa: SLF001 - the only way to where things stand
    return sum(isinstance(box, LineBox) for box in text.descendants())
