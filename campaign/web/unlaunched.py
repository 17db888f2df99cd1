"""Campaigns that are not launched: under a public name only who knows their address finds them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, request

from campaign.model.statement import Campaign
from campaign.settings import LOCAL_NAMES
from campaign.web.organizers.browser_session import is_theirs
from campaign.web.services import services

HERE: Final = frozenset(urlsplit(f"//{name}").hostname for name in LOCAL_NAMES)
"""The names of this machine alone."""


def init_app(app: Flask) -> None:
    """Ask search engines to leave out what is not launched."""
    app.after_request(_ask_to_leave_out)


def listed_campaigns() -> Mapping[str, Campaign]:
    """Return the campaigns that anybody is led to; on this machine alone, all."""
    is_here = urlsplit(f"//{request.host}").hostname in HERE
    return {slug: each for slug, each in services.campaigns.items() if each.launched or is_here}


def _ask_to_leave_out(response: Response) -> Response:
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return response  # who knows what is broken, and nobody keeps that page
    slug = (request.view_args or {}).get("slug")
    campaign = services.campaigns.get(slug) if slug else None
    if campaign and not campaign.launched and not is_theirs(request.path):
        response.headers["X-Robots-Tag"] = "noindex"
    return response
