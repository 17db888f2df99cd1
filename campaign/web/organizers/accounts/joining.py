"""The page of an invitation: choose a password, set up an app for codes, keep recovery codes."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import joining
from campaign.model.organizer import Invitation
from campaign.proof.seals import new_token
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers.accounts import setup
from campaign.web.organizers.browser import visit
from campaign.web.organizers.forms import JoinForm, typed

pages = Blueprint("joining", __name__)


@pages.get("/join/<token>")
def invited(token: str) -> ResponseReturnValue:
    """Show what to fill in. Nothing is used up: mail programs open links by themselves."""
    invitation = joining.look_up(db.session, token, now=desk.now())
    return _page(_form(invitation), invitation, token)


@pages.post("/join/<token>")
def join(token: str) -> ResponseReturnValue:
    """Make the invited person an organizer, and show the recovery codes this once."""
    invitation = joining.look_up(db.session, token, now=desk.now())
    form = _form(invitation)
    is_right = form.validate()
    app = setup.shown(form)
    if app is None or not is_right:
        return _page(form, invitation, token), 422
    word = new_token()
    _, recovery = joining.accept(
        db.session,
        desk.seals,
        invitation,
        joining.Joining(typed(form.email), typed(form.password), app.secret, app.counter),
        old_token=visit().token,
        token=word,
        now=desk.now(),
    )
    visit().renew(word)
    return render_template("organizer/codes.html", codes=recovery, onward=url_for("home.home"))


def _form(invitation: Invitation) -> JoinForm:
    form = JoinForm()
    if invitation.email:
        form.email.data = invitation.email
    return form


def _page(form: JoinForm, invitation: Invitation, token: str) -> str:
    app = setup.offered(form, typed(form.email))
    return render_template(
        "organizer/join.html", form=form, invitation=invitation, token=token, app=app
    )
