"""Passkeys of one's own: adding and removing them."""

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from campaign.actions import organizers
from campaign.credentials import passkeys
from campaign.credentials.seals import new_token
from campaign.web.database import db
from campaign.web.organizers.accounts.forms import PasskeyForm
from campaign.web.organizers.browser_session import site, visit
from campaign.web.organizers.forms import LONGEST, typed
from campaign.web.organizers.permits import me
from campaign.web.services import services

pages = Blueprint("passkeys", __name__)


@pages.post("/account/keys")
def add_passkey() -> ResponseReturnValue:
    """Keep a key that the browser has just made."""
    form = PasskeyForm()
    key = passkeys.new_key(
        services.seals, site(), answer=typed(form.answer), sealed=typed(form.sealed)
    )
    if key is None:
        abort(422)
    name = typed(form.name)[:LONGEST] or gettext("Passkey")
    token = new_token()
    organizers.add_passkey(db.session, me(), key, name=name, token=token, now=services.now())
    visit().renew(token)
    return redirect(url_for("account.account"), 303)


@pages.post("/account/keys/<row:number>/remove")
def remove_passkey(number: int) -> ResponseReturnValue:
    """Take a key away."""
    token = new_token()
    organizers.remove_passkey(db.session, me(), number, token=token, now=services.now())
    visit().renew(token)
    return redirect(url_for("account.account"), 303)
