"""What machines read: the public counts, what is whose, and whether this node works."""

from flask import Blueprint, Response, current_app, jsonify
from flask.typing import ResponseReturnValue

from campaign.actions.counts import (
    last_finished_day,
    on_paper,
    public_totals_by,
    sum_up,
    totals,
)
from campaign.model.tally import CountTable
from campaign.store.health import Health
from campaign.web.database import db
from campaign.web.page_cache import made_once
from campaign.web.services import services

public = Blueprint("public_data", __name__)

COUNTS_KEPT = 30
"""Seconds that counts may be kept by caches in front."""
DAY = 24 * 3600
"""Seconds that what hardly changes may be kept."""
ROBOTS = "User-agent: *\nDisallow: /organizers/\n"


@public.get("/<slug>/counts.json")
@made_once(shows_counts=True)
def counts(slug: str) -> Response:
    """Return the campaign's counts, in times and not people; docs/counts.md describes them."""
    campaign = services.campaign(slug)
    by_hand, today = on_paper(db.session, campaign), services.today()
    response = jsonify(
        campaign=slug,
        as_of=today.isoformat(),
        counts=totals(db.session, campaign),
        by_as_of=last_finished_day(today).isoformat(),
        by_target=public_totals_by(db.session, campaign, CountTable.TARGET, today=today),
        by_ask=public_totals_by(db.session, campaign, CountTable.ASK, today=today),
        on_paper={**sum_up(by_hand), "by_target": by_hand},
    )
    response.cache_control.public, response.cache_control.max_age = True, COUNTS_KEPT
    response.access_control_allow_origin = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@public.get("/robots.txt")
def robots() -> Response:
    """Say to search engines what is not worth finding: the organizers' desk."""
    response = Response(ROBOTS, mimetype="text/plain")
    response.cache_control.public, response.cache_control.max_age = True, DAY
    return response


@public.get("/favicon.ico")
def favicon() -> Response:
    """Give the sign of a tab to what asks for it under its old name."""
    response = current_app.send_static_file("favicon.ico")
    response.cache_control.max_age = DAY  # its address does not change with its content
    return response


@public.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Say that this process answers."""
    return {"status": "ok"}


@public.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Say whether the database takes what is counted, and if not, what is wrong with it."""
    health: Health = current_app.extensions.setdefault("health", Health(db.engine.url))
    trouble = health.trouble()
    if trouble is None:
        return {"status": "ready"}
    return {"status": "not ready", "reason": trouble}, 503
