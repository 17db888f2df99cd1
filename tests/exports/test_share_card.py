"""The picture beside a link is small, holds what it says in every script, and is made once."""

import io

import pytest
from PIL import Image

from campaign.exports import share_card
from campaign.exports.share_card import ShareCard

TITLES = [
    ("Letters for the Uyghur region", False),
    ("رسائل من أجل بستان التفاح", True),
    ("ウイグル地域への手紙", False),
    ("Donaudampfschifffahrtsgesellschaft" * 9, False),
]
SMALL = 40_000  # bytes


def drawn(card: ShareCard) -> Image.Image:
    return Image.open(io.BytesIO(share_card.as_png(card))).convert("RGB")


def darkest(picture: Image.Image, x: int) -> float:
    """Return how dark a grey picture is at most in the column at x: 0 is black."""
    low, _ = picture.crop((x, 0, x + 1, picture.height)).getextrema()
    assert not isinstance(low, tuple)
    return low


@pytest.mark.parametrize(("title", "rtl"), TITLES)
def test_words_stand_on_their_side_and_the_wall_on_the_other(title: str, *, rtl: bool) -> None:
    card = ShareCard(title, "Orchard Letters", rtl=rtl)
    picture = drawn(card)
    wall = 0 if rtl else share_card.WIDTH - share_card.WALL
    rest = share_card.WALL if rtl else 0

    assert len(share_card.as_png(card)) < SMALL
    assert picture.size == (share_card.WIDTH, share_card.HEIGHT)
    dark = (18, 33, 61)
    assert picture.getpixel((wall + 5, 500)) == dark
    inside = picture.crop((rest, share_card.EDGE, rest + 780, share_card.HEIGHT)).convert("L")
    at = [x for x in range(inside.width) if darkest(inside, x) < 80]
    assert at[0] >= share_card.MARGIN - 10  # what is written has margins
    assert at[-1] <= inside.width - share_card.MARGIN + 20
    assert (at[-1] > 700) if rtl else (at[0] < 80)


def test_other_words_make_another_picture_and_the_same_words_none_anew() -> None:
    card = ShareCard("Letters", "Orchard", rtl=False)

    assert share_card.as_png(card) is share_card.as_png(ShareCard("Letters", "Orchard", rtl=False))
    assert share_card.as_png(card) != share_card.as_png(ShareCard("Post", "Orchard", rtl=False))
