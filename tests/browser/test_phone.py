"""The whole way on a small phone that runs no scripts, counted: it has to stay this short."""

from dataclasses import dataclass
from functools import partial

import pytest

from campaign.actions.paper_count_proposals import path_of
from campaign.credentials.seals import Seals
from tests.browser import acts
from tests.browser.acts import Page
from tests.browser.conftest import OpenPage
from tests.browser.sites import Site, Sites
from tests.browser.states import noting
from tests.browser.test_privacy import Record
from tests.server_process import Server
from tests.worker.browser import until

pytestmark = pytest.mark.browser

SMALL_PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
IN_SIGHT = """each => {
    const { top } = each.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
}"""

BELOW_THE_BAND = """each => {
    const { top, bottom } = each.getBoundingClientRect();
    return top >= document.querySelector('.band').getBoundingClientRect().bottom
        && bottom <= innerHeight;
}"""


@dataclass(slots=True)
class Thumb:
    """Somebody's thumb, that counts how often it pressed."""

    page: Page
    presses: int = 0

    def follow(self, name: str) -> None:
        """Press a link."""
        self.presses += 1
        acts.follow(self.page, name)

    def press(self, name: str) -> None:
        """Press a button."""
        self.presses += 1
        acts.press(self.page, name)

    def download(self, name: str) -> bytes:
        """Press a button that gives a file."""
        self.presses += 1
        return acts.download(self.page, name).read_bytes()


@pytest.mark.parametrize(
    ("lives_in", "link", "pages"),
    [("", "High Commissioner", 3), ("", "Benin", 3), ("MX", "Mexico", 4)],
    ids=["an office", "where a letter counts most", "one's own delegation"],
)
def test_from_the_start_to_a_letter_in_hand_it_is_a_press_a_page(
    server: Server, open_page: OpenPage, lives_in: str, link: str, pages: int
) -> None:
    page = open_page("about:blank", scripts=False, **SMALL_PHONE)
    thumb = Thumb(page)
    with noting(page) as answers:
        page.goto(f"{server.url}/uyghur-assessment/")
        if lives_in:
            acts.field(page, "country").select_option(lives_in)
            thumb.press(acts.OWN_COUNTRY)
        thumb.follow(link)
        thumb.press(acts.SHOW)
        assert len(answers) == pages

    assert thumb.download(acts.PDF).startswith(b"%PDF")
    assert thumb.presses == pages


def test_a_report_is_one_press_more_and_another_letter_with_the_same_words_four(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", scripts=False, **SMALL_PHONE)
    acts.check_in_full(page)
    thumb = Thumb(page)

    thumb.press(acts.SAME_WORDS)
    page.locator("summary").first.click()  # a region
    thumb.presses += 1
    thumb.press(first_within(page))
    thumb.press(acts.SHOW)
    assert acts.NOTE.partition("\n")[0] in page.locator(acts.LETTER).inner_text()
    assert thumb.presses == 4
    thumb.press(acts.POSTED)

    assert page.url.endswith("/done")
    assert thumb.presses == 5


def first_within(page: Page) -> str:
    """Return what the first button within an opened region says."""
    text: str = page.locator("details[open] button").first.inner_text()
    return text


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_link_to_a_mistake_shows_the_question_the_mistake_and_where_to_mend_it(
    server: Server, open_page: OpenPage, *, scripts: bool
) -> None:
    at_once = {**SMALL_PHONE, "reduced_motion": "reduce"}  # or a part may be seen in passing
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", scripts=scripts, **at_once)
    acts.make_every_mistake(page)

    for link in page.locator(".errors a[href^='#']:not([href='#content'])").all():
        link.click()
        mended = page.locator(link.get_attribute("href"))
        wrong = page.locator(".field-wrong").filter(has=mended)
        for part in (wrong.locator("label, legend").first, wrong.locator(".error")):
            until(partial(part.evaluate, BELOW_THE_BAND))
        assert mended.evaluate(IN_SIGHT)
    assert page.locator(".errors a").count() == 7


def test_to_change_ones_words_leads_to_them_and_a_search_to_what_it_finds(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", scripts=False, **SMALL_PHONE)
    acts.check_careless(page)
    acts.press(page, "Change my words")
    until(lambda: page.locator("#note").evaluate(IN_SIGHT))
    assert page.locator("#note").input_value() == acts.CARELESS

    page.goto(f"{server.url}/uyghur-assessment/evening/")
    acts.field(page, "find").fill("korea")
    acts.press(page, acts.SEARCH)
    until(lambda: page.locator("#found").evaluate(IN_SIGHT))
    assert page.locator("#found").inner_text() == "Found: 3."


def test_the_ways_to_send_a_letter_come_soon_and_all_of_it_is_a_press_away(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", scripts=False, **SMALL_PHONE)
    acts.check_in_full(page)
    assert page.locator("#take").bounding_box()["y"] < 1500
    assert page.evaluate("document.documentElement.scrollHeight") < 4000

    page.get_by_role("link", name="Read the whole letter").click()

    letter = page.locator(acts.LETTER)
    assert letter.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
    page.get_by_role("link", name="Choose how to send it").click()
    until(lambda: page.locator("#take").evaluate(IN_SIGHT))


def test_the_button_to_the_next_letter_says_it_in_words_apart(
    server: Server, open_page: OpenPage
) -> None:
    url = f"{server.url}/uyghur-assessment/to/hrc-kr/?then=hrc-mx"
    page = open_page(url, scripts=False, **SMALL_PHONE)
    acts.check(page)

    assert page.get_by_role("button", name=acts.NEXT).inner_text() == "Next: Mexico (2 of 2)"


def test_what_an_email_holds_is_open_where_it_was_asked_for(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", scripts=False, **SMALL_PHONE)
    acts.check_in_full(page)
    page.locator("#email > summary").click()
    assert page.locator("#mail").is_visible()

    acts.choose(page, "form", "full")
    acts.press(page, "Show what the email holds")

    assert page.get_by_text("The email holds the whole letter").is_visible()


def test_another_language_of_the_page_keeps_what_was_typed(
    sites: Sites, open_page: OpenPage
) -> None:
    url = f"{sites[Site.SHIPPED]}/uyghur-assessment/to/hrc-kr/"
    page = open_page(url, scripts=False, **SMALL_PHONE)
    acts.field(page, "note").fill(acts.NOTE)

    acts.press(page, "العربية")

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert acts.field(page, "note").input_value() == acts.NOTE


def test_a_host_enters_a_tally_sheet_and_leaves_nothing_behind(
    server: Server, open_page: OpenPage
) -> None:
    secret = (server.instance / "secret.key").read_text(encoding="ascii").strip()
    sheet = path_of(Seals(secret), "uyghur-assessment", "LEEDS-1", ["hrc-kr", "hrc-mx"])
    page = open_page("about:blank", scripts=False, **SMALL_PHONE)
    record, thumb = Record(page), Thumb(page)
    record.start()

    page.goto(f"{server.url}{sheet}")
    acts.field(page, "times-hrc-kr").fill("17")
    acts.field(page, "times-hrc-mx").fill("nine")
    thumb.press(acts.SEND_NUMBERS)
    acts.field(page, "times-hrc-mx").fill("9")
    acts.field(page, "find").fill("fran")
    thumb.press(acts.SEARCH)
    until(
        lambda: page.locator("#another").evaluate(IN_SIGHT)
    )  # one need not look for what is found
    thumb.press("France")
    acts.field(page, "times-hrc-fr").fill("4")
    assert acts.field(page, "times-hrc-kr").input_value() == "17"
    thumb.press(acts.SEND_NUMBERS)

    assert page.locator("h1").inner_text() == "Thank you"
    assert thumb.presses == 4
    record.look()
    assert list(record.faults()) == []
