"""The whole way by clicks, in Chromium: on a phone and a desktop, with scripts and without."""

import email
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader

from tests.browser.acts import leaving
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.server_process import Server

pytestmark = pytest.mark.browser

KINDS = pytest.mark.parametrize("kind", [PHONE, DESKTOP], ids=["phone", "desktop"])
KINDS_AND_SCRIPTS = pytest.mark.parametrize(
    ("kind", "scripts"), [(PHONE, True), (DESKTOP, False)], ids=["phone, scripts", "desktop, none"]
)
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
SHOW = "Show my letter"


def tap(page: Any, name: str) -> None:  # noqa: ANN401 - Playwright may be missing
    """Press a button that leads to no other page."""
    page.get_by_role("button", name=name, exact=True).click()


def press(page: Any, name: str) -> None:  # noqa: ANN401
    """Press a button, and wait for the page that it leads to."""
    with leaving(page):
        tap(page, name)


def follow(page: Any, name: str) -> None:  # noqa: ANN401
    """Follow a link, and wait for the page that it leads to."""
    with leaving(page):
        page.get_by_role("link", name=name, exact=True).first.click()


def heading(page: Any) -> str:  # noqa: ANN401
    text: str = page.get_by_role("heading", level=1).inner_text()
    return text


def download(page: Any, button: str) -> Path:  # noqa: ANN401
    with page.expect_download() as waiting:
        tap(page, button)
    return Path(waiting.value.path())


def go_to_form(page: Any) -> None:  # noqa: ANN401
    """Go from the start to the form for Mexico's delegation in Geneva, by clicks."""
    page.get_by_label("Where do you live?").select_option("MX")
    press(page, "Write to your own country")
    follow(page, "Mexico")
    assert heading(page) == "Write to: Mexico"


@KINDS
@SCRIPTS
def test_from_the_door_to_a_letter_in_hand(
    server: Server, open_page: OpenPage, kind: dict[str, Any], *, scripts: bool
) -> None:
    page = open_page(f"{server.url}/", scripts=scripts, **kind)
    go_to_form(page)

    page.get_by_label("In your own words").fill("My own words.")
    page.get_by_label("With my full name").check()
    press(page, SHOW)
    summary = page.get_by_role("alert")
    assert page.title().startswith("Error: ")
    summary.get_by_role("link", name="Write your name or initials").click()
    assert page.locator("#name").evaluate("field => field === document.activeElement")
    page.keyboard.type("Zoë O’Neill")
    page.get_by_label("Country or territory where you live").select_option(label="Mexico")
    press(page, SHOW)
    assert heading(page) == "Check your letter"
    assert "I live in Mexico" in page.locator("article").inner_text()

    pdf = PdfReader(download(page, "Download the PDF"))
    text = " ".join("\n".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert "My own words." in text
    assert "Zoë O’Neill Mexico" in text
    page.get_by_text("Did nothing happen?").click()
    draft = email.message_from_bytes(
        download(page, "Email draft (.eml)").read_bytes(), _class=EmailMessage, policy=SMTP
    )
    assert "Zoë O’Neill" in draft.get_content()
    assert "My own words." in download(page, "Text (.txt)").read_text()

    press(page, "I posted it")
    assert heading(page) == "Thank you"
    assert urlsplit(page.url).query == ""
    press(page, "I got a reply")
    follow(page, "Write to somebody else")


def is_for_mail_program(request: Any) -> bool:  # noqa: ANN401
    """Say whether something is asked of a mail program; none is here, so that it fails."""
    scheme: str = urlsplit(request.url).scheme
    return scheme == "mailto"


@KINDS_AND_SCRIPTS
def test_the_mail_program_is_opened_with_the_letter(
    server: Server, open_page: OpenPage, kind: dict[str, Any], *, scripts: bool
) -> None:
    page = open_page(
        f"{server.url}/uyghur-assessment/to/high-commissioner/", scripts=scripts, **kind
    )
    for box in page.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    press(page, SHOW)

    with page.expect_event("requestfailed", is_for_mail_program) as waiting:
        tap(page, "Open it in my mail program")

    link = urlsplit(waiting.value.url)
    assert (link.scheme, link.path) == ("mailto", "ohchr-InfoDesk@un.org")
    body = parse_qs(link.query)["body"][0].replace("\r\n", "\n")
    assert body == page.get_by_label("Text to copy").input_value()
    assert heading(page) == "Check your letter"


@pytest.mark.parametrize("kind", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_link_as_long_as_may_be_is_asked_for_whole(
    server: Server, open_page: OpenPage, kind: dict[str, Any]
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/high-commissioner/", **kind)
    for box in page.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    page.locator("#note").fill("I bake. " * 120)
    press(page, SHOW)

    with page.expect_event("requestfailed", is_for_mail_program) as waiting:
        tap(page, "Open it in my mail program")

    assert 2500 < len(waiting.value.url) <= 3500
    body = parse_qs(urlsplit(waiting.value.url).query)["body"][0].replace("\r\n", "\n")
    assert body == page.get_by_label("Text to copy").input_value()


@SCRIPTS
def test_the_back_button_finds_what_was_typed(
    server: Server, open_page: OpenPage, *, scripts: bool
) -> None:
    """Even in a browser that had to forget the page itself, as Playwright's always does."""
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", scripts=scripts)
    page.get_by_label("In your own words").fill("My own words.")
    page.get_by_role("checkbox").last.check()
    press(page, SHOW)
    assert heading(page) == "Check your letter"

    page.go_back()

    assert page.get_by_label("In your own words").input_value() == "My own words."
    assert page.get_by_role("checkbox").last.is_checked()
    press(page, SHOW)
    assert heading(page) == "Check your letter"


@SCRIPTS
def test_the_back_button_finds_a_name_that_no_browser_writes_down(
    server: Server,
    browser_with_memory: Any,  # noqa: ANN401
    *,
    scripts: bool,
) -> None:
    page = browser_with_memory.new_page(java_script_enabled=scripts)
    page.goto(f"{server.url}/uyghur-assessment/to/hrc-kr/")
    page.get_by_label("With my full name").check()
    page.locator("#name").fill("Zoë Example")
    page.locator("#country").select_option("MX")
    press(page, SHOW)
    assert heading(page) == "Check your letter"

    page.go_back(wait_until="commit")

    assert heading(page) == "Write to: Republic of Korea"
    assert page.locator("#name").input_value() == "Zoë Example"
    assert page.locator("#country").input_value() == "MX"
    assert page.locator("#name").get_attribute("autocomplete") == "off"


@SCRIPTS
def test_changing_something_finds_what_was_typed(
    server: Server, open_page: OpenPage, *, scripts: bool
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/", scripts=scripts)
    page.get_by_label("In your own words").fill("\nOne.\n\nTwo.")
    page.get_by_text("Paper, if you print it").first.click()
    page.get_by_label("US Letter").check()
    press(page, SHOW)

    press(page, "Change something")

    assert page.get_by_label("In your own words").input_value() == "One.\n\nTwo."
    assert page.get_by_label("US Letter").is_checked()


def test_delegations_are_filtered_as_one_types(server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/", **PHONE)
    shown = page.locator(".body li:visible")
    offices = shown.count()  # delegations are folded by region

    page.locator("#find").fill("CÔTE d")

    assert offices == 3
    assert shown.all_inner_texts()[0].startswith("Côte d’Ivoire")
    assert shown.count() == 2
    page.locator("#find").fill("")
    assert shown.count() > 40  # those of their regions, which stay open, too
