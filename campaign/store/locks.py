"""Locks for what must be read and written without anybody in between."""

from enum import IntEnum

from sqlalchemy import text
from sqlalchemy.orm import Session


class Lock(IntEnum):
    """A lock that writers wait for; the number is that of PostgreSQL's lock."""

    COUNTS = 5105107
    FACTS = 5105108
    TALLY = 5105109
    PEOPLE = 5105110
    WEEKS = 5105111


def take_lock(db: Session, turn: Lock) -> None:
    """Keep others that take this lock waiting until the transaction is done.

    What is read after it is what there is; who only reads does not wait.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": int(turn)})
    else:  # the first writing statement takes the one place there is for a writer
        db.execute(text("UPDATE fact_batch SET id = id WHERE id < 0"))
