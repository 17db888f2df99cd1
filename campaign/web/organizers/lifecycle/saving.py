"""How what was written in a form is saved, unless it is wrong or somebody else was quicker."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions.lifecycle import edits
from campaign.actions.lifecycle.edits import Edit
from campaign.errors import Overtaken
from campaign.web.database import db
from campaign.web.organizers.forms import typed
from campaign.web.organizers.lifecycle.forms import VersionedForm
from campaign.web.organizers.permits import me
from campaign.web.services import services


def seen_fingerprint(slug: str, form: type[VersionedForm]) -> str:
    """Return what changes whenever a campaign's facts do that a form is about."""
    return edits.fingerprint_of(services.latest(), slug, *form.sheets)


def edit_by(slug: str, form: VersionedForm) -> Edit:
    """Return who changes a campaign now, having seen what the form was made from."""
    return Edit(slug, me().organizer.email, services.now(), typed(form.seen))


def saved(
    slug: str,
    form: VersionedForm,
    page: Callable[[], str],
    act: Callable[..., None],
    onward: str = "campaign_page.show_campaign",
    **there: Any,  # noqa: ANN401 - as addresses have it
) -> ResponseReturnValue:
    """Act and go on to a page; or show the form's page again, saying what is in the way.

    `act` is an action that still wants its session, the shipped campaigns and the `Hand`.
    """
    if not form.validate():
        return page(), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        act(db.session, services.shipped, edit_by(slug, form))
    except Overtaken:
        form.overtake(seen_fingerprint(slug, type(form)))
        return page(), HTTPStatus.CONFLICT
    return back(slug, onward, **there)


def was_looked_at(form: VersionedForm, page: Callable[..., str]) -> ResponseReturnValue:
    """Show what was written as supporters will see it; or the form, to be changed or mended."""
    if request.form.get("step") == "change":
        return page()
    if not form.validate():
        return page(), HTTPStatus.UNPROCESSABLE_ENTITY
    return page(looking=True)


def back(
    slug: str,
    place: str = "campaign_page.show_campaign",
    **there: Any,  # noqa: ANN401
) -> ResponseReturnValue:
    """Go back to the campaign's page, or to another one about it; `there` is in its address."""
    return redirect(url_for(place, slug=slug, **there), HTTPStatus.SEE_OTHER)
