"""The whole way by keyboard alone; wherever the focus goes, it is to be seen."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.acts import CHOOSE_AMONG_ALL, NAME, PDF, POSTED, SHOW, Page, leaving
from tests.browser.conftest import DESKTOP, OpenPage
from tests.server_process import Server

pytestmark = pytest.mark.browser

ZOOMED = {"viewport": {"width": 320, "height": 256}}
"""A window of 1280 by 1024 pixels at a zoom of 400 per cent."""
MOST_PRESSES = 120
FOCUSED = """() => {
    const e = document.activeElement;
    const said = ((e.labels && e.labels[0]) || e).innerText || "";
    return [e.name || "", said.replace(/\\s+/g, " ").trim()];
}"""
UNSEEN = """() => {
    const e = document.activeElement;
    const style = getComputedStyle(e);
    if (style.outlineStyle === "none" || !parseFloat(style.outlineWidth)) return "has no outline";
    const whole = e.getBoundingClientRect();
    const partly = e.matches("textarea") || whole.height > innerHeight;  // the caret is in view
    const [least, most] = partly ? [whole.bottom, whole.top] : [whole.top, whole.bottom];
    if (least < -1 || most > innerHeight + 1) return "is out of the window";
    const box = e.getClientRects()[0];
    const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
    const x = middle(box.left, box.right, innerWidth);
    const hit = document.elementFromPoint(x, middle(box.top, box.bottom, innerHeight));
    const mine = hit && (e.contains(hit) || hit.contains(e));
    return mine ? "" : `is covered by ${hit && hit.outerHTML.slice(0, 80)}`;
}"""


def focused(page: Page) -> tuple[str, str]:
    """Return the name of the field in focus, if it is one, and what it or its label says."""
    name, said = page.evaluate(FOCUSED)
    return name, said


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Go to the field of a name, or to what says this; the focus is to be seen all the way."""
    for _ in range(MOST_PRESSES):
        page.keyboard.press(key)
        name, said = focused(page)
        unseen = page.evaluate(UNSEEN)
        assert not unseen, f"the focus on {name} {said[:80]!r} {unseen}"
        if name == wanted or wanted in said:
            return
    pytest.fail(f"{key} does not lead to {wanted!r}")


def press(page: Page, wanted: str, key: str = "Enter") -> None:
    """Go to a link or a button that leads to another page, and press it."""
    tab_to(page, wanted)
    with leaving(page):
        page.keyboard.press(key)


def heading(page: Page) -> str:
    text: str = page.get_by_role("heading", level=1).inner_text()
    return text


@pytest.mark.parametrize(
    ("window", "scripts"), [(DESKTOP, False), (ZOOMED, True)], ids=["desktop, none", "zoomed"]
)
def test_the_whole_way_can_be_gone_with_the_keyboard_alone(
    server: Server, open_page: OpenPage, window: dict[str, Any], *, scripts: bool
) -> None:
    page = open_page(f"{server.url}/", scripts=scripts, reduced_motion="reduce", **window)
    tab_to(page, "Skip to the content")
    page.keyboard.press("Enter")
    press(page, CHOOSE_AMONG_ALL)

    tab_to(page, "find")
    page.keyboard.type("mexico")
    with leaving(page):
        page.keyboard.press("Enter")
    press(page, "Mexico")
    fill_in(page)
    press(page, SHOW)

    letter = page.locator("article.paper").inner_text()
    assert "My own words, and more." in letter
    assert f"{NAME}\nMexico" in letter
    assert take_pdf(page).count(NAME.partition(" ")[0]) == 1
    press(page, POSTED, "Space")
    assert heading(page) == "Thank you"


def fill_in(page: Page) -> None:
    """Fill in the form, and go back once to add a word."""
    tab_to(page, "ask")
    for ticked in (0, 1):  # the one that is ticked from the start
        page.keyboard.press("Space")
        assert page.locator("[name=ask]:checked").count() == ticked
    tab_to(page, "note")
    page.keyboard.type("My own words.")
    tab_to(page, "sign_as")
    tab_to(page, "note", "Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.type(", and more.")
    tab_to(page, "sign_as")
    for _ in range(3):  # from the first way to sign to the last
        page.keyboard.press("ArrowDown")
    tab_to(page, "name")
    page.keyboard.type(NAME)
    tab_to(page, "country")
    page.keyboard.type("Mexico")


def take_pdf(page: Page) -> str:
    """Download the PDF and return its text."""
    tab_to(page, PDF)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    pdf = PdfReader(Path(waiting.value.path()))
    return "\n".join(sheet.extract_text() for sheet in pdf.pages)
