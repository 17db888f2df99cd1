"""The door: signing in and out, and showing again who one is."""

from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import sign_in
from campaign.actions.sign_in import Credentials, PasskeyAnswer
from campaign.credentials import passkeys
from campaign.credentials.seals import new_token
from campaign.errors import TooManyTries
from campaign.model.organizer import SignInSession
from campaign.web.database import db
from campaign.web.organizers.accounts.forms import PasskeyForm, ReauthenticationForm, SignInForm
from campaign.web.organizers.browser_session import back, forget_pages, site, visit
from campaign.web.organizers.forms import typed
from campaign.web.organizers.permits import me
from campaign.web.services import services

pages = Blueprint("sign_in", __name__)
NOT_KEPT: Final = frozenset({"csrf_token", "password", "old_password", "code"})
"""Fields that no page carries along: what one proves by is typed anew."""


@pages.get("/in")
def show_sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    return _door(SignInForm())


@pages.post("/in")
def submit_sign_in() -> ResponseReturnValue:
    """Let somebody in, or ask again."""
    form, token = SignInForm(), new_token()
    given = Credentials(typed(form.email), typed(form.password), typed(form.code))
    old = visit().token
    try:
        session = sign_in.sign_in(
            db.session, services.seals, given, old_token=old, token=token, now=services.now()
        )
    except TooManyTries as error:
        return _put_off(form, error)
    return _entered(session, token) if session else _refused(form)


@pages.post("/in/key")
def sign_in_by_passkey() -> ResponseReturnValue:
    """Let somebody in by passkey, or ask again."""
    token = new_token()
    old = visit().token
    session = sign_in.sign_in_by_passkey(
        db.session, services.seals, _by_key(), old_token=old, token=token, now=services.now()
    )
    return _entered(session, token) if session else _refused(SignInForm())


@pages.get("/again")
def show_reauthentication() -> ResponseReturnValue:
    """Ask to show again who one is."""
    return _door(ReauthenticationForm())


@pages.post("/again")
def reauthenticate() -> ResponseReturnValue:
    """Go on, or ask again."""
    form, token = ReauthenticationForm(), new_token()
    given = Credentials(me().organizer.email, typed(form.password), typed(form.code))
    try:
        session = sign_in.reauthenticate(
            db.session, services.seals, me(), given, token=token, now=services.now()
        )
    except TooManyTries as error:
        return _put_off(form, error)
    return _proved(token) if session else _refused(form)


@pages.post("/again/key")
def reauthenticate_by_passkey() -> ResponseReturnValue:
    """Go on by passkey, or ask again."""
    token = new_token()
    session = sign_in.reauthenticate_by_passkey(
        db.session, services.seals, me(), _by_key(), token=token, now=services.now()
    )
    return _proved(token) if session else _refused(ReauthenticationForm())


@pages.post("/again/kept")
def sign_in_keeping_typed() -> ResponseReturnValue:
    """Ask who it is after something was typed elsewhere, and carry that along."""
    fields = [each for each in request.form.items(multi=True) if each[0] not in NOT_KEPT]
    form = (ReauthenticationForm if g.signed_in else SignInForm)(formdata=None)
    return _door(form, urlencode(fields))


@pages.post("/out")
def sign_out() -> ResponseReturnValue:
    """End the session."""
    sign_in.sign_out(db.session, me(), now=services.now())
    return forget_pages(redirect(url_for("sign_in.show_sign_in"), 303))


def _by_key() -> PasskeyAnswer:
    form = PasskeyForm()
    return PasskeyAnswer(typed(form.answer), typed(form.sealed), site())


def _entered(session: SignInSession, token: str) -> ResponseReturnValue:
    is_theirs = sign_in.owner_of(db.session, visit().token) == session.organizer.id
    visit().renew(token)
    if _kept() is not None and not is_theirs:  # nobody sends what somebody else has typed
        return redirect(url_for("home.home"), 303)
    return _onward()


def _proved(token: str) -> ResponseReturnValue:
    visit().renew(token)
    return _onward()


def _onward() -> ResponseReturnValue:
    """Lead to the page that was asked for, or give back what was typed there, to be sent again."""
    kept = _kept()
    if kept is None:
        return redirect(back(), 303)
    fields = parse_qsl(kept, keep_blank_values=True)
    return render_template("organizers/accounts/resume.html", fields=fields, to=back())


def _refused(form: SignInForm | ReauthenticationForm) -> ResponseReturnValue:
    form.refuse()
    return _door(form, _kept()), 422


def _put_off(form: SignInForm | ReauthenticationForm, error: TooManyTries) -> ResponseReturnValue:
    form.put_off(error.retry_after)
    return (
        _door(form, _kept()),
        HTTPStatus.TOO_MANY_REQUESTS,
        {"Retry-After": str(error.retry_after)},
    )


def _kept() -> str | None:
    """Return what was sent elsewhere, as this page has carried it; blank where it was a button."""
    return request.form.get("kept")


def _door(form: SignInForm | ReauthenticationForm, kept: str | None = None) -> str:
    question = passkeys.ask_for_any(services.seals, site())
    again = isinstance(form, ReauthenticationForm)
    return render_template(
        "organizers/accounts/sign-in.html",
        form=form,
        question=question,
        again=again,
        here="sign_in.reauthenticate" if again else "sign_in.submit_sign_in",
        by_key="sign_in.reauthenticate_by_passkey" if again else "sign_in.sign_in_by_passkey",
        onward=request.args.get("next"),
        kept=kept,
    )
