"""Counts on paper are kept as records: none is counted twice, and none is ever lost."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaign.actions import paper as actions
from campaign.errors import TooManyCounts
from campaign.model.paper import Counted, Kind, Record, State
from campaign.model.statement import Campaign
from campaign.store import paper

TUESDAY, NOW = date(2026, 11, 24), datetime(2026, 11, 24, 20, 15)  # noqa: DTZ001 - as kept


def counted(
    numbers: Mapping[str, int] | None = None,
    event: str = "LEEDS-1",
    kind: Kind = Kind.SIGNED,
    day: date = TUESDAY,
) -> Counted:
    return Counted(event, day, kind, numbers or {"hrc-kr": 17})


def propose(
    engine: Engine,
    campaign: Campaign,
    numbers: Mapping[str, int] | None = None,
    *,
    event: str = "LEEDS-1",
    at: datetime = NOW,
) -> None:
    with Session(engine) as db:
        actions.propose(db, campaign, counted(numbers, event), marked="", now=at)


def records(engine: Engine, campaign: Campaign, event: str = "LEEDS-1") -> list[Record]:
    with Session(engine) as db:
        return list(paper.read_event(db, campaign.slug, event))


def states(engine: Engine, campaign: Campaign) -> list[State]:
    return [each.state for each in records(engine, campaign)]


def test_what_is_kept_is_what_was_counted(engine: Engine, orchard: Campaign) -> None:
    propose(engine, orchard, {"hrc-kr": 17, "hrc-mx": 3})

    (only,) = records(engine, orchard)

    assert only == Record(
        only.id, counted({"hrc-kr": 17, "hrc-mx": 3}), State.PROPOSED, by="", at=NOW
    )


def test_many_hosts_at_once_leave_one_count_waiting(engine: Engine, orchard: Campaign) -> None:
    with ThreadPoolExecutor(8) as hosts:
        list(hosts.map(lambda n: propose(engine, orchard, {"hrc-kr": n}), range(1, 13)))

    assert states(engine, orchard) == [State.PROPOSED, *[State.REPLACED] * 11]


def test_after_a_day_more_can_be_proposed(
    engine: Engine, orchard: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_A_DAY", 1)
    propose(engine, orchard)
    with pytest.raises(TooManyCounts):
        propose(engine, orchard, {"hrc-kr": 1}, at=NOW + timedelta(hours=23))

    propose(engine, orchard, {"hrc-kr": 1}, at=NOW + timedelta(hours=24))

    assert states(engine, orchard) == [State.PROPOSED, State.REPLACED]
