"""What supporters do is what organizers see counted, and can take away."""

import csv
import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from campaign.model.letter import Way
from campaign.model.organizer import Role
from campaign.model.tally import CountTable, Dimension, TallyKey
from campaign.store import tally
from campaign.web.database import db
from tests.conftest import TODAY
from tests.organizers.browser import Browser
from tests.organizers.conftest import MakePerson
from tests.pages import Page, Visitor
from tests.soundness import attributes, words

HERE = "/organizers/uyghur-assessment/"
GENEVA = " Delegation to the Human Rights Council, in Geneva"
SHOW, PDF, POSTED = "Show my letter", "Download the PDF", "I posted it"


@pytest.fixture
def viewer(person: MakePerson) -> Browser:
    """Return the browser of somebody who may look."""
    return person("vera@example.org", Role.VIEWER).browser


def write(app: Flask, to: str, country: str = "KR") -> None:
    """Take a letter as a supporter, and say that it was posted."""
    visitor = Visitor(app)
    form = visitor.open(f"/uyghur-assessment/to/{to}/").form(SHOW)
    page = visitor.submit(form.fill(sign_as="country", country=country), SHOW)
    assert visitor.press(page.form(PDF), PDF).status_code == 200
    assert visitor.press(page.form(POSTED), POSTED).status_code == 303


def count(app: Flask, value: str, way: Way, times: int, *, days_ago: int = 0) -> None:
    """Count a target's letters of some day."""
    day = TODAY - timedelta(days=days_ago)
    kinds = [(Dimension.TARGET, value), (Dimension.ALL, "")]
    keys = [TallyKey("uyghur-assessment", day, way, by, value, "") for by, value in kinds]
    with app.app_context():
        tally.add_to_tally(db.session, keys, times=times)
        db.session.commit()


def totals(page: Page) -> dict[str, int]:
    """Return the figures at the top."""
    names = [words(each) for each in page.document.query(".totals dt")]
    figures = [words(each) for each in page.document.query(".totals dd strong")]
    return {name: int(figure.replace(",", "")) for name, figure in zip(names, figures, strict=True)}


def table(page: Page, name: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table by their first cell, each with its heads."""
    found = page.document.query(f"[aria-labelledby=by-{name}]")
    if not found:
        return {}
    heads = [words(each) for each in found[0].query("thead th")]
    rows = [[words(cell) for cell in row.query("th, td")] for row in found[0].query("tbody tr")]
    return {row[0]: dict(zip(heads, row, strict=True)) for row in rows}


def test_what_supporters_do_is_shown_exactly(app: Flask, viewer: Browser) -> None:
    for to, times in (("hrc-kr", 2), ("hrc-mx", 1)):
        for _ in range(times):
            write(app, to)

    page = viewer.open(HERE)

    assert totals(page) == {"Prepared": 3, "PDF taken": 3, "Said: posted": 3}
    by_target = table(page, "target")
    assert by_target[f"Republic of Korea{GENEVA}"]["Prepared"] == "2"
    assert by_target[f"Mexico{GENEVA}"]["Said: posted"] == "1"
    assert list(by_target)[:2] == [f"Republic of Korea{GENEVA}", f"Mexico{GENEVA}"]
    assert by_target["President of the Human Rights Council"]["Prepared"] == "0"
    assert len(by_target) == 5  # nobody wrote to the others
    assert table(page, "day")["2026-11-24"]["PDF taken"] == "3"
    assert table(page, "country") == {}


def test_no_count_under_five_is_shown_by_country_or_language_whatever_the_days(
    app: Flask, viewer: Browser
) -> None:
    for country, times in (("KR", 6), ("MX", 4), ("BR", 3)):
        for _ in range(times):
            write(app, "hrc-kr", country)

    for days in ("", "?from=2026-11-24", "?to=2026-11-23"):
        shown = table(viewer.open(f"{HERE}{days}"), "country")
        assert set(shown) == {"Republic of Korea", "other"}
        rows = json.loads(viewer.get(f"{HERE}by-country.json{days}").text)["rows"]
        assert {row["country"]: row["prepared"] for row in rows} == {"KR": 6, "other": 7}


def test_delegations_that_have_had_none_are_named(app: Flask, viewer: Browser) -> None:
    count(app, "hrc-kr", Way.PREPARED, 1)
    count(app, "hrc-mx", Way.POSTED, 1)

    missing = words(viewer.open(HERE).find("details"))

    general, council = missing.split("Delegation to the Human Rights Council, in Geneva")
    assert "Mexico" in council
    assert "Republic of Korea" not in council
    assert "Republic of Korea" in general


def test_the_days_that_are_chosen_stay_in_the_address_of_all_that_is_linked(
    app: Flask, viewer: Browser
) -> None:
    for days_ago, times in ((0, 1), (1, 2), (2, 4), (3, 8)):
        count(app, "hrc-kr", Way.PDF, times, days_ago=days_ago)
    days = {"from": "2026-11-22", "to": "2026-11-23"}
    form = viewer.open(HERE).form("Show these days").fill(**days)

    page = viewer.open(f"{HERE}?from={form.values['from'][0]}&to={form.values['to'][0]}")

    assert totals(page) == {"PDF taken": 6}
    assert table(page, "target")[f"Republic of Korea{GENEVA}"]["PDF taken"] == "6"
    assert list(table(page, "day")) == ["2026-11-22", "2026-11-23"]
    assert page.form("Show these days").values["from"] == ("2026-11-22",)
    kept = "?from=2026-11-22&to=2026-11-23"
    assert attributes(page.find("picture img"))["src"].endswith(kept)
    assert attributes(page.find("picture source"))["srcset"].endswith(kept)
    files = [link for said, link in page.links() if said.endswith("CSV")]
    assert files
    assert all(link.endswith(kept) for link in files)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("from=2026-11-24&to=2026-11-23", "The last day is before the first."),
        ("from=yesterday", "Write the day as 2026-11-24: year, month, day."),
        ("from=0001-01-01", "Choose a day after 1999."),
        ("to=9999-12-31", "This day has not come yet."),
    ],
)
def test_days_that_cannot_be_are_said_to_be_wrong(viewer: Browser, days: str, said: str) -> None:
    assert said in viewer.open(f"{HERE}?{days}", 422).text
    assert viewer.get(f"{HERE}by-target.csv?{days}").status_code == 422


def test_with_nothing_counted_the_page_says_so(viewer: Browser) -> None:
    page = viewer.open(HERE)

    assert "Nothing was counted on these days." in page.text
    assert not page.document.query("picture")


def test_a_chart_is_a_picture_without_styles_scripts_or_other_places(
    app: Flask, viewer: Browser
) -> None:
    count(app, "hrc-kr", Way.PDF, 7)

    svg = viewer.get(f"{HERE}by-day/pdf.svg")
    png = viewer.get(f"{HERE}by-day/pdf.png")

    assert svg.mimetype == "image/svg+xml"
    assert not re.search(r"style|script|href|<!", svg.text)
    assert "2026-11-24" in svg.text
    assert (png.mimetype, png.data[:4]) == ("image/png", b"\x89PNG")
    assert viewer.get(f"{HERE}by-day/nothing.svg").status_code == 404


def test_every_table_says_what_it_is_in_every_format(app: Flask, viewer: Browser) -> None:
    write(app, "hrc-kr")
    for name in ("way", "day", "target", "ask", "country", "language", "target-by-day"):
        answer = viewer.get(f"{HERE}by-{name}.csv")
        disposition = answer.headers["Content-Disposition"]
        assert re.search(rf"\d{{4}}-\d\d-\d\d-uyghur-assessment-by-{name}\.csv", disposition)
        lines = list(csv.reader(io.StringIO(answer.text)))
        assert [line[0] for line in lines[:5]] == [
            *("Campaign", "What is counted", "From", "To", "Made (UTC)")
        ]
        found = json.loads(viewer.get(f"{HERE}by-{name}.json").text)
        assert {"campaign", "counted", "from", "to", "made", "columns", "rows"} <= set(found)
        assert len(lines) - lines.index([]) - 2 == len(found["rows"])
        book = zipfile.ZipFile(io.BytesIO(viewer.get(f"{HERE}by-{name}.xlsx").data))
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "Made (UTC)" in sheet
        assert "<f>" not in sheet
    rows = json.loads(viewer.get(f"{HERE}by-target.json").text)["rows"]
    assert next(row for row in rows if row["target"] == "hrc-kr")["pdf"] == 1


def test_a_table_that_nobody_has_is_not_there(viewer: Browser) -> None:
    assert viewer.get(f"{HERE}by-person.csv").status_code == 404
    assert viewer.get("/organizers/nowhere/").status_code == 404


@pytest.mark.parametrize("name", CountTable)
def test_a_download_reads_its_own_table_and_no_other(
    app: Flask, viewer: Browser, name: CountTable
) -> None:
    asked: set[str] = set()

    def note(*told: Any) -> None:  # noqa: ANN401 - of any driver
        _, _, statement, values, *_ = told
        values = values.values() if isinstance(values, dict) else values
        asked.update({each for each in Dimension if each in values})
        if "paper_number" in statement:
            asked.add("paper")

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        assert viewer.get(f"{HERE}by-{name}.csv").status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)

    # The first says of which days.
    assert asked - {Dimension.ALL} == (
        {"paper"} if name is CountTable.ON_PAPER else {name.dimension} - {Dimension.ALL}
    )


def test_a_download_that_is_left_in_the_middle_hurts_nothing(app: Flask, viewer: Browser) -> None:
    for days_ago in range(30):
        count(app, "hrc-kr", Way.PDF, 1, days_ago=days_ago)
    answer = viewer._client.get(f"{HERE}by-target-by-day.csv", buffered=False)  # noqa: SLF001
    next(iter(answer.response))
    answer.close()

    assert viewer.get(f"{HERE}by-target.csv").status_code == 200
    count(app, "hrc-kr", Way.PDF, 1)
