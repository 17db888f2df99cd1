"""Every state of every page fits a small screen and a thumb, and one zoomed in, both ways round."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import acts
from tests.browser.acts import LETTER, SPREAD, Page
from tests.browser.conftest import OpenPage
from tests.browser.desk import ALL_STATES
from tests.browser.sites import Sites
from tests.browser.states import reach
from tests.running import Server

pytestmark = pytest.mark.browser

NARROW = 320  # CSS pixels
THUMB = 44  # CSS pixels
SMALL = {
    "viewport": {"width": NARROW, "height": 640},
    "has_touch": True,
    "is_mobile": True,
    "java_script_enabled": False,
    "locale": "en",
}
ZOOMED = {"viewport": {"width": NARROW, "height": 200}, "locale": "ar"}
"""A window of 1280 by 800 pixels at a zoom of 400 per cent."""
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(each => {
        const box = each.getBoundingClientRect();
        const unseen = each.closest('.unseen, .skip') || !box.width;
        return !unseen && (box.right > innerWidth + 0.5 || box.left < -0.5);
    })
    .map(each => `too wide: ${each.outerHTML.slice(0, 100)}`)"""
TOO_SMALL = f"""() => [...document.querySelectorAll(
    'button, select, input:not([type=hidden], [type=radio], [type=checkbox]), textarea,'
    + ' .choice label, .cards a, .delegations a, summary, .back a, .band-name a, .exit')]
    .filter(each => each.checkVisibility() && !each.readOnly)
    .map(each => [each.getBoundingClientRect(), each])
    .filter(([box]) => box.height < {THUMB} - 0.5 || box.width < {THUMB} - 0.5)
    .map(([box, each]) => `${{box.width}} x ${{box.height}}: ${{each.outerHTML.slice(0, 90)}}`)"""


def faults(page: Page) -> Iterator[str]:
    """Yield what does not fit the page's window, or is too small for a thumb."""
    page.evaluate(SPREAD)
    yield from page.evaluate(TOO_WIDE)
    yield from page.evaluate(TOO_SMALL)
    if page.evaluate("document.documentElement.scrollWidth") > NARROW:
        yield "the page scrolls sideways"


@pytest.mark.parametrize("kind", [SMALL, ZOOMED], ids=["small, no scripts", "zoomed, rtl"])
def test_no_page_scrolls_sideways_and_all_is_large_enough_for_a_thumb(
    sites: Sites,
    browser: Any,  # noqa: ANN401 - Playwright may be missing
    kind: dict[str, Any],
) -> None:
    page = browser.new_context(reduced_motion="reduce", **kind).new_page()
    found = {}
    for state in ALL_STATES:
        reach(page, sites, state)
        found[state.name] = list(faults(page))
    page.context.close()

    assert {name: each for name, each in found.items() if each} == {}


def test_only_the_letter_so_far_is_printed_from_the_form(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/")

    page.emulate_media(media="print")

    assert page.locator(LETTER).is_visible()
    for unseen in ("h1", ".foot", ".band", "#note", ".desk-letter > h2"):
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
