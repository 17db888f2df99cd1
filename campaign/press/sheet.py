"""How a letter lies on its sheet: the paper, the envelope's window, folds. Millimetres and CSS."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from campaign.model.language import Direction
from campaign.press.isolate import direction_of

INCH: Final = 25.4
MARGIN: Final = 25.0
"""Of the text, at both sides, as in `static/paper.css`."""
GAP: Final = 5.0
"""Least between the window and the letter below it."""
ABOVE: Final = 18.0
"""Of the text, at the top, as there."""
FOLD: Final = 0.2
"""Thickness of a fold's mark."""
LINE: Final = 4.0
"""Height of the measuring line with its strokes and words."""
FROM: Final = 12.0
"""Where the sender's lines begin when they stand above the window."""


class Paper(StrEnum):
    """The sheets that letters are printed on."""

    A4 = "a4"
    LETTER = "letter"


class Window(StrEnum):
    """The envelope's window that the address is to be seen through."""

    NONE = "none"
    DIN_A = "din-5008-a"
    DIN_B = "din-5008-b"
    SWISS_RIGHT = "swiss-right"
    SWISS_LEFT = "swiss-left"
    FRENCH = "french"
    US_9 = "us-9"
    US_10 = "us-10"


SIZES: Final = {Paper.A4: (210.0, 297.0), Paper.LETTER: (8.5 * INCH, 11 * INCH)}
"""Width and height."""


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
    """A window on the sheet, and the part of it that shows wherever the sheet slips to.

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """How letters are laid out.

    `sender` are the lines of whom the letter comes from. `measure` are the words under a line of
    100 mm at the foot of the first page, by which people see whether the printer keeps to size.
    `foot` stands small at the foot of every page.
    """

    paper: Paper = Paper.A4
    window: Window = Window.NONE
    folds: bool = False
    sender: tuple[str, ...] = ()
    measure: str = ""
    foot: str = ""

    @property
    def geometry(self) -> Geometry | None:
        """Return where the window is, if there is one."""
        return GEOMETRY.get(self.window)

    @property
    def fold_heights(self) -> tuple[float, float] | None:
        """Return where it is folded in three; None where it does not go into the envelope so."""
        height = SIZES[self.paper][1]
        return self.geometry.folds_of(self.paper) if self.geometry else (height / 3, height * 2 / 3)

    @property
    def in_window(self) -> bool:
        """Whether the sender's lines stand in the window, as one small line."""
        return bool(self.geometry and self.geometry.return_line)

    @property
    def start(self) -> float:
        """Return where the first page's text begins, from the sheet's top."""
        if not self.geometry:
            return ABOVE
        if not self.sender:
            return self.geometry.address(self.paper).top
        line = self.geometry.return_line
        return self.geometry.top + line if line else FROM

    def css(self) -> str:
        """Return the rules that letters on this sheet have beside those of all letters."""
        width, height = SIZES[self.paper]
        rules = [
            f"@page {{ size: {width}mm {height}mm }}",
            f"@page :first {{ margin-block-start: {self.start:.2f}mm }}",
        ]
        if self.geometry:
            rules += _through_window(self.geometry, self.paper, self.start)
        if self.folds and self.fold_heights:
            rules.append(_fold_marks(self.fold_heights, self.start))
        if self.foot:
            rules.append(_foot(self.foot))
        if self.measure:
            rules.append(_measuring_line(self.measure))
        return "\n".join(rules)


def _through_window(geometry: Geometry, paper: Paper, start: float) -> list[str]:
    """Return rules that put the address, in the flow of the page, where the window is."""
    address = geometry.address(paper)
    after = geometry.window(paper).bottom - address.bottom + GAP
    # Both margins, since the one that does not count is another one in Arabic.
    place = (
        f"margin-left: {address.left - MARGIN:.2f}mm; "
        f"margin-right: {SIZES[paper][0] - address.right - MARGIN:.2f}mm; "
        f"inline-size: {address.width:.2f}mm"
    )
    rules = [
        ".letter-to p { text-align: left }",
        f".letter-to {{ {place}; block-size: {address.height:.2f}mm }}",
        f".letter-to {{ margin-block-end: {after:.2f}mm }}",
        f".letter-from {{ block-size: {address.top - start:.2f}mm; margin-block-end: 0 }}",
    ]
    return [*rules, f".letter-from {{ {place} }}"] if geometry.return_line else rules


def _fold_marks(folds: tuple[float, float], start: float) -> str:
    """Return marks at the sheet's left edge: the two edges of a box between the folds."""
    first, second = folds
    return (
        f'@page :first {{ @left-top {{ content: ""; '
        f"margin: {first - start - FOLD / 2:.2f}mm auto 0 5mm; "
        f"width: 4mm; height: {second - first - FOLD:.2f}mm; "
        f"border: solid; border-width: {FOLD}mm 0 }} }}"
    )


def _foot(words: str) -> str:
    """Return words in the corner of every page, out of the way of whoever signs."""
    content = f'content: "{_escaped(words)}"'
    return f"@page {{ @bottom-right {{ {content}; font: 7pt sans-serif; color: #444 }} }}"


def _measuring_line(words: str) -> str:
    """Return a line of 100 mm, with a stroke at each end, above words that say what it is for."""
    way = direction_of(words, Direction.LTR)
    line = (
        f"direction: {way}; box-sizing: border-box; inline-size: 100mm; block-size: {LINE}mm; "
        "border: 0.3pt solid; border-block-end-width: 0"
    )
    return f'@page :first {{ @bottom-center {{ content: "{_escaped(words)}"; {line} }} }}'


def _escaped(words: str) -> str:
    """Return words as a CSS string has them, whatever they are."""
    return "".join(f"\\{ord(char):06x}" for char in words)
