"""The page for hosts of letter evenings, and the pack of paper that they take from it."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from tests.builders import read_pdf, text_of
from tests.conftest import TEST_LETTERS, AppWith
from tests.pages import Form, Visitor
from tests.soundness import attributes
from tests.strain import full

pytestmark = pytest.mark.slow

EVENING = "/uyghur-assessment/evening/"
PACK = "Download the pack"
STATES = ("kr", "mx", "fr", "gb", "ch", "in", "id", "jp", "th", "iq", "qa")
ELEVEN = tuple(f"hrc-{state}" for state in STATES)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


def form_with(visitor: Visitor, *to: str) -> Form:
    """Return the form with these targets ticked."""
    return visitor.open(EVENING).form(PACK).fill(to=to)


def test_a_host_gets_a_pack_with_a_letter_to_each_that_was_chosen(visitor: Visitor) -> None:
    answer = visitor.press(form_with(visitor, "high-commissioner", "third-committee-fr"), PACK)

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=letter-evening.pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    said = text_of(answer.data)
    assert "Permanent Representative of France" in said
    assert "United Nations High Commissioner for Human Rights" in said
    assert "http://localhost/uyghur-assessment/" in said


def test_a_pack_is_counted_nowhere(visitor: Visitor) -> None:
    visitor.press(form_with(visitor, "hrc-kr"), PACK)

    assert visitor.counts() == {}


def test_every_delegation_and_office_of_the_day_can_be_chosen(visitor: Visitor) -> None:
    offered = visitor.open(EVENING).form(PACK).offered["to"] or frozenset()

    assert {"high-commissioner", "hrc", "hrc-kr", "third-committee", "third-committee-us"} < offered
    assert not {"hrc-cn", "hrc-us", "third-committee-cn"} & offered


def test_letters_bear_the_date_of_the_evening_or_today(visitor: Visitor) -> None:
    form = form_with(visitor, "high-commissioner")

    then = text_of(visitor.press(form.fill(day="2026-12-24"), PACK).data)

    assert "24 December 2026" in then
    assert "24 November 2026" not in then
    assert "24 November 2026" in text_of(visitor.press(form, PACK).data)


@pytest.mark.parametrize("day", ["٢٠٢٦-١٢-٢٤", "۲۰۲۶-۱۲-۲۴", "２０２６-１２-２４"])
def test_the_date_of_the_evening_is_read_in_the_digits_of_any_keyboard(
    visitor: Visitor, day: str
) -> None:
    pack = visitor.press(form_with(visitor, "high-commissioner").fill(day=day), PACK)
    assert "24 December 2026" in text_of(pack.data)


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        ("2026-11-23", "The date of the evening has passed. Choose today or a later day."),
        ("2027-11-25", "The date of the evening can be until 24 November 2027."),
        ("24.12.2026", "Write the date of the evening like this: 2026-11-24."),
        ("2026-02-30", "Write the date of the evening like this: 2026-11-24."),
    ],
)
def test_a_wrong_date_is_said_where_it_is_and_all_is_kept(
    visitor: Visitor, day: str, wrong: str
) -> None:
    page = visitor.submit(form_with(visitor, "hrc-kr").fill(day=day), PACK, 422)

    assert page.links(".errors") == [(wrong, "#day")]
    assert attributes(page.find("#day"))["aria-invalid"] == "true"
    assert page.form(PACK).values["day"] == (day,)
    assert page.form(PACK).values["to"] == ("hrc-kr",)


def test_a_search_keeps_the_paper(visitor: Visitor) -> None:
    page = visitor.open(f"{EVENING}?look=1&find=mex&paper=letter")

    assert page.form(PACK).values["paper"] == ("letter",)


@pytest.mark.parametrize("day", ["2026-11-24", "2027-11-24"])
def test_an_evening_is_today_at_the_soonest_and_in_a_year_at_the_latest(
    visitor: Visitor, day: str
) -> None:
    form = form_with(visitor, "high-commissioner").fill(day=day)

    assert visitor.press(form, PACK).status_code == 200


def test_who_is_no_member_on_the_day_of_the_evening_is_named_where_one_chooses(
    visitor: Visitor,
) -> None:
    form = form_with(visitor, "hrc-kr", "hrc-fr").fill(day="2027-01-15")

    page = visitor.submit(form, PACK, 422)

    [(wrong, place)] = page.links(".errors")
    assert wrong.startswith("Not known to be a member of the Council on that day: France.")
    assert place == "#to-high-commissioner"


def test_a_search_keeps_the_date_and_offers_who_is_a_member_on_it(visitor: Visitor) -> None:
    page = visitor.open(f"{EVENING}?find=fran&look=1&day=2027-01-15")

    assert page.form(PACK).values["day"] == ("2027-01-15",)
    assert "hrc-fr" not in (page.form(PACK).offered["to"] or ())
    assert "There is a problem" not in page.text


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_a_pack_is_on_the_paper_that_was_chosen(visitor: Visitor, paper: str, width: int) -> None:
    answer = visitor.press(form_with(visitor, "hrc-kr").fill(paper=paper), PACK)

    assert {round(page.mediabox.width) for page in read_pdf(answer.data).pages} == {width}


def test_a_pack_is_in_the_language_that_was_chosen(orchard_app: Flask) -> None:
    visitor = Visitor(orchard_app)
    form = visitor.open("/orchard/evening/").form(PACK).fill(to="hrc-kr", language="ar")

    pdf = read_pdf(visitor.press(form, PACK).data)

    assert str(pdf.root_object["/Lang"]) == "ar"


@pytest.mark.parametrize(
    ("to", "wrong"),
    [
        ((), "Choose at least one delegation or office."),
        (ELEVEN, "Choose at most 10; you chose 11."),
    ],
)
def test_none_or_too_many_are_asked_for_again_and_all_is_kept(
    visitor: Visitor, to: Sequence[str], wrong: str
) -> None:
    form = form_with(visitor, *to).fill(paper="letter")

    page = visitor.submit(form, PACK, 422)

    assert page.links(".errors") == [(wrong, "#to-high-commissioner")]
    assert set(page.form(PACK).values["to"]) == set(to)
    assert page.form(PACK).values["paper"] == ("letter",)
    assert page.find("title").to_text().startswith("Error:")


@pytest.mark.parametrize("field", ["language", "paper"])
def test_what_a_field_does_not_offer_is_refused(visitor: Visitor, field: str) -> None:
    form = form_with(visitor, "hrc-kr").forge(**{field: "other"})

    page = visitor.submit(form, PACK, 422)

    assert "”: this cannot be chosen here. Choose again." in page.text
    assert page.form(PACK).values["to"] == ("hrc-kr",)


def test_the_same_target_twice_is_one_letter(visitor: Visitor) -> None:
    form = form_with(visitor, "hrc-kr")

    once, twice = (visitor.press(each, PACK) for each in (form, form.forge(to=("hrc-kr",) * 11)))

    assert twice.data == once.data


@pytest.mark.parametrize(("slug", "status"), [("hrc-cn", 403), ("nobody", 404), ("hrc-us", 410)])
def test_no_pack_is_made_for_whom_no_letter_is_offered(
    visitor: Visitor, slug: str, status: int
) -> None:
    form = form_with(visitor, "hrc-kr").forge(to=("hrc-kr", slug))

    visitor.submit(form, PACK, status)


def test_over_capacity_says_when_to_come_again_and_keeps_what_was_chosen(app: Flask) -> None:
    visitor = Visitor(app)
    form = form_with(visitor, "hrc-kr", "hrc-mx")
    with full(app.extensions["services"].press):
        page = visitor.submit(form, PACK, 503)

    again = page.form("Try again")
    assert again.values == form.values
    assert page.response.headers["Retry-After"]
    assert visitor.press(again, "Try again").mimetype == "application/pdf"


def closing(app_with: AppWith, folder: Path, day: str) -> Visitor:
    """Return somebody who visits the made-up campaign, of which this is the last day."""
    letters = copytree(TEST_LETTERS, folder / "letters")
    file = letters / "orchard" / "campaign.toml"
    file.write_text(f"closes = {day}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    return Visitor(app_with(letters=letters))


def test_an_evening_is_on_the_last_day_of_its_campaign_at_the_latest(
    app_with: AppWith, tmp_path: Path
) -> None:
    visitor = closing(app_with, tmp_path, "2026-12-31")
    form = visitor.open("/orchard/evening/").form(PACK).fill(to="high-commissioner", language="en")

    assert visitor.press(form.fill(day="2026-12-31"), PACK).status_code == 200
    page = visitor.submit(form.fill(day="2027-01-01"), PACK, 422)
    assert page.links(".errors")[0][0].startswith("The date of the evening can be until 31 Dec")


def test_no_evening_is_held_for_a_campaign_that_has_ended(
    app_with: AppWith, tmp_path: Path
) -> None:
    visitor = closing(app_with, tmp_path, "2026-11-23")

    assert visitor.open("/orchard/evening/", 410).heading == "This campaign has ended"
    answer = visitor.post("/orchard/evening/pack.pdf", {"to": ("hrc-kr",)})
    assert answer.status_code == 410
