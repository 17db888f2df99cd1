"""One fact: to correct, to add, to confirm, to take away."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import facts as actions
from campaign.actions import standing
from campaign.errors import BrokenData, Overtaken
from campaign.letter import clean
from campaign.model.facts import Difference, Fact, Row, Seen, Sheet, digest
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers import permits
from campaign.web.organizers.facts import words
from campaign.web.organizers.facts.forms import FactForm, fact_form
from campaign.web.organizers.facts.front import speaker

pages = Blueprint("correcting", __name__)


@pages.get("/facts/<sheet:sheet>/new")
def new(sheet: Sheet) -> ResponseReturnValue:
    """Show the form for a fact that is not there yet."""
    columns = set(sheet.columns) - {"as_of"}
    given = {name: request.args[name] for name in columns & set(request.args)}
    say = speaker()
    if sheet is Sheet.ADDRESSES and not say.knows(given.get("target", "")):
        abort(404)
    form = fact_form(sheet, say, None, as_of=desk.today().isoformat(), **given)
    return _page(form, None)


@pages.post("/facts/<sheet:sheet>/new")
def add(sheet: Sheet) -> ResponseReturnValue:
    """Add a fact."""
    return _keep(fact_form(sheet, speaker()), None)


@pages.get("/facts/<sheet:sheet>/<key>/")
def fact(sheet: Sheet, key: str) -> ResponseReturnValue:
    """Show a fact, its form and its history."""
    found = standing.find(db.session, desk.shipped, sheet, key)
    form = fact_form(sheet, speaker(), found.row)
    form.as_of.data = form.as_of.data or desk.today().isoformat()
    return _page(form, found)


@pages.post("/facts/<sheet:sheet>/<key>/")
def correct(sheet: Sheet, key: str) -> ResponseReturnValue:
    """Correct a fact; where another organizer did so meanwhile, show both."""
    return _keep(fact_form(sheet, speaker()), key)


@pages.post("/facts/<sheet:sheet>/<key>/confirm")
def confirm(sheet: Sheet, key: str) -> ResponseReturnValue:
    """Say that somebody checked a fact today."""
    source = clean.line(request.form.get("source", ""))
    found = standing.find(db.session, desk.shipped, sheet, key)
    form = fact_form(sheet, speaker(), found.row, formdata=None)
    if not (found.row["source"] or source):
        form.source.errors = [str(words.MISTAKES["source"])]
        return _page(form, found), 422
    seen = (sheet, _seen(key))
    try:
        actions.confirm(db.session, desk.shipped, seen, on=desk.today(), source=source, **_by())
    except BrokenData as error:
        form.refuse(error, speaker())
        return _page(form, found), 422
    return redirect(url_for("correcting.fact", sheet=sheet, key=key), 303)


@pages.post("/facts/<sheet:sheet>/<key>/remove")
def remove(sheet: Sheet, key: str) -> ResponseReturnValue:
    """Take a fact away."""
    found = standing.find(db.session, desk.shipped, sheet, key)
    try:
        batch = actions.remove(db.session, desk.shipped, sheet, key, seen=_seen(key), **_by())
    except BrokenData as error:
        form = fact_form(sheet, speaker(), found.row, formdata=None)
        form.refuse(error, speaker())
        return _page(form, found), 422
    return redirect(url_for("changes.change", number=batch), 303)


def _keep(form: FactForm, key: str | None) -> ResponseReturnValue:
    """Keep what was typed, or show what is in the way with all of it."""
    row = form.values(desk.today())
    try:
        if form.validate():
            actions.correct(
                db.session, desk.shipped, form.sheet, row, seen=form.was(key or ""), **_by()
            )
            where = url_for("correcting.fact", sheet=form.sheet, key=form.sheet.key(row))
            return redirect(where, 303)
    except BrokenData as error:
        form.refuse(error, speaker())
    except Overtaken:
        there = _there(form, key)
        form.seen.data = digest(there.row if there else None)
        return _page(form, there, typed=row), 409
    return _page(
        form, standing.find(db.session, desk.shipped, form.sheet, key) if key else None
    ), 422


def _there(form: FactForm, key: str | None) -> Fact | None:
    """Return what stands in the way of a form: the fact of its new key, or of its old one."""
    facts = standing.look(db.session, desk.shipped, form.sheet)
    return facts.get(form.sheet.key(form.values(desk.today()))) or facts.get(key or "")


def _page(form: FactForm, found: Fact | None, typed: Row | None = None) -> str:
    """Return the page of a fact; `typed` is what was overtaken by somebody else."""
    key = found.key if found else ""
    shipped = standing.shipped_row(desk.shipped, form.sheet, key)
    return render_template(
        "organizer/fact.html",
        say=speaker(),
        named=words,
        sheet=form.sheet,
        form=form,
        found=found,
        typed=typed,
        digest=digest(found.row) if found else "",
        shipped=Difference(form.sheet, key, shipped, found.row) if found and shipped else None,
        story=standing.story_of(db.session, desk.shipped, form.sheet, key),
    )


def _seen(key: str) -> Seen:
    return Seen(key, request.form.get("seen", ""))


def _by() -> dict[str, Any]:
    return {"by": permits.me().organizer.email, "at": desk.now()}
