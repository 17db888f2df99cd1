"""Reads what was printed: where each piece of text stands, and what it says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pymupdf
from pypdf import PageObject

from campaign.actions.print_runs.plan import ALL, TOGETHER
from campaign.model.letter import Letter
from campaign.press import Paper, Press, Sheet, sheet
from campaign.press.bulk.parts import Work, bind, read_part, set_part
from tests.builders import read_pdf

POINTS_PER_MM: Final = 72 / 25.4


def printed(
    letters: Sequence[Letter], press: Press, paper: Sheet | Paper = Paper.A4
) -> list[PageObject]:
    """Return the pages of letters that were printed in one run."""
    return list(read_pdf(run_of(letters, press, paper)).pages)


def run_of(letters: Sequence[Letter], press: Press, paper: Sheet | Paper = Paper.A4) -> bytes:
    """Return the PDF of one run, set in parts as `bin/campaign print filled` does."""
    with TemporaryDirectory() as folder:
        parts = []
        for index, start in enumerate(range(0, len(letters), TOGETHER)):
            parts.append(Path(folder) / f"{index}")
            some = tuple(letters[start : start + TOGETHER])
            set_part(press, Work(some, sheet(paper), index, duplex=False), parts[-1])
        bind(parts, range(1, len(letters) + 1), Path(folder) / ALL, "Letters")
        pdf = (Path(folder) / ALL).read_bytes()
        pages = sum(sum(read_part(part).printed) for part in parts)
    assert pages == len(read_pdf(pdf).pages)
    return pdf


def file_of(print_into: Callable[[Path], Iterator[int]]) -> bytes:
    """Return what is printed into a file, once it is found to have as many pages as was said."""
    with TemporaryDirectory() as folder:
        to = Path(folder) / "paper.pdf"
        pages = sum(print_into(to))
        pdf = to.read_bytes()
    assert len(read_pdf(pdf).pages) == pages
    return pdf


def alone(letter: Letter, press: Press, paper: Sheet | Paper = Paper.A4) -> list[PageObject]:
    """Return the pages of a letter as one supporter gets it."""
    return list(read_pdf(press.pdf(letter, paper)).pages)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Text drawn in one go: its shapes, how far each is from the first, and where it is, in mm."""

    shapes: Sequence[int]
    offsets: Sequence[float]
    place: tuple[float, float]
    says: str


def drawn(page: PageObject) -> Sequence[Drawn]:
    """Return each piece of text on a page, sorted.

    What the fonts are called, and what is drawn first, makes no difference on paper. MuPDF reads it
    for a tenth of the time that pypdf takes.
    """
    pdf: Any = page.pdf
    with pymupdf.open(stream=pdf.stream.getvalue()) as document:
        spans = document[page.page_number].get_texttrace()
    return sorted(map(_piece, spans), key=lambda each: (each.shapes, each.place))


def _piece(span: Mapping[str, Any]) -> Drawn:
    """Return a piece of text as MuPDF traced it."""
    says = "".join(chr(code) for code, *_ in span["chars"])
    # A ligature is several characters, of which the first alone has a shape.
    drawn = [(shape, origin) for _, shape, origin, _ in span["chars"] if shape >= 0]
    x, y = drawn[0][1]
    offsets = [off for _, (right, down) in drawn for off in (right - x, down - y)]
    return Drawn(
        [shape for shape, _ in drawn],
        [off / POINTS_PER_MM for off in offsets],
        (x / POINTS_PER_MM, y / POINTS_PER_MM),
        says,
    )


def is_lacking(page: PageObject) -> bool:
    """Tell whether a page has characters that no font has: what it says cannot be read back."""
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    return any(font.get_object()["/Encoding"] != "/Identity-H" for font in fonts.values())
