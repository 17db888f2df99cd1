"""Finding a recipient among 240, by search, country and record; and writing to several."""

import io
from datetime import date
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from pypdf import PdfReader

from campaign.actions.counts import read_counts
from campaign.errors import OverTheLimit
from campaign.model.letter import Way
from campaign.model.tally import Count, CountTable
from campaign.web.database import db
from tests.conftest import AppWith
from tests.pages import Page, Visitor
from tests.soundness import ancestors, attributes, words

MEXICO, FRANCE = "Next: Mexico (2 of 3)", "Next: France (3 of 3)"
SEVERAL, PACK = "Write the first letter", "Download the pack"
ROOT = "/uyghur-assessment"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


HOME = "section[aria-labelledby=home]"


def delegations(page: Page, within: str = ".body") -> list[str]:
    """Return the slugs of the targets that a part of a page leads to."""
    return [urlsplit(href).path.strip("/").rpartition("/")[2] for _, href in page.links(within)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("find=cote", {"hrc-ci", "third-committee-ci"}),
        ("find=CÔTE", {"hrc-ci", "third-committee-ci"}),
        ("find=south+korea", {"hrc-kr", "third-committee-kr"}),
        ("find=Plurinational", {"hrc-bo", "third-committee-bo"}),
        ("find=laos", {"third-committee-la"}),
        ("find=USA", {"third-committee-us"}),
        ("find=Cote+d'Ivoire", {"hrc-ci", "third-committee-ci"}),
        ("find=guinea+bissau", {"third-committee-gw"}),
        ("find=Alemania", {"third-committee-de"}),
        ("find=Германия", {"third-committee-de"}),
        ("find=ألمانيا", {"third-committee-de"}),
        ("find=德國", {"third-committee-de"}),
        ("find=ivory", {"hrc-ci", "third-committee-ci"}),
        ("find=nowhere", set()),
        ("find=switz&reachable=yes", {"hrc-ch"}),
        ("find=united+k&vote=for", {"hrc-gb"}),
        ("find=united&region=africa", {"third-committee-tz"}),
    ],
)
def test_a_search_finds_by_name_region_vote_and_address(
    visitor: Visitor, asked: str, found: set[str]
) -> None:
    page = visitor.open(f"{ROOT}/to/?{asked}")

    assert set(delegations(page)) == found


def rows(page: Page) -> dict[str, str]:
    """Return what the row of each delegation in Geneva says."""
    return {
        urlsplit(attributes(link)["href"]).path.strip("/").rpartition("/")[2]: words(row)
        for link in page.document.query(".body .delegations a")
        for row in ancestors(link)
        if row.name == "li"
    }


def test_each_recipient_says_how_it_can_be_reached(visitor: Visitor) -> None:
    page = visitor.open(f"{ROOT}/to/")

    said = rows(page)
    assert said["hrc-jp"] == "Japan until 2026 · voted in favour Post Email"
    assert said["hrc-ch"] == "Switzerland until 2027 Post"
    assert said["hrc-kr"] == "Republic of Korea until 2027 · voted in favour No address yet"
    assert page.find("#content").query("symbol#sign-post")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "United Nations High Commissioner for Human Rights Post Email"),
        ("/several/", "Japan voted in favour Post Email"),
        ("/evening/", "Japan voted in favour Post Email"),
    ],
)
def test_so_does_every_other_place_where_one_is_chosen(
    visitor: Visitor, path: str, says: str
) -> None:
    assert says in visitor.open(f"{ROOT}{path}").text


def test_those_that_can_be_reached_come_first_in_their_region(visitor: Visitor) -> None:
    page = visitor.open(f"{ROOT}/to/")

    found = [slug for slug in delegations(page) if slug.startswith("hrc-")]
    stays, leaving = found.index("hrc-is"), found.index("hrc-jp")
    assert found[stays : stays + 3] == ["hrc-is", "hrc-ch", "hrc-it"]
    assert "hrc-fr" in found[leaving:]


def test_only_those_that_can_be_reached_are_found_if_wanted(visitor: Visitor) -> None:
    form = visitor.open(f"{ROOT}/to/").form("Search").fill(reachable="yes")

    page = visitor.open(f"{form.action}?{urlencode(form.values, doseq=True)}")

    assert {each for each in rows(page) if each.startswith("hrc-")} == {
        "hrc-jp",
        "hrc-ch",
        "hrc-is",
    }
    assert page.form("Search").values["reachable"] == ("yes",)


def test_a_search_without_a_result_says_what_to_do(visitor: Visitor) -> None:
    assert "No delegation is found" in visitor.open(f"{ROOT}/to/?find=nowhere").text


def test_those_with_the_fewest_letters_by_yesterday_come_first(app_with: AppWith) -> None:
    """Whoever looks now does not see where the letter of this moment went."""
    visitor, wanted = Visitor(app_with()), "?find=al&order=fewest&vote=not+then+a+member"
    before = visitor.open(f"{ROOT}/to/{wanted}").text
    form = visitor.open(f"{ROOT}/to/hrc-al/").form("Show my letter")
    visitor.submit(form, "Show my letter")
    assert visitor.open(f"{ROOT}/to/{wanted}").text == before

    tomorrow = Visitor(app_with(fixed_today=date(2026, 11, 25))).open(f"{ROOT}/to/{wanted}")

    assert delegations(tomorrow)[-1] == "hrc-al"
    assert "1 letter prepared so far" in tomorrow.text


def test_the_members_of_a_year_known_in_part_are_said_to_be_incomplete(app_with: AppWith) -> None:
    later = Visitor(app_with(fixed_today=date(2027, 1, 1)))

    text = later.open(f"{ROOT}/to/").text

    assert "15 of the Council’s 47 seats are not known" in text


def test_a_country_with_a_seat_is_shown_it_first(visitor: Visitor) -> None:
    form = visitor.open(f"{ROOT}/to/").form("Show its delegations").fill(country="CH")
    page = visitor.submit(form, "Show its delegations")

    assert delegations(page, HOME) == ["hrc-ch", "third-committee-ch"]


def test_a_country_without_a_seat_is_shown_the_members_of_its_region(visitor: Visitor) -> None:
    form = visitor.open(f"{ROOT}/to/").form("Show its delegations").fill(country="US")
    page = visitor.submit(form, "Show its delegations")
    shown = delegations(page, HOME)

    assert shown[0] == "third-committee-us"
    assert {"hrc-ch", "hrc-gb"} < set(shown)
    assert "hrc-kr" not in shown


def test_a_territory_that_is_no_state_is_named_shortly_and_has_no_delegation(
    visitor: Visitor,
) -> None:
    page = visitor.open(f"{ROOT}/to/")
    form = page.form("Show its delegations").fill(country="HK")

    assert ">Hong Kong<" in page.response.text
    assert "no delegation" in visitor.submit(form, "Show its delegations").text


def test_where_somebody_lives_is_in_no_address_and_not_cached(visitor: Visitor) -> None:
    answer = visitor.post(f"{ROOT}/to/", {"country": ("CH",)})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_several_letters_follow_each_other_with_one_note_and_signature(visitor: Visitor) -> None:
    write = visitor.open(f"{ROOT}/to/hrc-kr/?then=hrc-mx&then=third-committee-fr")
    form = write.form("Show my letter").fill(
        note="I am a nurse.", sign_as="full", name="Ana Example"
    )
    check = visitor.submit(form, "Show my letter")
    second = visitor.submit(check.form(MEXICO), MEXICO)
    check = visitor.submit(second.form("Show my letter"), "Show my letter")
    third = visitor.submit(check.form(FRANCE), FRANCE)
    last = visitor.submit(third.form("Show my letter"), "Show my letter")

    assert "Letter 1 of 3" in write.text
    assert "Letter 2 of 3" in second.text
    assert "Letter 3 of 3" in third.text
    assert "Letter 3 of 3" in visitor.submit(last.form("Change something"), "Change something").text
    assert "Mexico" in second.heading
    assert "France to the United Nations" in last.text
    assert "I am a nurse." in last.text
    assert "Ana Example" in last.text
    assert "Next:" not in last.text


def test_one_letter_alone_is_not_numbered_nor_is_one_more(visitor: Visitor) -> None:
    write = visitor.open(f"{ROOT}/to/hrc-kr/")
    check = visitor.submit(write.form("Show my letter"), "Show my letter")
    same = "Write to somebody else with the same words"
    office = "President of the Human Rights Council"
    more = visitor.submit(visitor.submit(check.form(same), same).form(office), office)

    assert "Letter 1" not in write.text
    assert "Letter 1" not in more.text


@pytest.mark.slow
def test_all_letters_come_in_one_pdf_and_each_is_counted(app: Flask, visitor: Visitor) -> None:
    write = visitor.open(f"{ROOT}/to/hrc-kr/?then=hrc-mx&then=third-committee-fr")
    check = visitor.submit(
        write.form("Show my letter").fill(note="I am a nurse."), "Show my letter"
    )
    answer = visitor.press(check.form("All of them in one PDF"), "All of them in one PDF")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]

    assert len(pages) == 3
    for page, name in zip(pages, ("Korea", "Mexico", "France"), strict=True):
        assert name in page
        assert "I am a nurse." in page
    assert visitor.counts() == {"prepared": 1, "pdf": 3}
    with app.app_context():
        campaign = app.extensions["services"].campaign("uyghur-assessment")
        counted = read_counts(db.session, campaign, CountTable.TARGET)
    assert Count("third-committee-fr", Way.PDF, 1) in counted


def test_of_several_letters_the_one_that_takes_too_long_is_named_and_none_is_counted(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OverTheLimit("hrc-mx")

    monkeypatch.setattr(app.extensions["services"].press, "several", fail)
    visitor = Visitor(app)
    write = visitor.open(f"{ROOT}/to/hrc-kr/?then=hrc-mx&then=third-committee-fr&lang=en")
    check = visitor.submit(write.form("Show my letter"), "Show my letter")
    page = visitor.submit(check.form("All of them in one PDF"), "All of them in one PDF", 422)

    assert "It is the letter to: Mexico." in page.text
    assert visitor.counts() == {"prepared": 1}


def test_more_than_ten_at_once_are_too_many(visitor: Visitor) -> None:
    states = ("kr", "mx", "fr", "gb", "ch", "in", "id", "jp", "th", "iq", "qa")
    query = "&".join(f"to=hrc-{state}" for state in states)

    page = visitor.open(f"{ROOT}/several/?{query}", 422)

    assert is_said_at_the_choices(page, "Choose at most 10; you chose 11.")


def is_said_at_the_choices(page: Page, error: str) -> bool:
    """Say whether a mistake in choosing stands in the summary and where it can be mended."""
    assert page.find("title").to_text().startswith("Error: ")
    assert page.links(".errors") == [(error, "#to")]
    choices = page.find("#to")
    assert choices.query("input[type=checkbox]")
    return error in str(choices.query("#to-error")[0].to_text())


def test_choosing_nobody_is_a_mistake_and_looking_for_the_first_time_is_none(
    visitor: Visitor,
) -> None:
    first = visitor.open(f"{ROOT}/several/")
    sought = visitor.open(f"{ROOT}/several/?find=kor&look=1")
    form = first.form(SEVERAL)
    sent = {**form.values, **form.button(SEVERAL).values}
    query = urlencode([(name, value) for name, values in sent.items() for value in values])

    page = visitor.open(f"{form.action}?{query}", 422)

    assert is_said_at_the_choices(page, "Choose at least one delegation.")
    for sound in (first, sought):
        assert not sound.document.query(".errors, .error")


def test_choosing_several_leads_to_the_first(visitor: Visitor) -> None:
    answer = visitor.get(f"{ROOT}/several/?to=hrc-kr&to=hrc-mx")

    assert answer.status_code == 303
    assert answer.location.endswith("/to/hrc-kr/?then=hrc-mx")


def test_an_excluded_mission_cannot_be_among_several(visitor: Visitor) -> None:
    assert visitor.get(f"{ROOT}/several/?to=hrc-kr&to=hrc-cn").status_code == 403


def test_an_address_says_from_when_it_is(visitor: Visitor) -> None:
    form = visitor.open(f"{ROOT}/to/third-committee/").form("Show my letter")

    assert "as published on 18 December 2024" in visitor.submit(form, "Show my letter").text


@pytest.mark.parametrize(("path", "button"), [("several/", SEVERAL), ("evening/", PACK)])
def test_a_search_among_boxes_keeps_what_is_ticked(
    visitor: Visitor, path: str, button: str
) -> None:
    form = visitor.open(f"{ROOT}/{path}").form(button)

    page = visitor.open(f"{ROOT}/{path}?to=hrc-mx&find=kor&look=1")

    again = page.form(button)
    assert again.values["to"] == ("hrc-mx",)
    assert {"hrc-kr", "third-committee-kr", "hrc-mx"} <= (again.offered["to"] or set())
    assert "hrc-fr" not in (again.offered["to"] or set())
    assert len(form.offered["to"] or ()) > len(again.offered["to"] or ())
    assert "There is a problem" not in page.text


@pytest.mark.parametrize("path", ["several/", "evening/"])
def test_a_search_among_boxes_leads_to_what_is_found_and_says_how_many(
    visitor: Visitor, path: str
) -> None:
    page = visitor.open(f"{ROOT}/{path}")
    search = next(form for form in page.forms if "Search" in {each.text for each in form.buttons})

    assert search.button("Search").action.endswith(f"/{path}#found")
    assert page.find("#found").to_text().strip() == ""
    for find, said in (("korea", "Found: 3."), ("atlantis", "Nothing is found.")):
        sought = visitor.open(f"{ROOT}/{path}?to=hrc-mx&find={find}&look=1")
        assert sought.find("#found").to_text().strip().startswith(said)


@pytest.mark.parametrize("path", ["several/", "evening/", "to/"])
def test_the_search_comes_before_what_is_searched(visitor: Visitor, path: str) -> None:
    html = visitor.open(f"{ROOT}/{path}").response.text

    assert html.index('id="find"') < html.index("third-committee-af")
