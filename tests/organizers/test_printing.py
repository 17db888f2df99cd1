"""Printing from a browser: what is asked for is made in the background and can be taken away."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from babel.dates import format_date
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from campaign import catalogue
from campaign.actions.print_jobs import queue
from campaign.errors import UnknownJob
from campaign.model.organizer import Role
from campaign.model.statement import Campaign
from campaign.settings import ROOT
from campaign.store import Database
from campaign.store.tables.printing import PrintJobRow
from campaign.wakeup import Wakeup
from campaign.web.database import db
from campaign.worker import PrintWorker, now
from tests.builders import TEST_LETTERS, TODAY, folded, read_pdf
from tests.organizers.browser import Browser, Person
from tests.organizers.conftest import MakePerson
from tests.pages import Form, Page, Visitor
from tests.soundness import words

pytestmark = pytest.mark.slow

LIST = "/organizers/uyghur-assessment/print/"
HERE = f"{LIST}evenings/new"
MAKE, SEARCH = "Make these papers", "Search"
STOP, AGAIN, DELETE = "Stop", "Try again", "Delete these papers"
TOO_HIGH = (
    "This paper, folded in three, does not go into this envelope. Choose US Letter or another "
    "envelope, or leave the marks out."
)
WIDE = "\n".join(["Made-up Society of Wide and Wonderful Meadows and Woods"] * 4)
DAY = f"{TODAY + timedelta(days=9)}"
EVENING = {
    "copies-hrc-kr": "12",
    "copies-high-commissioner": "8",
    "event": "leeds-1",
    "name": "The library",
    "day": DAY,
}


@pytest.fixture
def ada(person: MakePerson) -> Browser:
    """Return the browser of an organizer."""
    return person("ada@example.org", Role.ORGANIZER).browser


@pytest.fixture
def worker(app: Flask) -> Iterator[PrintWorker]:
    """Return a worker on the application's database."""
    database = Database(app.extensions["services"].settings.database_url)
    yield PrintWorker(database, catalogue.load(ROOT / "letters"))
    database.engine.dispose()


def ask(browser: Browser, **filled: str | list[str]) -> Page:
    """Fill the form in, press its button and follow to the job."""
    answer = browser.press(browser.open(HERE).form(MAKE).fill(**filled), MAKE)
    assert answer.status_code == 303, answer.text
    return browser.open(answer.headers["Location"])


def refused(browser: Browser, form: Form) -> Page:
    """Press the form's button in vain."""
    page = browser.submit(form, MAKE, 422)
    assert words(page.find("title")).startswith("Error:")
    kept = page.form(MAKE).values
    assert {name: value for name, value in form.values.items() if name != "csrf_token"} == {
        name: value for name, value in kept.items() if name in form.values and name != "csrf_token"
    }
    return page


def problems(page: Page) -> list[str]:
    """Return what the summary says, once each leads to a control."""
    links = page.links(".errors")
    for _, href in links:
        assert page.document.query(href), href
    return [said for said, _ in links]


def papers(page: Page) -> dict[str, str]:
    """Return the papers that can be downloaded, by what they are called."""
    return dict(page.links("#job .rows"))


def press(browser: Browser, page: Page, button: str) -> Page:
    """Press a button that leads to another page."""
    answer = browser.press(page.form(button), button)
    assert answer.status_code == 303
    return browser.open(answer.headers["Location"])


def test_an_evenings_papers_are_asked_for_made_and_taken(ada: Browser, worker: PrintWorker) -> None:
    page = ask(
        ada,
        **EVENING,
        pieces=["blank", "labels", "tally", "packing"],
    )
    assert page.heading == "Waiting for its turn"
    assert papers(page) == {}

    assert worker.look()

    page = ada.open(page.url)
    assert page.heading == "Ready to print"
    assert "LEEDS-1" in page.text
    assert list(papers(page)) == [
        "Cover sheet: print it first",
        "Letters to sign",
        "Address labels",
        "Tally sheet, with a code to scan",
        "Packing list, with sheets and weights",
    ]
    for href in papers(page).values():
        answer = ada.get(href)
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert re.search(r"filename=\S*LEEDS-1-[\w-]+\.pdf", answer.headers["Content-Disposition"])
        assert read_pdf(answer.data).pages


def test_blank_letters_are_as_many_as_were_asked_for(ada: Browser, worker: PrintWorker) -> None:
    page = ask(ada, **EVENING, pieces=["blank"])
    worker.look()

    href = papers(ada.open(page.url))["Letters to sign"]

    pages = [folded(each.extract_text()) for each in read_pdf(ada.get(href).data).pages]
    assert sum("Permanent Representative of the Republic of Korea" in each for each in pages) == 12
    assert all("LEEDS-1" in each for each in pages)


def test_letters_bear_the_evenings_day_and_the_lines_that_were_ticked(
    ada: Browser, worker: PrintWorker
) -> None:
    page = ask(ada, **EVENING, pieces=["blank"], by_hand=["signature", "town"])
    worker.look()

    href = papers(ada.open(page.url))["Letters to sign"]

    pages = [folded(each.extract_text()) for each in read_pdf(ada.get(href).data).pages]
    shown = format_date(TODAY + timedelta(days=9), "d MMMM y", locale="en")
    assert all(shown in each for each in pages)
    assert all("Signature" in each and "Town" in each for each in pages)
    assert not any("Name, in" in each or each.endswith("Country") for each in pages)


def test_the_code_on_the_tally_sheet_opens_the_page_for_the_totals(
    app: Flask, ada: Browser, worker: PrintWorker
) -> None:
    page = ask(ada, **EVENING, pieces=["tally"])
    worker.look()
    (href,) = papers(ada.open(page.url)).values()

    said = "".join(read_pdf(ada.get(href).data).pages[0].extract_text().split())
    link = re.search(r"https?://localhost(/uyghur-assessment/tally/LEEDS-1/\w{10}/)", said)
    assert link
    tally = Visitor(app).open(link[1])
    assert tally.heading == "How many letters were signed?"


def test_each_of_a_group_gets_a_number_unless_it_has_its_own(ada: Browser) -> None:
    filled = {"copies-each-hrc-member": "2", "copies-hrc-kr": "5", "copies-hrc-mx": "0"}

    page = ask(ada, **{**filled, "event": "A", "name": "A", "day": DAY}, pieces=["blank"])

    assert "Republic of Korea Delegation to the Human Rights Council, in Geneva 5" in page.text
    assert "Mexico" not in page.text
    assert page.text.count("in Geneva 2") == 44


@pytest.mark.parametrize(("filled", "said"), [
    ({}, ["Write how many letters, for one recipient or more."]),
    ({"copies-hrc-kr": "many"}, ["Write a whole number from 0 to 10,000."]),
    ({"copies-hrc-kr": "-1"}, ["Write a whole number from 0 to 10,000."]),
    ({"copies-hrc-kr": "9999", "copies-hrc-mx": "2"},
     ["These are 10,001 letters. Print at most 10,000 at once."]),
    ({"copies-hrc-kr": "1", "event": ""},
     ["Write a code, such as LEEDS-1."]),
    ({"copies-hrc-kr": "1", "event": "at Ada’s"},
     ["Use up to 20 letters, digits and hyphens, such as LEEDS-1."]),
    ({"copies-hrc-kr": "1", "sender": "a\nb\nc\nd\ne"},
     ["Use up to 4 lines of up to 60 characters."]),
    ({"copies-hrc-kr": "1", "pieces": []}, ["Choose what to print."]),
    ({"copies-hrc-kr": "1", "name": ""}, ["Write what you call the evening, or where it is."]),
    ({"copies-hrc-kr": "1", "name": "a" * 61},
     ["This is longer than 60 characters. Shorten it."]),
    ({"copies-hrc-kr": "1", "day": ""}, ["Enter the whole day: day, month and year."]),
    ({"copies-hrc-kr": "1", "day": "2020-01-01"},
     ["The date of the evening has passed. Choose today or a later day."]),
    ({"copies-hrc-kr": "1", "window": "us-9", "folds": "y"},
     [TOO_HIGH]),
])  # fmt: skip
def test_a_mistake_is_said_and_all_that_was_typed_stays(
    ada: Browser, filled: dict[str, str], said: list[str]
) -> None:
    form = ada.open(HERE).form(MAKE)
    form = form.fill(**{"event": "LEEDS-1", "name": "A", "day": DAY, **filled})

    assert problems(refused(ada, form)) == said


@pytest.mark.parametrize(("filled", "said"), [
    ({"window": "din-5008-b", "sender": WIDE}, "Your own"),
    ({"sender": "\U0003fffd"}, "Your own lines have no room"),
])  # fmt: skip
def test_what_does_not_go_on_paper_is_said_before_it_is_made(
    ada: Browser, filled: dict[str, str], said: str
) -> None:
    form = ada.open(HERE).form(MAKE).fill(**{**EVENING, "event": "LEEDS-1", **filled})

    (problem,) = problems(refused(ada, form))

    assert problem.startswith(said)


def test_a_search_keeps_what_was_typed_and_makes_nothing(ada: Browser) -> None:
    form = ada.open(HERE).form(MAKE).fill(**EVENING, find="mex")

    page = ada.submit(form, SEARCH)

    kept = page.form(MAKE)
    assert kept.values["copies-hrc-kr"] == ("12",)
    assert "copies-hrc-mx" in kept.values
    assert "copies-hrc-fr" not in kept.values
    assert "Nothing was asked for" in ada.open(LIST).text
    assert "No delegation is found" not in page.text


DELIVERY = "/organizers/orchard/print/delivery"


@pytest.fixture
def gardener(orchard_app: Flask) -> Browser:
    """Return the browser of an organizer whose organization has filled in its name."""
    return Person.joined(Browser(orchard_app), "gil@example.org", Role.OWNER).browser


def delivered(app: Flask, browser: Browser, **filled: str) -> list[str]:
    """Ask for what two deliveries need; return what each page of it says."""
    form = browser.open(DELIVERY).form(MAKE).fill(language="en")
    form = form.fill(**{"letters-hrc-kr": "340", "countries-hrc-kr": "12", "letters-hrc-mx": "85"})
    answer = browser.press(form.fill(**filled), MAKE)
    assert answer.status_code == 303
    database = Database(app.extensions["services"].settings.database_url)
    PrintWorker(database, catalogue.load(TEST_LETTERS)).look()
    database.engine.dispose()

    href = papers(browser.open(answer.headers["Location"]))["Cover letters and receipts"]
    return [folded(each.extract_text()) for each in read_pdf(browser.get(href).data).pages]


def test_a_delivery_is_a_letter_and_a_receipt_for_each(
    orchard_app: Flask, gardener: Browser
) -> None:
    pages = delivered(orchard_app, gardener)

    assert len(pages) == 4
    assert "340 letters" in pages[0]
    assert "12 countries" in pages[0]
    assert "85 letters" in pages[3]


def test_a_delivery_for_both_sides_and_a_window_has_blank_pages_and_no_line_to_measure(
    orchard_app: Flask, orchard: Campaign, gardener: Browser
) -> None:
    pages = delivered(orchard_app, gardener, duplex="y", window="din-5008-b")

    assert [bool(page) for page in pages] == [True, False] * 4
    line = orchard.languages["en"].printing.measure
    assert not any(line in page for page in pages)


def test_countries_without_letters_are_a_mistake(gardener: Browser) -> None:
    form = gardener.open(DELIVERY).form(MAKE)

    page = gardener.submit(form.fill(**{"countries-hrc-kr": "3", "letters-hrc-mx": "1"}), MAKE, 422)

    assert problems(page) == ["Write how many letters these are."]


def test_who_delivers_must_be_known_first(ada: Browser) -> None:
    page = ada.open(f"{LIST}delivery")

    assert "who delivers them must be filled in" in page.text
    assert MAKE not in page.text


def test_a_job_can_be_stopped_started_again_and_deleted(ada: Browser, worker: PrintWorker) -> None:
    page = press(ada, ask(ada, **EVENING, pieces=["labels"]), STOP)
    assert page.heading == "Stopped"
    assert not worker.look()

    page = press(ada, page, AGAIN)
    assert page.heading == "Waiting for its turn"
    assert worker.look()
    page = ada.open(page.url)
    (href,) = papers(page).values()

    listed = press(ada, page, DELETE)

    assert "Nothing was asked for" in listed.text
    assert ada.open(page.url, 404).heading == "This is not kept any more"
    assert ada.get(href).status_code == 404
    audit = ada.open("/organizers/audit").text
    for deed in ("asked to print", "stopped the printing of", "deleted what was printed:"):
        assert deed in audit


def test_what_was_asked_for_is_listed_the_newest_first(ada: Browser) -> None:
    for event in ("FIRST", "SECOND"):
        ask(ada, **{**EVENING, "event": event})

    listed = [said for said, _ in ada.open(LIST).links(".rows")]

    assert listed == ["SECOND", "FIRST"]


def test_recipients_without_an_address_are_named(ada: Browser, worker: PrintWorker) -> None:
    page = ask(ada, **EVENING, pieces=["labels"])
    worker.look()

    text = ada.open(page.url).text

    assert "There is no label for 1 recipient, whose address we do not know: Republic of" in text


def test_papers_of_yesterday_are_gone(app: Flask, ada: Browser, worker: PrintWorker) -> None:
    page = ask(ada, **EVENING, pieces=["labels"])
    worker.look()
    (href,) = papers(ada.open(page.url)).values()

    with app.app_context():
        db.session.execute(update(PrintJobRow).values(expires=now() - timedelta(seconds=1)))
        db.session.commit()

    assert ada.get(href).status_code == 404
    assert ada.open(page.url, 404).heading == "This is not kept any more"
    assert "Nothing was asked for" in ada.open(LIST).text


def test_a_failure_says_what_to_do(app: Flask, ada: Browser, worker: PrintWorker) -> None:
    page = ask(ada, **EVENING, pieces=["blank"])
    with app.app_context():
        row = db.session.get(PrintJobRow, int(page.url.rpartition("/")[2]))
        assert row
        row.bundle = row.bundle.replace("hrc-kr", "hrc-us")  # whose seat has ended meanwhile
        db.session.commit()

    worker.look()

    page = ada.open(page.url)
    assert page.heading == "Could not be made"
    assert "cannot be written to any more: the facts have changed" in page.text
    assert AGAIN in page.text


def test_asking_rings_the_bell(app: Flask, ada: Browser) -> None:
    bell = Wakeup(app.extensions["services"].settings.queue_url)
    while taken(bell):
        pass

    ask(ada, **EVENING)

    assert taken(bell)
    bell.close()


def taken(bell: Wakeup) -> bool:
    """Take a ring, if there is one."""
    return bell._opened().dequeue() is not None  # noqa: SLF001 - as a worker does while it waits


def test_a_page_of_a_job_that_goes_on_loads_itself_again_and_one_that_ended_does_not(
    ada: Browser, worker: PrintWorker
) -> None:
    page = ask(ada, **EVENING, pieces=["labels"])
    assert 'http-equiv="refresh" content="5"' in page.response.text

    worker.look()

    assert "refresh" not in ada.open(page.url).response.text


def test_jobs_of_another_campaign_are_not_found(app: Flask, ada: Browser) -> None:
    page = ask(ada, **EVENING)
    with app.app_context():
        number = int(page.url.rpartition("/")[2])
        with pytest.raises(UnknownJob):
            queue.read_job(db.session, "another", number, now=now())


def test_a_download_that_is_left_in_the_middle_leaves_no_harm(
    ada: Browser, worker: PrintWorker
) -> None:
    page = ask(ada, **EVENING, pieces=["blank"])
    worker.look()
    href = papers(ada.open(page.url))["Letters to sign"]

    first = part_of(ada, href)
    first.close()

    assert read_pdf(ada.get(href).data).pages


def part_of(browser: Browser, href: str) -> TestResponse:
    """Begin a download and read some of it."""
    answer = browser.begin(href)
    assert str(next(iter(answer.response)))
    return answer


def test_supporters_get_no_cookie_from_what_organizers_print(app: Flask, ada: Browser) -> None:
    ask(ada, **EVENING)

    Visitor(app).open("/uyghur-assessment/")  # checks each header
