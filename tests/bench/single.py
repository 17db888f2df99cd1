"""One letter for one supporter: tagged, with a note, in a warm process."""

from weasyprint import HTML

from campaign.press import Paper, Press
from campaign.press.pool import Pool
from tests.bench import letters
from tests.bench.served import served
from tests.bench.timing import Side, by_turns

WARM_UP = 8
"""Rounds: each of the server's workers has to make its first letter."""


def compare(pairs: int) -> None:
    """Compare a press, a pool's worker, and the server, with `HTML(string=...).write_pdf()`."""
    letter, press = letters.one(), Press(waiting=None)
    styled = letters.self_contained(letter)

    def plain() -> bytes:
        pdf: bytes = HTML(string=styled).write_pdf(pdf_tags=True)
        return pdf

    with Pool(1, waiting=None) as pool, served(letter) as over_http:
        sides = (
            Side("press", lambda _: press.pdf(letter, Paper.A4)),
            Side("pool", lambda _: pool.pdf(letter, Paper.A4)),
            Side("pool, over HTTP", lambda _: over_http()),
            Side(
                "plain write_pdf()",
                lambda _: HTML(string=styled).write_pdf(pdf_tags=True),
                is_ours=False,
            ),
        )
        by_turns("One letter, same page and tagging", sides, pairs, warm_up=WARM_UP)
