"""Each failure answers with the status of the contract and a page that says what to do."""

import time
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from campaign.web import WAITING_LETTERS
from campaign.web.security_headers import LARGEST_BODY
from tests.conftest import TEST_LETTERS, AppWith
from tests.pages import Visitor
from tests.strain import full

TO = "/uyghur-assessment/to"
SHOW, PDF = "Show my letter", "Download the PDF"


@pytest.mark.parametrize("slug", [
    "nobody", "hrc-xx", "hrc-KR", "high-commissioner-kr", "third-committee-", "hrc-hk",
])  # fmt: skip
def test_an_unknown_target_is_not_found(app: Flask, slug: str) -> None:
    page = Visitor(app).open(f"{TO}/{slug}/", 404)

    assert page.heading == "There is no such delegation or office"
    assert ("Choose whom to write to", f"{TO}/") in page.links("main")


@pytest.mark.parametrize("path", ["/other/", "/other/to/hrc/", "/uyghur-assessment/x", "/x.php"])
def test_an_unknown_page_is_not_found(app: Flask, path: str) -> None:
    assert Visitor(app).open(path, 404).heading == "There is no such page"


@pytest.mark.parametrize("slug", ["hrc-cn", "third-committee-cn"])
@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2031, 1, 1)])
def test_both_missions_of_china_are_excluded_with_the_reason(
    app_with: AppWith, slug: str, day: date
) -> None:
    page = Visitor(app_with(fixed_today=day)).open(f"{TO}/{slug}/", 403)

    assert page.heading == "We do not write to this mission"
    assert "the government that the report is about" in page.text


@pytest.mark.parametrize("ending", ["", "letter.pdf", "letter.eml", "letter.txt", "open", "done"])
@pytest.mark.parametrize(("slug", "status"), [("hrc-cn", 403), ("nobody", 404), ("hrc-us", 410)])
def test_no_letter_is_made_for_whom_none_is_offered(
    app: Flask, ending: str, slug: str, status: int
) -> None:
    visitor = Visitor(app)
    values = visitor.open(f"{TO}/hrc-kr/").form(SHOW).values

    assert visitor.post(f"{TO}/{slug}/{ending}", values).status_code == status
    assert visitor.counts() == {}


def test_a_state_that_is_not_a_member_on_a_day_whose_members_are_known(app_with: AppWith) -> None:
    page = Visitor(app_with(fixed_today=date(2026, 12, 31))).open(f"{TO}/hrc-us/", 410)

    assert page.heading == "Not a member of the Council: United States"
    assert "The last term known here ended on 31 December 2024." in page.text
    assert ("Write to its delegation in New York instead", f"{TO}/third-committee-us/") in (
        page.links("main")
    )


def test_a_state_whose_seat_is_not_known_is_never_said_to_be_out(app_with: AppWith) -> None:
    page = Visitor(app_with(fixed_today=date(2027, 1, 1))).open(f"{TO}/hrc-fr/", 410)

    assert page.heading == "Not known to be a member in 2027: France"
    assert "Not all members of the Human Rights Council in 2027 are known here yet." in page.text
    assert "The last term known here ended on 31 December 2026." in page.text
    assert "no longer" not in page.text
    assert "is not a member" not in page.text


def test_a_member_of_both_years_is_one_on_both_days(app_with: AppWith) -> None:
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        Visitor(app_with(fixed_today=day)).open(f"{TO}/hrc-kr/")


def test_seats_not_known_are_said_where_one_chooses(app_with: AppWith) -> None:
    last_day = Visitor(app_with(fixed_today=date(2026, 12, 31))).open(f"{TO}/")
    first_day = Visitor(app_with(fixed_today=date(2027, 1, 1))).open(f"{TO}/")

    assert "The list is not complete" not in last_day.text
    assert "seats are not known here. The list is not complete." in first_day.text


def test_a_body_too_large_is_refused_at_once(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{TO}/hrc/").form(SHOW)

    started = time.thread_time()
    page = visitor.submit(form.fill(note="x" * LARGEST_BODY), SHOW, 413)

    assert time.thread_time() - started < 1
    assert "what you wrote is still there" in page.text


SCRIPTS = {"Arabic": "ئ ", "Chinese": "蘋 ", "Adlam": "𞤀𞤣", "emoji": "🍎🍏"}


@pytest.mark.parametrize("letters", SCRIPTS.values(), ids=SCRIPTS)
def test_the_longest_note_in_any_script_is_not_too_large(app: Flask, letters: str) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{TO}/hrc/").form(SHOW)
    form = form.fill(ask=sorted(form.offered["ask"] or ()), note=letters * 3000)
    form = form.fill(name=letters * 100, place=letters * 100, paper="letter")

    page = visitor.submit(form.forge(then=["third-committee-kr"] * 9), SHOW)

    assert page.heading == "Check your letter"


@pytest.mark.parametrize("letters", SCRIPTS.values(), ids=SCRIPTS)
def test_a_note_twice_too_long_comes_back_in_the_form(app: Flask, letters: str) -> None:
    visitor = Visitor(app)
    note = (letters * 6000).strip()
    form = visitor.open(f"{TO}/hrc/").form(SHOW).fill(note=note)

    page = visitor.submit(form, SHOW, 422)

    assert "characters too long. Shorten them a little." in page.text
    assert [each.strip() for each in page.form(SHOW).values["note"]] == [note]


def test_over_capacity_says_when_to_come_again_and_keeps_every_field(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{TO}/hrc-kr/?lang=en").form(SHOW)
    note = 'One <b>bold</b> "word".\n\nAnother.'
    form = form.fill(
        note=note, sign_as="full", name="A & B", ask=["gov-revive-debate", "hrc-urgent-action"]
    )
    pdf = visitor.submit(form, SHOW).form(PDF).forge(note=f"\n{note}")

    with full(app.extensions["services"].press) as waiting:
        page = visitor.submit(pdf, PDF, 503)

    again = page.form("Try again")
    assert waiting == WAITING_LETTERS
    assert 1 <= int(page.response.headers["Retry-After"]) <= 3  # seconds
    assert again.values == pdf.values
    assert again.button("Try again").action == f"{TO}/hrc-kr/letter.pdf?lang=en"
    assert visitor.press(again, "Try again").mimetype == "application/pdf"
    assert visitor.counts() == {"prepared": 1, "pdf": 1}


@pytest.mark.parametrize(("method", "path", "allowed"), [
    ("GET", f"{TO}/hrc/letter.pdf", {"POST", "OPTIONS"}),
    ("GET", f"{TO}/hrc/open", {"POST", "OPTIONS"}),
    ("POST", "/uyghur-assessment/", {"GET", "HEAD", "OPTIONS"}),
    ("DELETE", f"{TO}/", {"GET", "HEAD", "POST", "OPTIONS"}),
    ("DELETE", f"{TO}/hrc/", {"GET", "HEAD", "POST", "OPTIONS"}),
])  # fmt: skip
def test_another_method_is_not_allowed(
    app: Flask, method: str, path: str, allowed: set[str]
) -> None:
    answer = app.test_client(use_cookies=False).open(path, method=method)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == allowed
    assert ("That cannot be done here" in answer.text) is (method != "GET")


@pytest.mark.parametrize(
    ("path", "link"),
    [
        *((f"to/hrc-kr/{way}", "to/hrc-kr/") for way in ("letter.pdf", "letter.eml", "letter.txt")),
        *((f"to/hrc-kr/{way}", "to/hrc-kr/") for way in ("open", "print", "copied")),
        ("next", "to/"),
        ("another", "to/"),
        ("to/letters.pdf", "several/"),
        ("evening/pack.pdf", "evening/"),
    ],
)
def test_a_page_that_a_form_makes_leads_to_the_form(app: Flask, path: str, link: str) -> None:
    page = Visitor(app).open(f"/uyghur-assessment/{path}?lang=en", 405)

    assert page.heading == "Go back to the form, and press the button again"
    assert "nothing of it is kept here" in page.text
    assert ("Go to the form", f"/uyghur-assessment/{link}?lang=en") in page.links("main")


def test_a_page_that_a_form_of_no_campaign_would_make_leads_to_the_start(app: Flask) -> None:
    page = Visitor(app).open("/other/to/hrc-kr/letter.pdf", 405)

    assert page.links("main") == [("Choose whom to write to", f"{TO}/")]


def test_a_foreign_host_name_is_refused(app: Flask) -> None:
    answer = Visitor(app, base_url="http://letters.example.net").get("/uyghur-assessment/")

    assert answer.status_code == 400
    assert "example.net" not in answer.text


def test_a_failure_of_ours_shows_no_details(
    app_with: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the inside of the press")

    app = app_with()
    monkeypatch.setattr(app.extensions["services"].press, "pdf", fail)
    visitor = Visitor(app)
    form = visitor.submit(visitor.open(f"{TO}/hrc/").form(SHOW), SHOW).form(PDF)

    page = visitor.submit(form, PDF, 500)

    assert page.heading == "Something went wrong on our side"
    assert "inside of the press" not in page.response.text
    assert "RuntimeError" not in page.response.text
    assert visitor.counts() == {"prepared": 1}


@pytest.mark.slow
def test_a_campaign_that_has_ended_says_when(app_with: AppWith, tmp_path: Path) -> None:
    letters = copytree(TEST_LETTERS, tmp_path / "letters")
    file = letters / "orchard" / "campaign.toml"
    file.write_text("closes = 2026-11-23\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    visitor = Visitor(app_with(letters=letters))

    read = visitor.open("/orchard/to/hrc/")
    answer = visitor.post("/orchard/to/hrc/", {})

    assert read.heading == "Letter to: President of the Human Rights Council"
    assert answer.status_code == 410
    assert "This campaign has ended" in answer.text
    assert "Its last day was 23 November 2026." in answer.text
