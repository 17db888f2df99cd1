"""What there is to do before a session, counted from its days or from the month of custom."""

from dataclasses import replace
from datetime import date

import pytest

from campaign.catalogue import Catalogue
from campaign.model.world import BodySession, SessionTask, World
from campaign.rules.session_tasks import PlannedTask, due_tasks, session_tasks
from tests.facts.conftest import made_up

__all__ = ["made_up"]

TODAY = date(2026, 11, 24)
RULE = SessionTask("hrc", None, "letters", weeks_from=4, weeks=2)


@pytest.fixture
def world(made_up: Catalogue) -> World:
    """Return a world whose 64th session has days, and one rule."""
    dated = BodySession("hrc", 64, date(2027, 2, 22), date(2027, 4, 2))
    return replace(made_up.world, sessions=(dated,), tasks=(RULE,))


def before(world: World, number: int | None = 64, body: str = "hrc") -> list[PlannedTask]:
    """Return what is to be done before one session."""
    every = session_tasks(world, TODAY)
    (found,) = [each for each in every if (each.body, each.number) == (body, number)]
    return list(every[found])


def test_days_are_counted_from_the_day_the_session_opens(world: World) -> None:
    (task,) = before(world)

    assert (task.first, task.last) == (date(2027, 1, 25), date(2027, 2, 8))
    assert not task.is_about


def test_where_its_days_are_not_known_they_are_about_right(world: World) -> None:
    undated = replace(world, sessions=())
    (task,) = before(undated, None)

    assert (task.first, task.last) == (date(2027, 1, 4), date(2027, 1, 18))
    assert task.is_about


def test_what_one_session_says_goes_before_the_rule(world: World) -> None:
    own = SessionTask("hrc", 64, "letters", day=date(2027, 1, 30))

    (task,) = before(replace(world, tasks=(RULE, own)))

    assert (task.first, task.last, task.is_rule) == (own.day, own.day, False)


def test_a_rule_can_be_not_for_one_session(world: World) -> None:
    assert not before(replace(world, tasks=(RULE, SessionTask("hrc", 64, "letters"))))


def test_only_what_is_near_and_not_done_is_due(world: World) -> None:
    near = date(2027, 1, 20)
    done = SessionTask("hrc", 64, "letters", weeks=2, done=TODAY)

    assert [each.task for each in due_tasks(world, near)] == [RULE]
    assert not due_tasks(world, TODAY)
    assert not due_tasks(replace(world, tasks=(RULE, done)), near)


def test_a_session_that_is_over_asks_for_nothing(world: World) -> None:
    assert not [each for each in session_tasks(world, date(2027, 4, 3)) if each.number == 64]
