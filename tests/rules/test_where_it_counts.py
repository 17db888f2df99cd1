"""Where a letter counts most: with members that stay, had no opinion, and hear little."""

from datetime import date

from campaign.model.statement import Campaign, Vote
from campaign.rules.sessions import is_outgoing
from campaign.rules.where_it_counts import NUMBER, undecided_members

DAY = date(2026, 11, 24)


def test_those_come_first_that_voted_neither_for_nor_against(real: Campaign) -> None:
    found = undecided_members(real, DAY, {})

    assert len(found) == NUMBER
    assert {real.vote_of(each) for each in found} == {Vote.ABSTAINED}


def test_of_them_those_with_the_fewest_letters(real: Campaign) -> None:
    first = undecided_members(real, DAY, {})[0]

    found = undecided_members(real, DAY, {first.slug: 1000})

    assert first not in found[:-1]


def test_nobody_is_named_who_leaves_before_the_next_session_or_voted_against(
    real: Campaign,
) -> None:
    many = dict.fromkeys(("hrc-bj", "hrc-gm", "hrc-in", "hrc-mx"), 1000)

    for target in undecided_members(real, DAY, many):
        assert not is_outgoing(real.world, target, DAY)
        assert real.vote_of(target) is not Vote.AGAINST


def test_where_few_abstained_members_of_another_record_follow(orchard: Campaign) -> None:
    found = [orchard.vote_of(each) for each in undecided_members(orchard, DAY, {})]

    assert found.count(Vote.ABSTAINED) < len(found)
    assert found == sorted(found, key=lambda vote: vote is not Vote.ABSTAINED)
