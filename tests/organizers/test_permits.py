"""Every organizers' route, for every role and for who is signed out, against the one table."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from campaign.model import organizer
from campaign.model.organizer import Role
from campaign.web.organizers import CAMPAIGN, NAVIGATION, permits
from campaign.web.organizers.browser_session import is_theirs
from tests.conftest import AppWith
from tests.organizers.browser import Browser
from tests.organizers.conftest import MakePerson
from tests.soundness import words

VALUES = {
    "number": 1,
    "token": "none",
    "slug": "uyghur-assessment",
    "picture": "svg",
    "table": "target-by-day",
    "form": "xlsx",
    "sheet": "addresses",
    "key": "high-commissioner",
    "how": "pause",
    "ask": "gov-revive-debate",
    "kind": "hrc",
    "language": "en",
    "code": "LEEDS-1",
    "piece": "blank",
    "to": "hrc-kr",
    "spoken": "en",
    "which": "every",
    "target": "hrc-kr",
    "day": "2026-11-20",
    "detail": "organization",
}
WHO = [None, *Role]


def ways_in(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Yield each organizers' route, a method it takes, and an address of it."""
    for rule in app.url_map.iter_rules():
        if is_theirs(rule.rule):
            values = {name: VALUES[name] for name in rule.arguments}
            with app.test_request_context():
                _, path = rule.build(values, append_unknown=False) or ("", "")
            for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
                yield rule.endpoint, method, path


@pytest.mark.slow
@pytest.mark.parametrize("role", WHO)
def test_every_route_lets_in_whom_the_table_says(
    app: Flask, person: MakePerson, role: Role | None
) -> None:
    browser = person("somebody@example.org", role).browser if role else Browser(app)
    seen = set()

    for endpoint, method, path in ways_in(app):
        least = permits.PERMITS[endpoint].least
        answer = browser.get(path) if method == "GET" else browser.post(path, {})
        where = answer.headers.get("Location", "")

        if least is not None and role is None:
            assert answer.status_code == 303, path
            assert where.startswith("/organizers/in"), path
        elif least is not None and role is not None and not role.covers(least):
            assert answer.status_code == 403, path
        else:  # through: what is posted without its token stops there
            assert answer.status_code == 400 if method == "POST" else not where, path
            assert answer.status_code != 403, path
        seen.add(endpoint)

    assert seen == set(permits.PERMITS)


@pytest.mark.slow
def test_what_changes_people_asks_again_after_a_while(
    app: Flask, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    monkeypatch.setattr(organizer, "FRESH", timedelta(0))

    for endpoint, method, path in ways_in(app):
        if method == "GET":
            answer = ada.browser.get(path)
            asked = answer.headers.get("Location", "").startswith("/organizers/again")
            assert asked == permits.PERMITS[endpoint].fresh, path


def test_a_route_that_nobody_decided_on_does_not_start(app_with: AppWith) -> None:
    app = app_with()
    app.view_functions["stray"] = lambda: ""
    app.url_map.add(app.url_rule_class("/organizers/stray", endpoint="stray", methods={"GET"}))

    with pytest.raises(LookupError, match="stray"):
        permits.init_app(app)
    assert Browser(app).get("/organizers/stray").status_code == 403


def test_the_side_leads_where_one_may_go(person: MakePerson) -> None:
    shown = {}
    for role in Role:
        page = person(f"{role}@example.org", role).browser.open("/organizers/")
        shown[role] = [text for text, _ in page.links(".organizers-nav ul")]

    today, *others = (str(text) for text in NAVIGATION.values())
    assert shown[Role.OWNER] == [today, *(str(text) for text in CAMPAIGN.values()), *others]
    assert shown[Role.ORGANIZER] == [
        "Today",
        "Launch",
        "Counts",
        "Answers",
        "Letter evenings",
        "Deliveries",
        "Letter texts",
        "Settings",
        "Facts",
        "Audit",
        "My account",
    ]
    assert shown[Role.VIEWER] == [
        "Today",
        "Counts",
        "Answers",
        "Letter evenings",
        "Deliveries",
        "Facts",
        "My account",
    ]


@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("facts/addresses/", "Facts"),
        ("facts/calendar", "Facts"),
        ("uyghur-assessment/answers/", "Answers"),
        ("facts/changes/", "Facts"),
        ("facts/import/", "Facts"),
        ("uyghur-assessment/counted/", "Counts"),
        ("uyghur-assessment/paper/link", "Letter evenings"),
        ("uyghur-assessment/print/delivery", "Deliveries"),
        ("uyghur-assessment/campaign/post", "Launch"),
        ("uyghur-assessment/campaign/notice", "Settings"),
        ("account/app", "My account"),
    ],
)
def test_the_side_and_the_bar_say_where_one_is(person: MakePerson, page: str, part: str) -> None:
    shown = person("ada@example.org", Role.OWNER).browser.open(f"/organizers/{page}")

    assert [words(each) for each in shown.document.query(".side [aria-current]")] == [part]
    assert words(shown.find(".menu-bar strong")) == part
