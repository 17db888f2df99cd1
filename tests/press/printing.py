"""Reads what was printed: where each piece of text stands, and what it says."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

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


def drawn(page: PageObject) -> tuple[list[tuple[str, tuple[float, float]]], str]:
    """Return the shapes of each piece of text and where it begins, in mm, sorted; and what it says.

    What the fonts are called, and what is drawn first, makes no difference on paper. Both at once:
    to read a page takes far longer than to compare it.
    """
    found = []

    def look(operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:  # noqa: ANN401 - as pypdf has it
        if operator == b"TJ":
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((str(operands[0]), (x / POINTS_PER_MM, y / POINTS_PER_MM)))

    said = page.extract_text(visitor_operand_before=look)
    return sorted(found), said


def is_lacking(page: PageObject) -> bool:
    """Tell whether a page has characters that no font has: what it says cannot be read back."""
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    return any(font.get_object()["/Encoding"] != "/Identity-H" for font in fonts.values())
