"""One letter for one supporter: tagged, with a note, in a warm process."""

from weasyprint import HTML

from campaign.press import Paper, Press
from campaign.press.pool import Pool
from tests.bench import letters
from tests.bench.timing import Side, by_turns

WARM_UP = 3


def compare(pairs: int) -> None:
    """Compare a press, and a pool's worker, with a plain `HTML(string=...).write_pdf()`."""
    letter, press = letters.one(), Press(waiting=None)
    styled = letters.self_contained(letter)
    with Pool(1, waiting=None) as pool:
        sides = (
            Side("press", lambda _: press.pdf(letter, Paper.A4)),
            Side("pool", lambda _: pool.pdf(letter, Paper.A4)),
            Side("plain write_pdf()", lambda _: HTML(string=styled).write_pdf(pdf_tags=True)),
        )
        by_turns("One letter, same page and tagging", sides, pairs, warm_up=WARM_UP)
