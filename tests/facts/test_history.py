"""What organizers did with facts is told by history and audit alike; nobody overwrites another.

On SQLite and on PostgreSQL.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaign.actions import audit, fact_history, fact_imports, facts
from campaign.catalogue import Catalogue
from campaign.errors import BrokenData, Overtaken, UnknownFact
from campaign.model.audit import AuditEvent
from campaign.model.facts import FactTable, SeenFact, digest, fingerprint
from campaign.store.locks import Lock, take_lock
from tests.facts.directory import make_directory, six

NOW: Final = datetime(2026, 11, 24, 12, 30)  # noqa: DTZ001 - as databases keep it, in UTC
DAY: Final = date(2026, 11, 24)
KEY: Final = "hrc-kr"
Correct = Callable[..., int]


@pytest.fixture
def correct(db: Session, made_up: Catalogue) -> Correct:
    """Return a way to give an address another email, a minute after the last time."""
    minutes = iter(range(99))

    def change(email: str, seen: SeenFact | None = None) -> int:
        at = NOW + timedelta(minutes=next(minutes))
        values = {"target": KEY, "email": email}
        return facts.correct_fact(
            db, made_up, FactTable.ADDRESSES, values, by="Pip", at=at, seen=seen
        )

    return change


def deeds(db: Session) -> Sequence[tuple[str, AuditEvent, str]]:
    """Return what the audit tells, the newest first."""
    return [(each.who, each.what, each.about) for each in audit.read_page(db, before=None, most=9)]


def emails(db: Session, shipped: Catalogue) -> Sequence[tuple[str, str, bool]]:
    """Return from what to what each change made the email, and whether it was undone."""
    story = fact_history.history_of_fact(db, shipped, FactTable.ADDRESSES, KEY)
    return [
        ((each.before or {})["email"], (each.after or {})["email"], batch.undone)
        for batch, each in story
    ]


def undo(db: Session, shipped: Catalogue, batch: int) -> None:
    assert facts.undo_changes(db, shipped, batch, by="Ben", at=NOW + timedelta(hours=1))


def test_history_tells_what_each_change_took_the_place_of(
    db: Session, made_up: Catalogue, correct: Correct
) -> None:
    correct("one@example.org")
    second = correct("two@example.org")
    undo(db, made_up, second)
    facts.correct_fact(
        db, made_up, FactTable.ADDRESSES, {"target": KEY, "email": "three@example.org"},
        by="Pip", at=NOW + timedelta(hours=2),
    )  # fmt: skip

    assert emails(db, made_up) == [
        ("one@example.org", "three@example.org", False),
        ("one@example.org", "two@example.org", True),
        ("orchard@example.org", "one@example.org", False),
    ]
    batch, (difference,) = fact_history.changes_in(db, made_up, second)
    assert (batch.by, batch.undone_by) == ("Pip", "Ben")
    assert (difference.before or {})["email"] == "one@example.org"
    with pytest.raises(UnknownFact):
        fact_history.changes_in(db, made_up, 99)


def test_every_deed_is_in_the_audit_with_the_number_of_its_change(
    db: Session, made_up: Catalogue, correct: Correct
) -> None:
    correct("one@example.org")
    found = fact_history.find_fact(db, made_up, FactTable.ADDRESSES, KEY)
    seen = (FactTable.ADDRESSES, SeenFact(KEY, digest(found.row)))
    facts.confirm_fact(db, made_up, seen, on=DAY, by="Pip", at=NOW)
    facts.remove_fact(db, made_up, FactTable.ADDRESSES, KEY, by="", at=NOW)
    intake = fact_imports.read_import("file", make_directory(*six()), made_up, DAY)
    fact_imports.take_import(
        db, fact_imports.compare_import(db, made_up, intake), made_up, by="Pip", at=NOW
    )
    undo(db, made_up, 3)

    assert deeds(db) == [
        ("Ben", AuditEvent.FACTS_UNDONE, "no. 3: addresses hrc-kr"),
        ("Pip", AuditEvent.FACTS_IMPORTED, "addresses: 6 (no. 4)"),
        (facts.NOBODY, AuditEvent.FACT_REMOVED, "addresses hrc-kr (no. 3)"),
        ("Pip", AuditEvent.FACT_CONFIRMED, "addresses hrc-kr (no. 2)"),
        ("Pip", AuditEvent.FACT_CORRECTED, "addresses hrc-kr (no. 1)"),
    ]


def test_what_is_refused_is_in_neither(db: Session, made_up: Catalogue, correct: Correct) -> None:
    with pytest.raises(BrokenData):
        correct("two@example.org; addresses@example.org")
    with pytest.raises(Overtaken):
        correct("one@example.org", seen=SeenFact(KEY, "of another form"))
    assert not facts.undo_changes(db, made_up, 1, by="Ben", at=NOW)

    assert not deeds(db)
    assert not facts.list_changes(db)


def test_of_two_who_change_the_same_fact_at_once_the_second_is_told(
    engine: Engine, made_up: Catalogue
) -> None:
    with Session(engine) as db:
        row = fact_history.find_fact(db, made_up, FactTable.ADDRESSES, KEY).row
    seen = SeenFact(KEY, digest(row))

    def change(email: str) -> str:
        values = {"target": KEY, "email": email}
        with Session(engine) as db:
            try:
                facts.correct_fact(
                    db, made_up, FactTable.ADDRESSES, values, by=email, at=NOW, seen=seen
                )
            except Overtaken:
                return ""
        return email

    with ThreadPoolExecutor() as organizers:
        made = list(organizers.map(change, [f"{number}@example.org" for number in range(6)]))

    (kept,) = filter(None, made)
    with Session(engine) as db:
        assert fact_history.find_fact(db, made_up, FactTable.ADDRESSES, KEY).row["email"] == kept
        assert len(facts.list_changes(db)) == len(deeds(db)) == 1


def test_of_two_changes_at_once_that_contradict_each_other_one_is_refused(
    engine: Engine, made_up: Catalogue
) -> None:
    def add(start: str) -> bool:
        values = {"code": "KR", "start": start, "end": "2029-12-31", "source": "made up"}
        with Session(engine) as db:
            try:
                return bool(
                    facts.correct_fact(db, made_up, FactTable.MEMBERS, values, by="Pip", at=NOW)
                )
            except BrokenData:
                return False

    with ThreadPoolExecutor() as organizers:
        made = list(organizers.map(add, [f"2028-0{month}-01" for month in range(1, 7)]))

    assert sum(made) == 1
    with Session(engine) as db:
        assert facts.current_catalogue(db, made_up)


def test_who_only_reads_does_not_wait_for_who_writes(engine: Engine, made_up: Catalogue) -> None:
    with Session(engine) as writing, Session(engine) as reading:
        take_lock(writing, Lock.FACTS)
        assert facts.current_catalogue(reading, made_up)


def test_a_file_waits_for_everybody_and_is_taken_as_it_was_shown(
    db: Session, engine: Engine, made_up: Catalogue
) -> None:
    intake = fact_imports.read_import(
        "file", make_directory(*six(fr="a@b.org; c@d.org")), made_up, DAY
    )
    number = fact_imports.submit_import(db, intake, name="book.json", by="Pip", at=NOW)

    with Session(engine) as other:
        found, differences = fact_imports.preview_import(other, made_up, number, now=NOW)
        assert (found.name, found.by, found.at, found.intake) == ("book.json", "Pip", NOW, intake)
        shown = fingerprint(differences)
        batch = fact_imports.approve_import(
            other, made_up, number, shown=shown, only=None, by="Ben", at=NOW
        )

    assert [each.changes for each in facts.list_changes(db)] == [6]
    assert batch == 1
    with pytest.raises(UnknownFact):
        fact_imports.preview_import(db, made_up, number, now=NOW)


def test_a_file_whose_taking_breaks_half_way_goes_on_waiting_and_nothing_is_a_fact(
    db: Session, made_up: Catalogue
) -> None:
    head = ",".join(FactTable.MEMBERS.columns)
    lines = ("FR,2027-01-01,2029-12-31,m,,", "KR,2027-06-01,2029-12-31,m,,", "")
    intake = fact_imports.read_import("file", "\n".join((head, *lines)).encode(), made_up, DAY)
    number = fact_imports.submit_import(db, intake, name="members.csv", by="Pip", at=NOW)
    shown = fingerprint(fact_imports.preview_import(db, made_up, number, now=NOW)[1])

    with pytest.raises(BrokenData):
        fact_imports.approve_import(db, made_up, number, shown=shown, only=None, by="Ben", at=NOW)

    assert not facts.list_changes(db)
    assert not deeds(db)
    assert fact_imports.preview_import(db, made_up, number, now=NOW)
