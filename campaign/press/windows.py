"""Papers, and the windows of envelopes on them: where an address may stand, in millimetres."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

INCH: Final = 25.4


class Paper(StrEnum):
    """The sheets that letters are printed on."""

    A4 = "a4"
    LETTER = "letter"


class Window(StrEnum):
    """The window of an envelope that the address is to be seen through."""

    NONE = "none"
    DIN_A = "din-5008-a"
    DIN_B = "din-5008-b"
    SWISS_RIGHT = "swiss-right"
    SWISS_LEFT = "swiss-left"
    FRENCH = "french"
    US_9 = "us-9"
    US_10 = "us-10"


SIZES: Final = {Paper.A4: (210.0, 297.0), Paper.LETTER: (8.5 * INCH, 11 * INCH)}
"""The width and height of each paper."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return where it ends, from the sheet's left edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return where it ends, from the sheet's top."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Geometry:
    """The place of a window on the sheet, and the part of it that shows wherever the sheet slips.

    `side` is the distance from the sheet's left edge, or from its right edge if `from_right`.
    `sides`, `above` and `below` are kept free inside the window. `return_line` is where custom
    has the sender's address as a small line in the window, from the window's top. `folds` are
    heights from the sheet's top, on sheets whose last panel is not higher than `panel`, which is
    the most that the envelope takes.
    """

    top: float
    side: float
    width: float
    height: float
    folds: tuple[float, float]
    from_right: bool = False
    sides: float = 5.0
    above: float = 5.0
    below: float = 2.0
    return_line: float | None = None
    panel: float = 108.0

    def folds_of(self, paper: Paper) -> tuple[float, float] | None:
        """Return where a sheet is folded; None where no fold in three goes into the envelope.

        Where the last panel would be too high, the second fold halves what the first leaves.
        """
        first, second = self.folds
        height = SIZES[paper][1]
        if height - second > self.panel:
            second = (first + height) / 2
        return (first, second) if height - second <= self.panel else None

    def window(self, paper: Paper) -> Box:
        """Return the window as it lies on a sheet."""
        left = SIZES[paper][0] - self.side - self.width if self.from_right else self.side
        return Box(left, self.top, self.width, self.height)

    def address(self, paper: Paper) -> Box:
        """Return where the address may stand."""
        window = self.window(paper)
        return Box(
            window.left + self.sides,
            window.top + self.above,
            window.width - 2 * self.sides,
            window.height - self.above - self.below,
        )


def _din(top: float, folds: tuple[float, float]) -> Geometry:
    """Return DIN 5008's field in DIN 680's window: 17.7 mm for the sender, then the address.

    A sheet may slip up by 5 mm in it, and aside by 10 mm.
    """
    return Geometry(top, 20, 85, 45, folds, above=17.7, return_line=5)


GEOMETRY: Final = {
    Window.DIN_A: _din(27, (87, 192)),
    Window.DIN_B: _din(45, (105, 210)),
    # SN 010130: the address on the right, as most Swiss envelopes have it, or on the left.
    Window.SWISS_RIGHT: Geometry(
        45, 8, 90, 45, (105, 210), from_right=True, above=13, return_line=5
    ),
    Window.SWISS_LEFT: Geometry(35.5, 20, 100, 45, (105, 210), above=13, return_line=5),
    # NF Z 11-001; the sender's lines stand above, on the other side.
    Window.FRENCH: Geometry(35, 10, 100, 45, (99, 198), from_right=True),
    # Double-window envelope no. 9, 3.875 x 8.875 in: a folded sheet slips 3.2 mm up, 4.8 mm aside.
    Window.US_9: Geometry(
        2.1875 * INCH,
        0.6875 * INCH,
        4.5 * INCH,
        1.125 * INCH,
        (3.75 * INCH, 7.375 * INCH),
        above=3.2,
        panel=3.75 * INCH,
    ),
    # Envelope no. 10, 4.125 x 9.5 in, has a larger window: this is what of it shows wherever the
    # sheet slips to.
    Window.US_10: Geometry(
        2.5 * INCH,
        0.875 * INCH,
        3.5 * INCH,
        0.75 * INCH,
        (3.75 * INCH, 7.375 * INCH),
        sides=1,
        above=0.3,
        below=0.3,
        panel=101.0,
    ),
}
