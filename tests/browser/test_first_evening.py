"""From the first start to the first evening, as it is promised: by clicks, with nothing prepared.

The first owner follows the printed link; a supporter takes a letter; it is seen counted and taken
away as a table; an address is found; letters are printed for an evening; its host sends 17 by the
code on the sheet; they are accepted; and the audit has all of it.
"""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes
from tests.browser.acts import PDF, SHOW
from tests.builders import squeezed
from tests.organizers.browser import PASSWORD
from tests.server_process import Server, serving

pytestmark = pytest.mark.browser
SLUG = "uyghur-assessment"
MADE_WITHIN = 120_000  # milliseconds: the worker may have to start first


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[Server, str]]:
    """Return a server as `bin/run` starts it, and the link that it prints."""
    with serving(tmp_path, CAMPAIGN_TODAY="") as server:
        assert server.process.stdout
        found = re.search(r"http://\S+", server.process.stdout.readline())
        assert found
        yield server, found[0]


def test_the_first_evening(
    started: tuple[Server, str],
    browser: Any,  # noqa: ANN401 - Playwright may be missing
) -> None:
    server, link = started
    desk = browser.new_context(locale="en").new_page()
    supporter = browser.new_context(locale="en", java_script_enabled=False).new_page()

    join(desk, link)
    take_a_letter(supporter, f"{server.url}/{SLUG}/to/hrc-kr/")
    assert "Tried before the launch: 2." in seen_counted(desk, server)
    assert "By recipient" in spreadsheet(desk)

    find_an_address(desk, server)
    papers = print_for_an_evening(desk, server)
    blank = read(papers["Letters to sign"])
    for name in ("Republic of Korea", "Mexico"):
        assert blank.count(f"Permanent Representative of {the(name)}") == 10
    assert read(papers["Address labels"]).count("1 Apple Row") == 10
    sent_by_the_host(supporter, address_on(papers["Tally sheet, with a code to scan"]))
    assert accepted(desk, server) == "17"

    said = audited(desk, server)
    for deed in ("joined", "corrected", "asked to print", "accepted letters on paper:"):
        assert deed in said
    assert "LEEDS-1: signed: hrc-kr 8, hrc-mx 9" in said


def the(name: str) -> str:
    """Return a State's name as it stands in an address."""
    return f"the {name}" if name.startswith("Republic") else name


def join(page: Any, link: str) -> None:  # noqa: ANN401 - Playwright's
    """Follow the printed link, and set a password and an app for codes up."""
    page.goto(link)
    secret = base64.b32decode(page.locator("form .code").inner_text().replace(" ", ""))
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("Code that the app shows").fill(
        codes.code_at(secret, codes.counter_at(utc_now()))
    )
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name="I have kept them").click()


def take_a_letter(page: Any, write: str) -> None:  # noqa: ANN401 - Playwright's
    """Take the standard letter as a PDF."""
    page.goto(write)
    page.get_by_role("button", name=SHOW).first.click()
    taken(page, page.get_by_role("button", name=PDF))


def taken(page: Any, what: Any) -> bytes:  # noqa: ANN401 - Playwright's
    """Return the file that a link or a button gives."""
    with page.expect_download() as waiting:
        what.click()
    return Path(waiting.value.path()).read_bytes()


def seen_counted(page: Any, server: Server) -> str:  # noqa: ANN401 - Playwright's
    """Return what the page of counts says."""
    page.goto(f"{server.url}/organizers/")
    page.locator("nav:visible").get_by_role("link", name="Counts").first.click()
    said: str = page.locator("main").inner_text()
    return said


def spreadsheet(page: Any) -> str:  # noqa: ANN401 - Playwright's
    """Return the names of the sheets in the workbook."""
    content = taken(page, page.get_by_role("link", name="Download workbook"))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/workbook.xml").decode()


def find_an_address(page: Any, server: Server) -> None:  # noqa: ANN401 - Playwright's
    """Write down where a delegation is, which nobody knew."""
    page.goto(f"{server.url}/organizers/facts/addresses/?show=missing")
    page.get_by_role("link", name="Republic of Korea: Delegation to the Human Rights").click()
    page.locator("[name=postal]").fill("1 Apple Row\n1202 Geneva\nSwitzerland")
    page.locator("form:has([name=postal]) [name=source]").fill("made up")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("Not checked yet").first.wait_for()


def print_for_an_evening(page: Any, server: Server) -> dict[str, bytes]:  # noqa: ANN401
    """Ask for ten letters to each of two delegations, wait, and take the papers."""
    page.goto(f"{server.url}/organizers/{SLUG}/print/evenings/new")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for code in ("kr", "mx"):
        page.locator(f"#copies-hrc-{code}").fill("10")
    page.locator("#name").fill("The library")
    page.locator("#event").fill("LEEDS-1")
    page.locator("#day").fill(f"{date.today()}")  # noqa: DTZ011 - as the browser has it
    page.get_by_role("button", name="Make these papers").click()
    page.get_by_role("heading", name="Ready to print").wait_for(timeout=MADE_WITHIN)
    links = page.locator("#job .rows a")
    return {link.inner_text(): taken(page, link) for link in links.all()}


def read(pdf: bytes) -> str:
    """Return a PDF's text, spaces folded."""
    pages = (sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).split())


def address_on(tally: bytes) -> str:
    """Return the address below the code on a tally sheet, for those who type."""
    found = re.search(r"http://localhost:\d+/\S+/tally/LEEDS-1/\w{10}/", squeezed(read(tally)))
    assert found
    return found[0]


def sent_by_the_host(page: Any, address: str) -> None:  # noqa: ANN401 - Playwright's
    """Look for the recipients, and send the totals of the evening, without an account."""
    page.goto(address)
    for name in ("Republic of Korea", "Mexico"):
        page.locator("[name=find]").fill(name)
        page.get_by_role("button", name="Search").click()
        page.get_by_role("button", name=f"{name} Delegation to the Human Rights Council").click()
    for number, field in zip((8, 9), page.locator("input[inputmode=numeric]").all(), strict=True):
        field.fill(str(number))
    page.get_by_role("button", name="Send the numbers").click()
    page.get_by_role("heading", name="Thank you").wait_for()


def accepted(page: Any, server: Server) -> str:  # noqa: ANN401 - Playwright's
    """Accept what waits, and return how many are counted as signed."""
    page.goto(f"{server.url}/organizers/{SLUG}/print/")
    page.get_by_role("button", name="Accept LEEDS-1").click()
    page.goto(f"{server.url}/organizers/{SLUG}/print/")
    signed: str = page.locator(".number b").first.inner_text()
    return signed


def audited(page: Any, server: Server) -> str:  # noqa: ANN401 - Playwright's
    """Return what the audit says."""
    page.goto(f"{server.url}/organizers/audit")
    said: str = page.locator("table").inner_text()
    return said
