"""Letter evenings: one description, from the first sheet to the totals, at the desk and at home."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from campaign.actions import audit, saved_evenings
from campaign.actions.print_jobs import queue
from campaign.model.audit import AuditEvent
from campaign.model.organizer import Role
from campaign.web.database import db
from campaign.worker import now
from tests.builders import TODAY, folded, read_pdf
from tests.organizers.browser import Browser
from tests.organizers.conftest import MakePerson
from tests.organizers.test_paper import propose
from tests.organizers.test_printing import EVENING, HERE, LIST, MAKE
from tests.pages import Page, Visitor
from tests.soundness import words

pytestmark = pytest.mark.slow

SHOW = "Save, and show what comes out"
REMOVE = "Remove this evening"
THREE = {**EVENING, "copies-hrc-mx": "3", "day": f"{TODAY + timedelta(days=9)}"}


@pytest.fixture
def ada(person: MakePerson) -> Browser:
    return person("ada@example.org", Role.ORGANIZER).browser


def save(browser: Browser, place: str = HERE, **filled: str | list[str]) -> Page:
    """Save an evening and follow to its page."""
    answer = browser.press(browser.open(place).form(SHOW).fill(**filled), SHOW)
    assert answer.status_code == 303, answer.text
    return browser.open(answer.headers["Location"])


def stacks(page: Page) -> dict[str, int]:
    """Return what comes out of the printer: how many sheets of what, in its order."""
    found = {}
    for each in page.document.query(".stack > li"):
        name, number = (words(each.query(part)[0]) for part in ("strong", ".times"))
        found[name.partition(" Delegation")[0]] = int(number.split()[0])
    return found


def host_of(page: Page) -> str:
    """Return the link for the host."""
    link = re.search(r"https?://localhost(/uyghur-assessment/evening/[\w-]+/\w+/)", page.text)
    assert link
    return link[1]


def test_a_saved_evening_shows_each_stack_that_comes_out_in_its_order(ada: Browser) -> None:
    page = save(ada, **THREE)

    assert page.heading.startswith("LEEDS-1, on ")
    assert "Saved" in page.find(".saved").to_text()
    assert list(stacks(page).items()) == [
        ("Cover sheet", 1),
        ("United Nations High Commissioner for Human Rights", 8),
        ("Mexico", 3),
        ("Republic of Korea", 12),
        ("Labels", 1),
        ("Tally sheet", 1),
        ("Packing list", 1),
        ("Sheet for the table", 1),
        ("Poster", 1),
    ]
    assert "29 sheets of A4, about 145 g" in page.text
    assert "8 labels, 21 on a sheet. None for: Mexico, Republic of Korea." in page.text


def test_what_comes_out_is_as_many_sheets_as_the_papers_have_pages(
    app: Flask, ada: Browser
) -> None:
    page = save(ada, **{**THREE, "language": "en", "window": "us-10", "paper": "letter"})
    told = stacks(page)
    letters = sum(list(told.values())[1:4])

    visitor, host = Visitor(app), host_of(page)
    pages = {
        piece: len(read_pdf(visitor.post(f"{host}{piece}.pdf", {}).data).pages)
        for piece in ("cover-sheet", "blank", "labels", "tally", "packing", "table", "poster")
    }

    named = (
        "Cover sheet",
        "Labels",
        "Tally sheet",
        "Packing list",
        "Sheet for the table",
        "Poster",
    )
    assert pages.pop("blank") == letters
    assert list(pages.values()) == [told[name] for name in named]


def test_the_host_makes_the_same_papers_by_a_link(app: Flask, ada: Browser) -> None:
    page = save(ada, **THREE, by_hand=["signature", "town"])
    visitor, host = Visitor(app), host_of(page)

    opened = visitor.open(host)

    assert "Republic of Korea Delegation to the Human Rights Council, in Geneva 12" in opened.text
    assert "The library" not in opened.text, "its name is for the desk"
    take = "Download (PDF) Letters to sign"
    letters = visitor.press(opened.form(take), take)
    texts = [folded(each.extract_text()) for each in read_pdf(letters.data).pages]
    assert sum("the Republic of Korea" in each for each in texts) == 12
    assert all("Town" in each and "LEEDS-1" in each for each in texts)
    assert visitor.open(host.replace("LEEDS-1", "LEEDS-2"), 404)
    (totals,) = (href for said, href in opened.links("main") if "were signed" in said)
    assert visitor.open(totals).form("Send the numbers").values["to"] == (
        "high-commissioner", "hrc-mx", "hrc-kr"
    )  # fmt: skip
    assert visitor.counts() == {}


def test_an_evening_is_changed_and_its_papers_made_again(app: Flask, ada: Browser) -> None:
    page = save(ada, **THREE)
    form = page.form(MAKE)
    assert form.values["copies-hrc-kr"] == ("12",)
    assert (form.values["name"], form.values["event"]) == (("The library",), ("LEEDS-1",))

    answer = ada.press(form.fill(**{"copies-hrc-kr": "20", "copies-hrc-mx": ""}), MAKE)

    job = ada.open(answer.headers["Location"])
    assert "28 letters in all" in job.text
    assert ada.follow(job, "LEEDS-1").heading.startswith("LEEDS-1, on ")
    with app.app_context():
        _, bundle = saved_evenings.evening_of(db.session, "uyghur-assessment", "LEEDS-1")
        (_, made), *others = queue.list_jobs(db.session, "uyghur-assessment", now=now())
    assert not others
    assert dict(bundle.occasion.copies) == dict(made.occasion.copies)
    assert bundle.occasion.copies == {"high-commissioner": 8, "hrc-kr": 20}


def test_of_two_who_change_an_evening_the_second_is_told(ada: Browser) -> None:
    page = save(ada, **THREE)
    mine, theirs = (page.form(SHOW).fill(name=name) for name in ("Hall", "Attic"))

    assert ada.press(theirs, SHOW).status_code == 303

    assert ada.submit(mine, SHOW, 409).heading == "Somebody else changed this meanwhile"


def test_a_code_is_one_evenings_alone(ada: Browser) -> None:
    save(ada, **THREE)

    form = ada.open(HERE).form(SHOW).fill(**{**THREE, "name": "Elsewhere"})
    page = ada.submit(form, SHOW, 422)

    assert page.links(".errors") == [
        ("This is the code of another evening: The library. Choose another.", "#event")
    ]


def test_an_evening_is_copied_as_a_new_one_without_its_code_and_day(ada: Browser) -> None:
    page = ada.follow(save(ada, **THREE, paper="letter"), "Copy as a new evening")

    values = page.form(SHOW).values
    assert (values["event"], values["day"]) == (("",), ("",))
    assert (values["copies-hrc-kr"], values["paper"]) == (("12",), ("letter",))
    again = save(ada, page.url, event="LEEDS-2", day=f"{TODAY}")
    assert again.heading.startswith("LEEDS-2, on ")


def test_the_list_says_of_each_evening_what_was_sent_and_accepted(app: Flask, ada: Browser) -> None:
    save(ada, **THREE)
    assert "No totals were sent yet." in ada.open(LIST).text

    propose(app)
    assert "1 sending waits to be accepted." in ada.open(LIST).text
    ada.press(ada.open(LIST).form("Accept LEEDS-1"), "Accept LEEDS-1")

    page = ada.open(LIST)
    assert "17 letters are accepted." in page.find("table.entries").to_text()
    assert "The library" in page.find("table.entries").to_text()
    assert "Counted without a description" not in page.text


def test_what_goes_is_shown_before_an_evening_is_removed(app: Flask, ada: Browser) -> None:
    page = save(ada, **THREE)
    propose(app)
    host = host_of(page)

    removal = ada.follow(page, REMOVE)
    assert "1 sending waits to be accepted." in removal.text
    answer = ada.press(removal.form(REMOVE), REMOVE)

    listed = ada.open(answer.headers["Location"])
    assert "The library" not in listed.text
    assert "1 event waits for you" in listed.text
    assert ada.open(page.url, 404).heading == "This evening is not here any more"
    Visitor(app).open(host, 404)
    with app.app_context():
        entries = audit.read_page(db.session, before=None, most=2)
    assert [each.what for each in entries] == [AuditEvent.EVENING_REMOVED, AuditEvent.EVENING_SAVED]
    assert "The library" not in entries[0].about


def test_a_past_evening_can_still_be_opened_and_printed(
    app: Flask, ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = save(ada, **{**THREE, "day": f"{TODAY}"})
    tomorrow: Callable[[], object] = lambda: TODAY + timedelta(days=1)  # noqa: E731
    monkeypatch.setattr(type(app.extensions["services"]), "today", lambda _: tomorrow())

    listed = ada.open(LIST)
    assert "Past" in [words(each) for each in listed.document.query("h2")]
    answer = ada.press(ada.open(page.url).form(MAKE), MAKE)

    assert answer.status_code == 303
    form = ada.open(page.url).form(SHOW).fill(day=f"{TODAY - timedelta(days=1)}")
    assert "has passed" in ada.submit(form, SHOW, 422).text


def test_of_many_recipients_one_letter_of_each_kind_is_measured_and_the_host_gets_no_link(
    ada: Browser,
) -> None:
    filled = {**EVENING, "copies-each-hrc-member": "1"}
    page = save(ada, **filled)

    assert stacks(page)["Letters to 46 recipients"] >= 46
    assert "One letter of each kind was measured" in page.text
    assert "A host can make the papers of up to 10 recipients." in page.text


def test_viewers_see_the_evenings_and_open_none(ada: Browser, person: MakePerson) -> None:
    place = save(ada, **THREE).url
    vera = person("vera@example.org", Role.VIEWER).browser

    page = vera.open(LIST)

    assert "LEEDS-1" in page.text
    assert not [href for _, href in page.links("main") if "/evenings/" in href]
    assert vera.get(place).status_code == 403
