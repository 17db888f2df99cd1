"""The sheet on which an evening's letters are counted by hand: its pages as HTML."""

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from campaign.model.documents import TallySheet
from campaign.press import qr
from campaign.press.templates import TEMPLATES

MOST_ROWS: Final = 6
"""The most recipients on one tally sheet."""
FEW_ROWS: Final = 3
"""The most recipients with which there is room for more boxes."""
FIVES: Final = (16, 12, 8, 4)
"""The fives of boxes for each recipient, the most first: fewer leave room for long names."""
MORE_FIVES: Final = 28


def tally_sheets(recipients: int) -> int:
    """Return how many tally sheets so many recipients take."""
    return -(-recipients // MOST_ROWS)


def parts_of(tally: TallySheet) -> Iterator[TallySheet]:
    """Yield a tally sheet for as many recipients as one page has room for."""
    for start in range(0, len(tally.addressees), MOST_ROWS):
        yield tally.part(start, start + MOST_ROWS)


def tally_forms(tally: TallySheet) -> tuple[str, ...]:
    """Return the forms that one tally sheet may have: with fewer boxes each, then in small type."""
    code = Markup(qr.svg(tally.link, tally.link).decode())  # noqa: S704 - drawn by us
    template = TEMPLATES.get_template("letter/tally-sheet.html")
    numbers = (MORE_FIVES, *FIVES) if len(tally.addressees) <= FEW_ROWS else FIVES
    return tuple(
        template.render(
            tally=tally,
            words=tally.language.printing,
            code=code,
            fives=fives,
            small=small,
        )
        for small in (False, True)
        for fives in numbers
    )
