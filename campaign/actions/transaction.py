"""Transactions: the one place where what was done is committed or taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


@contextmanager
def transaction(db: Session) -> Iterator[None]:
    """Commit what is done within, or take all of it back where anything is raised."""
    with reading(db):
        yield
        db.commit()


@contextmanager
def reading(db: Session) -> Iterator[None]:
    """Leave a session as good as new where anything is raised within; commit nothing."""
    try:
        yield
    except BaseException:
        db.rollback()
        raise
