"""The forms of who runs a campaign and what it offers, each a line of the path to the launch."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    Field,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from campaign.catalogue.details import YES, joined
from campaign.letter import clean
from campaign.model.email_address import is_address
from campaign.model.facts import FactTable, Row
from campaign.model.letter import LONGEST_ADDRESS_LINE, MOST_ADDRESS_LINES
from campaign.model.statement import Campaign
from campaign.rules.postal import as_posted, names_country
from campaign.rules.reach import WEBSITE
from campaign.web.choice_fields import offered
from campaign.web.organizers.forms import LONGEST, OrganizerForm, block, line, typed
from campaign.web.organizers.lifecycle.forms import DatesForm, VersionedForm
from campaign.web.services import services

MOST_ADDRESSES: Final = 10
"""The most true addresses of one campaign."""
LARGEST_GOAL: Final = 100_000_000
Rows = Mapping[FactTable, Row]


def _as_site(text: str) -> str:
    """Return an address on the web with its scheme: people leave it out."""
    return text if not text or "://" in text else f"https://{text}"


def _is_site(text: str) -> bool:
    """Say whether a text is an address on the web; a stroke would part it in two."""
    return "." in text and "|" not in text and WEBSITE.fullmatch(text) is not None


def _site(text: str | None) -> str:
    return _as_site(line(text))


def _short(form: OrganizerForm, field: Field) -> None:
    """Want a text that is not too long."""
    del form
    if len(typed(field)) > LONGEST:
        raise ValidationError(
            gettext("This is longer than %(most)d characters. Shorten it.", most=LONGEST)
        )


class DetailForm(VersionedForm):
    """A form of one line of the path; `rows` is what is kept of it."""

    def __init__(self, campaign: Campaign, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms'
        """Begin with what stands there now; ids are this form's own, as a page has several."""
        super().__init__(data={**self.standing(campaign), "seen": kwargs.pop("seen", "")}, **kwargs)
        self.campaign = campaign
        for field in self:
            field.id = f"{self.sheets[0]}-{field.name}"
            field.label.field_id = field.id

    def standing(self, campaign: Campaign) -> Mapping[str, Any]:
        """Return the values of the fields as they stand."""
        raise NotImplementedError

    def rows(self) -> Rows:
        """Return the facts that were written."""
        raise NotImplementedError


class OrganizationForm(DetailForm):
    """Who runs the campaign, and how supporters reach them."""

    sheets = (FactTable.ORGANIZATION,)
    name = StringField(lazy_gettext("Full name of your organization"), [_short], filters=[line])
    contact = StringField(lazy_gettext("How supporters reach you"), [_short], filters=[line])

    def standing(self, campaign: Campaign) -> Mapping[str, Any]:
        """Return both."""
        return {"name": campaign.organization.name, "contact": campaign.organization.contact}

    def validate_name(self, field: Field) -> None:
        """Want one: nobody could tell who asks."""
        if not field.data:
            raise ValidationError(gettext("Write who runs the campaign."))

    def validate_contact(self, field: Field) -> None:
        """Want an address by email or on the web."""
        text = typed(field)
        if not (is_address(text) or _is_site(_as_site(text))):
            raise ValidationError(
                gettext("Write an email address or the address of a web page, such as %(example)s.",
                        example="hello@example.org")
            )  # fmt: skip

    def rows(self) -> Rows:
        """Return the one fact."""
        row = {"name": typed(self.name), "contact": typed(self.contact)}
        return {FactTable.ORGANIZATION: row}


class GenuineForm(DetailForm):
    """The campaign's true web addresses, and the page that lists them."""

    sheets = (FactTable.GENUINE,)
    addresses = TextAreaField(lazy_gettext("True web addresses"), filters=[block])
    listed_at = StringField(
        lazy_gettext("Page of yours that lists them"), [_short], filters=[_site]
    )

    def standing(self, campaign: Campaign) -> Mapping[str, Any]:
        """Return what is set; before that, the public name under which one is here."""
        settings = services.settings
        here = (settings.address,) if settings.hostnames else ()
        known = campaign.organization.genuine or here
        return {"addresses": "\n".join(known), "listed_at": campaign.organization.listed_at}

    def lines(self) -> Sequence[str]:
        """Return the addresses, each with its scheme."""
        return [_as_site(each) for each in _lines(self.addresses)]

    def validate_addresses(self, field: Field) -> None:
        """Want at least one, and only addresses on the web."""
        del field
        wrong = [each for each in self.lines() if not _is_site(each)]
        if wrong or not self.lines():
            example = "https://letters.example.org"
            raise ValidationError(
                gettext("Write each true address on a line, such as %(example)s.", example=example)
            )
        if len(self.lines()) > MOST_ADDRESSES or any(len(each) > LONGEST for each in self.lines()):
            raise ValidationError(
                gettext(
                    "Write up to %(lines)d lines of up to %(most)d characters.",
                    lines=MOST_ADDRESSES,
                    most=LONGEST,
                )
            )

    def validate_listed_at(self, field: Field) -> None:
        """Want a page, if it is given."""
        if field.data and not _is_site(field.data):
            raise ValidationError(gettext("Write the address of the page, or leave it out."))

    def rows(self) -> Rows:
        """Return the one fact."""
        row = {"addresses": joined(self.lines()), "listed_at": typed(self.listed_at)}
        return {FactTable.GENUINE: row}


class PostForm(DetailForm):
    """Where the organization gets its post."""

    sheets = (FactTable.POST,)
    lines = TextAreaField(lazy_gettext("Address where you get post"), filters=[block])

    def standing(self, campaign: Campaign) -> Mapping[str, Any]:
        """Return the lines."""
        return {"lines": "\n".join(campaign.organization.address)}

    def validate_lines(self, field: Field) -> None:
        """Want an address that the post can bring something to."""
        lines = _lines(field)
        if not names_country(tuple(lines)):
            raise ValidationError(
                gettext("Write the address line by line, with the country as its last line.")
            )
        if len(lines) > MOST_ADDRESS_LINES or any(
            len(each) > LONGEST_ADDRESS_LINE or "|" in each for each in lines
        ):
            raise ValidationError(
                gettext(
                    "Write up to %(lines)d lines of up to %(most)d characters.",
                    lines=MOST_ADDRESS_LINES,
                    most=LONGEST_ADDRESS_LINE,
                )
            )

    def rows(self) -> Rows:
        """Return the one fact, the country in capitals."""
        return {FactTable.POST: {"lines": joined(as_posted(tuple(_lines(self.lines))))}}


class RelativesForm(DetailForm):
    """Who helps those who look for a missing relative."""

    sheets = (FactTable.RELATIVES,)
    name = StringField(lazy_gettext("Name of the person or office"), [_short], filters=[line])
    contact = StringField(lazy_gettext("How to reach them"), [_short], filters=[line])
    agreed = BooleanField(lazy_gettext("They know about it and agreed"))

    def standing(self, campaign: Campaign) -> Mapping[str, Any]:
        """Return who it is now, who agreed then."""
        relatives = campaign.relatives
        name, contact = relatives.name, relatives.contact
        return {"name": name, "contact": contact, "agreed": bool(contact)}

    def validate_name(self, field: Field) -> None:
        """Want one."""
        if not field.data:
            raise ValidationError(gettext("Write who helps."))

    def validate_contact(self, field: Field) -> None:
        """Want some way: an email address, a telephone number or a web page."""
        if not field.data:
            raise ValidationError(gettext("Write how to reach them."))

    def validate_agreed(self, field: Field) -> None:
        """Want it said: frightened people will turn to them."""
        if not field.data:
            raise ValidationError(gettext("Ask them first, and tick that they agreed."))

    def rows(self) -> Rows:
        """Return the one fact."""
        return {FactTable.RELATIVES: {"name": typed(self.name), "contact": typed(self.contact)}}


class OfferForm(DatesForm, DetailForm):
    """The goal, the first and the last day, the languages, and whether sources are named."""

    sheets = (FactTable.OFFER, FactTable.DATES)
    goal = StringField(lazy_gettext("Goal, in letters checked"), filters=[line])
    languages = SelectMultipleField(
        lazy_gettext("Languages offered"), [offered], validate_choice=False
    )
    footnotes = BooleanField(lazy_gettext("Letters name their sources at the foot of the page"))
    answers = BooleanField(lazy_gettext("Supporters see what each recipient answered"))

    def __init__(self, campaign: Campaign, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms'
        """Offer the languages that its texts are in."""
        super().__init__(campaign, **kwargs)
        self.languages.choices = {code: each.name for code, each in campaign.written.items()}

    def standing(self, campaign: Campaign) -> Mapping[str, Any]:
        """Return what is offered, and when."""
        return {
            "goal": str(campaign.goal or ""),
            "opens": campaign.opens,
            "closes": campaign.closes,
            "languages": list(campaign.reviewed),
            "footnotes": campaign.footnotes,
            "answers": campaign.answers_shown,
        }

    def validate_goal(self, field: Field) -> None:
        """Want a number, if anything; a figure may be grouped as people write it."""
        text = _digits(typed(field))
        if typed(field) and not (text.isdecimal() and 0 < int(text) <= LARGEST_GOAL):
            raise ValidationError(
                gettext("Write the goal as a number such as 5000, or leave it out.")
            )

    def validate_languages(self, field: Field) -> None:
        """Want one at least."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one language."))

    def rows(self) -> Rows:
        """Return what is offered, and the days."""
        days = {"opens": self.opens.data, "closes": self.closes.data}
        goal = _digits(typed(self.goal))
        offer = {
            "goal": str(int(goal)) if goal else "",
            "languages": " ".join(self.languages.data or ()),
            "footnotes": YES if self.footnotes.data else "",
            "answers": YES if self.answers.data else "",
        }
        dates = {name: day.isoformat() if day else "" for name, day in days.items()}
        return {FactTable.OFFER: offer, FactTable.DATES: dates}


FORMS: Final[Mapping[FactTable, type[DetailForm]]] = {
    form.sheets[0]: form
    for form in (OrganizationForm, GenuineForm, PostForm, RelativesForm, OfferForm)
}
"""The form of each line, by the sheet that names it."""


def _lines(field: Field) -> Sequence[str]:
    """Return the lines that were typed, without blank ones."""
    return [text for each in typed(field).splitlines() if (text := clean.line(each))]


def _digits(text: str) -> str:
    return text.translate({ord(sign): None for sign in " .,'’\u00a0\u202f"})
