"""What covers nothing and lies in line on pages, and what is printed from them."""

import base64
import io
import re
from typing import Any, Final

import pytest
from pypdf import PdfReader

from tests.browser import acts
from tests.browser.acts import LETTER
from tests.browser.conftest import OpenPage
from tests.press.measure import words
from tests.server_process import Server

pytestmark = pytest.mark.browser

LEAST_MARGIN: Final = 15  # millimetres
US_LETTER: Final = 279.4  # millimetres high; what Chromium prints on unless told otherwise


def test_only_the_letter_so_far_is_printed_from_the_form(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/")

    page.emulate_media(media="print")

    assert page.locator(LETTER).is_visible()
    for unseen in ("h1", ".foot", ".band", "#note", ".letter-beside > h2"):
        assert not page.locator(unseen).first.is_visible(), unseen


def test_only_the_letter_is_printed_from_the_page_to_check(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/")
    acts.check(page)

    page.emulate_media(media="print")

    assert page.locator(LETTER).is_visible()
    for unseen in ("h1", ".foot", ".band", ".ways", ".state", "button"):
        assert not page.locator(unseen).first.is_visible(), unseen


def test_the_way_out_covers_nothing_in_a_low_window(server: Server, open_page: OpenPage) -> None:
    low = {"viewport": {"width": 320, "height": 256}}  # 1280 by 1024 at a zoom of 400 per cent
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", **low)

    page.evaluate("scrollTo(0, 2000)")

    assert page.locator(".exit").evaluate("each => getComputedStyle(each).position") == "static"
    assert page.locator(".exit").bounding_box()["y"] < 0


@pytest.mark.parametrize("width", [480, 700, 900, 1000, 1280])
def test_the_mistakes_on_top_are_as_wide_as_the_form(
    server: Server, open_page: OpenPage, width: int
) -> None:
    size = {"viewport": {"width": width, "height": 800}}
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", **size)
    acts.make_every_mistake(page)

    boxes = [page.locator(each).bounding_box() for each in (".errors", "#form")]

    left, right = ({round(f(box)) for box in boxes} for f in (start_of, end_of))
    assert (len(left), len(right)) == (1, 1), boxes


def start_of(box: dict[str, float]) -> float:
    return box["x"]


def end_of(box: dict[str, float]) -> float:
    return box["x"] + box["width"]


@pytest.mark.parametrize("fill_in", [acts.check_short, acts.check_in_full, acts.check_long])
def test_nothing_of_the_browsers_is_on_a_printed_letter_and_each_page_has_margins(
    server: Server, open_page: OpenPage, fill_in: acts.Act
) -> None:
    """Address, title and time in the margins of a page would say where a letter comes from."""
    page = open_page(f"{server.url}/uyghur-assessment/to/high-commissioner/")
    fill_in(page)

    pdf = printed(page)

    for sheet in range(len(PdfReader(io.BytesIO(pdf)).pages)):
        text = " ".join(each.text for each in words(pdf, sheet))
        assert not re.search(r"localhost|Check your letter|\d:\d\d|\b\d/\d\b", text)
        assert min(each.top for each in words(pdf, sheet)) >= LEAST_MARGIN
        assert max(each.bottom for each in words(pdf, sheet)) <= US_LETTER - LEAST_MARGIN


def printed(page: Any) -> bytes:  # noqa: ANN401 - Playwright may be missing
    """Print a page as Chromium's own window does from the start, with head and foot."""
    session = page.context.new_cdp_session(page)
    answer = session.send("Page.printToPDF", {"displayHeaderFooter": True})
    return base64.b64decode(answer["data"])
