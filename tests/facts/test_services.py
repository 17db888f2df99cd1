"""What one node changes, every other one shows within five seconds."""

from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from campaign.actions import facts
from campaign.model.facts import Change, FactTable, Origin
from campaign.store import facts as kept
from campaign.web import services
from campaign.web.database import db
from campaign.web.services import Services
from tests.conftest import TEST_LETTERS, AppWith

NOW: Final = datetime(2026, 11, 24, 12, 30)  # noqa: DTZ001 - as databases keep it, in UTC
STREET: Final = "3 Quince Row"


@pytest.fixture
def orchards(app_with: AppWith) -> tuple[Flask, Flask]:
    """Return two applications on the same database, as two nodes would be."""
    return app_with(letters=TEST_LETTERS), app_with(letters=TEST_LETTERS)


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have facts looked up for every page."""
    monkeypatch.setattr(services, "FRESH", -1)


def correct(app: Flask, street: str = STREET) -> int:
    """Give the Republic of Korea's mission in Geneva another street; return the batch."""
    values = {"target": "hrc-kr", "postal": f"{street} | 1200 Geneva | SWITZERLAND"}
    with app.app_context():
        shipped = app.extensions["services"].shipped
        return facts.correct_fact(
            db.session, shipped, FactTable.ADDRESSES, values, by="Pip", at=NOW
        )


def undo(app: Flask, batch: int) -> None:
    with app.app_context():
        assert facts.undo_changes(
            db.session, app.extensions["services"].shipped, batch, by="Pip", at=NOW
        )


def shown(app: Flask) -> str:
    """Return the postal address as pages have it."""
    with app.app_context():
        at: Services = app.extensions["services"]
        return at.campaigns["orchard"].world.addresses["hrc-kr"].postal[0]


def keep_unusable(app: Flask) -> None:
    """Keep a fact as an older version could have, which this one has no State for."""
    row = dict.fromkeys(FactTable.ADDRESSES.columns, "") | {"target": "hrc-xx", "source": "made up"}
    with app.app_context():
        change = Change(FactTable.ADDRESSES, "hrc-xx", row, Origin.HAND)
        kept.add_changes(db.session, [change], origin=Origin.HAND, by="Pip", at=NOW)
        db.session.commit()


def test_facts_are_looked_up_at_least_every_five_seconds() -> None:
    assert services.FRESH <= 5


@pytest.mark.usefixtures("_at_once")
def test_what_one_node_changes_and_undoes_another_shows(orchards: tuple[Flask, Flask]) -> None:
    one, other = orchards
    assert shown(other) == "Mission of the Orchard"

    batch = correct(one)
    assert shown(other) == shown(one) == STREET

    undo(one, batch)
    assert shown(other) == shown(one) == "Mission of the Orchard"


def test_facts_are_not_looked_up_again_within_seconds(
    orchards: tuple[Flask, Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = orchards
    monkeypatch.setattr(services, "FRESH", 600)
    before = shown(other)

    correct(one)
    assert shown(other) == before

    monkeypatch.setattr(services, "FRESH", -1)
    assert shown(other) == STREET


@pytest.mark.usefixtures("_at_once")
def test_facts_that_cannot_be_used_leave_the_shipped_ones_in_place_and_are_logged_once(
    app_with: AppWith, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_with(letters=TEST_LETTERS)
    correct(app)
    keep_unusable(app)
    capsys.readouterr()

    assert {shown(app) for _ in range(3)} == {"Mission of the Orchard"}

    logged = capsys.readouterr().err
    assert logged.count("Corrected facts do not fit this version") == 1
    assert '"hrc-xx" is no target' in logged


@pytest.mark.usefixtures("_at_once")
def test_once_they_can_be_used_again_they_are(app_with: AppWith) -> None:
    app = app_with(letters=TEST_LETTERS)
    correct(app)
    keep_unusable(app)
    assert shown(app) == "Mission of the Orchard"

    undo(app, 2)

    assert shown(app) == STREET


@pytest.mark.usefixtures("_at_once")
def test_pages_go_on_with_what_they_have_while_the_database_does_not_answer(
    app_with: AppWith, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_with(letters=TEST_LETTERS)
    correct(app)
    assert shown(app) == STREET
    with app.app_context():
        db.engine.dispose()
    for file in tmp_path.glob("campaign.sqlite*"):
        file.unlink()
    (tmp_path / "campaign.sqlite").mkdir()

    assert shown(app) == STREET
    assert "Facts could not be looked up" in capsys.readouterr().err
