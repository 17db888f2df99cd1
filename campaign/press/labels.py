"""Address labels on sheets of labels, in millimetres from the sheet's top left corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from campaign.errors import CannotPrint
from campaign.model.letter import Letter
from campaign.press import TEMPLATES, Press
from campaign.press.address_size import ADDRESS_SIZES, LEADING, POINT, height_of
from campaign.press.bulk.sheets import print_sheets
from campaign.press.sheet import LINE, Sheet
from campaign.press.windows import INCH, SIZES, Box, Paper

SIDES: Final = 4.0
"""The millimetres kept free at a label's sides: printers slip, labels are rounded."""
ENDS: Final = 2.0
"""The millimetres kept free at a label's top and bottom, as at its sides."""

LABEL: Final = "a label"
"""The name that failures give to the room of a label."""


class Labels(StrEnum):
    """The sheets of labels that shops sell, by their maker's number."""

    AVERY_5160 = "avery-5160"
    AVERY_L7160 = "avery-l7160"


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of a sheet's labels: the first one, how large, and from each to the next."""

    paper: Paper
    rows: int
    columns: int
    first: tuple[float, float]
    size: tuple[float, float]
    pitch: tuple[float, float]

    @property
    def on_a_sheet(self) -> int:
        """Return how many labels a sheet has."""
        return self.rows * self.columns

    def box(self, place: int) -> Box:
        """Return where a label is, the first being 0, row by row."""
        row, column = divmod(place, self.columns)
        left, top = self.first
        return Box(left + column * self.pitch[0], top + row * self.pitch[1], *self.size)


GRIDS: Final = {
    # Avery's own template for US Letter, in inches.
    Labels.AVERY_5160: Grid(
        Paper.LETTER,
        rows=10,
        columns=3,
        first=(0.156 * INCH, 0.5 * INCH),
        size=(2.625 * INCH, 1 * INCH),
        pitch=(2.781 * INCH, 1 * INCH),
    ),
    # Avery's own template for A4, in points.
    Labels.AVERY_L7160: Grid(
        Paper.A4,
        rows=7,
        columns=3,
        first=(21.2 * POINT, 43.9 * POINT),
        size=(181.4 * POINT, 108 * POINT),
        pitch=(187.2 * POINT, 108 * POINT),
    ),
}


def print_labels(
    press: Press, letters: Sequence[Letter], on: Labels, to: Path, *, title: str, measure: str = ""
) -> Iterator[int]:
    """Print a label for each of these letters into a file; yield 1 for each sheet of labels.

    `measure` are the words of a measuring line, which stands below the first sheet's labels. Raises
    CannotPrint, naming the target, for an address that is too long for a label.
    """
    grid = GRIDS[on]
    sized = [(letter, _size(letter, grid)) for letter in letters]
    template = TEMPLATES.get_template("letter/labels.html")
    papers = (
        (
            (template.render(labels=sized[start : start + grid.on_a_sheet]),),
            Sheet(grid.paper, measure="" if start else measure),
            "\n".join(_rules(grid, has_line=bool(measure) and not start)),
        )
        for start in range(0, len(sized), grid.on_a_sheet)
    )
    yield from print_sheets(press, papers, to, title=title)


def demand_room(letter: Letter, on: Labels) -> None:
    """Raise CannotPrint, naming the target, for an address that is too long for a label."""
    _size(letter, GRIDS[on])


def _size(letter: Letter, grid: Grid) -> int:
    """Return the largest size, in tenths of a point, in which an address fits its label."""
    width, height = grid.size[0] - 2 * SIDES, grid.size[1] - 2 * ENDS
    lines = (*letter.addressee, *letter.address.postal)
    for size in ADDRESS_SIZES:
        if height_of(lines, width, size / 10 * POINT) <= height:
            return size
    slug = letter.target.slug
    raise CannotPrint(too_long=f"the address of {slug}", room=LABEL, target=slug)


def _rules(grid: Grid, *, has_line: bool) -> Iterator[str]:
    """Yield where each label is, and each size: measures of the sheet, whatever the language.

    A measuring line stands in what is left of the sheet below the labels.
    """
    below = SIZES[grid.paper][1] - grid.box(grid.on_a_sheet - 1).bottom
    line = f"margin-block-start: {(below - LINE) / 2:.2f}mm" if has_line else "content: none"
    yield "@page { margin-inline: 0; @bottom-center { content: none } }"
    yield f"@page :first {{ margin-block: 0 {below:.2f}mm; @bottom-center {{ {line} }} }}"
    yield ".labels { position: relative }"
    yield f".label {{ position: absolute; width: {grid.size[0] - 2 * SIDES:.2f}mm }}"
    yield f".label p {{ text-align: left; line-height: {LEADING} }}"
    for place in range(grid.on_a_sheet):
        box = grid.box(place)
        yield (f".place-{place} {{ left: {box.left + SIDES:.2f}mm; top: {box.top + ENDS:.2f}mm }}")
    for size in ADDRESS_SIZES:
        yield f".size-{size} {{ font-size: {size / 10}pt }}"
