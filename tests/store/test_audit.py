"""The audit can be added to, and nothing else, whoever asks the database."""

from datetime import datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from campaign.model.audit import AuditEvent
from campaign.store import audit

NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - as databases keep it
CHANGES = {
    "sqlite": (
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT id, at, 'nobody', what, about FROM audit",
    ),
    "postgresql": (
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "INSERT INTO audit SELECT * FROM audit ON CONFLICT (id) DO UPDATE SET who = 'nobody'",
    ),
}


def test_what_is_written_is_read_newest_first(engine: Engine) -> None:
    with Session(engine) as db:
        for about in ("one", "two", "three"):
            audit.add_entry(
                db, who="ada@example.org", what=AuditEvent.INVITED, about=about, at=NOON
            )
            db.flush()

        newest, *_ = found = audit.read_entries(db)
        assert [entry.about for entry in found] == ["three", "two", "one"]
        assert (newest.who, newest.what, newest.at) == ("ada@example.org", AuditEvent.INVITED, NOON)
        older = audit.read_entries(db, before=newest.id, most=1)
        assert [entry.about for entry in older] == ["two"]


def test_the_database_refuses_to_change_or_forget_it(engine: Engine) -> None:
    with Session(engine) as db:
        audit.add_entry(db, who="ada@example.org", what=AuditEvent.INVITED, about="one", at=NOON)
        db.commit()
        before = audit.read_entries(db)

    for change in CHANGES[engine.dialect.name]:
        with pytest.raises(DBAPIError, match="only added to"), engine.begin() as connection:
            connection.execute(text(change))

    with Session(engine) as db:
        assert audit.read_entries(db) == before
