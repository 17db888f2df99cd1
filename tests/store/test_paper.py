"""Counts on paper are kept as records: none is counted twice, and none is ever lost."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaign.actions import paper_count_proposals as actions
from campaign.actions import paper_count_review
from campaign.errors import Overtaken, TooManyCounts
from campaign.model.paper_counts import (
    Event,
    PaperCount,
    PaperCountKind,
    PaperCountRecord,
    PaperCountState,
    Reconciliation,
)
from campaign.model.statement import Campaign
from campaign.model.tally import DateSpan
from campaign.store import paper_counts
from campaign.store.audit import read_entries

TUESDAY, NOW = date(2026, 11, 24), datetime(2026, 11, 24, 20, 15)  # noqa: DTZ001 - as kept


def counted(
    numbers: Mapping[str, int] | None = None,
    event: str = "LEEDS-1",
    kind: PaperCountKind = PaperCountKind.SIGNED,
    day: date = TUESDAY,
) -> PaperCount:
    return PaperCount(event, day, kind, numbers or {"hrc-kr": 17})


def propose(
    engine: Engine,
    campaign: Campaign,
    numbers: Mapping[str, int] | None = None,
    *,
    event: str = "LEEDS-1",
    at: datetime = NOW,
) -> None:
    with Session(engine) as db:
        given = counted(numbers, event)
        actions.propose_count(db, campaign, given, asked=given.numbers, marked="", now=at)


def records(engine: Engine, campaign: Campaign, event: str = "LEEDS-1") -> list[PaperCountRecord]:
    with Session(engine) as db:
        return list(paper_counts.read_event(db, campaign.slug, event))


def states(engine: Engine, campaign: Campaign) -> list[PaperCountState]:
    return [each.state for each in records(engine, campaign)]


def test_what_is_kept_is_what_was_counted(engine: Engine, orchard: Campaign) -> None:
    propose(engine, orchard, {"hrc-kr": 17, "hrc-mx": 3})

    (only,) = records(engine, orchard)

    assert only == PaperCountRecord(
        only.id, counted({"hrc-kr": 17, "hrc-mx": 3}), PaperCountState.PROPOSED, by="", at=NOW
    )


def test_many_hosts_at_once_leave_one_count_waiting(engine: Engine, orchard: Campaign) -> None:
    with ThreadPoolExecutor(8) as hosts:
        list(hosts.map(lambda n: propose(engine, orchard, {"hrc-kr": n}), range(1, 13)))

    assert states(engine, orchard) == [PaperCountState.PROPOSED, *[PaperCountState.REPLACED] * 11]


def test_after_a_day_more_can_be_proposed(
    engine: Engine, orchard: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_A_DAY", 1)
    propose(engine, orchard)
    with pytest.raises(TooManyCounts):
        propose(engine, orchard, {"hrc-kr": 1}, at=NOW + timedelta(hours=23))

    propose(engine, orchard, {"hrc-kr": 1}, at=NOW + timedelta(hours=24))

    assert states(engine, orchard) == [PaperCountState.PROPOSED] * 2


def test_what_was_proposed_by_a_clock_that_was_ahead_keeps_nobody_waiting(
    engine: Engine, orchard: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_A_DAY", 1)
    propose(engine, orchard, at=NOW + timedelta(days=365))

    propose(engine, orchard, {"hrc-kr": 1})

    assert states(engine, orchard) == [PaperCountState.PROPOSED] * 2


def add(engine: Engine, campaign: Campaign, *all_counted: PaperCount) -> list[int]:
    with Session(engine) as db:
        kept = [
            paper_counts.add_count(
                db, campaign.slug, each, state=PaperCountState.ACCEPTED, by="ada", at=NOW
            )
            for each in all_counted
        ]
        db.commit()
    return kept


def test_only_what_is_accepted_is_in_the_sums_each_kind_by_itself(
    engine: Engine, orchard: Campaign
) -> None:
    add(engine, orchard, counted(), counted({"hrc-kr": 2, "hrc": 1}, "YORK-1"))
    add(engine, orchard, counted({"hrc-kr": 5}, kind=PaperCountKind.HANDED_OVER))
    propose(engine, orchard, {"hrc-kr": 500})

    with Session(engine) as db:
        assert paper_counts.sum_counts(db, orchard.slug) == {
            "hrc": {PaperCountKind.SIGNED: 1},
            "hrc-kr": {PaperCountKind.HANDED_OVER: 5, PaperCountKind.SIGNED: 19},
        }
        assert paper_counts.sum_counts(db, "another") == {}


def test_sums_are_of_the_days_on_which_was_counted(engine: Engine, orchard: Campaign) -> None:
    wednesday = TUESDAY + timedelta(days=1)
    add(engine, orchard, counted(), counted({"hrc-kr": 2}, day=wednesday))

    with Session(engine) as db:
        assert paper_counts.read_span(db, orchard.slug) == DateSpan(TUESDAY, wednesday)
        for day, times in ((TUESDAY, 17), (wednesday, 2)):
            found = paper_counts.sum_counts(db, orchard.slug, DateSpan(day, day))
            assert found == {"hrc-kr": {PaperCountKind.SIGNED: times}}


def test_a_count_takes_the_place_of_others_only_while_all_of_them_stand(
    engine: Engine, orchard: Campaign
) -> None:
    first, second, third = add(engine, orchard, *[counted()] * 3)

    with Session(engine) as db:
        assert paper_counts.replace_counts(
            db, orchard.slug, [first], by=third, was=PaperCountState.ACCEPTED
        )
        assert not paper_counts.replace_counts(
            db, orchard.slug, [first, second], by=third, was=PaperCountState.ACCEPTED
        )
        assert not paper_counts.replace_counts(
            db, "another", [third], by=second, was=PaperCountState.ACCEPTED
        )


def test_a_proposal_is_decided_on_once(engine: Engine, orchard: Campaign) -> None:
    propose(engine, orchard)
    (only,) = records(engine, orchard)

    def accept(name: str) -> bool:
        with Session(engine) as db:
            try:
                paper_count_review.accept_count(
                    db, orchard, only.id, Reconciliation(), by=f"{name}@example.org", now=NOW
                )
            except Overtaken:
                return False
            return True

    with ThreadPoolExecutor(8) as organizers:
        accepted = list(organizers.map(accept, "abcdefgh"))

    assert sum(accepted) == 1
    (decided,) = records(engine, orchard)
    assert (decided.state, decided.decided_at) == (PaperCountState.ACCEPTED, NOW)
    with Session(engine) as db:
        assert len(read_entries(db)) == 1


def test_what_one_organizer_accepted_another_cannot_decline(
    engine: Engine, orchard: Campaign
) -> None:
    propose(engine, orchard)
    (only,) = records(engine, orchard)

    with Session(engine) as db:
        paper_count_review.accept_count(
            db, orchard, only.id, Reconciliation(), by="ada@example.org", now=NOW
        )
        with pytest.raises(Overtaken):
            paper_count_review.decline_count(db, orchard, only.id, by="ben@example.org", now=NOW)
        db.rollback()

    (decided,) = records(engine, orchard)
    assert (decided.state, decided.decided_by) == (PaperCountState.ACCEPTED, "ada@example.org")


def test_events_are_read_the_newest_first_with_what_counts_and_what_waits(
    engine: Engine, orchard: Campaign
) -> None:
    add(engine, orchard, counted({"hrc": 1, "hrc-kr": 2}), counted({"hrc": 4}, "YORK-1"))
    (last,) = add(engine, orchard, counted({"hrc": 8}, kind=PaperCountKind.HANDED_OVER))
    propose(engine, orchard, event="BATH-1")

    with Session(engine) as db:
        bath, *others = paper_counts.read_events(db, orchard.slug, most=10)
        assert (bath.code, bath.signed, bath.waiting) == ("BATH-1", 0, 1)
        assert others == [
            Event("LEEDS-1", signed=3, handed_over=8, waiting=0, last=last),
            Event("YORK-1", signed=4, handed_over=0, waiting=0, last=last - 1),
        ]
        assert paper_counts.read_events(db, orchard.slug, before=last, most=10) == others[1:]
