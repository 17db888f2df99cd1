"""Passkeys of one's own: adding and removing them."""

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from campaign.actions import people
from campaign.proof import passkeys
from campaign.proof.seals import new_token
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers.browser import site, visit
from campaign.web.organizers.forms import LONGEST, KeyForm, typed
from campaign.web.organizers.permits import me

pages = Blueprint("keys", __name__)


@pages.post("/account/keys")
def add() -> ResponseReturnValue:
    """Keep a key that the browser has just made."""
    form = KeyForm()
    key = passkeys.new_key(desk.seals, site(), answer=typed(form.answer), sealed=typed(form.sealed))
    if key is None:
        abort(422)
    name = typed(form.name)[:LONGEST] or gettext("Passkey")
    token = new_token()
    people.add_passkey(db.session, me(), key, name=name, token=token, now=desk.now())
    visit().renew(token)
    return redirect(url_for("account.account"), 303)


@pages.post("/account/keys/<row:number>/remove")
def remove(number: int) -> ResponseReturnValue:
    """Take a key away."""
    token = new_token()
    people.remove_passkey(db.session, me(), number, token=token, now=desk.now())
    visit().renew(token)
    return redirect(url_for("account.account"), 303)
