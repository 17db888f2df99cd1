"""Who may do what: one table for every route under /organizers/, held to before each request."""

from dataclasses import dataclass
from typing import Final

from flask import Flask, abort, g, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from campaign.actions import entering
from campaign.model.organizer import Role, Session
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers.browser import csrf, is_theirs, visit


@dataclass(frozen=True, slots=True)
class Permit:
    """The least role for a route, None where nobody is signed in yet.

    `largest` is how many bytes may be sent there, where that is not the same as everywhere.
    `fresh` routes want one to have shown within minutes who one is.
    """

    least: Role | None
    fresh: bool = False
    largest: int | None = None


READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
ANYBODY: Final = Permit(None)
VIEWER: Final = Permit(Role.VIEWER)
ORGANIZER: Final = Permit(Role.ORGANIZER)
DELETES: Final = Permit(Role.ORGANIZER, fresh=True)
FILES: Final = Permit(Role.ORGANIZER, largest=500 * 1024)
"""Werkzeug keeps a file of that size in memory; a larger one would be on disk for a while."""
OWN_ACCOUNT: Final = Permit(Role.VIEWER, fresh=True)
OWNER: Final = Permit(Role.OWNER, fresh=True)

PERMITS: Final = {
    "home.home": VIEWER,
    "entering.sign_in": ANYBODY,
    "entering.enter": ANYBODY,
    "entering.enter_by_key": ANYBODY,
    "entering.again": VIEWER,
    "entering.keep": ANYBODY,
    "entering.prove": VIEWER,
    "entering.prove_by_key": VIEWER,
    "entering.sign_out": VIEWER,
    "joining.invited": ANYBODY,
    "joining.join": ANYBODY,
    "people.people": OWNER,
    "people.invite": OWNER,
    "people.withdraw": OWNER,
    "people.person": OWNER,
    "people.change_role": OWNER,
    "people.renew": OWNER,
    "people.remove": OWNER,
    "account.account": OWN_ACCOUNT,
    "account.password": OWN_ACCOUNT,
    "account.app": OWN_ACCOUNT,
    "account.change_app": OWN_ACCOUNT,
    "account.codes": OWN_ACCOUNT,
    "account.end": OWN_ACCOUNT,
    "keys.add": OWN_ACCOUNT,
    "keys.remove": OWN_ACCOUNT,
    "overview.overview": VIEWER,
    "overview.chart": VIEWER,
    "overview.download": VIEWER,
    "facts.facts": VIEWER,
    "sheets.sheet": VIEWER,
    "sheets.download": VIEWER,
    "correcting.new": ORGANIZER,
    "correcting.add": ORGANIZER,
    "correcting.fact": VIEWER,
    "correcting.correct": ORGANIZER,
    "correcting.confirm": ORGANIZER,
    "correcting.remove": DELETES,
    "importing.files": ORGANIZER,
    "importing.bring": FILES,
    "importing.fetch": ORGANIZER,
    "importing.file": ORGANIZER,
    "importing.take": ORGANIZER,
    "importing.put_aside": DELETES,
    "changes.changes": VIEWER,
    "changes.change": VIEWER,
    "changes.undo": ORGANIZER,
    "letters.letters": ORGANIZER,
    "letters.mark_read": ORGANIZER,
    "letters.letter": ORGANIZER,
    "letters.download": ORGANIZER,
    "running.running": ORGANIZER,
    "running.dates": ORGANIZER,
    "running.set_dates": ORGANIZER,
    "running.notice": ORGANIZER,
    "running.put_up": ORGANIZER,
    "running.take_down": ORGANIZER,
    "texts.known": ORGANIZER,
    "texts.confirm": ORGANIZER,
    "texts.risk": ORGANIZER,
    "texts.change_risk": ORGANIZER,
    "texts.undo_risk": ORGANIZER,
    "stages.launching": OWNER,
    "stages.launch": OWNER,
    "stages.stopping": OWNER,
    "stages.stop": OWNER,
    "stages.reopening": OWNER,
    "stages.reopen": OWNER,
    "paper.paper": VIEWER,
    "paper.event": VIEWER,
    "paper.new": ORGANIZER,
    "paper.enter": ORGANIZER,
    "paper.count": ORGANIZER,
    "paper.change": ORGANIZER,
    "paper.accept": ORGANIZER,
    "paper.decline": ORGANIZER,
    "paper.link": ORGANIZER,
    "paper.code": ORGANIZER,
    "printing.printing": ORGANIZER,
    "printing.ask": ORGANIZER,
    "printing.delivery": ORGANIZER,
    "printing.deliver": ORGANIZER,
    "printing.job": ORGANIZER,
    "printing.download": ORGANIZER,
    "printing.stop": ORGANIZER,
    "printing.again": ORGANIZER,
    "printing.delete": DELETES,
    "auditing.audit": ORGANIZER,
    "auditing.download": ORGANIZER,
}


def init_app(app: Flask) -> None:
    """Hold every request to the table. Raises LookupError where it and the routes differ."""
    theirs = {rule.endpoint for rule in app.url_map.iter_rules() if is_theirs(rule.rule)}
    if undecided := theirs ^ set(PERMITS):
        raise LookupError(f"permits.PERMITS and the routes differ: {', '.join(sorted(undecided))}")
    app.before_request(_hold)


def allows(role: Role | None, endpoint: str) -> bool:
    """Say whether somebody with a role, or nobody, may go somewhere."""
    least = PERMITS[endpoint].least
    return least is None or (role is not None and role.covers(least))


def may(endpoint: str) -> bool:
    """Say whether who is signed in may go somewhere."""
    return allows(me().organizer.role, endpoint)


def _hold() -> Response | None:
    """Let a request pass, or send it where it has to go first."""
    if not is_theirs(request.path) or request.url_rule is None:
        return None
    permit = PERMITS.get(request.endpoint or "") or abort(403)
    g.signed_in = entering.find(db.session, visit().token, now=desk.now())
    if permit.least is not None:
        if g.signed_in is None:
            return _to_the_door("entering.sign_in")
        if not allows(g.signed_in.organizer.role, request.endpoint or ""):
            abort(403)
    if permit.largest:
        request.max_content_length = permit.largest
    if request.method not in READING:
        csrf.protect()
    if permit.fresh and not g.signed_in.is_fresh(desk.now()):
        return _to_the_door("entering.again")
    return None


def me() -> Session:
    """Return the session of who is signed in, on a page that wants somebody to be."""
    signed_in: Session = g.signed_in
    return signed_in


def _to_the_door(door: str) -> Response:
    """Send a request to a door first. What was typed goes along, but for forms with a file."""
    wanted = request.full_path.rstrip("?")
    if request.method in READING:
        return redirect(url_for(door, next=wanted), 303)
    if request.mimetype == "multipart/form-data" or not _has_token():
        return redirect(url_for(door), 303)
    return redirect(url_for("entering.keep", next=wanted), 307)  # sends the same fields there


def _has_token() -> bool:
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True
