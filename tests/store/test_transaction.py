"""One action is one transaction: all of it is kept, or nothing."""

from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaign.actions.audit import read_page, record
from campaign.actions.transaction import reading, transaction
from campaign.errors import Overtaken
from campaign.model.audit import AuditEvent

NOW = datetime(2026, 11, 24)  # noqa: DTZ001 - as databases keep it


def sign_out(db: Session, who: str) -> None:
    """Write something down."""
    record(db, who, AuditEvent.SIGNED_OUT, at=NOW)


def kept(engine: Engine) -> list[str]:
    """Return of whom something is written down, as others see it."""
    with Session(engine) as db:
        return [entry.who for entry in read_page(db, before=None, most=9)]


def test_what_is_done_within_is_kept(engine: Engine) -> None:
    with Session(engine) as db, transaction(db):
        sign_out(db, "a")
        assert kept(engine) == []
    assert kept(engine) == ["a"]


def test_what_is_done_is_kept_where_an_action_returns_early(engine: Engine) -> None:
    def refuse(db: Session) -> None:
        with transaction(db):
            sign_out(db, "a")
            return

    with Session(engine) as db:
        refuse(db)
    assert kept(engine) == ["a"]


@pytest.mark.parametrize("failure", [Overtaken, ValueError, KeyboardInterrupt])
def test_nothing_is_kept_of_what_fails_and_the_next_begins_anew(
    engine: Engine, failure: type[BaseException]
) -> None:
    def fail(db: Session) -> None:
        with transaction(db):
            sign_out(db, "a")
            raise failure

    with Session(engine) as db:
        with pytest.raises(failure):
            fail(db)
        with transaction(db):
            sign_out(db, "b")
    assert kept(engine) == ["b"]


def test_who_only_reads_keeps_nothing(engine: Engine) -> None:
    with Session(engine) as db:
        with reading(db):
            sign_out(db, "a")
        assert kept(engine) == []
