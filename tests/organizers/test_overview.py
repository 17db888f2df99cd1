"""What supporters do is what organizers see counted, and can take away."""

import io
import json
import re
import zipfile
from datetime import date, timedelta
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
from tests.exports.spreadsheets import read_workbook
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


def count(
    app: Flask, value: str, way: Way, times: int, *, days_ago: int = 0, marked: str = ""
) -> None:
    """Count a target's letters of some day."""
    kinds = [(Dimension.TARGET, value), (Dimension.ALL, "")]
    add(app, kinds, way, times, day=TODAY - timedelta(days=days_ago), marked=marked)


def count_last_week(app: Flask, way: Way = Way.PDF, **countries: int) -> None:
    """Count letters in English of countries, in the last week that is over."""
    day = TODAY - timedelta(weeks=1)
    for country, times in countries.items():
        add(app, [(Dimension.COUNTRY, country), (Dimension.LANGUAGE, "en")], way, times, day=day)


def add(
    app: Flask,
    kinds: list[tuple[Dimension, str]],
    way: Way,
    times: int,
    *,
    day: date,
    marked: str = "",
) -> None:
    keys = [
        TallyKey("uyghur-assessment", by.period(day), way, by, value, marked) for by, value in kinds
    ]
    with app.app_context():
        tally.add_to_tally(db.session, keys, times=times)
        db.session.commit()


def totals(page: Page) -> dict[str, int]:
    """Return the figures at the top, but for those on paper."""
    found = page.document.query(".totals .panel:not(:last-child) .total")
    named = [[words(each) for each in one.query("summary span, summary b")] for one in found]
    return {name: int(figure.replace(",", "")) for name, figure in named if figure != "0"}


def table(page: Page, name: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table by their first cell, each with its heads."""
    rows = []
    for found in page.document.query(f"table[aria-labelledby=by-{name}]"):
        heads = [words(each) for each in found.query("thead th")]
        cells = [[words(cell) for cell in row.query("th, td")] for row in found.query("tbody tr")]
        rows += [(row[0], dict(zip(heads, row, strict=True))) for row in cells]
    return dict(rows)


def downloaded(viewer: Browser, days: str = "") -> dict[str, Any]:
    """Return all tables as JSON, by their names."""
    tables: dict[str, Any] = json.loads(viewer.get(f"{HERE}counts.json{days}").text)["tables"]
    return tables


@pytest.mark.slow
def test_what_supporters_do_is_shown_exactly(app: Flask, viewer: Browser) -> None:
    for to, times in (("hrc-kr", 2), ("hrc-mx", 1)):
        for _ in range(times):
            write(app, to)

    page = viewer.open(HERE)

    assert totals(page) == {"Letters checked": 3, "As a PDF": 3, "Posted": 3}
    by_target = table(page, "target")
    assert by_target[f"Republic of Korea{GENEVA}"]["Checked"] == "2"
    assert by_target[f"Mexico{GENEVA}"]["Said: posted"] == "1"
    assert list(by_target)[:2] == [f"Republic of Korea{GENEVA}", f"Mexico{GENEVA}"]
    assert by_target["President of the Human Rights Council"]["Checked"] == "0"
    assert len(by_target) == 5  # nobody wrote to the others
    assert table(page, "day")["24 November 2026"]["PDF"] == "3"
    assert table(page, "country") == {}  # the week is not over
    assert "There is nothing to show of whole weeks yet." in page.text


def test_each_figure_says_what_it_means(app: Flask, viewer: Browser) -> None:
    count(app, "hrc-kr", Way.OPEN, 1)

    drafts = next(
        each
        for each in viewer.open(HERE).document.query(".total")
        if "As an email draft" in words(each)
    )

    assert words(drafts).endswith("Nobody knows whether it was sent.")


def test_where_people_leave_is_shown_as_rates_with_their_base(app: Flask, viewer: Browser) -> None:
    count(app, "hrc-kr", Way.PREPARED, 40, days_ago=2)
    count(app, "hrc-kr", Way.PDF, 20, days_ago=2)
    count(app, "hrc-kr", Way.TXT, 10, days_ago=2)
    count(app, "hrc-kr", Way.SENT, 7, days_ago=2)
    count(app, "hrc-kr", Way.POSTED, 1)

    page = viewer.open(HERE)

    way = table(page, "steps")
    assert way["Taken, in any way"]["Per 100"] == "75"
    assert way["Taken, in any way"]["Its base"] == "checked (30 of 40)"
    assert way["Said to be sent"]["Its base"] == "taken (8 of 30)"
    by_day = table(page, "steps-by-day")
    assert list(by_day) == [
        "24 November 2026", "23 November 2026", "22 November 2026", "All these days"
    ]  # fmt: skip
    assert by_day["22 November 2026"]["Said per 100 taken"] == "23"
    assert by_day["23 November 2026"]["Checked"] == "0"
    assert by_day["24 November 2026"]["Said per 100 taken"] == "no base"
    rows = downloaded(viewer)["by-steps-by-day"]["rows"]
    assert rows[0]["said_per_100"] is None
    assert rows[0]["not_shown"] == {"taken_per_100": "no base", "said_per_100": "no base"}


def test_what_is_not_shown_says_why_and_is_never_0(app: Flask, viewer: Browser) -> None:
    count(app, "hrc-kr", Way.SENT, 1)
    count_last_week(app, KR=60, MX=4, BR=3)
    count_last_week(app, Way.TXT, KR=8, MX=9)

    for days in ("", "?from=2026-11-24", "?to=2026-11-20"):
        page = viewer.open(f"{HERE}{days}")
        shown = table(page, "country")
        assert list(shown) == ["Republic of Korea", "Mexico", "Others", "Not stated", "In all"]
        assert {name: row["PDF"] for name, row in shown.items()} == {
            "Republic of Korea": "60",
            "Mexico": "under 5",
            "Others": "7",
            "Not stated": "under 5",
            "In all": "67",
        }
        assert shown["Others"]["Text"] == "0"  # nothing is hidden there
        assert "Brazil" not in words(page.find("table[aria-labelledby=by-country]"))
    rows = downloaded(viewer)["by-country"]["rows"]
    mexico = next(row for row in rows if row["country"] == "MX")
    assert (mexico["pdf"], mexico["txt"], mexico["sent"]) == (None, 9, None)
    assert mexico["not_shown"] == {"pdf": "under 5", "sent": "not recorded"}
    assert "BR" not in {row["country"] for row in rows}
    assert "Said: emailed: not recorded" in viewer.open(HERE).text


def test_delegations_that_have_had_none_are_named(app: Flask, viewer: Browser) -> None:
    count(app, "hrc-kr", Way.PREPARED, 1)
    count(app, "hrc-mx", Way.POSTED, 1)

    missing = words(viewer.open(HERE).find("details.without"))

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

    assert totals(page) == {"As a PDF": 6}
    assert table(page, "target")[f"Republic of Korea{GENEVA}"]["PDF"] == "6"
    assert list(table(page, "day")) == ["23 November 2026", "22 November 2026", "All these days"]
    assert page.form("Show these days").values["from"] == ("2026-11-22",)
    kept = "?from=2026-11-22&to=2026-11-23"
    files = [link for _, link in page.links() if re.search(r"\.(xlsx|zip|json)\b", link)]
    assert len(files) == 9
    assert all(link.endswith(kept) for link in files)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("from=2026-11-24&to=2026-11-23", "The last day is before the first."),
        ("from=yesterday", "Enter the whole day: day, month and year."),
        ("from=0001-01-01", "Choose a day after 1999."),
        ("to=9999-12-31", "This day has not come yet."),
    ],
)
def test_days_that_cannot_be_are_said_to_be_wrong(viewer: Browser, days: str, said: str) -> None:
    assert said in viewer.open(f"{HERE}?{days}", 422).text
    assert viewer.get(f"{HERE}counts.xlsx?{days}").status_code == 422


def test_days_of_nothing_say_so_for_every_table(app: Flask, viewer: Browser) -> None:
    write(app, "hrc-kr")

    page = viewer.open(f"{HERE}?from=2026-01-01&to=2026-01-02")

    said = [words(each) for each in page.document.query("main .nothing, main .notice")]
    assert said.count("Nothing was counted on these days.") == 5
    assert "No letters on paper were counted on these days." in said
    assert not page.document.query("table, svg, .without")
    tables = downloaded(viewer, "?from=2026-01-01&to=2026-01-02")
    assert {name for name, each in tables.items() if each["rows"]} == set()


def test_days_are_drawn_as_bars_without_styles(app: Flask, viewer: Browser) -> None:
    count(app, "hrc-kr", Way.PREPARED, 7)
    count(app, "hrc-kr", Way.PREPARED, 3, days_ago=1)

    drawn = viewer.open(HERE).document.query("svg.bars")[0]

    assert attributes(drawn)["aria-label"] == "Checked by day: lowest 3, highest 7."
    assert len(drawn.query("rect")) == 2


def test_one_workbook_has_every_table_as_on_the_page(app: Flask, viewer: Browser) -> None:
    write(app, "hrc-kr")
    count_last_week(app, KR=60)

    answer = viewer.get(f"{HERE}counts.xlsx")

    name = answer.headers["Content-Disposition"]
    assert re.search(r"\d{4}-\d\d-\d\d-uyghur-assessment-counts\.xlsx", name)
    sheets = read_workbook(answer.data)
    headings = [words(each) for each in viewer.open(HERE).document.query("h2, details h3")]
    assert list(sheets)[-1] == "Notes"
    assert set(sheets) - {"Notes"} <= set(headings)
    assert len(sheets) == 11
    assert sheets["By country of the writer"].values[1][:2] == ["Republic of Korea", 0]
    notes = {row[0]: row[1] for row in sheets["Notes"].values if len(row) > 1}
    assert notes["Campaign"] == "Letters for the Uyghur region"
    assert "final" in str(notes["By country and language"])
    assert [sheets["By recipient"].values[0][0], sheets["By recipient"].values[1][0]] == [
        "Recipient", "Republic of Korea"
    ]  # fmt: skip


def test_csv_files_have_their_heads_first_and_notes_beside_them(
    app: Flask, viewer: Browser
) -> None:
    write(app, "hrc-kr")

    made = zipfile.ZipFile(io.BytesIO(viewer.get(f"{HERE}counts.zip").data))

    first = made.read("by-target.csv").decode("utf-8-sig").splitlines()[:2]
    assert first[0] == "Short name,Recipient,Where,Checked,PDF,Said: posted"
    assert first[1].startswith("hrc-kr,Republic of Korea,")
    assert "Letters for the Uyghur region" in made.read("notes.txt").decode("utf-8-sig")


@pytest.mark.parametrize("name", ["target-by-day", "ask-by-day"])
def test_long_tables_are_files_of_their_own(app: Flask, viewer: Browser, name: str) -> None:
    write(app, "hrc-kr")

    found = json.loads(viewer.get(f"{HERE}by-{name}.json").text)

    assert list(found["tables"]) == [f"by-{name}"]
    assert {row["day"] for row in found["tables"][f"by-{name}"]["rows"]} == {"2026-11-24"}
    sheet = next(iter(read_workbook(viewer.get(f"{HERE}by-{name}.xlsx").data).values()))
    assert "yyyy-mm-dd" in {cell.shown_as for cell in sheet.rows[1]}


def test_a_table_that_nobody_has_is_not_there(viewer: Browser) -> None:
    assert viewer.get(f"{HERE}by-person.json").status_code == 404
    assert viewer.get(f"{HERE}counts.csv").status_code == 404
    assert viewer.get("/organizers/nowhere/").status_code == 404


@pytest.mark.parametrize("name", [each for each in CountTable if each.is_long])
def test_a_download_reads_its_own_table_and_no_other(
    app: Flask, viewer: Browser, name: CountTable
) -> None:
    asked: set[str] = set()

    def note(*told: Any) -> None:  # noqa: ANN401 - of any driver
        values = told[3]
        values = values.values() if isinstance(values, dict) else values
        asked.update({each for each in Dimension if each in values})

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        assert viewer.get(f"{HERE}by-{name}.json").status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)

    assert asked - {Dimension.ALL} == {name.dimension}  # all says of which days


def test_a_download_that_is_left_in_the_middle_hurts_nothing(app: Flask, viewer: Browser) -> None:
    for days_ago in range(30):
        count(app, "hrc-kr", Way.PDF, 1, days_ago=days_ago)
    answer = viewer._client.get(f"{HERE}by-target-by-day.json", buffered=False)  # noqa: SLF001
    next(iter(answer.response))
    answer.close()

    assert viewer.get(f"{HERE}counts.json").status_code == 200
    count(app, "hrc-kr", Way.PDF, 1)
