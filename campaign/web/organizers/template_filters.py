"""How the organizers' templates say roles, what was done, kinds, counts and times."""

from datetime import datetime

from flask import Flask
from flask_babel import format_datetime

from campaign.web.organizers.accounts.labels import ROLES
from campaign.web.organizers.audit_labels import EVENTS
from campaign.web.organizers.lifecycle.labels import KINDS
from campaign.web.organizers.paper_counts.labels import PAPER, STEPS


def init_app(app: Flask) -> None:
    """Add the filters to an application's templates."""
    app.jinja_env.filters |= {
        "role": ROLES.__getitem__,
        "audit_event": EVENTS.__getitem__,
        "kind": KINDS.__getitem__,
        "on_paper": PAPER.__getitem__,
        "step": STEPS.__getitem__,
        "time": _time,
    }


def _time(at: datetime) -> str:
    """Return a time in UTC; whoever compares entries may sit anywhere."""
    return f"{format_datetime(at, 'd MMMM y, HH:mm', rebase=False)}"
