"""The page for hosts of letter evenings: what to do, and a pack of paper to print."""

from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectMultipleField, ValidationError

from campaign.actions import letter_evening as evenings
from campaign.model.letter import ByHand
from campaign.model.print_occasion import PrintOccasion
from campaign.model.statement import Campaign
from campaign.press import Paper
from campaign.rules import targets
from campaign.web.choice_fields import PAPERS, offered, one_of
from campaign.web.evening_day import EveningDayForm
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
ROOM: Final = (ByHand.OWN_WORDS, ByHand.SIGNATURE)
"""The room that the letters have for what is written by hand."""


class EveningPackForm(EveningDayForm, TokenForm):
    """What goes into a pack. Without a token: nothing is counted, and all may keep its page."""

    class Meta(TokenForm.Meta):
        """The same, without a token."""

        csrf = False

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """Read what was posted, or what a search among the boxes keeps in the address."""
            del form, formdata
            return request.form if request.method == "POST" else request.args

    to = SelectMultipleField(lazy_gettext("Whom are the letters for?"), validate_choice=False)
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
        self.language.choices = {code: each.name for code, each in campaign.reading.items()}

    def evening(self) -> PrintOccasion:
        """Return the evening, once it is found valid."""
        return PrintOccasion(
            on=self.on(),
            language=self.language.data,
            copies=dict.fromkeys(self.to.data or (), 1),
            start=link_to(self.campaign),
            by_hand=ROOM,
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
        self.demand_there(field.data)


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
    for chosen in form.to.data or ():
        targets.find_target(campaign, chosen, form.on())  # says why, where it is not offered
    made = evenings.pack(campaign, form.evening())
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
    )
