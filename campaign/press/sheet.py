"""The layout of a letter on its sheet: address, folds, sender and feet, as rules of CSS."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from campaign.model.language import Direction
from campaign.press.bidi import direction_of
from campaign.press.windows import GEOMETRY, SIZES, Geometry, Paper, Window

MARGIN: Final = 25.0
"""The millimetres beside the text, at both sides, as in `static/paper.css`."""
GAP: Final = 5.0
"""The least millimetres between the window and the letter below it."""
ABOVE: Final = 18.0
"""The millimetres above the text, as in `static/paper.css`."""
FOLD: Final = 0.2
"""The thickness of a fold's mark."""
LINE: Final = 4.0
"""The height of the measuring line with its strokes and words."""
FROM: Final = 12.0
"""The top of the sender's lines when they stand above the window."""


class Fit(StrEnum):
    """How close a letter is set, the best first; the closer ones are for a letter's one page.

    What each does is in `static/paper-close.css` and `static/paper-small.css`.
    """

    EASY = "easy"
    CLOSE = "close"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that letters are laid out on: paper, envelope's window, folds, sender and feet.

    `sender` are the lines of whom the letter comes from. `measure` are the words under a line of
    100 mm at the foot of the first page, by which people see whether the printer keeps to size.
    `foot` stands small at the foot of every page. `fit` is how close letters are set; None leaves
    it to each, so that it takes one page if it can.
    """

    paper: Paper = Paper.A4
    window: Window = Window.NONE
    folds: bool = False
    sender: tuple[str, ...] = ()
    measure: str = ""
    foot: str = ""
    fit: Fit | None = None

    @property
    def fits(self) -> tuple[Fit, ...]:
        """Return how close a letter may be set, in the order in which it is tried."""
        return (self.fit,) if self.fit else tuple(Fit)

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
