"""Compose a letter: the pure functions everything else renders."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from campaign.letter import clean
from campaign.letter.dates import say_date
from campaign.letter.paragraphs import in_full, in_short
from campaign.letter.wording import Wording
from campaign.model.language import AddressForms, Language
from campaign.model.letter import (
    NOTHING_FOUND,
    Choices,
    EmailLength,
    Letter,
    Sender,
    SignAs,
    Target,
)
from campaign.model.placeholders import fill
from campaign.model.statement import Campaign
from campaign.model.world import Address
from campaign.rules.postal import as_posted
from campaign.rules.reach import confirmed_reach, known_address

ENGLISH: Final = "en"
"""The language of the statement, and of all others whom letters quote."""


def compose(campaign: Campaign, target: Target, choices: Choices, on: date) -> Letter:
    """Return the letter on paper from these choices to a target, dated `on`.

    The asks come in the order chosen, each once, numbered when there are several. Raises KeyError
    for an ask, language or country the campaign does not have: callers offer only what it has.
    """
    words = Wording(campaign, target, choices, on)
    language = words.language
    form = language.forms[target.kind]
    place = _place(language, choices.sender)
    return Letter(
        target=target,
        language=language.code,
        direction=language.direction,
        typography=language.typography,
        date=on,
        date_line=_date_line(language, place, on),
        addressee=_addressee(campaign, target, form, language, on),
        address=address_of(campaign, target, choices.found),
        subject=words.subject,
        salutation=form.salutation,
        paragraphs=tuple(in_full(words, choices)),
        close=form.close,
        signature=_signature(choices.sender, language),
        sign_as=choices.sender.sign_as,
        place=place,
        reply_to=choices.reply_to,
        quoted=() if language.code == ENGLISH else _quotations(campaign),
    )


def compose_email(campaign: Campaign, target: Target, choices: Choices, on: date) -> Letter:
    """Return the same letter as an email holds it: in short, or in full if the writer chose so."""
    letter = compose(campaign, target, choices, on)
    if choices.form is EmailLength.FULL:
        return letter
    short = in_short(Wording(campaign, target, choices, on), choices)
    return replace(letter, paragraphs=tuple(short))


def _quotations(campaign: Campaign) -> tuple[str, ...]:
    """Return what letters quote word for word, which stays in the language that it was said in."""
    asked = (ask.quote_in_letter for ask in campaign.asks)
    return tuple(filter(None, dict.fromkeys((*asked, *(each.words for each in campaign.quoted)))))


def _place(language: Language, sender: Sender) -> str:
    """Return where the letter is dated from, where the writer shows it and custom has it."""
    is_shown = sender.sign_as is SignAs.FULL and language.place_date
    return clean.line(sender.place) if is_shown else ""


def _date_line(language: Language, place: str, on: date) -> str:
    """Write where, if that is said, and when."""
    day = say_date(language, on)
    return fill(language.place_date, {"place": place, "date": day}) if place else day


def address_of(campaign: Campaign, target: Target, found: Address = NOTHING_FOUND) -> Address:
    """Return a target's address, or an empty one.

    What a writer found for this target goes before what nobody has confirmed, never before what
    an organizer has (docs/decisions/0034).
    """
    known, sure = known_address(campaign, target), confirmed_reach(campaign, target)
    if found.target != target.slug:
        return known
    return replace(
        known,
        postal=known.postal if sure.post else as_posted(found.postal) or known.postal,
        email=known.email if sure.email else found.email or known.email,
    )


def _addressee(
    campaign: Campaign, target: Target, form: AddressForms, language: Language, on: date
) -> tuple[str, ...]:
    office = fill(form.addressee, _in_address(language, target.state))
    holder = campaign.world.officer_on(target.slug, on)
    if holder and campaign.launched and not holder.confirmed:
        holder = None
    return (fill(form.holder, {"name": holder.name}), office) if holder else (office,)


def _in_address(language: Language, state: str | None) -> Mapping[str, str]:
    if not state:
        return {}
    name = language.states[state]
    return {"state": name.in_address, "of state": name.of_state, "in state": name.in_state}


def _resident(language: Language, country: str) -> str:
    """Return what stands for a name where somebody gives no more than a country."""
    name = language.country_in_sentence(country) if country else ""
    return fill(language.resident, {"country": name}) if name else ""


def _signature(sender: Sender, language: Language) -> tuple[str, ...]:
    country = language.country(sender.country) if sender.country else ""
    match sender.sign_as:
        case SignAs.FULL:
            lines = (clean.line(sender.name), clean.line(sender.place), country)
        case SignAs.INITIALS:
            lines = (clean.initials(clean.line(sender.name)), "", country)
        case SignAs.COUNTRY:
            lines = ("", "", _resident(language, sender.country))
        case SignAs.BLANK:
            lines = ("", "", "")
    return tuple(text for text in lines if text)
