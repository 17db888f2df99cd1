"""A chart is the same drawing in both formats, and its scale is honest."""

import io
import re

import pytest
from PIL import Image

from campaign.exports import chart

DAYS = [("2026-11-22", 0), ("2026-11-23", 5), ("2026-11-24", 10)]


def bars(svg: bytes) -> list[float]:
    return [float(h) for h in re.findall(rf'height="([\d.]+)" fill="{chart.BAR}"', svg.decode())]


def test_bars_are_as_high_as_their_counts() -> None:
    none, half, all_ = bars(chart.as_svg(DAYS))

    assert (none, all_) == (0, chart.BOTTOM - chart.TOP)
    assert half == all_ / 2


def test_the_scale_begins_at_nothing_and_its_ends_and_days_are_written() -> None:
    svg = chart.as_svg(DAYS).decode()

    assert re.findall(r">([^<>]+)</text>", svg) == ["0", "5", "10", "2026-11-22", "2026-11-24"]


@pytest.mark.parametrize(
    ("most", "top"), [(0, 2), (1, 2), (2, 2), (3, 4), (5, 10), (11, 20), (21, 40), (999_999, 10**6)]
)
def test_the_scale_ends_at_an_even_round_number(most: int, top: int) -> None:
    assert chart.top_of_scale(most) == top


@pytest.mark.parametrize("days", [DAYS, [], [("2026-11-24", 0)], [("2026-11-24", 3)] * 5000])
def test_a_picture_is_there_for_any_number_of_days(days: list[tuple[str, int]]) -> None:
    picture = Image.open(io.BytesIO(chart.as_png(days)))

    assert picture.size == (chart.WIDTH, chart.HEIGHT)
    blue = tuple(bytes.fromhex(chart.BAR[1:]))
    shown = {colour for _, colour in picture.getcolors(1 << 16) or ()}
    assert (blue in shown) == any(times for _, times in days)
