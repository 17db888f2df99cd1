"""Who may do what: one table for every route under /organizers/, held to before each request."""

from dataclasses import dataclass
from typing import Final

from flask import Flask, abort, g, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from campaign.actions import sign_in
from campaign.model.organizer import Role, SignInSession
from campaign.web.database import db
from campaign.web.organizers.browser_session import csrf, is_theirs, visit
from campaign.web.services import services


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
    "sign_in.show_sign_in": ANYBODY,
    "sign_in.submit_sign_in": ANYBODY,
    "sign_in.sign_in_by_passkey": ANYBODY,
    "sign_in.show_reauthentication": VIEWER,
    "sign_in.sign_in_keeping_typed": ANYBODY,
    "sign_in.reauthenticate": VIEWER,
    "sign_in.reauthenticate_by_passkey": VIEWER,
    "sign_in.sign_out": VIEWER,
    "invitations.show_invitation": ANYBODY,
    "invitations.accept_invitation": ANYBODY,
    "organizers_page.people": OWNER,
    "organizers_page.invite": OWNER,
    "organizers_page.withdraw_invitation": OWNER,
    "organizers_page.person": OWNER,
    "organizers_page.change_role": OWNER,
    "organizers_page.renew_access": OWNER,
    "organizers_page.show_removal": OWNER,
    "organizers_page.remove_organizer": OWNER,
    "account.account": OWN_ACCOUNT,
    "account.password": OWN_ACCOUNT,
    "account.app": OWN_ACCOUNT,
    "account.change_app": OWN_ACCOUNT,
    "account.codes": OWN_ACCOUNT,
    "account.end": OWN_ACCOUNT,
    "passkeys.add_passkey": OWN_ACCOUNT,
    "passkeys.remove_passkey": OWN_ACCOUNT,
    "counts.overview": VIEWER,
    "counts.download_long": VIEWER,
    "counts.download": VIEWER,
    "counted_days.list_days": ORGANIZER,
    "counted_days.show_day": ORGANIZER,
    "counted_days.move_day": DELETES,
    "counted_days.show_move": ORGANIZER,
    "counted_days.undo_move": DELETES,
    "answers.list_answers": VIEWER,
    "answers.add_answer": ORGANIZER,
    "answers.show_answer": ORGANIZER,
    "answers.correct_answer": ORGANIZER,
    "answers.remove_answer": DELETES,
    "facts.front_page": VIEWER,
    "fact_tables.show_table": VIEWER,
    "fact_tables.download_table": VIEWER,
    "fact_tables.download_wanted": VIEWER,
    "calendar.show_calendar": VIEWER,
    "calendar.download_calendar": VIEWER,
    "calendar.mark_done": ORGANIZER,
    "calendar.skip_task": ORGANIZER,
    "facts_edit.new_fact": ORGANIZER,
    "facts_edit.add_fact": ORGANIZER,
    "facts_edit.show_fact": VIEWER,
    "facts_edit.correct_fact": ORGANIZER,
    "facts_edit.confirm_fact": ORGANIZER,
    "facts_edit.remove_fact": DELETES,
    "imports.list_imports": ORGANIZER,
    "imports.submit_import": FILES,
    "imports.fetch_directory": ORGANIZER,
    "imports.show_import": ORGANIZER,
    "imports.take_import": ORGANIZER,
    "imports.discard_import": DELETES,
    "fact_changes.list_changes": VIEWER,
    "fact_changes.show_change": VIEWER,
    "fact_changes.undo_change": ORGANIZER,
    "letters_review.list_letters": ORGANIZER,
    "letters_reading.show_texts": ORGANIZER,
    "letters_reading.show_changes": ORGANIZER,
    "letters_reading.mark_read": ORGANIZER,
    "letters_reading.take_unread": OWNER,
    "letters_review.show_letter": ORGANIZER,
    "letters_review.download": ORGANIZER,
    "campaign_page.show_campaign": ORGANIZER,
    "campaign_page.show_dates": ORGANIZER,
    "campaign_page.set_dates": ORGANIZER,
    "campaign_page.show_notice": ORGANIZER,
    "campaign_page.put_up_notice": ORGANIZER,
    "campaign_page.take_down_notice": ORGANIZER,
    "campaign_texts.show_none_known": ORGANIZER,
    "campaign_texts.confirm_none_known": ORGANIZER,
    "campaign_texts.show_risk": ORGANIZER,
    "campaign_texts.change_risk": ORGANIZER,
    "campaign_texts.undo_risk": ORGANIZER,
    "launch_path.show_path": ORGANIZER,
    "addresses.show_addresses": ORGANIZER,
    "addresses.confirm_addresses": ORGANIZER,
    "known.show_known": ORGANIZER,
    "known.confirm_known": ORGANIZER,
    "details.show_details": ORGANIZER,
    "details.set_details": ORGANIZER,
    "lifecycle.show_launch": OWNER,
    "lifecycle.launch_campaign": OWNER,
    "lifecycle.show_stop": OWNER,
    "lifecycle.stop_campaign": OWNER,
    "lifecycle.show_reopen": OWNER,
    "lifecycle.reopen_campaign": OWNER,
    "paper_counts.show_event": VIEWER,
    "paper_counts.new_count": ORGANIZER,
    "paper_counts.enter_count": ORGANIZER,
    "paper_counts.show_proposal": ORGANIZER,
    "paper_counts.accept_count_changed": ORGANIZER,
    "paper_counts.accept_count": ORGANIZER,
    "paper_counts.decline_count": ORGANIZER,
    "paper_counts.show_link": ORGANIZER,
    "paper_counts.link_code": ORGANIZER,
    "evenings.list_evenings": VIEWER,
    "evenings.new_evening": ORGANIZER,
    "evenings.add_evening": ORGANIZER,
    "evenings.copy_evening": ORGANIZER,
    "evenings.show_evening": ORGANIZER,
    "evenings.change_evening": ORGANIZER,
    "evenings.show_removal": ORGANIZER,
    "evenings.remove_evening": ORGANIZER,
    "deliveries.list_deliveries": VIEWER,
    "deliveries.show_form": ORGANIZER,
    "deliveries.request_papers": ORGANIZER,
    "printing.show_job": ORGANIZER,
    "printing.download": ORGANIZER,
    "printing.stop_job": ORGANIZER,
    "printing.restart_job": ORGANIZER,
    "printing.delete_job": DELETES,
    "audit.audit": ORGANIZER,
    "audit.download": ORGANIZER,
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
    g.signed_in = sign_in.find_session(db.session, visit().token, now=services.now())
    if permit.least is not None:
        if g.signed_in is None:
            return _to_the_door("sign_in.show_sign_in")
        if not allows(g.signed_in.organizer.role, request.endpoint or ""):
            abort(403)
    if permit.largest:
        request.max_content_length = permit.largest
    if request.method not in READING:
        csrf.protect()
    if permit.fresh and not g.signed_in.is_fresh(services.now()):
        return _to_the_door("sign_in.show_reauthentication")
    return None


def me() -> SignInSession:
    """Return the session of who is signed in, on a page that wants somebody to be."""
    signed_in: SignInSession = g.signed_in
    return signed_in


def _to_the_door(door: str) -> Response:
    """Send a request to a door first. What was typed goes along, but for forms with a file."""
    wanted = request.full_path.rstrip("?")
    if request.method in READING:
        return redirect(url_for(door, next=wanted), 303)
    if request.mimetype == "multipart/form-data" or not _has_token():
        return redirect(url_for(door), 303)
    return redirect(
        url_for("sign_in.sign_in_keeping_typed", next=wanted), 307
    )  # sends the same fields there


def _has_token() -> bool:
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True
