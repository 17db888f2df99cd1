"""A host follows the code on a tally sheet and says how many letters were signed on paper."""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.actions import paper_count_proposals as actions
from campaign.model.paper_counts import PaperCountRecord, PaperCountState
from campaign.store import paper_counts
from campaign.store.tables.counts import PaperCountRow
from campaign.web.database import db
from tests.conftest import TEST_LETTERS, TODAY, AppWith
from tests.pages import Form, Page, Visitor
from tests.soundness import words

REAL = "uyghur-assessment"
SEND, SEARCH = "Send the numbers", "Search"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


def link(app: Flask, *to: str, event: str = "LEEDS-1", slug: str = REAL) -> str:
    """Return what the code on an event's tally sheet says."""
    return actions.path_of(app.extensions["services"].seals, slug, event, to)


def form_of(app: Flask, *to: str, event: str = "LEEDS-1") -> Form:
    return Visitor(app).open(link(app, *to, event=event)).form(SEND)


def kept(app: Flask, event: str = "LEEDS-1") -> Sequence[PaperCountRecord]:
    """Return what is kept of an event, the newest first."""
    with app.app_context():
        return paper_counts.read_event(db.session, REAL, event)


def waiting(app: Flask, event: str = "LEEDS-1") -> dict[str, int]:
    """Return the numbers that wait for an organizer."""
    (found,) = (each for each in kept(app, event) if each.state is PaperCountState.PROPOSED)
    return dict(found.counted.numbers)


def times(**numbers: str) -> dict[str, str]:
    """Return fields by the targets' slugs, written with low lines."""
    return {f"times-{slug.replace('_', '-')}": number for slug, number in numbers.items()}


def test_the_page_asks_a_number_for_each_recipient_of_the_sheet_and_nothing_of_people(
    app: Flask, visitor: Visitor
) -> None:
    page = visitor.open(link(app, "hrc-kr", "high-commissioner"))

    assert "LEEDS-1" in page.find(".lead").to_text()
    assert [words(each) for each in page.document.query(".field-number label")] == [
        "Republic of Korea Delegation to the Human Rights Council, in Geneva",
        "United Nations High Commissioner for Human Rights",
    ]
    asked = {*page.form(SEND).offered} - {"times-hrc-kr", "times-high-commissioner"}
    assert asked == {"token", "to", "find", "searched"}
    assert page.response.headers["Cache-Control"] == "no-store"


def test_what_was_signed_waits_for_an_organizer(app: Flask, visitor: Visitor) -> None:
    form = form_of(app, "hrc-kr", "hrc-mx").fill(**times(hrc_kr="17", hrc_mx=""))

    answer = visitor.press(form, SEND)

    assert answer.status_code == 303
    assert "An organizer will look at them" in visitor.open(answer.headers["Location"]).text
    (only,) = kept(app)
    assert (only.state, only.by, only.marked) == (PaperCountState.PROPOSED, "", "")
    assert (only.counted.day, only.counted.numbers) == (TODAY, {"hrc-kr": 17})
    assert visitor.counts() == {}


def test_capitals_in_the_address_do_not_matter(app: Flask, visitor: Visitor) -> None:
    path = link(app, "hrc-kr").partition("?")[0]
    slug, rest = path[: len(f"/{REAL}/")], path[len(f"/{REAL}/") :]

    assert visitor.open(f"{slug}{rest.lower()}").find(".lead strong").to_text() == "LEEDS-1"
    typed = f"{slug}tally/Leeds-1/{rest.split('/')[2].upper()}/"
    assert visitor.open(typed).find(".lead strong").to_text() == "LEEDS-1"


def test_a_key_opens_one_event_of_one_campaign_of_one_site(app: Flask, visitor: Visitor) -> None:
    key = link(app).split("/")[4]
    other = actions.path_of(type(app.extensions["services"].seals)("x" * 32), REAL, "LEEDS-1")

    assert re.fullmatch("[a-z2-9]{10}", key)
    for address in (
        f"/{REAL}/tally/LEEDS-2/{key}/",
        f"/{REAL}/tally/LEEDS-1/{key[:-1]}/",
        f"/{REAL}/tally/LEEDS-1/{key}a/",
        f"/{REAL}/tally/LEEDS-1/{'é' * 10}/",
        f"/{REAL}/tally/LEEDS_1/{key}/",
        f"/{REAL}/tally/{'L' * 21}/{key}/",
        f"/nowhere/tally/LEEDS-1/{key}/",
        other,
        f"/{REAL}/tally/LEEDS-2/{key}/thanks",
    ):
        assert visitor.open(address, 404).heading == "There is no such page", address
    form = form_of(app, "hrc-kr").fill(**times(hrc_kr="17"))
    assert visitor.post(f"/{REAL}/tally/LEEDS-2/{key}/", form.values).status_code == 404
    assert kept(app, "LEEDS-2") == []


@pytest.mark.parametrize("number", ["-1", "1.5", "10000", "9" * 30, "many", "1 7", "+3", "²"])
def test_what_is_no_number_is_said_beside_it_and_all_is_kept(
    app: Flask, visitor: Visitor, number: str
) -> None:
    form = form_of(app, "hrc-kr", "hrc-mx").fill(**times(hrc_kr="17", hrc_mx=number))

    page = visitor.submit(form, SEND, 422)

    wrong = "Write a whole number from 0 to 9,999."
    assert page.links(".errors") == [(wrong, "#times-hrc-mx")]
    assert page.find("title").to_text().startswith("Error:")
    values = page.form(SEND).values
    assert (values["times-hrc-kr"], values["times-hrc-mx"]) == (("17",), (number,))
    assert kept(app) == []


@pytest.mark.parametrize("number", ["9999", "٩٩٩٩", " 9999 "])
def test_the_highest_number_is_taken_in_any_digits(
    app: Flask, visitor: Visitor, number: str
) -> None:
    visitor.press(form_of(app, "hrc-kr").fill(**times(hrc_kr=number)), SEND)

    assert waiting(app) == {"hrc-kr": 9999}


@pytest.mark.parametrize("number", ["", "0"])
def test_none_at_all_are_asked_for_again(app: Flask, visitor: Visitor, number: str) -> None:
    form = form_of(app, "hrc-kr", "hrc-mx").fill(**times(hrc_kr=number))

    page = visitor.submit(form, SEND, 422)

    wrong = "Write how many letters there are, to one recipient or more."
    assert page.links(".errors") == [(wrong, "#times-hrc-kr")]


def test_a_link_without_recipients_asks_for_one_first(app: Flask, visitor: Visitor) -> None:
    page = visitor.submit(form_of(app), SEND, 422)

    assert page.links(".errors") == [("Look for a recipient first, and add it.", "#find")]


def test_another_recipient_is_found_and_added_and_the_numbers_stay(
    app: Flask, visitor: Visitor
) -> None:
    form = form_of(app, "hrc-kr").fill(**times(hrc_kr="17"), find="fran")

    found = visitor.submit(form, SEARCH)
    buttons = {each.text: each.values for each in found.form(SEND).buttons}
    geneva = "France Delegation to the Human Rights Council, in Geneva"
    assert buttons[geneva] == {"to": ("hrc-fr",)}
    added = _add(visitor, found, geneva)
    assert added.form(SEND).values["times-hrc-kr"] == ("17",)
    assert added.form(SEND).values["find"] == ("",)
    visitor.press(added.form(SEND).fill(**times(hrc_fr="4")), SEND)

    assert waiting(app) == {"hrc-kr": 17, "hrc-fr": 4}


def test_what_is_typed_to_be_found_is_looked_for_even_when_the_other_button_is_pressed(
    app: Flask, visitor: Visitor
) -> None:
    form = form_of(app, "hrc-kr").fill(**times(hrc_kr="17"), find="mexico")

    page = visitor.submit(form, SEND)

    assert "Mexico" in page.find(".delegations").to_text()
    assert kept(app) == []
    assert visitor.press(page.form(SEND), SEND).status_code == 303


def test_a_search_that_finds_nothing_says_so(app: Flask, visitor: Visitor) -> None:
    page = visitor.submit(form_of(app, "hrc-kr").fill(find="atlantis"), SEARCH)

    assert "Nothing is found. Try a part of the name." in page.text


def _add(visitor: Visitor, page: Page, name: str) -> Page:
    """Press a recipient's button as a browser does: what it says comes after the fields."""
    form = page.form(SEND)
    pressed = form.button(name)
    values = {**form.values, "to": (*form.values["to"], *pressed.values["to"])}
    answer = visitor.post(form.action, values)
    return visitor._page(form.action, answer, 200)  # noqa: SLF001 - as `submit` does


@pytest.mark.parametrize(("slug", "status"), [("nobody", 404), ("hrc-cn", 403)])
def test_forged_recipients_are_refused(
    app: Flask, visitor: Visitor, slug: str, status: int
) -> None:
    form = form_of(app, "hrc-kr").forge(to=("hrc-kr", slug), **{f"times-{slug}": "5"})

    visitor.submit(form, SEND, status)
    visitor.open(f"{link(app, 'hrc-kr', slug)}", status)

    assert kept(app) == []


def test_numbers_of_recipients_that_were_not_named_are_left_out(
    app: Flask, visitor: Visitor
) -> None:
    form = form_of(app, "hrc-kr").forge(**times(hrc_kr="1", hrc_mx="500"))

    visitor.press(form, SEND)

    assert waiting(app) == {"hrc-kr": 1}


def test_a_recipient_whose_seat_has_ended_since_can_be_counted(
    app: Flask, visitor: Visitor
) -> None:
    visitor.press(form_of(app, "hrc-us").fill(**times(hrc_us="3")), SEND)

    assert waiting(app) == {"hrc-us": 3}


def test_the_next_numbers_take_the_place_of_those_nobody_looked_at_yet(
    app: Flask, visitor: Visitor
) -> None:
    for number in ("17", "19"):
        visitor.press(form_of(app, "hrc-kr").fill(**times(hrc_kr=number)), SEND)

    newer, older = kept(app)
    assert (newer.state, newer.counted.numbers) == (PaperCountState.PROPOSED, {"hrc-kr": 19})
    assert (older.state, older.counted.numbers) == (PaperCountState.REPLACED, {"hrc-kr": 17})
    assert older.replaced_by == newer.id


def test_after_sending_the_page_repeats_the_numbers_in_the_sheets_order_and_lets_them_be_mended(
    app: Flask, visitor: Visitor
) -> None:
    form = form_of(app, "hrc-mx", "high-commissioner", "hrc-kr")
    answer = visitor.press(form.fill(**times(hrc_mx="4", hrc_kr="17")), SEND)

    thanks = visitor.open(answer.headers["Location"])
    rows = [words(each) for each in thanks.document.query(".sent tbody tr")]
    where = "Delegation to the Human Rights Council, in Geneva"
    assert rows == [f"Mexico {where} 4", f"Republic of Korea {where} 17", "Total 21"]

    (again,) = (href for said, href in thanks.links("main") if said == "Mend the numbers")
    mended = visitor.open(again).form(SEND)
    assert mended.values["to"] == ("hrc-mx", "high-commissioner", "hrc-kr")
    assert mended.values["times-hrc-kr"] == ("17",)
    visitor.press(mended.fill(**times(hrc_mx="", hrc_kr="18")), SEND)
    assert waiting(app) == {"hrc-kr": 18}


def test_what_was_sent_can_be_mended_for_an_hour(app: Flask, visitor: Visitor) -> None:
    answer = visitor.press(form_of(app, "hrc-kr").fill(**times(hrc_kr="17")), SEND)
    an_hour_passes(app)

    thanks = visitor.open(answer.headers["Location"])
    assert "Tell the organizers which number is right." in thanks.text
    assert "17" not in thanks.text
    assert form_of(app, "hrc-kr").values["times-hrc-kr"] == ("",)


def an_hour_passes(app: Flask) -> None:
    """Let everything have been sent so long ago that it cannot be mended any more."""
    with app.app_context():
        for row in db.session.scalars(select(PaperCountRow)):
            row.at -= timedelta(minutes=61)
        db.session.commit()


def test_after_an_hour_what_is_sent_waits_beside_what_was_sent_before(
    app: Flask, visitor: Visitor
) -> None:
    visitor.press(form_of(app, "hrc-kr", "hrc-mx").fill(**times(hrc_kr="17", hrc_mx="2")), SEND)
    assert "Numbers were sent" not in visitor.open(link(app, "hrc-kr")).text
    an_hour_passes(app)
    page = visitor.open(link(app, "hrc-kr"))
    assert "Numbers were sent for this event before." in page.text
    for number in ("19", "20"):
        visitor.press(form_of(app, "hrc-kr").fill(**times(hrc_kr=number)), SEND)

    newest, mended, first = kept(app)
    assert (first.state, first.counted.numbers) == (
        PaperCountState.PROPOSED, {"hrc-kr": 17, "hrc-mx": 2}
    )  # fmt: skip
    assert (mended.state, mended.replaced_by) == (PaperCountState.REPLACED, newest.id)
    assert (newest.state, newest.counted.numbers) == (PaperCountState.PROPOSED, {"hrc-kr": 20})


def test_the_same_numbers_after_an_hour_change_nothing(app: Flask, visitor: Visitor) -> None:
    visitor.press(form_of(app, "hrc-kr").fill(**times(hrc_kr="17")), SEND)
    an_hour_passes(app)
    visitor.press(form_of(app, "hrc-kr").fill(**times(hrc_kr="17")), SEND)

    assert len(kept(app)) == 1


def test_the_numbers_of_another_sheet_of_the_same_event_stay(app: Flask, visitor: Visitor) -> None:
    visitor.press(form_of(app, "hrc-kr", "hrc-mx").fill(**times(hrc_kr="17", hrc_mx="2")), SEND)
    answer = visitor.press(form_of(app, "hrc-fr").fill(**times(hrc_fr="5")), SEND)

    assert waiting(app) == {"hrc-kr": 17, "hrc-mx": 2, "hrc-fr": 5}
    assert "Total 24" in visitor.open(answer.headers["Location"]).text


def test_the_fields_come_before_all_that_explains_them(app: Flask, visitor: Visitor) -> None:
    text = visitor.open(link(app, "hrc-kr")).find("main").to_text()

    assert text.index("Republic of Korea") < text.index("Write down the totals")


def test_the_same_numbers_again_change_nothing(app: Flask, visitor: Visitor) -> None:
    form = form_of(app, "hrc-kr").fill(**times(hrc_kr="17"))

    answers = [visitor.press(form, SEND).status_code for _ in range(3)]

    assert answers == [303, 303, 303]
    assert len(kept(app)) == 1


def test_a_stranger_with_the_link_cannot_pile_up_numbers(app: Flask, visitor: Visitor) -> None:
    form = form_of(app, "hrc-kr")
    for number in range(1, actions.MOST_A_DAY + 1):
        filled = form.fill(**times(hrc_kr=str(number)))
        assert visitor.press(filled, SEND).status_code == 303

    page = visitor.submit(form.fill(**times(hrc_kr="500")), SEND, 429)

    assert page.heading == "These numbers were not kept"
    assert len(kept(app)) == actions.MOST_A_DAY
    assert waiting(app) == {"hrc-kr": actions.MOST_A_DAY}
    other = form_of(app, "hrc-kr", event="LEEDS-2").fill(**times(hrc_kr="5"))
    assert visitor.press(other, SEND).status_code == 303


def test_only_so_many_events_wait_at_once(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_OPEN", 1)
    first, second = (
        form_of(app, "hrc-kr", event=event).fill(**times(hrc_kr="5")) for event in ("A", "B")
    )
    visitor.press(first, SEND)

    visitor.submit(second, SEND, 429)
    assert visitor.press(first.fill(**times(hrc_kr="6")), SEND).status_code == 303


def test_what_comes_back_faster_than_people_type_is_marked(app_with: AppWith) -> None:
    app = app_with(min_seconds=60)
    visitor = Visitor(app)

    visitor.press(form_of(app, "hrc-kr").fill(**times(hrc_kr="17")), SEND)

    assert [each.marked for each in kept(app)] == ["quick"]


@pytest.mark.parametrize("token", ["", "forged"])
def test_without_a_page_of_ours_nothing_is_kept(app: Flask, visitor: Visitor, token: str) -> None:
    form = form_of(app, "hrc-kr").fill(**times(hrc_kr="17")).forge(token=token)

    page = visitor.submit(form, SEND, 422)

    assert "This page was open for a long time. Nothing is lost: press again." in page.text
    assert page.form(SEND).values["times-hrc-kr"] == ("17",)
    assert kept(app) == []
    assert visitor.press(page.form(SEND), SEND).status_code == 303


def test_letters_are_counted_after_the_campaign_has_ended(
    app_with: AppWith, tmp_path: Path
) -> None:
    letters = copytree(TEST_LETTERS, tmp_path / "letters")
    file = letters / "orchard" / "campaign.toml"
    ended = f"closes = {TODAY - timedelta(days=1)}\n"
    file.write_text(ended + file.read_text(encoding="utf-8"), encoding="utf-8")
    app = app_with(letters=letters)
    visitor = Visitor(app)

    form = visitor.open(link(app, "hrc-kr", slug="orchard")).form(SEND)

    assert visitor.press(form.fill(**times(hrc_kr="17")), SEND).status_code == 303


def test_numbers_that_cannot_be_kept_now_are_said_to_be_lost(app: Flask, visitor: Visitor) -> None:
    form = form_of(app, "hrc-kr").fill(**times(hrc_kr="17"))
    with app.app_context():
        db.session.connection().exec_driver_sql("ALTER TABLE paper_number RENAME TO away")
        db.session.commit()
    page = visitor.submit(form, SEND, 503)
    with app.app_context():
        db.session.connection().exec_driver_sql("ALTER TABLE away RENAME TO paper_number")
        db.session.commit()

    assert page.heading == "Your report could not be counted just now"
    assert kept(app) == []


def test_the_page_opens_while_what_was_sent_cannot_be_read(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        db.session.connection().exec_driver_sql("ALTER TABLE paper_count RENAME TO away")
        db.session.commit()
    page = visitor.open(link(app, "hrc-kr"))
    with app.app_context():
        db.session.connection().exec_driver_sql("ALTER TABLE away RENAME TO paper_count")
        db.session.commit()

    assert page.form(SEND).values["times-hrc-kr"] == ("",)
