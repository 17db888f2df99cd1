"""What supporters and recipients are told that has to stay true: of risk, and what is not known."""

from functools import partial

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from campaign.actions import running as actions
from campaign.catalogue.running import rows_of
from campaign.model.facts import Row, Sheet
from campaign.model.language import Kind
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers.forms import typed
from campaign.web.organizers.running.forms import KnownForm, RiskForm
from campaign.web.organizers.running.saving import back, hand, looked_at, saved, seen

pages = Blueprint("texts", __name__)


@pages.get("/<slug>/campaign/known/<ask>")
def known(slug: str, ask: str) -> ResponseReturnValue:
    """Ask whether what an ask calls for has happened."""
    data = {"seen": seen(slug, KnownForm), "day": desk.today()}
    return _known_page(slug, ask, KnownForm(data=data))


@pages.post("/<slug>/campaign/known/<ask>")
def confirm(slug: str, ask: str) -> ResponseReturnValue:
    """Keep that it has not, as far as is known; or that it has."""
    _fact(slug, Sheet.NONE_KNOWN, ask)
    form = KnownForm()
    page, source = partial(_known_page, slug, ask, form), typed(form.source)
    if form.has_happened:
        return saved(slug, form, page, partial(actions.has_happened, ask=ask, source=source))
    day = form.day.data or desk.today()
    act = partial(actions.confirm_none_known, ask=ask, day=day, source=source)
    return saved(slug, form, page, act)


@pages.get("/<slug>/campaign/risk/<kind>/<language>")
def risk(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Let a text on risk be changed."""
    now = _fact(slug, Sheet.RISKS, kind, language)
    data = {"seen": seen(slug, RiskForm), "text": now["text"], "day": desk.today()}
    return _risk_page(slug, kind, language, RiskForm(data=data))


@pages.post("/<slug>/campaign/risk/<kind>/<language>")
def change_risk(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Show the text as supporters will see it; then keep it."""
    _fact(slug, Sheet.RISKS, kind, language)
    form = RiskForm()
    page = partial(_risk_page, slug, kind, language, form)
    if request.form.get("step") != "keep":
        return looked_at(form, page)
    act = partial(actions.change_risk, kind=Kind(kind), language=language, said=form.row())
    return saved(slug, form, page, act)


@pages.post("/<slug>/campaign/risk/<kind>/<language>/undo")
def undo_risk(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Undo the last change of a text."""
    _fact(slug, Sheet.RISKS, kind, language)
    actions.undo_risk(db.session, desk.shipped, hand(slug, RiskForm()), Kind(kind), language)
    return back(slug)


def _fact(slug: str, sheet: Sheet, *names: str) -> Row:
    """Return a campaign's fact, or answer 404."""
    desk.latest_campaign(slug)
    key = " ".join((slug, *names))
    return rows_of(desk.latest().sheets, sheet, slug).get(key) or abort(404)


def _known_page(slug: str, ask: str, form: KnownForm) -> str:
    campaign = desk.latest_campaign(slug)
    row = _fact(slug, Sheet.NONE_KNOWN, ask)
    asked = campaign.ask(ask)
    return render_template("organizer/known.html", shown=campaign, ask=asked, row=row, form=form)


def _risk_page(
    slug: str, kind: str, language: str, form: RiskForm, *, looking: bool = False
) -> str:
    campaign = desk.latest_campaign(slug)
    now = _fact(slug, Sheet.RISKS, kind, language)
    return render_template(
        "organizer/risk.html",
        shown=campaign,
        kind=Kind(kind),
        spoken=campaign.languages[language],
        now=now,
        made=actions.made(db.session, slug).get((Sheet.RISKS, Sheet.RISKS.key(now))),
        form=form,
        looking=looking,
    )
