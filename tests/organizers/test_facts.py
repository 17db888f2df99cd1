"""Organizers look after facts: what is stale, each fact in a form, history and undo."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from campaign.actions import facts as actions
from campaign.catalogue import RESERVED, Catalogue
from campaign.cli.fact_imports import utc_now
from campaign.errors import Clash
from campaign.model.facts import WORLD, Change, FactTable, Origin
from campaign.model.organizer import Role
from campaign.rules.staleness import Concern
from campaign.store import facts as kept
from campaign.web import services
from campaign.web.database import db
from campaign.web.organizers.facts import changes, labels
from tests.conftest import TEST_LETTERS, AppWith
from tests.facts.conftest import letters
from tests.organizers.browser import Browser, Person
from tests.organizers.conftest import MakePerson
from tests.pages import Form, Page, Visitor
from tests.soundness import attributes, words

__all__ = ["letters"]

FACTS = "/organizers/facts/"
OFFICE = f"{FACTS}addresses/high-commissioner/"
TERM = {"code": "NO", "start": "2027-01-01", "end": "2029-12-31", "source": "UN press release"}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have facts looked up for every page."""
    monkeypatch.setattr(services, "FRESH", -1)


def join(app: Flask, email: str = "ada@example.org", role: Role = Role.ORGANIZER) -> Person:
    """Return somebody who just joined on an application of this test."""
    return Person.joined(Browser(app), email, role)


@pytest.fixture
def ada(person: MakePerson) -> Person:
    """Return an organizer on the real campaign."""
    return person(role=Role.ORGANIZER)


@pytest.fixture
def orchard(app_with: AppWith) -> Flask:
    """Return an application on the made-up campaign."""
    return app_with(letters=TEST_LETTERS)


def shipped_by(app: Flask) -> Catalogue:
    shipped: Catalogue = app.extensions["services"].shipped
    return shipped


def correct(app: Flask, sheet: FactTable, **values: str) -> int:
    """Correct a fact as another organizer would."""
    with app.app_context():
        return actions.correct_fact(
            db.session, shipped_by(app), sheet, values, by="Ben", at=utc_now()
        )


def save(ada: Person, path: str, button: str = "Save", **filled: str) -> Page:
    """Fill in the form of a fact; return where it leads."""
    answer = ada.browser.press(ada.browser.open(path).form(button).fill(**filled), button)
    assert answer.status_code == 303, answer.text
    return ada.browser.open(answer.headers["Location"])


def refused(ada: Person, path: str, button: str = "Save", **filled: str) -> Page:
    """Fill in the form of a fact; return the page that says what is wrong."""
    return ada.browser.submit(ada.browser.open(path).form(button).fill(**filled), button, 422)


def undo(ada: Person, page: Page, status: int = 200) -> Page:
    """Undo the only thing that a page has, once its page was looked at; return where it leads."""
    form = undoing(ada, page)
    answer = ada.browser.press(form, form.buttons[0].text)
    if answer.status_code == 303:
        return ada.browser.open(answer.headers["Location"], status)
    return ada.browser.page(form.action, answer, status)


def undoing(ada: Person, page: Page) -> Form:
    """Return the form to undo what a page leads to, which stands below what goes."""
    if links := [to for said, to in page.links("main .rows") if said.startswith("Undo: see what")]:
        page = ada.browser.open(links[0].partition("#")[0])
    (form,) = [form for form in page.forms if form.action.endswith("/undo")]
    assert "stood there before stands there again" in page.text
    return form


def value(page: Page, field: str) -> str:
    return attributes(page.find(f"#{field}")).get("value", "")


# --- Looking -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_is_stale_is_said_in_plain_words_and_leads_to_where_it_is_mended(ada: Person) -> None:
    page = ada.browser.follow(ada.browser.open("/organizers/"), "Facts", ".organizers-nav")

    assert page.heading == "Facts"
    for said in (
        "Chair of the Third Committee: nobody is known to hold the office since 21 November 2025",
        "The terms of 15 States in the Human Rights Council end on 31 December 2026",
        "It is not known who has 15 of the Council’s seats in 2027.",
        "President of the Human Rights Council: nobody knows from when the address is.",
    ):
        assert said in page.text
    assert not {".csv", ".toml", "third-committee", "hrc-"} & set(page.text.split())
    new = ada.browser.follow(page, "Add a State that was elected")
    assert (value(new, "start"), value(new, "end")) == ("2027-01-01", "2029-12-31")
    term = ada.browser.follow(page, "Albania", "main")
    assert term.form("Add").values["code"] == ("AL",)
    assert value(term, "start") == "2027-01-01"
    assert ada.browser.follow(page, "Add who holds it next", "main")
    for sheet, link in (("Sessions", "Add a session"), ("Addresses", "Add an address")):
        assert ada.browser.follow(ada.browser.follow(page, sheet, ".tabs"), link, "main")
    for _, link in page.links("section[aria-labelledby=look-after]"):
        assert ada.browser.open(link)


def test_a_sheet_is_searched_by_the_words_of_the_page(ada: Person) -> None:
    page = ada.browser.open(f"{FACTS}members/")
    assert "109 facts" in page.text
    assert "find" in page.form("Show these").offered

    page = ada.browser.open(f"{FACTS}members/?find=kor&show=")

    titles = [text for text, _ in page.links(".facts")]
    assert titles == ["Republic of Korea 1 January 2025", "Republic of Korea 1 January 2020"]
    assert "31 December 2027" in page.text
    assert "As of" in page.text
    assert "Nothing is found" in ada.browser.open(f"{FACTS}members/?find=atlantis").text


def test_who_has_no_address_is_listed_and_can_be_given_one(ada: Person) -> None:
    page = ada.browser.open(f"{FACTS}addresses/?show=missing")
    assert "High Commissioner" not in page.text
    name = "Republic of Korea: Delegation to the Human Rights Council, in Geneva"
    new = ada.browser.follow(page, name)
    assert new.heading == name
    ask = new.form("Add").fill(
        postal="1 Apple Row\n1202 Geneva\nSwitzerland", source="by telephone"
    )

    page = ada.browser.open(ada.browser.press(ask, "Add").headers["Location"])

    assert "Not checked yet" in page.text
    letter = Visitor(ada.browser.app).open("/uyghur-assessment/to/hrc-kr/")
    assert "1 Apple Row" in letter.text
    assert "SWITZERLAND" in letter.text
    assert name not in ada.browser.open(f"{FACTS}addresses/?show=missing").text
    assert name not in ada.browser.open(f"{FACTS}addresses/?show=unposted").text
    assert name in ada.browser.open(f"{FACTS}addresses/?show=unmailed").text
    assert name in ada.browser.open(f"{FACTS}addresses/?show=ours").text


def test_how_many_addresses_are_known_and_checked_is_counted(ada: Person) -> None:
    assert "With an email address 2 of which checked: 0" in ada.browser.open(FACTS).text

    ada.browser.press(ada.browser.open(OFFICE).form("I checked this today"), "I checked this today")

    assert "With an email address 2 of which checked: 1" in ada.browser.open(FACTS).text


@pytest.mark.slow
def test_viewers_look_and_change_nothing(person: MakePerson) -> None:
    browser = person("ben@example.org", Role.VIEWER).browser

    pages = [browser.open(path) for path in (FACTS, f"{FACTS}addresses/", OFFICE)]

    assert "Palais des Nations" in pages[-1].text
    for page in pages:
        assert [form.action for form in page.forms if "facts" in form.action] in (
            [], [f"{FACTS}addresses/"],
        )  # fmt: skip
        for text, link in page.links("main"):
            assert browser.get(link).status_code == 200, text


def test_there_are_words_for_every_sheet_column_concern_and_clash() -> None:
    columns = {column for sheet in WORLD for column in sheet.columns}
    assert set(labels.SHEETS) == set(FactTable)
    assert set(labels.ADD) == set(WORLD)
    assert set(labels.COLUMNS) == set(labels.MISTAKES) == columns
    assert set(labels.CONCERNS) == set(Concern) - {Concern.SEATS_OPEN}
    assert set(labels.CLASHES) == set(labels.CLASHING) == set(Clash)


def test_no_campaign_can_have_the_name_of_a_page_of_organizers(app: Flask) -> None:
    places = {rule.rule.split("/")[2] for rule in app.url_map.iter_rules("facts.front_page")}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/organizers/"):
            places.add(rule.rule.split("/")[2])
    assert {place for place in places if place and not place.startswith("<")} <= RESERVED


# --- Changing ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_correction_is_in_the_letters_at_once_and_in_history_and_audit(ada: Person) -> None:
    page = save(ada, OFFICE, email="office@example.org", source="their website")

    assert "ohchr-InfoDesk@un.org became office@example.org" in page.text
    assert "by ada@example.org" in page.text
    letter = Visitor(ada.browser.app).open("/uyghur-assessment/to/high-commissioner/")
    letter = Visitor(ada.browser.app).submit(letter.form("Show my letter"), "Show my letter")
    assert "office@example.org" in letter.text
    audit = ada.browser.open("/organizers/audit").text
    assert "ada@example.org corrected the fact addresses high-commissioner (no. " in audit


def test_a_correction_can_be_undone_by_one_press(ada: Person) -> None:
    save(ada, OFFICE, email="office@example.org")
    before = ada.browser.open("/organizers/audit").text.count("undid the change")
    page = ada.browser.open(FACTS)
    assert "Addresses: High Commissioner for Human Rights" in page.text
    form = undoing(ada, page)

    undone = undo(ada, page)

    assert "Undone by ada@example.org" in undone.text
    assert value(ada.browser.open(OFFICE), "email") == "ohchr-InfoDesk@un.org"
    assert "undid the change of facts no. " in ada.browser.open("/organizers/audit").text
    assert ada.browser.press(form, form.buttons[0].text).status_code == 303
    assert ada.browser.open("/organizers/audit").text.count("undid the change") == before + 1


def test_of_two_corrections_of_a_fact_the_newer_is_undone_first(ada: Person) -> None:
    save(ada, OFFICE, email="first@example.org")
    older = undoing(ada, ada.browser.open(FACTS))
    save(ada, OFFICE, email="second@example.org")

    refused = ada.browser.submit(older, older.buttons[0].text, 409)
    assert refused.heading == "Somebody else changed this meanwhile"
    assert dict(refused.links("main"))["Go back, and see what stands there"]
    page = ada.browser.open(OFFICE)
    assert "Changed again since" in page.text

    undo(ada, page)
    assert value(ada.browser.open(OFFICE), "email") == "first@example.org"


def test_new_facts_are_added_with_source_and_day(ada: Person) -> None:
    assert value(ada.browser.open(f"{FACTS}members/new"), "as_of") == "2026-11-24"

    page = save(ada, f"{FACTS}members/new", "Add", **TERM)
    assert page.heading == "Norway, 1 January 2027"
    save(
        ada, f"{FACTS}officers/new", "Add", office="third-committee", name="Pomona Pippin",
        start="2026-10-01", end="2027-06-30", source="UN press release",
    )  # fmt: skip
    save(ada, f"{FACTS}sessions/hrc 64/", start="2027-02-22")

    page = ada.browser.open(FACTS)
    assert "It is not known who has 14 of the Council’s seats in 2027." in page.text
    assert "Chair of the Third Committee: nobody" not in page.text
    start = Visitor(ada.browser.app).open("/uyghur-assessment/to/third-committee/")
    assert "Pomona Pippin" in start.text


def test_a_fact_can_be_checked_by_one_press_and_stays_so_while_it_is_the_same(ada: Person) -> None:
    button = "I checked this today"
    form = ada.browser.open(OFFICE).form(button)
    page = ada.browser.open(ada.browser.press(form, button).headers["Location"])
    assert "Checked on 24 November 2026." in page.text
    assert (
        "checked the fact addresses high-commissioner" in ada.browser.open("/organizers/audit").text
    )

    # the form gave it the day of its source, which is the same
    assert "Confirmed as of that day." in save(ada, OFFICE, note="Asked by telephone.").text
    assert "Not checked yet" in save(ada, OFFICE, email="office@example.org").text
    page = save(ada, OFFICE, email="new@example.org", checked="yes")
    assert "Confirmed as of that day." in page.text


def keep_without_source(app: Flask) -> None:
    """Keep an address as an older version could have, without a source."""
    row = dict.fromkeys(FactTable.ADDRESSES.columns, "") | {"target": "hrc-fr", "email": "a@b.org"}
    with app.app_context():
        change = Change(FactTable.ADDRESSES, "hrc-fr", row, Origin.HAND)
        kept.add_changes(db.session, [change], origin=Origin.HAND, by="Ben", at=utc_now())
        db.session.commit()


def test_what_is_saved_is_said_where_one_lands_and_only_until_the_next_change(ada: Person) -> None:
    form = ada.browser.open(OFFICE).form("Save").fill(note="Asked in May")
    where = ada.browser.press(form, "Save").headers["Location"]
    assert where.endswith("#saved")

    page = ada.browser.open(where.partition("#")[0])

    said = words(page.find("#saved"))
    assert said.startswith("Saved on ")
    assert "became Asked in May" in said
    assert "Undo: see what goes" in said
    correct(ada.browser.app, FactTable.ADDRESSES, target="high-commissioner", note="Later")
    assert not ada.browser.open(where.partition("#")[0]).document.query("#saved")


def test_what_was_checked_today_does_not_ask_to_be(ada: Person) -> None:
    page = ada.browser.open(OFFICE)
    assert page.document.query("#checked")
    page = ada.browser.open(
        ada.browser.press(page.form("I checked this today"), "I checked this today")
        .headers["Location"]
        .partition("#")[0]
    )

    assert "Checked today." in page.text
    assert "I checked this today" not in page.text
    assert not page.document.query("#checked")


def test_a_term_of_office_may_have_no_last_day_until_somebody_follows(ada: Person) -> None:
    page = ada.browser.open(f"{FACTS}officers/new?office=third-committee&start=2026-10-02")
    assert "Leave it blank while the term goes on" in page.text
    assert "First day (required)" in page.text
    assert "Last day (required)" not in page.text
    form = page.form("Add").fill(name="Inés Valdemar", source="made up")
    assert ada.browser.press(form, "Add").status_code == 303
    letter = Visitor(ada.browser.app)
    assert "Inés Valdemar" in letter.open("/uyghur-assessment/to/third-committee/").text

    page = ada.browser.open(f"{FACTS}officers/new?office=third-committee&start=2026-11-20")
    form = page.form("Add").fill(name="Pippin Cox", source="made up")
    assert ada.browser.press(form, "Add").status_code == 303, "which ends the open term"
    assert "Pippin Cox" in letter.open("/uyghur-assessment/to/third-committee/").text


def test_what_has_no_source_is_checked_with_one(orchard: Flask) -> None:
    ada = join(orchard)
    button = "I checked this today"
    keep_without_source(orchard)
    form = ada.browser.open(f"{FACTS}addresses/hrc-fr/").form(button)

    page = ada.browser.submit(form, button, 422)
    assert "Write where you have it from" in page.text
    ada.browser.press(form.fill(source="their website"), button)

    page = ada.browser.open(f"{FACTS}addresses/hrc-fr/")
    assert "Source: their website" in page.text
    assert "Checked on 24 November 2026." in page.text


def test_a_fact_can_be_taken_away_and_brought_back(ada: Person) -> None:
    path = f"{FACTS}members/FR 2024-01-01/"
    form = ada.browser.open(path).form("Take it away")

    page = ada.browser.open(ada.browser.press(form, "Take it away").headers["Location"])

    assert "Taken away." in page.text
    ada.browser.open(path, 404)
    assert "took away the fact members FR 2024-01-01" in ada.browser.open("/organizers/audit").text
    undo(ada, page)
    assert ada.browser.open(path)


def test_a_first_day_that_was_wrong_is_mended_without_leaving_a_second_fact(ada: Person) -> None:
    page = save(ada, f"{FACTS}officers/hrc 2026-01-08/", start="2026-01-05")

    assert page.heading == "President of the Human Rights Council, 5 January 2026"
    ada.browser.open(f"{FACTS}officers/hrc 2026-01-08/", 404)
    undo(ada, page)
    assert ada.browser.open(f"{FACTS}officers/hrc 2026-01-08/")


# --- What goes wrong -----------------------------------------------------------------------------

MISTAKES: dict[str, tuple[str, dict[str, str], str, str]] = {
    "two email addresses": (OFFICE, {"email": "a@b.org; c@d.org"}, "email", "Write one email"),
    "a day that is none": (
        f"{FACTS}members/KR 2025-01-01/", {"end": "31.12.2027"}, "end", "Write the last day as",
    ),
    "an end before the start": (
        f"{FACTS}members/KR 2025-01-01/", {"end": "2024-01-01"}, "end", "cannot be before",
    ),
    "no source": (OFFICE, {"source": " "}, "source", "Write where you have it from"),
    "a formula": (OFFICE, {"source": "=1+1"}, "source", "Write where you have it from"),
    "a formula in a note": (OFFICE, {"note": "-1"}, "note", "Begin the note with"),
    "a note too long": (OFFICE, {"note": "x" * 2001}, "note", "do not make it too long"),
    "no day": (OFFICE, {"as_of": ""}, "as_of", "Enter the day of the source."),
    "markup in a name": (
        f"{FACTS}officers/hrc 2026-01-08/", {"name": "<b>Pip</b>"}, "name", "in plain text",
    ),
    "no State": (f"{FACTS}members/KR 2025-01-01/", {"code": ""}, "code", "Choose the State"),
    "no number": (f"{FACTS}sessions/hrc 64/", {"number": "last"}, "number", "such as 64"),
    "terms that overlap": (
        f"{FACTS}members/KR 2025-01-01/", {"start": "2022-06-01"}, "start",
        "Republic of Korea: two terms at once. One begins on 1 June 2022, but the one before ends",
    ),
    "two holders": (
        f"{FACTS}officers/hrc 2026-01-08/", {"start": "2025-12-01"}, "start",
        "President of the Human Rights Council: two people at once. One begins on 1 December 2025,",
    ),
    "a voter who was no member": (
        f"{FACTS}members/AR 2022-01-01/", {"start": "2022-11-01"}, "start",
        "Argentina: this State voted on 6 October 2022",
    ),
    "sessions out of order": (
        f"{FACTS}sessions/hrc 64/", {"start": "2026-07-01"}, "start",
        "64: this session would open on 1 July 2026, before session 63 is over.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_at_its_field_and_all_that_was_typed_stays(
    ada: Person, name: str
) -> None:
    path, filled, field, said = MISTAKES[name]
    shown = ada.browser.open(path).form("Save").values

    page = refused(ada, path, **filled)

    assert page.find("title").to_text().startswith("Error:")
    assert said in page.text
    assert f"#{field}" in [link for _, link in page.links(".errors")]
    typed = {**shown, **{name: (text.strip(),) for name, text in filled.items()}}
    assert {k: v for k, v in page.form("Save").values.items() if k != "csrf_token"} == {
        k: v for k, v in typed.items() if k != "csrf_token"
    }
    assert "Nobody has changed anything yet" in ada.browser.open(FACTS).text


def test_a_48th_member_is_refused(ada: Person) -> None:
    shorter = {**TERM, "start": "2026-02-01", "end": "2026-12-31"}

    page = refused(ada, f"{FACTS}members/new", "Add", **shorter)

    said = "1 February 2026: the Human Rights Council would have 48 members. It has 47 seats."
    assert said in page.text


def test_what_a_form_does_not_offer_is_refused(ada: Person) -> None:
    form = ada.browser.open(f"{FACTS}members/new").form("Add").fill(**TERM).forge(code="XX")
    assert "cannot be chosen here" in ada.browser.submit(form, "Add", 422).text
    form = (
        ada.browser.open(f"{FACTS}addresses/new?target=hrc-kr").form("Add").fill(source="made up")
    )
    assert ada.browser.submit(form.forge(target="hrc-xx\x00"), "Add", 422)
    for path in ("kings/", "members/XX 2020-01-01/", "addresses/new", "addresses/new?target=x"):
        ada.browser.open(f"{FACTS}{path}", 404)


def test_when_two_change_the_same_fact_nothing_is_lost_and_nothing_overwritten(
    orchard: Flask,
) -> None:
    ada = join(orchard)
    path = f"{FACTS}addresses/hrc-kr/"
    form = ada.browser.open(path).form("Save").fill(email="ada@example.org", note="Asked.")
    correct(orchard, FactTable.ADDRESSES, target="hrc-kr", email="ben@example.org")

    page = ada.browser.submit(form, "Save", 409)

    assert "Somebody else changed this meanwhile" in page.text
    assert "Email address ben@example.org ada@example.org" in page.text
    assert "Note not confirmed Asked." in page.text
    assert value(ada.browser.open(path), "email") == "ben@example.org"
    again = page.form("Save")
    assert again.values["email"] == ("ada@example.org",)
    assert ada.browser.press(again, "Save").status_code == 303
    assert value(ada.browser.open(path), "email") == "ada@example.org"


def test_a_form_of_what_was_taken_away_meanwhile_adds_it_anew(orchard: Flask) -> None:
    ada = join(orchard)
    form = ada.browser.open(f"{FACTS}addresses/hrc-kr/").form("Save").fill(note="Asked.")
    with orchard.app_context():
        key = "hrc-kr"
        actions.remove_fact(
            db.session, shipped_by(orchard), FactTable.ADDRESSES, key, by="Ben", at=utc_now()
        )

    page = ada.browser.submit(form, "Save", 409)

    assert "They took it away." in page.text
    ada.browser.press(page.form("Add"), "Add")
    assert "Asked." in ada.browser.open(f"{FACTS}addresses/hrc-kr/").text


def test_a_new_fact_takes_the_place_of_no_other(ada: Person) -> None:
    form = ada.browser.open(f"{FACTS}members/new").form("Add").fill(**TERM)
    correct(ada.browser.app, FactTable.MEMBERS, **{**TERM, "source": "another one"})

    page = ada.browser.submit(form, "Add", 409)

    assert "Source another one UN press release" in page.text
    assert page.form("Save").action.endswith("members/NO%202027-01-01/")


@pytest.mark.parametrize("button", ["I checked this today", "Take it away"])
def test_what_changed_meanwhile_is_not_checked_or_taken_away_unseen(
    ada: Person, button: str
) -> None:
    form = ada.browser.open(OFFICE).form(button)
    correct(
        ada.browser.app, FactTable.ADDRESSES, target="high-commissioner", email="ben@example.org"
    )

    page = ada.browser.submit(form, button, 409)

    assert page.heading == "Somebody else changed this meanwhile"
    assert value(ada.browser.open(OFFICE), "email") == "ben@example.org"


@pytest.mark.slow
def test_an_undoing_that_would_make_facts_contradict_says_which_and_changes_nothing(
    orchard: Flask,
) -> None:
    ada = join(orchard)
    shorter = correct(
        orchard, FactTable.OFFICERS, office="hrc", start="2026-01-01", end="2026-11-30"
    )
    correct(
        orchard, FactTable.OFFICERS, office="hrc", start="2026-12-01", end="2027-12-31",
        name="Russet Reinette", source="made up",
    )  # fmt: skip

    page = undo(ada, ada.browser.open(f"{FACTS}changes/{shorter}"), 409)

    assert "This cannot be undone now" in page.text
    assert "two people at once. One begins on 1 December 2026" in page.text
    assert "Undone" not in ada.browser.open(f"{FACTS}changes/").text


def test_what_cannot_be_taken_away_says_why(ada: Person) -> None:
    form = ada.browser.open(f"{FACTS}members/AR 2022-01-01/").form("Take it away")

    page = ada.browser.submit(form, "Take it away", 422)

    assert "Argentina: this State voted on 6 October 2022, so it must have a term" in page.text


def test_the_history_goes_back_page_by_page(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [
        correct(ada.browser.app, FactTable.ADDRESSES, target="high-commissioner", note=f"Note {n}")
        for n in range(3)
    ]
    monkeypatch.setattr(changes, "ON_A_PAGE", 2)

    first = ada.browser.follow(ada.browser.open(FACTS), "Changes", ".tabs")
    second = ada.browser.follow(first, "Older changes")

    shown = [page.links(".rows") for page in (first, second)]
    listed = [[to for _, to in links if not to.endswith("#undo")] for links in shown]
    assert listed == [
        [f"{FACTS}changes/{n}" for n in reversed(numbers[1:])], [f"{FACTS}changes/{numbers[0]}"],
    ]  # fmt: skip
    page = ada.browser.open(f"{FACTS}changes/{numbers[2]}")
    assert "Note 1 became Note 2" in page.text
    for number in ("0", "2147483648"):
        ada.browser.open(f"{FACTS}changes/{number}", 404)


def test_facts_that_an_upgrade_made_contradict_each_other_are_named_and_can_be_mended(
    app_with: AppWith, letters: Path
) -> None:
    old = app_with(letters=letters)
    correct(
        old, FactTable.MEMBERS, code="FR", start="2027-06-01", end="2029-12-31", source="made up"
    )
    with (shipped_by(old).root / "world" / "members.csv").open("a", encoding="utf-8") as file:
        file.write("FR,2027-01-01,2029-12-31,shipped later,,\n")
    ada = join(app_with(letters=letters))

    page = ada.browser.open(FACTS)
    assert "Some facts contradict each other" in page.text
    assert "two terms at once. One begins on 1 June 2027" in page.text
    other = refused(ada, f"{FACTS}addresses/hrc-kr/", note="Asked.")
    assert "two terms at once" in other.text
    save(ada, f"{FACTS}members/FR 2027-01-01/", end="2027-05-31", as_of="2026-11-24")

    assert "Some facts contradict" not in ada.browser.open(FACTS).text


def test_a_shipped_fact_that_is_newer_than_ours_is_pointed_out(ada: Person) -> None:
    app = ada.browser.app
    correct(
        app, FactTable.SESSIONS, body="hrc", number="64", start="2027-02-22", as_of="2026-11-01"
    )
    correct(app, FactTable.SESSIONS, body="hrc", number="63", end="2026-10-02", as_of="2026-11-24")

    page = ada.browser.open(FACTS)

    assert (
        "2 facts are not the same Human Rights Council, 64 The one of this version is newer."
        in page.text
    )
    assert page.text.count("is newer") == 1
    assert "it is newer" in ada.browser.open(f"{FACTS}sessions/hrc 64/").text


# --- Taking away ---------------------------------------------------------------------------------


def rows(text: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(text, newline=""))


def test_sessions_whose_days_are_known_go_into_a_calendar(ada: Person) -> None:
    correct(
        ada.browser.app, FactTable.SESSIONS,
        body="hrc", number="99", start="2036-02-25", end="2036-04-01", source="made up",
    )  # fmt: skip
    page = ada.browser.open(f"{FACTS}sessions/")

    answer = ada.browser.get(dict(page.links(".take"))["Calendar (ICS)"])

    assert answer.mimetype == "text/calendar"
    assert "2026-11-24-sessions.ics" in answer.headers["Content-Disposition"]
    events = answer.text.replace("\r\n ", "").split("BEGIN:VEVENT")
    (mine,) = [each for each in events if "SUMMARY:Human Rights Council\\, 99" in each]
    assert "DTSTART;VALUE=DATE:20360225\r\nDTEND;VALUE=DATE:20360402\r\n" in mine


def test_each_sheet_is_downloaded_with_all_corrections(ada: Person) -> None:
    correct(
        ada.browser.app, FactTable.ADDRESSES, target="high-commissioner", email="new@example.org"
    )

    for sheet in WORLD:
        page = ada.browser.open(f"{FACTS}{sheet}/")
        downloads = dict(page.links(".take"))
        assert "Download all (XLSX)" in downloads
        answer = ada.browser.get(downloads["CSV"])
        found = list(rows(answer.data.decode("utf-8-sig")))
        assert tuple(found[0]) == sheet.columns
        assert f"2026-11-24-{sheet}.csv" in answer.headers["Content-Disposition"]
        if sheet is FactTable.ADDRESSES:
            assert found[0]["email"] == "new@example.org"
