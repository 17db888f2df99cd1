"""One's own account: password, app for codes, recovery codes, and where one is signed in."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import organizers
from campaign.credentials import passkeys
from campaign.credentials.seals import new_token
from campaign.errors import TooManyTries
from campaign.web.database import db
from campaign.web.organizers.accounts import code_app
from campaign.web.organizers.accounts.forms import CodeAppForm, NewPasswordForm, PasskeyForm
from campaign.web.organizers.browser_session import site, visit
from campaign.web.organizers.forms import typed
from campaign.web.organizers.permits import me
from campaign.web.services import services

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
        changed = organizers.change_password(
            db.session, me(), old, new, token=token, now=services.now()
        )
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
    return _app_page(CodeAppForm())


@pages.post("/account/app")
def change_app() -> ResponseReturnValue:
    """Take codes from the new app from now on."""
    form = CodeAppForm()
    shown = code_app.app_shown(form)
    if shown is None:
        return _app_page(form), 422
    token = new_token()
    organizers.change_app(
        db.session,
        services.seals,
        me(),
        secret=shown.secret,
        counter=shown.counter,
        token=token,
        now=services.now(),
    )
    visit().renew(token)
    return _back()


@pages.post("/account/codes")
def codes() -> ResponseReturnValue:
    """Make new recovery codes, and show them this once."""
    token = new_token()
    recovery = organizers.renew_recovery_codes(db.session, me(), token=token, now=services.now())
    visit().renew(token)
    return render_template(
        "organizers/accounts/recovery-codes.html", codes=recovery, onward=url_for("account.account")
    )


@pages.post("/account/sessions/<row:number>/end")
def end(number: int) -> ResponseReturnValue:
    """Sign another browser out."""
    organizers.end_session(db.session, me().organizer, number, now=services.now())
    return _back()


def page(form: NewPasswordForm) -> str:
    """Return the page, with a form that may have come back."""
    who = me().organizer
    found = organizers.read_account(db.session, who, now=services.now())
    question = passkeys.ask_for_new(
        services.seals,
        site(),
        email=who.email,
        handle=services.seals.derive("handle", str(who.id)),
        known=[key.credential for key in found.passkeys],
    )
    return render_template(
        "organizers/accounts/account.html",
        form=form,
        key_form=PasskeyForm(formdata=None),
        account=found,
        question=question,
    )


def _app_page(form: CodeAppForm) -> str:
    offered = code_app.offer_app(form, me().organizer.email)
    return render_template("organizers/accounts/code-app.html", form=form, app=offered)


def _back() -> ResponseReturnValue:
    return redirect(url_for("account.account"), 303)
