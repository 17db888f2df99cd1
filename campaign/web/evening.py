"""The page for hosts of letter evenings: what to do, and a pack of paper to print."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectMultipleField, StringField, ValidationError

from campaign.actions import evening as evenings
from campaign.catalogue import targets
from campaign.letter import clean
from campaign.model.statement import Campaign
from campaign.press import Paper
from campaign.web import choosing
from campaign.web.desk import desk
from campaign.web.finding import kept
from campaign.web.forms import MOST_AT_ONCE, PAPERS, offered, one_of
from campaign.web.locale import words
from campaign.web.sharing import link_to
from campaign.web.showing import demand_open
from campaign.web.tokens import TokenForm

pages = Blueprint("evening", __name__)

FILE: Final = "letter-evening.pdf"


class EveningForm(TokenForm):
    """What goes into a pack. Without a token: nothing is counted, and all may keep its page."""

    class Meta(TokenForm.Meta):
        """The same, without a token."""

        csrf = False

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """Read what was posted, or what a search among the boxes keeps in the address."""
            del form, formdata
            return request.form if request.method == "POST" else request.args

    to = SelectMultipleField(lazy_gettext("Whom are the letters for?"), validate_choice=False)
    day = StringField(lazy_gettext("Date of the evening"), filters=[clean.line], default="")
    language = RadioField(lazy_gettext("Language of the letters"), [offered], validate_choice=False)
    paper = one_of(lazy_gettext("Paper"), PAPERS, Paper.A4)

    def __init__(self, campaign: Campaign, **kwargs: Any) -> None:  # noqa: ANN401
        """Offer what this campaign has today."""
        super().__init__(data={"language": words(campaign)[0].code}, **kwargs)
        self.campaign = campaign
        self.to.choices = {each.slug: each.slug for each in targets.offered(campaign, desk.today())}
        self.to.data = list(dict.fromkeys(self.to.data or ()))
        self.language.choices = {code: each.name for code, each in campaign.languages.items()}

    def on(self) -> date:
        """Return the day of the evening; today where none is given, or one that cannot be."""
        today = desk.today()
        try:
            day = date.fromisoformat(self.day.data or "")
        except ValueError:
            return today
        return day if today <= day <= _latest(self.campaign, today) else today

    def validate_day(self, field: Field) -> None:
        """Want a day that is still to come, and that facts are known of."""
        today = desk.today()
        if not field.data:
            return
        try:
            day = date.fromisoformat(field.data)
        except ValueError as error:
            example = gettext("Write the date of the evening like this: %(day)s.", day=today)
            raise ValidationError(example) from error
        if day < today:
            raise ValidationError(
                gettext("The date of the evening has passed. Choose today or a later day.")
            )
        if day > _latest(self.campaign, today):
            latest = format_date(_latest(self.campaign, today), "d MMMM y")
            raise ValidationError(
                gettext("The date of the evening can be until %(day)s.", day=latest)
            )

    def validate_to(self, field: Field) -> None:
        """Want some, no more than can be printed at once, and whom one can write to on the day."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one delegation or office."))
        if len(field.data) > MOST_AT_ONCE:
            raise ValidationError(
                gettext(
                    "Choose at most %(most)d; you chose %(num)d.",
                    most=MOST_AT_ONCE,
                    num=len(field.data),
                )
            )
        if gone := self._gone(field.data):
            raise ValidationError(
                gettext(
                    "Not known to be a member of the Council on that day: %(names)s. "
                    "Choose others, or another date.",
                    names=", ".join(gone),
                )
            )

    def _gone(self, chosen: Sequence[str]) -> Sequence[str]:
        """Return the names of those who can be written to today and not on the day."""
        today, there = desk.today(), {to.slug for to in targets.offered(self.campaign, self.on())}
        return [
            choosing.choice(self.campaign, target, today).name
            for target in targets.offered(self.campaign, today)
            if target.slug in set(chosen) - there
        ]


@pages.get("/<slug>/evening/")
def evening(slug: str) -> ResponseReturnValue:
    """Say what a letter evening is, and offer what to print for it."""
    campaign = _open(slug)
    form = EveningForm(campaign)
    return kept(_page(campaign, form))


@pages.post("/<slug>/evening/pack.pdf")
def pack(slug: str) -> ResponseReturnValue:
    """Give the pack; a letter that nobody has written yet is in no count."""
    campaign = _open(slug)
    form = EveningForm(campaign)
    if not form.validate():
        return _page(campaign, form), 422
    day = form.on()
    chosen = [targets.find(campaign, to, day) for to in form.to.data or ()]
    made = evenings.pack(campaign, chosen, form.language.data, link=link_to(campaign), on=day)
    pdf = desk.press.evening(made, Paper(form.paper.data))
    response = Response(pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=FILE)
    return response


def _open(slug: str) -> Campaign:
    """Return a campaign that letters are taken from today."""
    campaign = desk.campaign(slug)
    demand_open(campaign)
    return campaign


def _page(campaign: Campaign, form: EveningForm) -> str:
    day = form.on()
    search = choosing.Search(request.values.get("find", ""))
    return render_template(
        "supporter/evening.html",
        campaign=campaign,
        form=form,
        offices=choosing.offices(campaign, day),
        bodies=choosing.bodies(campaign, day, search, {}, form.to.data or ()),
        search=search,
        number=choosing.how_many(campaign, day, search),
        most=MOST_AT_ONCE,
        latest=_latest(campaign, desk.today()),
    )


def _latest(campaign: Campaign, today: date) -> date:
    """Return the last day of an evening: the campaign's, or for how long it is known who sits."""
    year = today + timedelta(days=365)
    return min(year, campaign.closes) if campaign.closes else year
