"""What recipients answered: noted with its day and where it can be read, in a list and in forms."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from campaign.actions import fact_history
from campaign.actions import facts as actions
from campaign.errors import Overtaken
from campaign.model.facts import Fact, FactTable, Row, SeenFact, digest
from campaign.model.formulas import is_formula
from campaign.model.lifecycle import LONGEST_GIST
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.web.choice_fields import offered
from campaign.web.database import db
from campaign.web.locale import by_name
from campaign.web.organizers import permits
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.fact_formatter import FactFormatter
from campaign.web.organizers.forms import LONGEST, DayField, OrganizerForm, line, not_to_come, typed
from campaign.web.services import services

pages = Blueprint("answers", __name__)

SHEET = FactTable.ANSWERS


class AnswerForm(OrganizerForm):
    """One answer: who gave it, on which day, what it says, and where that is from."""

    seen = HiddenField(default="")
    target = SelectField(lazy_gettext("Who answered"), [offered], validate_choice=False)
    day = DayField(
        lazy_gettext("Day of the answer"),
        [DataRequired(lazy_gettext("Enter the day.")), not_to_come],
    )
    gist = TextAreaField(lazy_gettext("What it says, in short"), filters=[line])
    source = StringField(lazy_gettext("Where it can be read"), filters=[line])

    def __init__(self, campaign: Campaign, **given: Any) -> None:  # noqa: ANN401 - WTForms'
        """Offer everybody who may ever be written to."""
        super().__init__(**given)
        say = FactFormatter(campaign)
        every = {
            slug: say.value("target", slug).striptags() for slug in targets.all_targets(campaign)
        }
        self.target.choices = {"": "–", **by_name(every)}

    def validate_target(self, field: SelectField) -> None:
        """Want somebody."""
        if not field.data:
            raise ValidationError(gettext("Choose who answered."))

    def validate_gist(self, field: TextAreaField) -> None:
        """Want a few words."""
        if not 0 < len(typed(field)) <= LONGEST_GIST:
            raise ValidationError(
                gettext("Write what it says in up to %(most)d characters.", most=LONGEST_GIST)
            )

    def validate_source(self, field: StringField) -> None:
        """Want a link or a few words."""
        if not 0 < len(typed(field)) <= LONGEST or is_formula(typed(field)):
            raise ValidationError(
                gettext("Write a link, or who was shown the letter. Begin with a letter or number.")
            )

    def row(self, campaign: Campaign) -> Row:
        """Return the fact that was typed."""
        return {
            "campaign": campaign.slug,
            "target": typed(self.target),
            "day": self.day.data.isoformat() if self.day.data else "",
            "gist": typed(self.gist),
            "source": typed(self.source),
        }


@pages.get("/<slug>/answers/")
def list_answers(slug: str) -> ResponseReturnValue:
    """Show what was answered, the newest first, and a form for another."""
    campaign = services.latest_campaign(slug)
    return _list_page(campaign, AnswerForm(campaign, formdata=None))


@pages.post("/<slug>/answers/")
def add_answer(slug: str) -> ResponseReturnValue:
    """Note an answer."""
    campaign = services.latest_campaign(slug)
    form = AnswerForm(campaign)
    return _kept(campaign, form, None) or (_list_page(campaign, form), 422)


@pages.get("/<slug>/answers/<target>/<day>")
def show_answer(slug: str, target: str, day: str) -> ResponseReturnValue:
    """Show one answer in its form."""
    campaign, found = services.latest_campaign(slug), _find(slug, target, day)
    data = {**found.row, "day": date.fromisoformat(found.row["day"]), "seen": digest(found.row)}
    return _page(campaign, AnswerForm(campaign, formdata=None, data=data), found)


@pages.post("/<slug>/answers/<target>/<day>")
def correct_answer(slug: str, target: str, day: str) -> ResponseReturnValue:
    """Correct an answer; nothing is overwritten that somebody changed meanwhile."""
    campaign, found = services.latest_campaign(slug), _find(slug, target, day)
    form = AnswerForm(campaign)
    return _kept(campaign, form, found.key) or (_page(campaign, form, found), 422)


@pages.post("/<slug>/answers/<target>/<day>/remove")
def remove_answer(slug: str, target: str, day: str) -> ResponseReturnValue:
    """Take an answer away, which can be undone."""
    found = _find(slug, target, day)
    seen = SeenFact(found.key, request.form.get("seen", ""))
    try:
        batch = actions.remove_fact(
            db.session, services.shipped, SHEET, found.key, seen=seen, **_by()
        )
    except Overtaken:
        return redirect(url_for("answers.show_answer", slug=slug, target=target, day=day), 303)
    return redirect(url_for("fact_changes.show_change", number=batch), 303)


def _kept(campaign: Campaign, form: AnswerForm, key: str | None) -> ResponseReturnValue | None:
    """Keep what was typed and lead back to the list; None where something is in the way."""
    if not form.validate():
        return None
    seen = SeenFact(key or "", typed(form.seen))
    try:
        batch = actions.correct_fact(
            db.session, services.shipped, SHEET, form.row(campaign), seen=seen, **_by()
        )
    except Overtaken:
        said = gettext("An answer of that day is there already, or somebody changed this one.")
        form.day.errors = [said]
        return None
    where = url_for("answers.list_answers", slug=campaign.slug, saved=batch, _anchor="saved")
    return redirect(where, 303)


def _find(slug: str, target: str, day: str) -> Fact:
    key = SHEET.key({"campaign": slug, "target": target, "day": day})
    return fact_history.find_fact(db.session, services.shipped, SHEET, key)


def _list_page(campaign: Campaign, form: AnswerForm) -> str:
    return render_template(
        "organizers/answers.html",
        shown=campaign,
        form=form,
        say=FactFormatter(campaign),
        saved=request.args.get("saved", type=int),
    )


def _page(campaign: Campaign, form: AnswerForm, found: Fact) -> str:
    history = fact_history.history_of_fact(db.session, services.shipped, SHEET, found.key)
    return render_template(
        "organizers/answer.html",
        shown=campaign,
        form=form,
        found=found,
        say=FactFormatter(campaign),
        named=labels,
        digest=digest(found.row),
        story=history,
    )


def _by() -> dict[str, Any]:
    return {"by": permits.me().organizer.email, "at": services.now()}
