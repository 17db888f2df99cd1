"""Setting up the app that makes codes: a QR code to scan, then a code that shows it was."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import request
from flask_babel import gettext
from markupsafe import Markup

from campaign.credentials import codes
from campaign.press import qr
from campaign.web.organizers.accounts.forms import CodeAppForm
from campaign.web.organizers.forms import typed
from campaign.web.services import services

PURPOSE: Final = "code app to be"
LASTS: Final = timedelta(hours=1)
"""How long the page may be open."""


@dataclass(frozen=True, slots=True)
class OfferedApp:
    """What the page shows: the code to scan, the same to type, and it sealed, to come back."""

    picture: Markup
    written: str
    sealed: str


@dataclass(frozen=True, slots=True)
class ShownApp:
    """An app that was set up, and the step of the code that showed it."""

    secret: bytes
    counter: int


def offer_app(form: CodeAppForm, email: str) -> OfferedApp:
    """Return what to set up: the same as before, while a form comes back."""
    secret = _secret(form) or codes.new_secret()
    link = codes.link(secret, issuer=request.host.partition(":")[0], email=email or "organizer")
    # The drawing is segno's own, of a link of ours; nothing of it is typed by anybody.
    picture = Markup(qr.svg(link, gettext("QR code for an app that makes codes")).decode())  # noqa: S704
    return OfferedApp(picture, codes.written(secret), services.seals.seal(PURPOSE, secret))


def app_shown(form: CodeAppForm) -> ShownApp | None:
    """Return the app that a form's code is from; None, with the reason in the form, otherwise."""
    secret = _secret(form)
    counter = codes.counter_of(secret, typed(form.code), services.now()) if secret else None
    if secret is None or counter is None:
        form.refuse()
        return None
    return ShownApp(secret, counter)


def _secret(form: CodeAppForm) -> bytes | None:
    return services.seals.open(PURPOSE, typed(form.secret), lasts=LASTS)
