"""Papers beside letters, printed one after the other so that memory stays flat: labels, tallies.

They are for paper, so the file is not tagged. What comes more than once is typeset once.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from campaign.press import Press, Sheet, printable
from campaign.press.bulk.parts import whole_file
from campaign.press.internals.base import Base, draw
from campaign.press.internals.drawing import Drawing
from campaign.press.pdf_file import PdfFile

Part = tuple[tuple[str, ...], Sheet, str]
"""A paper to print: its HTML, its sheet, and rules beside a letter's.

Where there are several of HTML, the first that takes one page is printed, or else the last.
"""


def print_sheets(
    press: Press, papers: Iterable[Part], to: Path, *, title: str, duplex: bool = False
) -> Iterator[int]:
    """Print papers into a file; yield the number of pages of each.

    With `duplex` each begins on a new sheet. The file is there once the last number was taken.
    Raises CannotPrint.
    """
    drawing, known, rules = Drawing(), dict[Part, Base](), dict[str, Any]()
    with whole_file(to) as out:
        file = PdfFile(out)
        file.begin()
        resources = file.reserve()
        for part in papers:
            forms, on, style = part
            if part not in known:
                rules[style] = rules.get(style) or press.rules(style)
                known[part] = draw(_typeset(press, forms, on, rules[style]), drawing, file)
            base = known[part]
            pages = (*base.pages, ()) if duplex and len(base.pages) % 2 else base.pages
            file.turn_to(file.add_page(base.size, page, resources) for page in pages)
            yield len(pages)
        drawing.write(file, resources)
        file.finish(title)


def _typeset(press: Press, forms: tuple[str, ...], on: Sheet, rules: Any) -> Sequence[Any]:  # noqa: ANN401 - WeasyPrint's
    """Typeset the first form that takes one page, or else the last."""
    for html in forms:
        pages = press.typeset(printable(html), on, rules).pages
        if len(pages) == 1:
            break
    return pages
