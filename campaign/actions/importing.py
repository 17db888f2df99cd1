"""Files of facts: brought in, looked at by everybody, approved of by somebody, or put aside."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions import facts
from campaign.catalogue import Catalogue
from campaign.errors import Overtaken, UnknownFact
from campaign.model.facts import Difference, Intake, Waiting, fingerprint
from campaign.store import waiting
from campaign.store.turns import Turn, take_turn

LASTS: Final = timedelta(days=1)
"""How long a file waits; the facts it was held against are older every hour."""


def bring(db: Session, intake: Intake, *, name: str, by: str, at: datetime) -> int:
    """Keep what was in a file until somebody approves of it; return its number.

    Nothing of it is a fact before that.
    """
    waiting.remove_old(db, before=at - LASTS)
    number = waiting.add_waiting(db, intake, name=name, by=by, at=at)
    db.commit()
    return number


def everything(db: Session, *, now: datetime) -> Sequence[Waiting]:
    """Return the files that wait, the newest first."""
    return waiting.read_waiting(db, since=now - LASTS)


def look(
    db: Session, shipped: Catalogue, number: int, *, now: datetime
) -> tuple[Waiting, Sequence[Difference]]:
    """Return a file and what taking it would change now. Raises UnknownFact."""
    found = waiting.read_waiting(db, since=now - LASTS, number=number)
    if not found:
        raise UnknownFact
    return found[0], facts.compare(db, shipped, found[0].intake)


def take(
    db: Session,
    shipped: Catalogue,
    number: int,
    *,
    shown: str,
    only: Collection[str] | None,
    by: str,
    at: datetime,
) -> int | None:
    """Take a file that waits, or only some keys of it; return the batch, None if that is nothing.

    `shown` is the fingerprint of what somebody approved of. A file of which all is taken waits no
    longer. Raises UnknownFact; Overtaken when it would change something else by now; BrokenData
    when the facts would no longer agree with each other. Nothing is changed then.
    """
    take_turn(db, Turn.FACTS)
    found, differences = look(db, shipped, number, now=at)
    if fingerprint(differences) != shown:
        db.rollback()
        raise Overtaken
    chosen = [each for each in differences if only is None or each.key in only]
    if len(chosen) == len(differences):
        waiting.remove_waiting(db, found.id)
    batch, _ = facts.take(db, chosen, shipped, by=by, at=at)
    db.commit()
    return batch


def put_aside(db: Session, number: int) -> None:
    """Take a file away that nobody wants."""
    waiting.remove_waiting(db, number)
    db.commit()
