"""The page of an invitation: choose a password, set up an app for codes, keep recovery codes."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import invitations
from campaign.credentials.seals import new_token
from campaign.model.organizer import Invitation
from campaign.web.database import db
from campaign.web.organizers.accounts import code_app
from campaign.web.organizers.accounts.forms import EnrolmentForm
from campaign.web.organizers.browser_session import visit
from campaign.web.organizers.forms import typed
from campaign.web.services import services

pages = Blueprint("invitations", __name__)


@pages.get("/join/<token>")
def show_invitation(token: str) -> ResponseReturnValue:
    """Show what to fill in. Nothing is used up: mail programs open links by themselves."""
    invitation = invitations.look_up_invitation(db.session, token, now=services.now())
    return _page(_form(invitation), invitation, token)


@pages.post("/join/<token>")
def accept_invitation(token: str) -> ResponseReturnValue:
    """Make the invited person an organizer, and show the recovery codes this once."""
    invitation = invitations.look_up_invitation(db.session, token, now=services.now())
    form = _form(invitation)
    is_right = form.validate()
    app = code_app.app_shown(form)
    if app is None or not is_right:
        return _page(form, invitation, token), 422
    word = new_token()
    _, recovery = invitations.accept_invitation(
        db.session,
        services.seals,
        invitation,
        invitations.Enrolment(typed(form.email), typed(form.password), app.secret, app.counter),
        old_token=visit().token,
        token=word,
        now=services.now(),
    )
    visit().renew(word)
    return render_template(
        "organizers/accounts/recovery-codes.html", codes=recovery, onward=url_for("home.home")
    )


def _form(invitation: Invitation) -> EnrolmentForm:
    form = EnrolmentForm()
    if invitation.email:
        form.email.data = invitation.email
    return form


def _page(form: EnrolmentForm, invitation: Invitation, token: str) -> str:
    app = code_app.offer_app(form, typed(form.email))
    return render_template(
        "organizers/accounts/enrolment.html", form=form, invitation=invitation, token=token, app=app
    )
