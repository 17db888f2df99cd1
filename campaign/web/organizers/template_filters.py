"""How the organizers' templates say roles, what was done, kinds, counts and times."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_skeleton
from flask import Flask
from flask_babel import format_datetime

from campaign.web.locale import interface
from campaign.web.organizers.accounts.labels import ROLES
from campaign.web.organizers.audit_labels import EVENTS
from campaign.web.organizers.lifecycle.labels import KINDS
from campaign.web.organizers.paper_counts.labels import PAPER, STEPS
from campaign.web.template_helpers import in_page_language


def init_app(app: Flask) -> None:
    """Add the filters to an application's templates."""
    labels: Mapping[str, Mapping[Any, object]] = {
        "role": ROLES, "audit_event": EVENTS, "kind": KINDS, "on_paper": PAPER, "step": STEPS,
    }  # fmt: skip
    filters = {name: in_page_language(said.__getitem__) for name, said in labels.items()}
    app.jinja_env.filters |= {
        **filters,
        "time": in_page_language(_time),
        "short_day": in_page_language(_short_day),
    }


def _time(at: datetime) -> str:
    """Return a time in UTC; whoever compares entries may sit anywhere."""
    return f"{format_datetime(at, 'd MMMM y, HH:mm', rebase=False)}"


def _short_day(day: date) -> str:
    """Return a day without its year, as it stands below a chart."""
    return format_skeleton("MMMd", day, locale=interface())
