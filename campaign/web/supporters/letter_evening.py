"""The page for hosts of letter evenings: what to do, and a pack of paper to print."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectMultipleField, StringField, ValidationError

from campaign.actions import letter_evening as evenings
from campaign.letter import clean
from campaign.model.statement import Campaign
from campaign.press import Paper
from campaign.rules import targets
from campaign.web.choice_fields import PAPERS, offered, one_of
from campaign.web.locale import page_texts
from campaign.web.public_address import link_to
from campaign.web.services import services
from campaign.web.supporters import target_choice
from campaign.web.supporters.form_tokens import TokenForm
from campaign.web.supporters.letter_pages import demand_open
from campaign.web.supporters.several_form import MOST_AT_ONCE
from campaign.web.supporters.target_pages import cacheable

pages = Blueprint("letter_evening", __name__)

FILE: Final = "letter-evening.pdf"


class EveningPackForm(TokenForm):
    """What goes into a pack. Without a token: nothing is counted, and all may keep its page."""

    class Meta(TokenForm.Meta):
        """The same, without a token."""

        csrf = False

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """Read what was posted, or what a search among the boxes keeps in the address."""
            del form, formdata
            return request.form if request.method == "POST" else request.args

    to = SelectMultipleField(lazy_gettext("Whom are the letters for?"), validate_choice=False)
    day = StringField(lazy_gettext("Date of the evening"), filters=[clean.figures], default="")
    language = RadioField(lazy_gettext("Language of the letters"), [offered], validate_choice=False)
    paper = one_of(lazy_gettext("Paper"), PAPERS, Paper.A4)

    def __init__(self, campaign: Campaign, **kwargs: Any) -> None:  # noqa: ANN401
        """Offer what this campaign has today."""
        super().__init__(data={"language": page_texts(campaign)[0].code}, **kwargs)
        self.campaign = campaign
        self.to.choices = {
            each.slug: each.slug for each in targets.offered_targets(campaign, services.today())
        }
        self.to.data = list(dict.fromkeys(self.to.data or ()))
        self.language.choices = {code: each.name for code, each in campaign.languages.items()}

    def on(self) -> date:
        """Return the day of the evening; today where none is given, or one that cannot be."""
        today = services.today()
        try:
            day = date.fromisoformat(self.day.data or "")
        except ValueError:
            return today
        return day if today <= day <= _latest(self.campaign, today) else today

    def validate_day(self, field: Field) -> None:
        """Want a day that is still to come, and that facts are known of."""
        today = services.today()
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
        today, there = (
            services.today(),
            {to.slug for to in targets.offered_targets(self.campaign, self.on())},
        )
        return [
            target_choice.choice_of(self.campaign, target, today).name
            for target in targets.offered_targets(self.campaign, today)
            if target.slug in set(chosen) - there
        ]


@pages.get("/<slug>/evening/")
def evening(slug: str) -> ResponseReturnValue:
    """Say what a letter evening is, and offer what to print for it."""
    campaign = _open(slug)
    form = EveningPackForm(campaign)
    return cacheable(_page(campaign, form))


@pages.post("/<slug>/evening/pack.pdf")
def pack(slug: str) -> ResponseReturnValue:
    """Give the pack; a letter that nobody has written yet is in no count."""
    campaign = _open(slug)
    form = EveningPackForm(campaign)
    if not form.validate():
        return _page(campaign, form), 422
    day = form.on()
    chosen = [targets.find_target(campaign, to, day) for to in form.to.data or ()]
    made = evenings.pack(campaign, chosen, form.language.data, link=link_to(campaign), on=day)
    pdf = services.press.evening(made, Paper(form.paper.data))
    response = Response(pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=FILE)
    return response


def _open(slug: str) -> Campaign:
    """Return a campaign that letters are taken from today."""
    campaign = services.campaign(slug)
    demand_open(campaign)
    return campaign


def _page(campaign: Campaign, form: EveningPackForm) -> str:
    day = form.on()
    search = target_choice.TargetSearch(request.values.get("find", ""))
    return render_template(
        "supporters/evening.html",
        campaign=campaign,
        form=form,
        offices=target_choice.offices_found(campaign, day),
        bodies=target_choice.bodies_found(campaign, day, search, {}, form.to.data or ()),
        search=search,
        number=target_choice.how_many(campaign, day, search),
        most=MOST_AT_ONCE,
        latest=_latest(campaign, services.today()),
    )


def _latest(campaign: Campaign, today: date) -> date:
    """Return the last day of an evening: the campaign's, or for how long it is known who sits."""
    year = today + timedelta(days=365)
    return min(year, campaign.closes) if campaign.closes else year
