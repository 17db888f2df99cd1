"""A letter is worth more than its count: it is given while nothing can be written."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from campaign import store
from campaign.actions import counts, letters
from campaign.actions.count_writer import CountWriter
from campaign.errors import NotCounted
from campaign.model.letter import Choices, Way
from campaign.model.statement import Campaign
from campaign.rules.targets import find_target
from campaign.store import migrate
from tests.store.test_count_writer import once
from tests.store.test_tally import occasion

TODAY = date(2026, 11, 24)


def test_a_letter_is_given_while_the_database_is_locked(
    real: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)  # or it would wait for its turn
    engine = create_engine(f"sqlite:///{tmp_path}/campaign.sqlite")
    migrate.upgrade(engine)
    taken = [(find_target(real, "hrc-kr", TODAY), Choices(("gov-revive-debate",), "en"))]
    writer = CountWriter(partial(Session, engine), once())

    with engine.connect() as other, Session(engine) as db:
        other.execute(text("BEGIN IMMEDIATE"))
        letters.count_letters(writer, real, taken, Way.PDF, occasion=occasion(TODAY))
        assert counts.totals(db, real) == {}
        other.rollback()
    letters.count_letters(writer, real, taken, Way.PDF, occasion=occasion(TODAY))

    writer.end()
    with Session(engine) as db:
        assert counts.totals(db, real) == {"pdf": 2}
    engine.dispose()


def test_a_report_that_cannot_be_kept_is_said_not_to_be(
    real: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    engine = create_engine(f"sqlite:///{tmp_path}/campaign.sqlite")
    migrate.upgrade(engine)
    target = find_target(real, "hrc-kr", TODAY)

    writer = CountWriter(partial(Session, engine), once())

    with engine.connect() as other:
        other.execute(text("BEGIN IMMEDIATE"))
        with pytest.raises(NotCounted):
            letters.count_outcome(writer, real, target, Way.POSTED, occasion=occasion(TODAY))
        other.rollback()
        letters.count_outcome(writer, real, target, Way.POSTED, occasion=occasion(TODAY))

    with Session(engine) as db:
        assert counts.totals(db, real) == {"posted": 1}
    engine.dispose()


def test_counts_can_be_read_while_somebody_writes(tmp_path: Path, real: Campaign) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/campaign.sqlite")
    migrate.upgrade(engine)

    with engine.connect() as other, Session(engine) as db:
        other.execute(text("BEGIN IMMEDIATE"))
        assert counts.totals(db, real) == {}
        other.rollback()
    engine.dispose()


def test_what_is_committed_survives_a_crash_of_the_machine(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/campaign.sqlite")

    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
        assert connection.scalar(text("PRAGMA busy_timeout")) == 10_000  # milliseconds
    engine.dispose()
