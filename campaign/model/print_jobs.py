"""Printing that goes on in the background: a job, what became of it, and the papers it has made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

KEPT: Final = timedelta(days=1)
"""The time for which a job and its papers are kept after it was asked for, or ended."""


class DocumentKind(StrEnum):
    """A paper that can be printed, each as a file of its own."""

    COVER_SHEET = "cover-sheet"
    BLANK = "blank"
    LABELS = "labels"
    TALLY = "tally"
    PACKING = "packing"
    TABLE = "table"
    POSTER = "poster"
    COVER = "cover"


class JobState(StrEnum):
    """The stages of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def is_going_on(self) -> bool:
        """Whether more papers are to come."""
        return self in {JobState.WAITING, JobState.RUNNING}


class JobFailure(StrEnum):
    """The reasons why a job could not be done."""

    WINDOW = "window"
    LABEL = "label"
    SENDER = "sender"
    SIGNS = "signs"
    GONE = "gone"
    TOO_MUCH = "too much"
    LOST = "lost"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A paper that was made: its pages, and how many bytes its file has.

    `number` says how many letters, labels or recipients are in it; `left_out` are the slugs of
    targets that are not.
    """

    piece: DocumentKind
    number: int
    pages: int
    size: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Papers that somebody asked for; `bundle` is the text that says which.

    `done` of `total` steps are made, of which `had` were when the worker took it at `started`.
    `about` says what a failure is about: mostly a target's slug.
    """

    id: int
    campaign: str
    by: str
    at: datetime
    bundle: str
    state: JobState
    done: int
    total: int
    had: int
    started: datetime | None
    failure: JobFailure | None
    about: str
    expires: datetime
    papers: tuple[PrintedDocument, ...]

    def left(self, now: datetime) -> timedelta | None:
        """Return how long it will take by what it took so far; None where nothing tells yet."""
        made = self.done - self.had
        if self.state is not JobState.RUNNING or self.started is None or made < 1:
            return None
        return (now - self.started) / made * (self.total - self.done)
