"""The door: signing in and out, and showing again who one is."""

from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import entering
from campaign.actions.entering import ByKey, Given
from campaign.errors import TooManyTries
from campaign.model.organizer import Session
from campaign.proof import passkeys
from campaign.proof.seals import new_token
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers.browser import back, forget_pages, site, visit
from campaign.web.organizers.forms import EnterForm, KeyForm, ProveForm, typed
from campaign.web.organizers.permits import me

pages = Blueprint("entering", __name__)
NOT_KEPT: Final = frozenset({"csrf_token", "password", "old_password", "code"})
"""Fields that no page carries along: what one proves by is typed anew."""


@pages.get("/in")
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    return _door(EnterForm())


@pages.post("/in")
def enter() -> ResponseReturnValue:
    """Let somebody in, or ask again."""
    form, token = EnterForm(), new_token()
    given = Given(typed(form.email), typed(form.password), typed(form.code))
    old = visit().token
    try:
        session = entering.sign_in(
            db.session, desk.seals, given, old_token=old, token=token, now=desk.now()
        )
    except TooManyTries as error:
        return _put_off(form, error)
    return _entered(session, token) if session else _refused(form)


@pages.post("/in/key")
def enter_by_key() -> ResponseReturnValue:
    """Let somebody in by passkey, or ask again."""
    token = new_token()
    old = visit().token
    session = entering.sign_in_by_key(
        db.session, desk.seals, _by_key(), old_token=old, token=token, now=desk.now()
    )
    return _entered(session, token) if session else _refused(EnterForm())


@pages.get("/again")
def again() -> ResponseReturnValue:
    """Ask to show again who one is."""
    return _door(ProveForm())


@pages.post("/again")
def prove() -> ResponseReturnValue:
    """Go on, or ask again."""
    form, token = ProveForm(), new_token()
    given = Given(me().organizer.email, typed(form.password), typed(form.code))
    try:
        session = entering.prove(db.session, desk.seals, me(), given, token=token, now=desk.now())
    except TooManyTries as error:
        return _put_off(form, error)
    return _proved(token) if session else _refused(form)


@pages.post("/again/key")
def prove_by_key() -> ResponseReturnValue:
    """Go on by passkey, or ask again."""
    token = new_token()
    session = entering.prove_by_key(
        db.session, desk.seals, me(), _by_key(), token=token, now=desk.now()
    )
    return _proved(token) if session else _refused(ProveForm())


@pages.post("/again/kept")
def keep() -> ResponseReturnValue:
    """Ask who it is after something was typed elsewhere, and carry that along."""
    fields = [each for each in request.form.items(multi=True) if each[0] not in NOT_KEPT]
    form = (ProveForm if g.signed_in else EnterForm)(formdata=None)
    return _door(form, urlencode(fields))


@pages.post("/out")
def sign_out() -> ResponseReturnValue:
    """End the session."""
    entering.sign_out(db.session, me(), now=desk.now())
    return forget_pages(redirect(url_for("entering.sign_in"), 303))


def _by_key() -> ByKey:
    form = KeyForm()
    return ByKey(typed(form.answer), typed(form.sealed), site())


def _entered(session: Session, token: str) -> ResponseReturnValue:
    is_theirs = entering.owner_of(db.session, visit().token) == session.organizer.id
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
    return render_template("organizer/go-on.html", fields=fields, to=back())


def _refused(form: EnterForm | ProveForm) -> ResponseReturnValue:
    form.refuse()
    return _door(form, _kept()), 422


def _put_off(form: EnterForm | ProveForm, error: TooManyTries) -> ResponseReturnValue:
    form.put_off(error.retry_after)
    return (
        _door(form, _kept()),
        HTTPStatus.TOO_MANY_REQUESTS,
        {"Retry-After": str(error.retry_after)},
    )


def _kept() -> str | None:
    """Return what was sent elsewhere, as this page has carried it; blank where it was a button."""
    return request.form.get("kept")


def _door(form: EnterForm | ProveForm, kept: str | None = None) -> str:
    question = passkeys.ask_for_any(desk.seals, site())
    again = isinstance(form, ProveForm)
    return render_template(
        "organizer/door.html",
        form=form,
        question=question,
        again=again,
        here="entering.prove" if again else "entering.enter",
        by_key="entering.prove_by_key" if again else "entering.enter_by_key",
        onward=request.args.get("next"),
        kept=kept,
    )
