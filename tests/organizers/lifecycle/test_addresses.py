"""Addresses are confirmed as an official source published them, together or one after the other."""

import pytest

from tests.facts.directory import make_directory, six
from tests.organizers.browser import Browser
from tests.organizers.lifecycle.test_campaign import SHOW, launch
from tests.pages import Page, Visitor
from tests.soundness import words

PATH = "/organizers/orchard/launch/"
ADDRESSES = f"{PATH}addresses"
GROUPS, ROWS = "Confirm the ticked groups", "Confirm the ticked rows"
KOREA = "/organizers/facts/addresses/hrc-kr/"


def bring_directory(browser: Browser, **filled: str | list[str]) -> Page:
    """Bring the directory of New York in, and take all of it."""
    page = browser.open("/organizers/facts/import/")
    button = "Show what it would change"
    answer = browser.bring(page.form(button), button, make_directory(*six()), "book.json")
    page = browser.open(answer.headers["Location"])
    answer = browser.press(page.form("Take all 6").fill(**filled), "Take all 6")
    return browser.open(answer.headers["Location"])


@pytest.mark.slow
def test_approving_the_directory_confirms_its_addresses_with_its_day(
    ada: Browser, visitor: Visitor
) -> None:
    page = bring_directory(ada)
    assert "Confirmed as of that day." in page.text
    assert ("Go on with the launch", f"{PATH}?done=addresses") in page.links("main")

    launch(ada)

    page = visitor.submit(visitor.open("/orchard/to/third-committee-kr/").form(SHOW), SHOW)
    assert "The address is as published on 24 November 2026." in page.text
    assert "confirmed" not in words(page.find("main"))


@pytest.mark.slow
def test_a_directory_can_be_taken_without_confirming_it(ada: Browser) -> None:
    page = bring_directory(ada, confirm=[])
    assert "Not checked yet" in page.text


def test_each_row_says_how_it_compares_with_what_came_with_this_version(ada: Browser) -> None:
    bring_directory(ada, confirm=[])

    rows = [words(each) for each in ada.open(ADDRESSES).document.query("table.ticks tbody tr")]

    assert [each.rsplit(". ", 1)[1] for each in rows] == ["the same", *["new"] * 5]


@pytest.mark.slow
def test_a_group_is_confirmed_at_once_and_undone_at_once(ada: Browser) -> None:
    bring_directory(ada, confirm=[])
    form = ada.open(ADDRESSES).form(GROUPS)
    assert form.values["group"] == ("hrc-member", "third-committee-member")

    answer = ada.press(form, GROUPS)

    assert answer.headers["Location"] == f"{PATH}?done=addresses"
    said = ada.open("/organizers/facts/changes/").text
    assert "6 addresses confirmed as published" in said  # of one the directory has no address
    assert ada.open(ADDRESSES, 200).document.query("#group") == []
    assert "confirmed as their source published them" in ada.open("/organizers/audit").text
    page = ada.open("/organizers/facts/changes/2")
    undo = next(b.text for f in page.forms for b in f.buttons if b.text.startswith("Undo"))
    ada.press(page.form(undo), undo)
    again = ada.open(ADDRESSES).form(GROUPS).values
    assert (again["group"], again["seen"]) == (form.values["group"], form.values["seen"])


@pytest.mark.slow
def test_rows_are_confirmed_one_by_one(ada: Browser) -> None:
    form = ada.open(ADDRESSES).form(ROWS)
    assert form.offered["only"] == frozenset({"hrc-kr"})

    assert ada.press(form, ROWS).status_code == 303
    assert "Confirmed as of that day." in ada.open(KOREA).text


def test_ticking_nothing_is_pointed_out_and_what_was_changed_meanwhile_is_shown(
    ada: Browser,
) -> None:
    form = ada.open(ADDRESSES).form(GROUPS)
    page = ada.submit(form.fill(group=[]), GROUPS, 422)
    assert "Nothing is ticked." in page.text
    button = "I checked this today"
    ada.press(ada.open(KOREA).form(button), button)

    assert "Somebody else changed this meanwhile" in ada.submit(form, GROUPS, 409).text


@pytest.mark.slow
def test_confirming_by_hand_leads_to_the_next_one(ada: Browser) -> None:
    bring_directory(ada, confirm=[])
    button = "Checked today, and on to the next"
    page = ada.open(KOREA)

    seen = set()
    while button in {b.text for form in page.forms for b in form.buttons}:
        seen.add(page.heading)
        page = ada.open(ada.press(page.form(button), button).headers["Location"])

    assert len(seen) == 6
    assert "Skip to the next" not in page.text


def test_what_is_known_and_not_confirmed_is_never_said_to_be_unknown(
    ada: Browser, visitor: Visitor
) -> None:
    launch(ada)

    page = visitor.open("/orchard/to/hrc-kr/")
    assert "is known here, but nobody has confirmed it yet" in page.text
    assert "We know no address" not in page.text
    checked = visitor.submit(page.form(SHOW), SHOW)
    assert "A postal address of this recipient is known here, but nobody has confirmed it" in (
        checked.text
    )
    assert "We know no" not in checked.text
    assert "Address not confirmed yet" in visitor.open("/orchard/to/").text
