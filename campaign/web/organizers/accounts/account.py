"""One's own account: password, app for codes, recovery codes, and where one is signed in."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import people
from campaign.errors import TooManyTries
from campaign.proof import passkeys
from campaign.proof.seals import new_token
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers.accounts import setup
from campaign.web.organizers.browser import site, visit
from campaign.web.organizers.forms import AppForm, KeyForm, NewPasswordForm, typed
from campaign.web.organizers.permits import me

pages = Blueprint("account", __name__)


@pages.get("/account")
def account() -> ResponseReturnValue:
    """Show one's own account."""
    return page(NewPasswordForm(me().organizer.email))


@pages.post("/account/password")
def password() -> ResponseReturnValue:
    """Change the password."""
    form, token = NewPasswordForm(me().organizer.email), new_token()
    if not form.validate():
        return page(form), 422
    old, new = typed(form.old_password), typed(form.password)
    try:
        changed = people.change_password(db.session, me(), old, new, token=token, now=desk.now())
    except TooManyTries as error:
        form.put_off(error.retry_after)
        wait = {"Retry-After": str(error.retry_after)}
        return page(form), HTTPStatus.TOO_MANY_REQUESTS, wait
    if not changed:
        form.refuse()
        return page(form), 422
    visit().renew(token)
    return _back()


@pages.get("/account/app")
def app() -> ResponseReturnValue:
    """Show how to set up another app for codes."""
    return _app_page(AppForm())


@pages.post("/account/app")
def change_app() -> ResponseReturnValue:
    """Take codes from the new app from now on."""
    form = AppForm()
    shown = setup.shown(form)
    if shown is None:
        return _app_page(form), 422
    token = new_token()
    people.change_app(
        db.session,
        desk.seals,
        me(),
        secret=shown.secret,
        counter=shown.counter,
        token=token,
        now=desk.now(),
    )
    visit().renew(token)
    return _back()


@pages.post("/account/codes")
def codes() -> ResponseReturnValue:
    """Make new recovery codes, and show them this once."""
    token = new_token()
    recovery = people.renew_codes(db.session, me(), token=token, now=desk.now())
    visit().renew(token)
    return render_template(
        "organizer/codes.html", codes=recovery, onward=url_for("account.account")
    )


@pages.post("/account/sessions/<row:number>/end")
def end(number: int) -> ResponseReturnValue:
    """Sign another browser out."""
    people.end_session(db.session, me().organizer, number, now=desk.now())
    return _back()


def page(form: NewPasswordForm) -> str:
    """Return the page, with a form that may have come back."""
    who = me().organizer
    found = people.account(db.session, who, now=desk.now())
    question = passkeys.ask_for_new(
        desk.seals,
        site(),
        email=who.email,
        handle=desk.seals.derive("handle", str(who.id)),
        known=[key.credential for key in found.passkeys],
    )
    return render_template(
        "organizer/account.html",
        form=form,
        key_form=KeyForm(formdata=None),
        account=found,
        question=question,
    )


def _app_page(form: AppForm) -> str:
    offered = setup.offered(form, me().organizer.email)
    return render_template("organizer/app.html", form=form, app=offered)


def _back() -> ResponseReturnValue:
    return redirect(url_for("account.account"), 303)
