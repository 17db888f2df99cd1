"""What every answer carries, on every route, over HTTP and HTTPS, behind a proxy or not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from campaign import create_app
from campaign.actions import paper_count_proposals, saved_evenings
from campaign.actions.print_jobs.bundle import Bundle
from campaign.cli.fact_imports import utc_now
from campaign.model.print_jobs import DocumentKind
from campaign.model.print_occasion import PrintOccasion
from campaign.settings import Settings
from campaign.web.database import db
from campaign.web.organizers.browser_session import is_theirs
from tests.conftest import TODAY, AppWith, end
from tests.pages import Visitor

VALUES = {
    "slug": "uyghur-assessment",
    "to": "hrc-kr",
    "ending": "pdf",
    "shape": "svg",
    "filename": "screen.css",
    "event": "LEEDS-1",
    "piece": "tally",
}
SHOW = "Show my letter"
START = "/uyghur-assessment/"
STRICT = "max-age=31536000"  # seconds: a year

KEPT = {
    "static": "public, max-age=31536000",
    "target_pages.campaigns": "no-store",
    "target_pages.start": "public, max-age=60",
    "target_pages.choose": "public, max-age=60",
    "target_pages.choose_by_country": "no-store",
    "target_pages.several": "public, max-age=60",
    "writing.next_letter": "no-store",
    "letter_output.letters_file": "no-store",
    "letter_output.no_letters_file": "no-store",
    "writing.write": "private, no-cache",
    "writing.check": "no-store",
    "letter_output.letter_file": "no-store",
    "letter_output.open_mail": "no-store",
    "letter_output.reading_copy_file": "no-store",
    "letter_output.print_page": "no-store",
    "outcome_reports.report_outcome": "no-store",
    "outcome_reports.copied": "no-store",
    "writing.another": "no-store",
    "about.privacy": "public, max-age=60",
    "about.accessibility": "public, max-age=60",
    "about.missing": "public, max-age=60",
    "outcome_reports.thanks": "no-store",
    "outcome_reports.report_later": "no-store",
    "sharing.share": "public, max-age=60",
    "sharing.code": "public, max-age=86400",
    "pictures.picture": "public, max-age=86400",
    "pictures.card": "public, max-age=86400",
    "letter_evening.evening": "public, max-age=60",
    "letter_evening.pack": "no-store",
    "host_page.show_papers": "no-store",
    "host_page.paper": "no-store",
    "event_page.show_event": "no-store",
    "event_page.save_proposal": "no-store",
    "event_page.thanks": "no-store",
    "public_data.counts": "public, max-age=30",
    "public_data.robots": "public, max-age=86400",
    "public_data.favicon": "public, max-age=86400",
    "public_data.healthz": "no-store",
    "public_data.readyz": "no-store",
}
"""Who may keep the answer of each route: what is the same for all may be kept, letters never."""

INCOMPLETE = {
    "outcome_reports.report_outcome",
    "letter_evening.pack",
    "event_page.save_proposal",
    "target_pages.choose_by_country",
    "letter_output.no_letters_file",
}
"""Routes whose form has a field that a letter's has not, and so answer 422; the last always 405."""


def describe_evening(session: Session) -> None:
    """Keep an evening, whose host has a page."""
    evening = PrintOccasion(TODAY, "en", {"hrc-kr": 3}, event=VALUES["event"])
    bundle = Bundle((DocumentKind.TALLY,), evening)
    saved_evenings.save_evening(session, VALUES["slug"], "A", bundle, by="ada", now=utc_now())


def ways_in(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Yield each route, a method it takes, and an address of it."""
    for rule in app.url_map.iter_rules():
        if is_theirs(rule.rule):
            continue  # tests/organizers
        key = paper_count_proposals.key_of(
            app.extensions["services"].seals, VALUES["slug"], VALUES["event"]
        )
        given = {**VALUES, "key": key}
        values = {name: given[name] for name in rule.arguments}
        with app.test_request_context():
            _, path = rule.build(values, append_unknown=False) or ("", "")
        yield from (
            (rule, method, path) for method in sorted((rule.methods or set()) - {"OPTIONS"})
        )


@pytest.mark.slow
def test_no_route_of_supporters_sets_a_cookie_or_varies_by_one_and_each_says_who_may_keep_it(
    app: Flask,
) -> None:
    visitor = Visitor(app, Cookie="session=stolen; organizer=word; __Host-organizer=word")
    form = visitor.open("/uyghur-assessment/to/hrc-kr/").form(SHOW)
    with app.app_context():
        describe_evening(db.session)
    seen = set()

    for rule, method, path in ways_in(app):
        if method == "HEAD":
            continue
        answer = visitor.get(path) if method == "GET" else visitor.post(path, form.values)

        assert answer.status_code < 400 or rule.endpoint in INCOMPLETE, (path, answer.status)
        assert answer.headers["Cache-Control"] == KEPT[rule.endpoint], path
        by_browser = {"User-Agent"} if rule.endpoint == "writing.write" else set()
        assert set(answer.vary) <= {"Accept-Language", "Accept-Encoding"} | by_browser, path
        seen.add(rule.endpoint)

    assert seen == set(KEPT)


@pytest.mark.parametrize("path", ["/nowhere", "/static/none.css", "/uyghur-assessment/to/hrc-cn/"])
def test_failures_are_not_kept(app: Flask, path: str) -> None:
    assert Visitor(app).get(path).headers["Cache-Control"] == "no-store"


def test_the_page_to_check_cannot_be_kept_but_the_empty_form_can_be_gone_back_to(
    app: Flask,
) -> None:
    visitor = Visitor(app)
    page = visitor.open("/uyghur-assessment/to/hrc-kr/")

    assert "no-store" not in page.response.headers["Cache-Control"]
    checked = visitor.submit(page.form(SHOW), SHOW)
    assert checked.response.headers["Cache-Control"] == "no-store"


def test_a_secure_answer_asks_to_stay_secure(app: Flask) -> None:
    plain, secure = Visitor(app), Visitor(app, base_url="https://localhost")

    assert "Strict-Transport-Security" not in plain.get(START).headers
    assert secure.get(START).headers["Strict-Transport-Security"] == STRICT


def test_the_names_under_it_stay_secure_too_where_the_operator_says_so(app_with: AppWith) -> None:
    secure = Visitor(app_with(hsts_subdomains=True), base_url="https://localhost")

    strict = secure.get(START).headers["Strict-Transport-Security"]

    assert strict == f"{STRICT}; includeSubDomains"


def test_the_whole_way_works_over_https(app: Flask) -> None:
    visitor = Visitor(app, base_url="https://localhost")

    page = visitor.submit(visitor.open("/uyghur-assessment/to/hrc-kr/").form(SHOW), SHOW)

    assert page.heading == "Check your letter"


@pytest.mark.parametrize(("proxies", "strict"), [(0, None), (1, STRICT)])
def test_only_a_trusted_proxy_is_believed_that_it_was_secure(
    app_with: AppWith, proxies: int, strict: str | None
) -> None:
    app = app_with(fixed_today=None, hostnames=("letters.example.org",), trusted_proxies=proxies)
    visitor = Visitor(app, base_url="http://letters.example.org", X_Forwarded_Proto="https")

    answer = visitor.get(START)

    assert answer.headers.get("Strict-Transport-Security") == strict


@pytest.mark.parametrize("proxies", [0, 1])
def test_who_a_proxy_says_the_visitor_is_is_not_read(app_with: AppWith, proxies: int) -> None:
    app = app_with(fixed_today=None, trusted_proxies=proxies)
    seen = []

    @app.before_request
    def look() -> None:
        seen.append(request.remote_addr)

    Visitor(app, X_Forwarded_For="203.0.113.7", X_Forwarded_Host="evil.example").get(START)

    assert seen == ["127.0.0.1"]


def test_a_link_never_takes_the_name_that_a_proxy_claims(app_with: AppWith) -> None:
    app = app_with(fixed_today=None, trusted_proxies=1)

    answer = Visitor(app, X_Forwarded_Host="evil.example", X_Forwarded_Prefix="/evil").get("/")

    assert answer.headers["Location"] == START


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_node_says_that_it_works(app: Flask, path: str) -> None:
    assert Visitor(app).get(path).status_code == 200


def test_a_node_without_its_database_says_so_and_is_alive(settings: Settings) -> None:
    app = create_app(replace(settings, database_url="sqlite:////nowhere/at.all"))
    visitor = Visitor(app)

    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"status": "not ready", "reason": "the database's file is not there"}
    assert visitor.get("/healthz").status_code == 200
    end(app)


def test_a_node_whose_database_is_not_up_to_date_is_not_ready(settings: Settings) -> None:
    Path(settings.database_url.removeprefix("sqlite:///")).touch()

    app = create_app(settings)

    answer = Visitor(app).get("/readyz")

    assert answer.status_code == 503
    assert answer.json == {"status": "not ready", "reason": "the database is not up to date"}
    end(app)
