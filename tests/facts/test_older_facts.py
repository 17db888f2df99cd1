"""Facts that an older version took are read: a letter is given, and nothing leaves undefused."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from campaign.actions import facts
from campaign.catalogue import Catalogue, load
from campaign.errors import BrokenData
from campaign.model.facts import WORLD, Change, FactTable, Origin
from campaign.model.formulas import is_formula
from campaign.settings import Settings
from campaign.store import facts as kept
from campaign.web.database import db as sessions
from tests.facts.conftest import Run
from tests.facts.test_services import NOW
from tests.pages import Button, Visitor

HERE: Final = "/orchard/to/hrc-kr/"
ADDRESSES: Final = (
    "a@[b.org", "a@[192.0.2.1]", '"a b"@c.org', "a(b)@c.org", "é@b.org", "a@é.org", "a..b@c.org",
    "a@b:c.org", "a=?utf-8?q?a?=@b.org", "a\\@b.org",
)  # fmt: skip
FORMULA: Final = "＝1+1"
VALUES: Final = {
    FactTable.MEMBERS: {"code": "KR", "start": "2031-01-01", "end": "2032-12-31"},
    FactTable.OFFICERS: {
        "office": "hrc",
        "start": "2031-01-01",
        "end": "2031-12-31",
        "name": "Pip",
    },
    FactTable.SESSIONS: {"body": "hrc", "number": "99"},
    FactTable.TASKS: {"body": "hrc", "number": "99", "task": "letters"},
    FactTable.ADDRESSES: {"target": "hrc-kr", "postal": "1 Apple Lane", "email": "a@b.org"},
}


def keep(db: Session, sheet: FactTable, **values: str) -> None:
    """Keep a fact as an older version did, which did not judge so strictly."""
    row = {**dict.fromkeys(sheet.columns, ""), "source": "made up", **VALUES[sheet], **values}
    change = Change(sheet, sheet.key(row), row, Origin.HAND)
    kept.add_changes(db, [change], origin=Origin.HAND, by="Pip", at=NOW)
    db.commit()


def has(button: Button, end: str) -> bool:
    return button.action.endswith(end)


def cells(text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text, newline="")):
        yield from row


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_letter_is_given_whatever_stands_for_an_address(orchard_app: Flask, address: str) -> None:
    with orchard_app.app_context():
        keep(sessions.session, FactTable.ADDRESSES, email=address)
    visitor = Visitor(orchard_app)

    page = visitor.submit(visitor.open(HERE).form("Show my letter"), "Show my letter")

    assert "1 Apple Lane" in page.text  # what else was corrected is still in use
    form = next(form for form in page.forms if any(has(each, ".eml") for each in form.buttons))
    eml, opens = (
        visitor.press(form, next(each.text for each in form.buttons if has(each, end)))
        for end in (".eml", "/open")
    )
    assert eml.status_code == 200
    assert b"Subject:" in eml.data
    assert b"To:" not in eml.data
    assert opens.headers["Location"].startswith("mailto:?subject=")


@pytest.mark.parametrize("address", ADDRESSES)
def test_such_an_address_does_not_come_in_by_hand(
    db: Session, made_up: Catalogue, address: str
) -> None:
    values = {"target": "hrc-kr", "email": address, "source": "made up"}
    with pytest.raises(BrokenData, match="is not one address"):
        facts.correct_fact(db, made_up, FactTable.ADDRESSES, values, by="Pip", at=NOW)
    assert not kept.read_changes(db)


def test_nor_with_the_files_that_are_shipped(letters: Path) -> None:
    with (letters / "world" / "addresses.csv").open("a", encoding="utf-8") as file:
        file.write("hrc-cu,,a@[b.org,,,made up,,,\n")
    with pytest.raises(BrokenData, match=r"addresses\.csv: line \d+: email: 'a@\[b\.org' is not"):
        load(letters)


@pytest.mark.parametrize("sheet", WORLD)
@pytest.mark.parametrize("column", ["source", "note"])
def test_a_formula_does_not_come_in_by_hand(
    db: Session, made_up: Catalogue, sheet: FactTable, column: str
) -> None:
    values = {"source": "made up", **VALUES[sheet], column: FORMULA}
    with pytest.raises(BrokenData, match=f"{column}: begins like a formula"):
        facts.correct_fact(db, made_up, sheet, values, by="Pip", at=NOW)
    assert not kept.read_changes(db)


@pytest.mark.parametrize("column", ["postal", "website", "language"])
def test_no_column_takes_one(db: Session, made_up: Catalogue, column: str) -> None:
    values = {"source": "made up", **VALUES[FactTable.ADDRESSES], column: FORMULA}
    with pytest.raises(BrokenData, match=f"{column}: begins like a formula"):
        facts.correct_fact(db, made_up, FactTable.ADDRESSES, values, by="Pip", at=NOW)


def test_a_mistake_of_each_kind_is_said_at_once(db: Session, made_up: Catalogue) -> None:
    values = {"target": "hrc-kr", "email": "a@[b.org", "source": "", "as_of": "x", "note": "=1"}
    with pytest.raises(BrokenData) as broken:
        facts.correct_fact(db, made_up, FactTable.ADDRESSES, values, by="Pip", at=NOW)
    assert {each.name for each in broken.value.complaints} == {"email", "note", "source", "as_of"}


def test_an_older_fact_can_be_mended(db: Session, made_up: Catalogue) -> None:
    keep(db, FactTable.ADDRESSES, email="a@[b.org", note=FORMULA)
    values = {"target": "hrc-kr", "email": "a@b.org", "note": ""}
    facts.correct_fact(db, made_up, FactTable.ADDRESSES, values, by="Pip", at=NOW)
    assert facts.current_catalogue(db, made_up).world.addresses["hrc-kr"].email == "a@b.org"


@pytest.mark.slow
@pytest.mark.parametrize("column", ["source", "note"])
def test_no_export_gives_a_formula_away(
    run: Run, settings: Settings, tmp_path: Path, column: str
) -> None:
    assert run("migrate").exit_code == 0
    with Session(create_engine(settings.database_url)) as db:
        for sheet in WORLD:
            keep(db, sheet, **{column: FORMULA})

    run("facts", "export", tmp_path / "out")

    texts = [file.read_text() for file in (tmp_path / "out").iterdir()]
    texts.append(run("contacts", "export").output)
    for text in texts:
        found = list(cells(text))
        assert f"'{FORMULA}" in found
        assert not [cell for cell in found if is_formula(cell)]


def test_a_holder_whose_first_day_a_later_version_corrects_is_not_there_twice(
    db: Session, made_up: Catalogue
) -> None:
    ours = {"name": "Pomona Pippin", "start": "2025-12-20", "end": "2026-12-31"}
    keep(db, FactTable.OFFICERS, **ours, confirmed="2026-11-24")

    world = facts.current_catalogue(db, made_up).world

    (holder,) = [officer for officer in world.officers if officer.name == "Pomona Pippin"]
    assert str(holder.start) == "2025-12-20"
    assert str(holder.confirmed) == "2026-11-24"


def test_two_holders_at_once_still_contradict_each_other(db: Session, made_up: Catalogue) -> None:
    keep(db, FactTable.OFFICERS, name="Cox Orange", start="2025-12-20", end="2026-12-31")
    with pytest.raises(BrokenData, match="is before the last one ended"):
        facts.current_catalogue(db, made_up)
