"""Papers beside letters: the tally sheet of an evening, a packing list, a delivery's receipt."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from babel.numbers import format_decimal
from markupsafe import Markup

from campaign.model.placeholders import fill
from campaign.model.printing import Delivery, PackingList, Tally
from campaign.press import ROOT, TEMPLATES, Press, page, qr
from campaign.press.sheet import SIZES, Paper, Sheet

STYLE: Final = (ROOT / "static" / "paper-printing.css").read_text(encoding="utf-8")
COVER: Final = ".letter-signature { margin-block-start: 24mm }"
"""Room to sign by hand, above the organization's name."""
GRAMMAGE: Final = 80
"""Grams that a square metre of office paper weighs."""
MOST_ROWS: Final = 6
"""Recipients on one tally sheet."""
FIVES: Final = 12
"""Of boxes for each."""
FEW_ROWS: Final = 3
"""Recipients with which there is room for more boxes."""
MORE_FIVES: Final = 20


def grams(sheets: int, paper: Paper) -> int:
    """Return what sheets weigh, rounded up: a letter that is too heavy comes back."""
    width, height = SIZES[paper]
    return -int(-sheets * width * height * GRAMMAGE // 1_000_000)


def print_tally(press: Press, tally: Tally, paper: Paper) -> bytes:
    """Return tally sheets, each complete on one page."""
    code = Markup(qr.svg(tally.link, tally.link).decode())  # noqa: S704 - drawn by us
    parts = [
        tally.addressees[start : start + MOST_ROWS]
        for start in range(0, len(tally.addressees), MOST_ROWS)
    ]
    template = TEMPLATES.get_template("letter/tally.html")
    pages = (
        template.render(
            tally=replace(tally, addressees=part),
            words=tally.language.printing,
            code=code,
            fives=MORE_FIVES if len(part) <= FEW_ROWS else FIVES,
        )
        for part in parts
    )
    return press.papers([(html, Sheet(paper), STYLE) for html in pages])


def print_packing(press: Press, packing: PackingList, paper: Paper) -> bytes:
    """Return a packing list."""
    words, locale = packing.language.printing, packing.language.code.replace("-", "_")

    def count(number: int) -> str:
        return format_decimal(number, locale=locale)

    def weigh(number: int) -> str:
        return fill(words.grams, {"number": count(number)})

    html = TEMPLATES.get_template("letter/packing.html").render(
        packing=packing, words=words, count=count, weigh=weigh
    )
    return press.papers([(html, Sheet(paper), STYLE)])


def print_deliveries(press: Press, deliveries: Sequence[Delivery], on: Sheet) -> bytes:
    """Return a letter and a receipt for each delivery, a page each."""
    return press.papers(list(_delivered(deliveries, on)))


def _delivered(deliveries: Iterable[Delivery], on: Sheet) -> Iterator[tuple[str, Sheet, str]]:
    receipt = TEMPLATES.get_template("letter/receipt.html")
    for delivery in deliveries:
        yield page(delivery.cover, on), on, COVER
        words = delivery.language.printing
        yield receipt.render(delivery=delivery, words=words), Sheet(on.paper), STYLE
