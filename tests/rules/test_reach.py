"""How a recipient can be reached, and where its address is looked up."""

from dataclasses import replace

import pytest

from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Campaign
from campaign.model.world import Address
from campaign.rules import targets
from campaign.rules.reach import (
    Reach,
    confirmed_reach,
    lacks_new_york,
    leads_to_excluded,
    reach_of,
    where_to_look,
)
from tests.builders import TODAY


def with_address(campaign: Campaign, **row: object) -> Campaign:
    """Return a campaign that knows this of the delegation of Korea in Geneva."""
    address = replace(Address("hrc-kr"), **row)  # type: ignore[arg-type]
    addresses = {**campaign.world.addresses, "hrc-kr": address}
    return replace(campaign, world=replace(campaign.world, addresses=addresses))


KOREA = Target("hrc-kr", TargetKind.COUNCIL_MEMBER, "KR")


@pytest.mark.parametrize(
    ("row", "reach"),
    [
        ({}, Reach()),
        ({"postal": ("1 Apple Lane",)}, Reach(post=True)),
        ({"email": "a@example.org"}, Reach(email=True)),
        ({"postal": ("1 Apple Lane",), "email": "a@example.org"}, Reach(post=True, email=True)),
        ({"website": "https://example.org"}, Reach()),
    ],
)
def test_what_is_known_of_an_address_is_how_it_can_be_reached(
    orchard: Campaign, row: dict[str, object], reach: Reach
) -> None:
    known = with_address(orchard, **row)
    assert reach_of(known, KOREA) == reach
    assert reach.any_way == bool(set(row) & {"postal", "email"})
    assert confirmed_reach(known, KOREA) == Reach()
    assert confirmed_reach(with_address(orchard, **row, confirmed=TODAY), KOREA) == reach


def test_once_launched_what_nobody_confirmed_is_no_way(orchard: Campaign) -> None:
    launched = replace(orchard, launched=True)
    assert reach_of(orchard, KOREA) == Reach(post=True, email=True)
    assert reach_of(launched, KOREA) == Reach(unconfirmed_post=True, unconfirmed_email=True)
    assert reach_of(launched, KOREA).waits
    assert not reach_of(orchard, KOREA).waits


@pytest.mark.parametrize(
    ("website", "shown"),
    [
        ("https://mission.example.org/geneva", True),
        ("http://mission.example.org", True),
        ("javascript:alert(1)", False),
        ("mission.example.org", False),
        ("https://user@mission.example.org", False),
        ("", False),
    ],
)
def test_a_recipients_own_website_comes_before_the_official_list(
    orchard: Campaign, website: str, *, shown: bool
) -> None:
    of_list = orchard.world.directories[KOREA.kind]
    pages = where_to_look(with_address(orchard, website=website), KOREA)
    assert pages == ((website, of_list) if shown else (of_list,))


def test_in_geneva_the_official_list_is_that_of_the_united_nations(real: Campaign) -> None:
    book = "https://www.ungeneva.org/en/blue-book/missions/member-states"
    delegations = [t for t in targets.offered_targets(real, TODAY) if t.kind == KOREA.kind]
    assert len(delegations) == 46
    assert all(where_to_look(real, each)[-1] == book for each in delegations)


def test_new_york_is_lacking_until_any_address_there_is_known(real: Campaign) -> None:
    assert lacks_new_york(real)
    row = {"third-committee-kr": Address("third-committee-kr", email="a@example.org")}
    world = replace(real.world, addresses={**real.world.addresses, **row})
    assert not lacks_new_york(replace(real, world=world))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Permanent Mission of the People’s Republic of CHINA", "CN"),
        ("Mission permanente de la Chine", "CN"),
        ("البعثة الدائمة لجمهورية الصين الشعبية", "CN"),
        ("orchid@post.example.cn", "CN"),
        ("Lotus@Mission.example", "CN"),
        ("Indochina Street 3", ""),
        ("mission@example.cnx", ""),
        ("www.example.cn", ""),
    ],
)
def test_an_address_is_of_an_excluded_state_where_it_names_it_or_is_known_to_be(
    orchard: Campaign, line: str, code: str
) -> None:
    row = {"third-committee-cn": Address("third-committee-cn", email="lotus@mission.example")}
    world = replace(orchard.world, addresses={**orchard.world.addresses, **row})
    campaign = replace(orchard, world=world, excluded=frozenset({"CN"}))
    assert leads_to_excluded(campaign, ["1 Apple Lane", line]) == code
