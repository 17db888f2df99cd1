"""What pages say of terms and sessions: who leaves, who comes, and when the next session is."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from campaign.settings import ROOT
from tests.conftest import AppWith
from tests.pages import Page, Visitor

TO = "/uyghur-assessment/to"
SHOW = "Show my letter"
LEAVING = "section[aria-labelledby=outgoing]"
ELECTED = "NZ,2027-01-01,2029-12-31,made for tests,2026-11-24,\n"


@pytest.fixture
def after_the_election(app_with: AppWith, tmp_path: Path) -> Visitor:
    """Return a visitor of a site that knows of one State that was elected."""
    letters = Path(copytree(ROOT / "letters", tmp_path / "letters"))
    with (letters / "world" / "members.csv").open("a", encoding="utf-8") as file:
        file.write(ELECTED)
    return Visitor(app_with(letters=letters))


def asked(page: Page) -> tuple[str, ...]:
    """Return what is ticked from the start."""
    return page.form(SHOW).values["ask"]


def test_a_member_that_leaves_is_said_to_with_others_to_write_to(app: Flask) -> None:
    page = Visitor(app).open(f"{TO}/hrc-fr/")

    text = str(page.find(LEAVING).to_text())
    assert "Member until 31 December 2026" in text
    assert "asks only what this delegation can still do" in text
    links = [href for _, href in page.links(LEAVING)]
    assert links[0] == f"{TO}/third-committee-fr/"
    assert f"{TO}/hrc-ch/" in links[1:]
    assert f"{TO}/hrc-nl/" not in links  # it leaves on the same day
    assert "by custom" not in page.text


def test_a_member_that_stays_is_not(app: Flask) -> None:
    page = Visitor(app).open(f"{TO}/hrc-es/")

    assert not page.links(LEAVING)
    said = "The Human Rights Council’s next regular session opens in February 2027, by custom."
    assert said in page.text


def test_a_session_with_a_date_is_said_with_it(app_with: AppWith) -> None:
    page = Visitor(app_with(fixed_today=date(2026, 9, 1))).open(f"{TO}/hrc-fr/")

    said = "The Human Rights Council’s next regular session opens on 7 September 2026."
    assert said in page.text
    assert not page.links(LEAVING)
    assert "by custom" not in page.text


def test_a_delegation_in_new_york_is_told_of_both_sessions(app: Flask) -> None:
    text = Visitor(app).open(f"{TO}/third-committee-fr/").text

    assert "The Third Committee’s next session opens in October 2027, by custom." in text
    assert "The Human Rights Council’s next regular session opens in February 2027" in text


def test_one_thing_is_ticked_and_the_page_advises_to_leave_it_at_few(app: Flask) -> None:
    page = Visitor(app).open(f"{TO}/hrc-mx/")

    assert asked(page) == ("gov-revive-debate",)
    assert "On paper, ask for two at most; in an email, for one." in page.text


def test_what_is_asked_for_a_session_after_the_term_is_refused(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{TO}/hrc-fr/").form(SHOW).forge(ask="hrc-urgent-action", note="I bake.")

    page = visitor.submit(form, SHOW, 422)

    assert page.form(SHOW).values["note"] == ("I bake.",)
    assert "this cannot be chosen here" in page.text


def test_states_elected_are_named_with_their_day(after_the_election: Visitor) -> None:
    page = after_the_election.open(f"{TO}/")

    assert "New Zealand from 1 January 2027" in page.text
    assert f"{TO}/hrc-nz/" not in [href for _, href in page.links("main")]


def test_a_state_elected_is_gone_until_its_day_which_is_said(after_the_election: Visitor) -> None:
    page = after_the_election.open(f"{TO}/hrc-nz/", 410)

    assert "It is elected to the Council. You can write to it there from 1 January 2027." in (
        page.text
    )


def test_nobody_is_said_to_be_elected_whose_term_is_not_known(app: Flask) -> None:
    assert "Elected to the Council" not in Visitor(app).open(f"{TO}/").text


def test_the_chairs_come_after_the_delegations_of_a_region_those_that_voted_against_last(
    app: Flask,
) -> None:
    page = Visitor(app).open(f"{TO}/")
    council = [href for _, href in page.links("main") if f"{TO}/hrc-" in href]

    offices = [
        h
        for _, h in page.links("main")
        if h in {f"{TO}/{o}/" for o in ("hrc", "third-committee", "high-commissioner")}
    ]
    assert offices[0] == f"{TO}/high-commissioner/"
    asia = [h.removeprefix(f"{TO}/hrc-").strip("/") for h in council]
    assert asia.index("vn") < asia.index("id")  # Viet Nam was not a member, Indonesia voted against


def test_families_are_told_what_the_united_nations_have_for_them(app: Flask) -> None:
    page = Visitor(app).open("/uyghur-assessment/missing/")

    assert "Working Group on Enforced or Involuntary Disappearances" in page.text
