"""Files of facts: shown first, approved by anybody, taken whole or in part; broken ones refused."""

import csv
import io
from codecs import BOM_UTF8
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from campaign.actions import fact_imports
from campaign.actions import facts as actions
from campaign.catalogue import fetch
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.import_limits import ImportJudge, ImportLimits
from campaign.catalogue.tables import TableFile
from campaign.cli.fact_imports import utc_now
from campaign.model.facts import WORLD, FactTable
from campaign.model.organizer import Role
from campaign.web import services
from campaign.web.database import db
from campaign.web.organizers import permits
from campaign.web.organizers.facts import imports as importing_pages
from campaign.web.security_headers import LARGEST_BODY
from tests.conftest import TEST_LETTERS, AppWith
from tests.facts.directory import make_directory, make_entry, six
from tests.facts.test_hostile import BROKEN_DIRECTORIES, BROKEN_SHEETS, DEEP, sheet
from tests.facts.workbooks import make_workbook
from tests.organizers.browser import Person
from tests.organizers.conftest import MakePerson
from tests.organizers.test_facts import FACTS, join, shipped_by, undo
from tests.pages import Page, Visitor
from tests.soundness import words

pytestmark = pytest.mark.slow

IMPORT = f"{FACTS}import/"
SHOW, ALL, TICKED = "Show what it would change", "Take all 6", "Take only the ticked ones"
KR = "third-committee-kr"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have facts looked up for every page."""
    monkeypatch.setattr(services, "FRESH", -1)


@pytest.fixture
def ada(person: MakePerson) -> Person:
    """Return an organizer on the real campaign."""
    return person(role=Role.ORGANIZER)


@pytest.fixture
def pip(app_with: AppWith) -> Person:
    """Return an organizer on the made-up campaign."""
    return join(app_with(letters=TEST_LETTERS), "pip@example.org")


def send(who: Person, content: bytes, name: str = "book.json") -> TestResponse:
    """Bring a file in; return the answer."""
    form = who.browser.open(IMPORT).form(SHOW)
    return who.browser.bring(form, SHOW, content, name)


def bring(who: Person, content: bytes, name: str = "book.json") -> Page:
    """Bring a file in; return the page that shows what it would change."""
    answer = send(who, content, name)
    assert answer.status_code == 303, answer.text
    return who.browser.open(answer.headers["Location"])


def refuse(who: Person, content: bytes, status: int = 422) -> Page:
    """Have a file refused; nothing of it waits or is a fact then."""
    page = who.browser.page(IMPORT, send(who, content), status)
    assert "Waiting for approval" not in page.text
    assert "Nobody has changed anything yet" in who.browser.open(FACTS).text
    return page


def take(who: Person, page: Page, button: str, **filled: object) -> Page:
    """Approve of a file; return where it leads."""
    form = page.form(button).fill(**filled)  # type: ignore[arg-type]
    return who.browser.open(who.browser.press(form, button).headers["Location"])


def test_a_directory_is_shown_and_taken_only_when_somebody_approves(pip: Person) -> None:
    page = bring(pip, make_directory(*six(fr="fr@example.org; eve@example.org (Ambassador)")))

    assert page.heading == "What the file would change"
    assert "In the file 6 New 6" in page.text
    assert "1 Apple Street" in page.text
    assert "kr@example.org" in page.text
    assert "eve@example.org belongs to one person or their office" in page.text
    front = pip.browser.open(FACTS)
    assert "1 file waits for approval" in front.text
    assert "Nobody has changed anything yet" in front.text

    taken = take(pip, page, ALL)

    assert "by pip@example.org" in taken.text
    assert "New (6)" in taken.text
    visitor = Visitor(pip.browser.app)
    letter = visitor.open("/orchard/to/third-committee-kr/").form("Show my letter")
    assert "kr@example.org" in visitor.submit(letter, "Show my letter").text
    assert "brought in facts: addresses: 6 (no. 1)" in pip.browser.open("/organizers/audit").text
    assert "Waiting" not in pip.browser.open(IMPORT).text
    assert "6 facts brought in" in pip.browser.open(FACTS).text


def test_what_another_brought_in_can_be_approved_taken_in_part_and_undone(
    app: Flask, person: MakePerson
) -> None:
    ada, ben = person(role=Role.ORGANIZER), person("ben@example.org", Role.ORGANIZER)
    shown = bring(ada, make_directory(*six()))

    page = ben.browser.follow(ben.browser.open(IMPORT), "Addresses: book.json")
    assert "by ada@example.org" in page.text
    taken = take(ben, page, TICKED, only=[KR, "third-committee-mx"])

    assert "by ben@example.org" in taken.text
    with app.app_context():
        known = actions.current_rows(db.session, shipped_by(app))[FactTable.ADDRESSES]
    assert {KR, "third-committee-mx"} <= set(known)
    assert "third-committee-cn" not in known
    rest = ada.browser.open(shown.url)
    assert "New 4" in rest.text
    assert rest.form("Take all 4")
    assert "Undone by ben@example.org" in undo(ben, taken).text
    assert "New 6" in ada.browser.open(shown.url).text


def test_new_facts_are_shown_with_their_source_day_check_and_note(ada: Person) -> None:
    page = bring(
        ada,
        sheet(
            "hrc-gh,1 Example Road,gh@example.org,,,A directory,2026-11-01,2026-11-20,Ask in May"
        ),
        "addresses.csv",
    )

    row = words(page.find(".entries tbody tr"))

    for said in ("A directory", "As of 1 November 2026.", "Checked on 20 November 2026."):
        assert said in row
    assert "Note: Ask in May" in row


def test_changed_gone_kept_and_merely_dated_facts_are_told_apart(pip: Person) -> None:
    take(pip, bring(pip, make_directory(*six())), ALL)
    with pip.browser.app.app_context():
        values = {"target": "third-committee-gb", "email": "hand@example.org"}
        shipped = shipped_by(pip.browser.app)
        actions.correct_fact(
            db.session, shipped, FactTable.ADDRESSES, values, by="Ben", at=utc_now()
        )
    later = make_directory(*[e for e in six(mx="new@example.org") if e["MC_EntityBB"] != "France"])

    form = pip.browser.open(IMPORT).form(SHOW).fill(as_of="2026-11-20")
    answer = pip.browser.bring(form, SHOW, later)
    page = pip.browser.open(answer.headers["Location"])

    assert (
        "Changed 1 Taken away 1 The same, from another day or source 3 "
        "Changed by hand, so they stay 1"
    ) in page.text
    assert "mx@example.org became new@example.org" in page.text
    assert "1 fact is not in the file any more." in page.text
    assert "third-committee-gb" not in (page.form("Take all 5").offered["only"] or ())
    take(pip, page, "Take all 5")
    sheet = pip.browser.open(f"{FACTS}addresses/").text
    assert "hand@example.org" in sheet
    assert "fr@example.org" not in sheet
    assert "new@example.org" in sheet


def test_facts_that_changed_between_looking_and_approving_are_shown_anew(ada: Person) -> None:
    page = bring(ada, make_directory(*six()))
    with ada.browser.app.app_context():
        values = {"target": KR, "email": "ben@example.org", "source": "made up"}
        shipped = shipped_by(ada.browser.app)
        actions.correct_fact(
            db.session, shipped, FactTable.ADDRESSES, values, by="Ben", at=utc_now()
        )

    again = ada.browser.submit(page.form(ALL), ALL, 409)

    assert "The facts changed meanwhile" in again.text
    assert "New 5 Changed by hand, so they stay 1" in again.text
    assert "ben@example.org In the file: kr@example.org" in again.text
    taken = take(ada, again, "Take all 5")
    assert "New (5)" in taken.text
    assert "ben@example.org" in ada.browser.open(f"{FACTS}addresses/?find=ben").text


def test_what_is_approved_twice_is_taken_once(ada: Person) -> None:
    page = bring(ada, make_directory(*six()))
    take(ada, page, ALL)

    gone = ada.browser.submit(page.form(ALL), ALL, 404)

    assert gone.heading == "This fact is not here any more"
    assert ada.browser.open(f"{FACTS}changes/").text.count("6 facts brought in") == 1


def test_ticking_nothing_is_pointed_out(ada: Person) -> None:
    page = bring(ada, make_directory(*six()))

    assert "Nothing is ticked" in ada.browser.submit(page.form(TICKED), TICKED, 422).text


def test_a_file_can_be_put_aside_and_goes_by_itself_after_a_day(
    app: Flask, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = bring(ada, make_directory(*six()))
    form = page.form("Put the file aside")
    assert ada.browser.press(form, "Put the file aside").status_code == 303
    ada.browser.open(page.url, 404)

    page = bring(ada, make_directory(*six()))
    monkeypatch.setattr(fact_imports, "LASTS", timedelta(0))
    ada.browser.open(page.url, 404)
    assert "Waiting" not in ada.browser.open(IMPORT).text
    send(ada, make_directory(*six()))
    with app.app_context():
        monkeypatch.setattr(fact_imports, "LASTS", timedelta(days=1))
        assert len(fact_imports.list_pending_imports(db.session, now=utc_now())) == 1


def test_an_import_that_would_make_facts_contradict_each_other_is_kept_whole_from_the_facts(
    ada: Person,
) -> None:
    columns = ",".join(FactTable.MEMBERS.columns)
    page = bring(
        ada,
        sheet(
            "NO,2027-01-01,2029-12-31,made up,2026-11-24,",
            "KR,2027-06-01,2029-12-31,made up,2026-11-24,",
            columns=columns,
        ),
        "members.csv",
    )

    refused = ada.browser.submit(page.form("Take all 2"), "Take all 2", 422)

    assert "Republic of Korea: two terms at once. One begins on 1 June 2027" in refused.text
    assert "Nobody has changed anything yet" in ada.browser.open(FACTS).text
    assert "Norway" in take(ada, refused, TICKED, only=["NO 2027-01-01"]).text


def downloaded(who: Person, kind: FactTable) -> str:
    content = bytes(who.browser.get(f"{FACTS}{kind}.csv").data)
    assert content.startswith(BOM_UTF8), "or Excel would show it wrong"
    return content.decode("utf-8-sig")


# --- Round trip ----------------------------------------------------------------------------------


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("kind", WORLD)
def test_a_sheet_goes_through_a_spreadsheet_and_comes_back_as_it_was(
    pip: Person, kind: FactTable, between: str
) -> None:
    rows = list(csv.reader(io.StringIO(downloaded(pip, kind), newline="")))
    note = len(rows[0]) - 1
    rows[1][note] = 'Asked; they said "yes", twice'
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=between, lineterminator="\r\n").writerows(rows)

    page = bring(pip, written.getvalue().encode("utf-8-sig"), f"{kind}.csv")

    assert f"In the file {len(rows) - 1}" in page.text
    take(pip, page, "Take this one")
    again = csv.reader(io.StringIO(downloaded(pip, kind), newline=""))
    assert sorted(again) == sorted(rows)


def test_a_file_that_says_nothing_new_has_nothing_to_take(pip: Person) -> None:
    page = bring(pip, pip.browser.get(f"{FACTS}members.csv").data, "members.csv")

    assert "There is nothing to take" in page.text
    assert "Take all" not in page.text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_missing_addresses_are_a_sheet_that_is_filled_in_and_brought_in(
    pip: Person, form: str
) -> None:
    page = pip.browser.open(f"{FACTS}")
    links = [to for said, to in page.links("main") if said == form.upper()]
    content = pip.browser.get(links[-1]).data
    table = TableFile(Path("sheet"), lambda: io.BytesIO(content), ())
    rows = [table.by_name(row.cells) for row in table.rows(Complaints(Path()))]
    assert "hrc-fr" in {row["target"] for row in rows}
    assert not any(row["postal"] and row["email"] for row in rows)

    filled = next(row for row in rows if row["target"] == "hrc-fr")
    filled |= {"email": "fr@example.org", "source": "made up"}
    brought = make_workbook(list(filled), *(list(row.values()) for row in rows))
    page = bring(pip, brought, "filled.xlsx")

    assert "New 1" in page.text
    assert "fr@example.org" in page.text


def test_columns_that_a_file_lacks_stay_as_they_are(pip: Person) -> None:
    rows = csv.DictReader(io.StringIO(downloaded(pip, FactTable.ADDRESSES), newline=""))
    before = next(row for row in rows if row["target"] == "hrc-kr")
    content = "SOURCE;Target;Email\nmade up;HRC-KR;new@example.org\n"

    take(pip, bring(pip, content.encode(), "some.csv"), "Take this one")

    rows = csv.DictReader(io.StringIO(downloaded(pip, FactTable.ADDRESSES), newline=""))
    after = next(row for row in rows if row["target"] == "hrc-kr")
    changed = {"email": "new@example.org", "source": "made up", "as_of": "2026-11-24"}
    assert after == before | changed | {"confirmed": ""}


# --- What goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", BROKEN_DIRECTORIES)
def test_a_broken_directory_is_refused_with_the_reason(pip: Person, name: str) -> None:
    content, complaint = BROKEN_DIRECTORIES[name]

    page = refuse(pip, content)

    assert " ".join(complaint.removeprefix("file: ").split()) in page.text
    assert page.find("title").to_text().startswith("Error:")


@pytest.mark.parametrize("name", BROKEN_SHEETS)
def test_a_broken_sheet_is_refused_with_its_row_and_the_reason(pip: Person, name: str) -> None:
    content, complaint = BROKEN_SHEETS[name]

    assert complaint in refuse(pip, content).text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_refused_in_plain_words(pip: Person, sign: str) -> None:
    page = refuse(pip, sheet(f'hrc-kr,,a@example.org,,,made up,,,"{sign}1+1"'))

    assert "Note: Begin the note with a letter or a number" in page.text


def test_a_file_that_takes_too_much_is_refused_and_what_to_do_is_said(
    pip: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = ImportJudge(ImportLimits(cpu_seconds=0))
    monkeypatch.setattr(pip.browser.app.extensions["services"], "judge", judge)

    page = refuse(pip, make_directory(*six()))

    assert "takes more time or memory than any file of facts needs" in page.text
    assert "bring it as it was downloaded, a long sheet in parts" in page.text


def test_who_brings_a_file_while_others_wait_is_told_to_come_again(
    pip: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pip.browser.app.extensions["services"], "judge", ImportJudge(waiting=-1))

    answer = send(pip, make_directory(*six()))

    page = pip.browser.page(IMPORT, answer, 503)
    assert int(answer.headers["Retry-After"]) > 0
    assert "Wait a little, and bring it in again." in page.text
    assert "Waiting for approval" not in page.text


@pytest.mark.parametrize("content", [b"[" * DEEP, b'{"a":' * DEEP, b"[" * 1000 + b"]" * 1000])
def test_nesting_without_end_is_refused(pip: Person, content: bytes) -> None:
    assert "levels deep" in refuse(pip, content).text


def test_only_some_of_many_complaints_are_shown(pip: Person) -> None:
    lines = (f"x{number},,a@example.org,,,made up,,," for number in range(50))

    page = refuse(pip, sheet(*lines))

    assert len(page.document.query(".errors li")) == importing_pages.MOST_COMPLAINTS
    assert "There are 30 more of these." in page.text


def test_no_file_or_no_day_is_pointed_out_at_its_field(ada: Person) -> None:
    form = ada.browser.open(IMPORT).form(SHOW)

    page = ada.browser.page(IMPORT, ada.browser.bring(form.fill(as_of=""), SHOW, b"", ""), 422)

    assert "Choose a file." in page.text
    assert "Enter the whole day" in page.text
    for day in ("yesterday", "2026-11-25"):
        answer = ada.browser.bring(form.fill(as_of=day), SHOW, make_directory(*six()))
        assert ada.browser.page(IMPORT, answer, 422)


def test_a_file_too_large_is_refused_and_one_of_the_directorys_size_is_not(ada: Person) -> None:
    entries = [entry | {"staff": "x" * 60_000} for entry in six()]
    assert len(make_directory(*entries)) > 2 * LARGEST_BODY
    assert bring(ada, make_directory(*entries))

    token = ada.browser.open(IMPORT).form(SHOW).values["csrf_token"]
    large = {"csrf_token": token, "file": ("x" * (permits.FILES.largest or 0),)}
    page = ada.browser.page(IMPORT, ada.browser.post(IMPORT, large), 413)

    assert page.heading == "This is too large"


def test_a_file_that_is_sent_after_the_session_ended_leads_to_the_door(ada: Person) -> None:
    form = ada.browser.open(IMPORT).form(SHOW)
    ada.sign_out()

    answer = ada.browser.bring(form, SHOW, b" " * (LARGEST_BODY + 1))

    assert (answer.status_code, answer.headers["Location"]) == (303, "/organizers/in")


def test_only_the_page_for_files_takes_more_than_others(ada: Person) -> None:
    form = ada.browser.open(f"{FACTS}addresses/high-commissioner/").form("Save")

    answer = ada.browser.press(form.fill(note="x" * LARGEST_BODY), "Save")

    assert answer.status_code == 413
    note = {"note": ("x" * LARGEST_BODY,)}
    letter = Visitor(ada.browser.app).post("/uyghur-assessment/to/hrc-kr/", note)
    assert letter.status_code == 413


def test_a_file_of_a_strange_name_is_named_safely(ada: Person) -> None:
    page = bring(ada, make_directory(*six()), "../\u202e<script>.json" + "x" * 300)

    assert "<script>" not in page.response.text
    (named,) = ada.browser.open(IMPORT).links(".rows")
    assert len(named[0]) < 120


def test_nothing_of_a_file_is_written_to_disk(
    ada: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    entries = [entry | {"staff": "x" * 80_000} for entry in six()]

    assert bring(ada, make_directory(*entries))


# --- Fetching ------------------------------------------------------------------------------------


def test_the_server_fetches_from_nowhere_where_the_operator_trusts_no_host(
    app_with: AppWith,
) -> None:
    trusted = join(app_with())
    form = trusted.browser.open(IMPORT).form("Fetch the directory")
    assert fetch.DIRECTORY in trusted.browser.open(IMPORT).text
    nowhere = join(app_with(directory_hosts=("directory.example.org",)), "ben@example.org")
    page = nowhere.browser.open(IMPORT)
    assert "Fetch the directory" not in page.text
    values = {"csrf_token": page.form(SHOW).values["csrf_token"]}

    answer = nowhere.browser.post(form.action, values)

    refused = nowhere.browser.page(form.action, answer, 422)
    assert "is not on a host that addresses may come from" in refused.text


def test_what_the_server_fetched_waits_like_any_other_file(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_read", lambda _: make_directory(make_entry("France", "a@b.org")))
    form = ada.browser.open(IMPORT).form("Fetch the directory")

    answer = ada.browser.press(form, "Fetch the directory")

    page = ada.browser.open(answer.headers["Location"])
    assert "New 1" in page.text
    assert fetch.DIRECTORY in page.text


FIRST = "First: the addresses in New York"
DESK = "/organizers/"


def test_what_a_new_instance_lacks_is_the_first_task_of_its_owner(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = person(role=Role.OWNER)
    monkeypatch.setattr(fetch, "_read", lambda _: make_directory(*six()))
    home = owner.browser.open(DESK)
    assert words(home.find("main h2")) == FIRST

    answer = owner.browser.press(home.form("Fetch the directory"), "Fetch the directory")

    assert "New 6" in owner.browser.open(answer.headers["Location"]).text
    waiting = owner.browser.open(DESK)
    page = owner.browser.follow(waiting, "The directory is here, and waits for your approval")
    take(owner, page, ALL)
    assert FIRST not in owner.browser.open(DESK).text


def test_where_the_host_is_not_reached_the_first_task_leads_to_a_file(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: str) -> bytes:
        raise OSError("no route to host")

    monkeypatch.setattr(fetch, "_read", away)
    button = "Fetch the directory"
    answer = ada.browser.press(ada.browser.open(DESK).form(button), button)

    refused = ada.browser.page(DESK, answer, 422)
    assert "download it and import the file" in refused.text
    assert (f"{fetch.DIRECTORY} (new tab)", fetch.DIRECTORY) in refused.links()
    assert ada.browser.bring(refused.form(SHOW), SHOW, make_directory(*six())).status_code == 303


def test_who_may_only_look_is_given_no_task(person: MakePerson) -> None:
    assert FIRST not in person(role=Role.VIEWER).browser.open(DESK).text


def test_where_no_host_is_trusted_the_first_task_is_a_file(app_with: AppWith) -> None:
    nowhere = join(app_with(directory_hosts=("directory.example.org",)), "ben@example.org")

    page = nowhere.browser.follow(nowhere.browser.open(DESK), "Bring the directory in as a file")

    assert page.heading == "Bring in a file"
