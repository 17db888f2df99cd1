"""What supporters and recipients are told that has to stay true: of risk, and what is not known."""

from functools import partial

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from campaign.actions.lifecycle import edits, known, texts
from campaign.catalogue.lifecycle import rows_of
from campaign.model.facts import FactTable, Row
from campaign.model.language import TargetKind
from campaign.web.database import db
from campaign.web.organizers.forms import typed
from campaign.web.organizers.lifecycle.forms import NoneKnownForm, RiskForm
from campaign.web.organizers.lifecycle.saving import (
    back,
    edit_by,
    saved,
    seen_fingerprint,
    was_looked_at,
)
from campaign.web.services import services

pages = Blueprint("campaign_texts", __name__)


@pages.get("/<slug>/campaign/known/<ask>")
def show_none_known(slug: str, ask: str) -> ResponseReturnValue:
    """Ask whether what an ask calls for has happened."""
    data = {"seen": seen_fingerprint(slug, NoneKnownForm), "day": services.today()}
    return _known_page(slug, ask, NoneKnownForm(data=data))


@pages.post("/<slug>/campaign/known/<ask>")
def confirm_none_known(slug: str, ask: str) -> ResponseReturnValue:
    """Keep that it has not, as far as is known; or that it has."""
    _fact(slug, FactTable.NONE_KNOWN, ask)
    form = NoneKnownForm()
    page, source = partial(_known_page, slug, ask, form), typed(form.source)
    if form.has_happened:
        return saved(slug, form, page, partial(known.note_that_it_happened, ask=ask, source=source))
    day = form.day.data or services.today()
    act = partial(known.confirm_none_known, ask=ask, day=day, source=source)
    return saved(slug, form, page, act)


@pages.get("/<slug>/campaign/risk/<kind>/<language>")
def show_risk(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Let a text on risk be changed."""
    now = _fact(slug, FactTable.RISKS, kind, language)
    data = {"seen": seen_fingerprint(slug, RiskForm), "text": now["text"], "day": services.today()}
    return _risk_page(slug, kind, language, RiskForm(data=data))


@pages.post("/<slug>/campaign/risk/<kind>/<language>")
def change_risk(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Show the text as supporters will see it; then keep it."""
    _fact(slug, FactTable.RISKS, kind, language)
    form = RiskForm()
    page = partial(_risk_page, slug, kind, language, form)
    if request.form.get("step") != "keep":
        return was_looked_at(form, page)
    act = partial(texts.change_risk, kind=TargetKind(kind), language=language, said=form.row())
    return saved(slug, form, page, act)


@pages.post("/<slug>/campaign/risk/<kind>/<language>/undo")
def undo_risk(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Undo the last change of a text."""
    _fact(slug, FactTable.RISKS, kind, language)
    texts.undo_risk(
        db.session, services.shipped, edit_by(slug, RiskForm()), TargetKind(kind), language
    )
    return back(slug)


def _fact(slug: str, sheet: FactTable, *names: str) -> Row:
    """Return a campaign's fact, or answer 404."""
    services.latest_campaign(slug)
    key = " ".join((slug, *names))
    return rows_of(services.latest().sheets, sheet, slug).get(key) or abort(404)


def _known_page(slug: str, ask: str, form: NoneKnownForm) -> str:
    campaign = services.latest_campaign(slug)
    row = _fact(slug, FactTable.NONE_KNOWN, ask)
    asked = campaign.ask(ask)
    return render_template(
        "organizers/lifecycle/none-known.html", shown=campaign, ask=asked, row=row, form=form
    )


def _risk_page(
    slug: str, kind: str, language: str, form: RiskForm, *, looking: bool = False
) -> str:
    campaign = services.latest_campaign(slug)
    now = _fact(slug, FactTable.RISKS, kind, language)
    return render_template(
        "organizers/lifecycle/risk.html",
        shown=campaign,
        kind=TargetKind(kind),
        spoken=campaign.written[language],
        now=now,
        made=edits.change_stamps(db.session, slug).get((FactTable.RISKS, FactTable.RISKS.key(now))),
        form=form,
        looking=looking,
    )
