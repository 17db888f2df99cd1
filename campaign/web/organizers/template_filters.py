"""How the organizers' templates say roles, what was done, kinds, counts and times."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import format_datetime

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
    app.jinja_env.filters |= {**filters, "time": in_page_language(_time)}


def _time(at: datetime) -> str:
    """Return a time in UTC; whoever compares entries may sit anywhere."""
    return f"{format_datetime(at, 'd MMMM y, HH:mm', rebase=False)}"
