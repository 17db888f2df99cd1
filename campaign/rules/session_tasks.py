"""What there is to do before each session, and when: by its days, or by the month of custom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from campaign.model.language import TargetKind
from campaign.model.world import BodySession, SessionTask, World
from campaign.rules.sessions import MONTHS, ComingSession, coming_session

AHEAD: Final = timedelta(weeks=4)
"""How long before its last day a task is spoken of."""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task before one session; its days are None where they are not known.

    `is_about` says that its days are counted from a month of custom; `is_rule`, that it is so
    before each session of the body, and not changed for this one.
    """

    session: ComingSession
    task: SessionTask
    first: date | None
    last: date | None
    is_about: bool
    is_rule: bool


def session_tasks(world: World, on: date) -> Mapping[ComingSession, Sequence[PlannedTask]]:
    """Return the sessions that are not over, by the day they open, and what to do before each."""
    found = {each for body in MONTHS for each in _sessions(world, body, on)}
    ordered = sorted(found, key=lambda each: (each.opens, each.body))
    return {each: sorted(_tasks(world, each), key=_order) for each in ordered}


def due_tasks(world: World, on: date) -> Sequence[PlannedTask]:
    """Return what is to be done within weeks and is not done yet, the most urgent first."""
    every = (task for tasks in session_tasks(world, on).values() for task in tasks)
    due = [t for t in every if t.last and t.last <= on + AHEAD and not t.task.done]
    return sorted(due, key=_order)


def _sessions(world: World, body: TargetKind, on: date) -> Iterator[ComingSession]:
    yield coming_session(world, body, on)
    for each in world.sessions:
        if each.body == body and each.start and _last_day(each, each.start) >= on:
            yield ComingSession(body, each.number, each.start, is_dated=True)


def _last_day(session: BodySession, opens: date) -> date:
    return session.end or opens


def _tasks(world: World, session: ComingSession) -> Iterator[PlannedTask]:
    """Yield a session's tasks; one of its own that has no day says that a rule is not for it."""
    mine = [task for task in world.tasks if task.body == session.body]
    rules = {task.task: task for task in mine if task.number is None}
    own = {t.task: t for t in mine if session.number is not None and t.number == session.number}
    for name, task in (rules | own).items():
        if name in rules and not task.has_day:
            continue
        yield _planned(session, task, is_rule=name not in own)


def _planned(session: ComingSession, task: SessionTask, *, is_rule: bool) -> PlannedTask:
    if task.weeks is None:
        return PlannedTask(session, task, task.day, task.day, is_about=False, is_rule=is_rule)
    last = session.opens - timedelta(weeks=task.weeks)
    begins = task.weeks if task.weeks_from is None else task.weeks_from
    first = session.opens - timedelta(weeks=begins)
    return PlannedTask(session, task, first, last, not session.is_dated, is_rule=is_rule)


def _order(planned: PlannedTask) -> tuple[date, str]:
    return planned.last or date.max, planned.task.task
