"""The supporter's form: all that a letter is made of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from flask import request
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import (
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from campaign.letter import clean
from campaign.model.letter import (
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_ADDRESS_LINES,
    MOST_LINES,
    MOST_REPLY_LINES,
    NOTHING_FOUND,
    Choices,
    EmailLength,
    Sender,
    SignAs,
    Target,
)
from campaign.model.statement import Campaign
from campaign.model.world import Address
from campaign.press import Paper, fonts
from campaign.rules import reach, targets
from campaign.rules.letter_languages import letter_language, letter_languages
from campaign.web.choice_fields import PAPERS, offered, one_of
from campaign.web.locale import by_name, page_texts
from campaign.web.services import services
from campaign.web.supporters.address_fields import (
    LinesField,
    check_email,
    check_emails_within,
    check_lines,
    check_no_email,
    from_a_field,
    in_a_field,
    is_sent_from_elsewhere,
)
from campaign.web.supporters.several_form import LISTS, MOST_MORE, SeveralForm

MOST_SIGNS: Final = 20
"""The most signs that are named when they cannot be printed."""
LETTER: Final = re.compile(r"[^\W\d_]")

SIGN_AS: Final = {
    SignAs.BLANK: lazy_gettext("By hand, on paper, or not at all"),
    SignAs.COUNTRY: lazy_gettext("With my country only"),
    SignAs.INITIALS: lazy_gettext("With my initials"),
    SignAs.FULL: lazy_gettext("With my full name"),
}
SIGN_AS_MEANS: Final = {
    SignAs.BLANK: lazy_gettext("Safest: your name reaches no computer."),
    SignAs.COUNTRY: lazy_gettext("“A resident of” your country, with the name withheld."),
    SignAs.INITIALS: lazy_gettext(
        "And your country, if you choose one. Those who know you may guess."
    ),
    SignAs.FULL: lazy_gettext("Counts most with the reader; you can be found."),
}
"""What each way to sign means for the writer."""
FORMS: Final = {
    EmailLength.SHORT: lazy_gettext("The short text, made for email"),
    EmailLength.FULL: lazy_gettext("The whole letter, as on paper"),
}


class LetterForm(SeveralForm):
    """All that a letter is made of."""

    ask = SelectMultipleField(lazy_gettext("What to ask for"), [offered], validate_choice=False)
    note = TextAreaField(lazy_gettext("In your own words"), filters=[clean.block], default="")
    language = RadioField(lazy_gettext("Language of the letter"), [offered], validate_choice=False)
    sign_as = one_of(lazy_gettext("How do you want to sign?"), SIGN_AS, SignAs.BLANK)
    sign_as_means = SIGN_AS_MEANS
    name = StringField(lazy_gettext("Name"), filters=[clean.line], default="")
    place = StringField(lazy_gettext("Town or city"), filters=[clean.line], default="")
    country = SelectField(
        lazy_gettext("Country or territory where you live"),
        [offered],
        default="",
        validate_choice=False,
    )
    reply_to = LinesField(
        lazy_gettext("Where an answer may go"),
        [check_lines, check_emails_within],
        most=MOST_REPLY_LINES,
        default="",
    )
    to_postal = LinesField(
        lazy_gettext("Postal address"),
        [check_lines, check_no_email],
        most=MOST_ADDRESS_LINES,
        default="",
    )
    to_email = LinesField(lazy_gettext("Email address"), [check_email], most=1, default="")
    found_for = StringField(default="")
    paper = one_of(lazy_gettext("Paper, if you print it"), PAPERS, Paper.A4)
    form = one_of(lazy_gettext("What the email holds"), FORMS, EmailLength.SHORT, id="email-form")

    def __init__(self, campaign: Campaign, target: Target, **kwargs: Any) -> None:  # noqa: ANN401
        """Offer what this campaign has for this target."""
        asks = targets.asks_for(campaign, target, services.today())
        ticked = [ask.id for ask in asks[:1]]
        shown, texts = page_texts(campaign)
        language = letter_language(campaign, target, shown.code)
        languages = letter_languages(campaign, target)
        then = request.args.getlist("then")[:MOST_MORE]
        super().__init__(data={"ask": ticked, "language": language, "then": then}, **kwargs)
        self.ask.choices = {ask.id: texts.asks[ask.id].label for ask in asks}
        self.language.choices = {code: each.name for code, each in languages.items()}
        if self.language.data in campaign.languages:  # as for another target, which may read it
            self.language.data = letter_language(campaign, target, self.language.data)
        self.country.choices = {"": "–", **by_name(shown.territories)}
        self._campaign = campaign
        self._take_found(target)

    def _take_found(self, target: Target) -> None:
        """Keep an address that was found for this target, where a better one may still be found."""
        if is_sent_from_elsewhere():
            self.to_postal.data = self.to_email.data = self.reply_to.data = ""
            self.found_before.data = []
        elif self.found_for.data not in {"", target.slug}:
            self._change_found(target)
        sure = reach.confirmed_reach(self._campaign, target)
        self.takes_postal, self.takes_email = not sure.post, not sure.email
        if sure.post:
            self.to_postal.data = ""
        if sure.email:
            self.to_email.data = ""
        self.found_for.data = target.slug

    def _change_found(self, target: Target) -> None:
        """Lay aside what was found for another of several, and take up what was for this target."""
        aside = {each.target: each for each in map(from_a_field, self.found_before.data or ())}
        before = self._found()
        if self.letters_in_all > 1 and (before.postal or before.email):
            aside[before.target] = before
        found = aside.pop(target.slug, NOTHING_FOUND)
        self.to_postal.data, self.to_email.data = "\n".join(found.postal), found.email
        self.found_before.data = [in_a_field(each) for each in aside.values()]

    def _found(self) -> Address:
        """Return the address that the writer found."""
        slug = self.found_for.data or ""
        return Address(slug, self.to_postal.lines, self.to_email.data or "")

    def choices(self) -> Choices:
        """Return what was chosen, once it is found valid."""
        return Choices(
            asks=tuple(self.ask.data or ()),
            language=self.language.data,
            note=self.note.data or "",
            sender=Sender(
                sign_as=SignAs(self.sign_as.data),
                name=self.name.data or "",
                place=self.place.data or "",
                country=self.country.data,
            ),
            form=EmailLength(self.form.data),
            found=self._found(),
            reply_to=self.reply_to.lines,
        )

    def choices_so_far(self) -> Choices:
        """Return what can be used of what was typed, for the letter as it is so far."""
        return Choices(
            asks=tuple(ask for ask in _choices(self.ask) if ask in (self.ask.data or ())),
            language=_or_first(self.language),
            note=(self.note.data or "")[:LONGEST_NOTE],
            sender=Sender(
                sign_as=SignAs(_or_first(self.sign_as)),
                name=(self.name.data or "")[:LONGEST_NAME],
                place=(self.place.data or "")[:LONGEST_NAME],
                country=_or_first(self.country),
            ),
            found=NOTHING_FOUND if self.to_postal.errors else self._found(),
            reply_to=() if self.reply_to.errors else self.reply_to.lines,
        )

    def choices_for(self, campaign: Campaign, target: Target) -> Choices:
        """Return the same for another target: its own asks, where it is asked the same things.

        Its letter is in the same language, where it reads that.
        """
        chosen = [*(self.ask.data or ()), *(self.asked.data or ())]
        choices = self.choices()
        return replace(
            choices,
            asks=tuple(self.asks_of(campaign, target, chosen)),
            language=letter_language(campaign, target, choices.language),
        )

    def hidden(self) -> Sequence[tuple[str, str]]:
        """Return every field's name and value, to carry the letter to the next page."""
        pairs = [(name, value) for name in LISTS for value in self[name].data or ()]
        single = (field for field in self if field.name not in {*LISTS, "token"})
        pairs += [(field.name, field.data or "") for field in single]
        return [*pairs, ("token", self.token.current_token)]

    def refuse(self, signs: str) -> bool:
        """Say at each field which of these signs cannot be printed; return whether any has some."""
        found = False
        for field in (self.note, self.name, self.place, self.reply_to, self.to_postal):
            if those := [sign for sign in fonts.signs_of(signs) if sign in (field.data or "")]:
                found = True
                field.errors = [
                    gettext(
                        "“%(field)s”: we cannot print %(signs)s. Leave it out, or send an email.",
                        field=field.label.text,
                        signs=" ".join(those[:MOST_SIGNS]),
                    )
                ]
        return found

    def validate_ask(self, field: Field) -> None:
        """Want at least one ask."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one thing to ask for."))

    def validate_note(self, field: Field) -> None:
        """Keep the note to what fits a letter."""
        over = len(field.data) - LONGEST_NOTE
        if over > 0:
            raise ValidationError(
                ngettext(
                    "Your words are %(num)d character too long. Shorten them a little.",
                    "Your words are %(num)d characters too long. Shorten them a little.",
                    over,
                )
            )
        if field.data.count("\n") >= MOST_LINES:
            raise ValidationError(
                gettext("Your words have more than %(most)d lines. Join some.", most=MOST_LINES)
            )

    def validate_name(self, field: Field) -> None:
        """Want a name where the letter is to show it."""
        if len(field.data) > LONGEST_NAME:
            raise ValidationError(
                gettext(
                    "Your name is longer than %(most)d characters. Shorten it.", most=LONGEST_NAME
                )
            )
        is_lacking = {
            SignAs.FULL: not LETTER.search(field.data),
            SignAs.INITIALS: not clean.initials(field.data),
        }
        if is_lacking.get(self.sign_as.data):
            raise ValidationError(
                gettext("Write your name or initials, or choose another way to sign.")
            )

    def validate_place(self, field: Field) -> None:
        """Keep it to a line."""
        if len(field.data) > LONGEST_NAME:
            raise ValidationError(
                gettext(
                    "Your town or city is longer than %(most)d characters. Shorten it.",
                    most=LONGEST_NAME,
                )
            )

    def validate_to_postal(self, field: LinesField) -> None:
        """Refuse the address of those that the campaign does not write to."""
        self._demand_offered(field.lines)

    def validate_to_email(self, field: LinesField) -> None:
        """Refuse theirs too."""
        self._demand_offered(field.lines)

    def _demand_offered(self, lines: Sequence[str]) -> None:
        if code := reach.leads_to_excluded(self._campaign, lines):
            language, _ = page_texts(self._campaign)
            raise ValidationError(
                gettext(
                    "This looks like an address of %(state)s, to which this campaign does not "
                    "write. Look it up again.",
                    state=language.states[code].name,
                )
            )

    def validate_country(self, field: Field) -> None:
        """Want a country where the letter shows nothing else."""
        if self.sign_as.data == SignAs.COUNTRY and not field.data:
            raise ValidationError(gettext("Choose your country, or another way to sign."))


def _or_first(field: SelectField) -> str:
    """Return what a field holds, or the first that it offers instead of what it does not."""
    choices = _choices(field)
    return field.data if field.data in choices else next(iter(choices))


def _choices(field: SelectField | SelectMultipleField) -> Mapping[str, str]:
    """Return what a field offers, by value: all fields here have their choices so."""
    choices: Mapping[str, str] = field.choices  # type: ignore[assignment]
    return choices
