"""Pages fit a small screen and a thumb, in both directions."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import OpenPage
from tests.running import Server

pytestmark = pytest.mark.browser

SMALL = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
THUMB = 44  # CSS pixels
REAL = "/uyghur-assessment/"
LONG = "Donaudampfschifffahrtsgesellschaft" * 5
SPREAD = "document.querySelectorAll('details').forEach(each => each.open = true)"
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(each => {
        const box = each.getBoundingClientRect();
        const unseen = each.closest('.unseen, .skip') || !box.width;
        return !unseen && (box.right > innerWidth + 0.5 || box.left < -0.5);
    })
    .map(each => each.outerHTML.slice(0, 100))"""
TOO_SMALL = f"""() => [...document.querySelectorAll(
    'button, select, input:not([type=hidden], [type=radio], [type=checkbox]), textarea,'
    + ' .choice label, .cards a, .delegations a, summary, .back a, .band-name a')]
    .filter(each => each.checkVisibility())
    .map(each => [each.getBoundingClientRect(), each])
    .filter(([box]) => box.height < {THUMB} - 0.5 || box.width < {THUMB} - 0.5)
    .map(([box, each]) => `${{box.width}} x ${{box.height}}: ${{each.outerHTML.slice(0, 90)}}`)"""


def pages_of(page: Any, url: str, slug: str) -> Iterator[str]:  # noqa: ANN401
    """Go through every kind of page of a campaign; yield what each is called."""
    for path in (
        "",
        "to/",
        "several/",
        "share/",
        "evening/",
        f"to/{slug}/done",
        "to/nobody/",
        "to/hrc-cn/",
        "to/hrc-us/",
    ):
        page.goto(url + path)
        yield path or "start"
    page.goto(f"{url}to/{slug}/")
    yield "write"
    page.locator("#sign_as-full").check()
    page.get_by_role("button", name="Show my letter").click()
    yield "error"
    page.locator("#note").fill(f"{LONG}\n{LONG} https://example.org/{LONG}")
    page.locator("#name").fill(LONG[:150])
    page.get_by_role("button", name="Show my letter").click()
    page.wait_for_selector("article.paper")
    yield "check"


def test_on_the_smallest_screen_no_page_scrolls_sideways_and_all_is_large_enough_for_a_thumb(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}{REAL}", **SMALL)

    for name in pages_of(page, f"{server.url}{REAL}", "hrc-gb"):
        page.evaluate(SPREAD)
        assert (name, page.evaluate(TOO_WIDE)) == (name, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert (name, page.evaluate(TOO_SMALL)) == (name, [])


def test_no_page_of_a_letter_from_right_to_left_scrolls_sideways(
    orchard_server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{orchard_server.url}/orchard/to/hrc-kr/", **SMALL)

    page.get_by_label("العربية").check()
    page.locator("#note").fill(f"{LONG}\nبستان {LONG}")
    page.get_by_role("button", name="Show my letter").click()

    article = page.locator("article.paper")
    assert article.get_attribute("dir") == "rtl"
    assert article.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_only_the_letter_so_far_is_printed_from_the_form(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}{REAL}to/hrc-kr/")

    page.emulate_media(media="print")

    assert page.locator("article.paper").is_visible()
    for unseen in ("h1", ".foot", ".band", "#note", ".desk-letter > h2"):
        assert not page.locator(unseen).first.is_visible(), unseen


def test_only_the_letter_is_printed_from_the_page_to_check(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}{REAL}to/hrc-kr/")
    page.get_by_role("button", name="Show my letter").click()
    page.wait_for_selector("article.paper")

    page.emulate_media(media="print")

    assert page.locator("article.paper").is_visible()
    for unseen in ("h1", ".foot", ".band", ".ways", ".notice-trial", "button"):
        assert not page.locator(unseen).first.is_visible(), unseen
