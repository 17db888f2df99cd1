"""Compose a letter: the one pure function everything else renders."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from babel.dates import format_date

from campaign.letter import clean
from campaign.model.language import AddressForms, Language
from campaign.model.letter import (
    NOTHING_FOUND,
    Choices,
    Letter,
    LetterPart,
    Paragraph,
    Sender,
    SignAs,
    Target,
)
from campaign.model.placeholders import fill
from campaign.model.statement import Ask, AskText, Campaign, KindText, PassageRole
from campaign.model.world import Address
from campaign.rules.postal import as_posted
from campaign.rules.reach import confirmed_reach, known_address


def compose(campaign: Campaign, target: Target, choices: Choices, on: date) -> Letter:
    """Return the letter from these choices to a target, dated `on`.

    The asks come in the order chosen, each once, numbered when there are several. Raises KeyError
    for an ask, language or country the campaign does not have: callers offer only what it has.
    """
    language = campaign.languages[choices.language]
    form = language.forms[target.kind]
    text = campaign.texts[language.code].kinds[target.kind]
    values = _values(language, target)
    place = _place(language, choices.sender)
    return Letter(
        target=target,
        language=language.code,
        direction=language.direction,
        date=on,
        date_line=_date_line(language, place, on),
        addressee=_addressee(campaign, target, form, language, on),
        address=address_of(campaign, target, choices.found),
        subject=fill(text.subject, values),
        salutation=form.salutation,
        paragraphs=tuple(_paragraphs(campaign, target, choices, text, values)),
        close=form.close,
        signature=_signature(choices.sender, language),
        sign_as=choices.sender.sign_as,
        place=place,
        reply_to=choices.reply_to,
    )


def say_date(language: Language, day: date) -> str:
    """Write a date by the language's custom."""
    return format_date(day, language.date_pattern, locale=language.code)


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


def _values(language: Language, target: Target) -> Mapping[str, str]:
    return {"state": language.states[target.state].in_sentence} if target.state else {}


def _addressee(
    campaign: Campaign, target: Target, form: AddressForms, language: Language, on: date
) -> tuple[str, ...]:
    state = {"state": language.states[target.state].in_address} if target.state else {}
    office = fill(form.addressee, state)
    holder = campaign.world.officer_on(target.slug, on)
    if holder and campaign.launched and not holder.confirmed:
        holder = None
    return (fill(form.holder, {"name": holder.name}), office) if holder else (office,)


def _paragraphs(
    campaign: Campaign, target: Target, choices: Choices, text: KindText, values: Mapping[str, str]
) -> Iterator[Paragraph]:
    at_home = choices.sender.sign_as is not SignAs.BLANK and (
        target.state is not None and choices.sender.country == target.state
    )
    parts = {
        LetterPart.OPENING: text.opening_at_home if at_home else text.opening,
        LetterPart.REASON: text.reason,
        LetterPart.VOTE: text.votes.get(campaign.vote_of(target), ()),
        LetterPart.REQUEST: (text.request,),
    }
    language = campaign.languages[choices.language]
    note = clean.block(choices.note)
    yield from (Paragraph(LetterPart.NOTE, part) for part in note.split("\n\n") if part)
    sources = _sources(campaign, language) if campaign.footnotes else {}
    for part, paragraphs in parts.items():
        for paragraph in paragraphs:
            last = paragraph is paragraphs[-1]
            source = sources.get(part, ()) if last else ()
            yield Paragraph(part, fill(paragraph, values), source=source)
    yield from _asks(campaign, target, choices, values)
    for part, paragraphs in {
        LetterPart.CLOSE: text.close,
        LetterPart.QUESTION: text.question,
    }.items():
        yield from (Paragraph(part, fill(paragraph, values)) for paragraph in paragraphs)


def _sources(campaign: Campaign, language: Language) -> Mapping[LetterPart, tuple[str, ...]]:
    """Return what can be looked up, by the part of the letter that rests on it."""
    statement, ballot = campaign.statement, campaign.ballot
    day = say_date(language, statement.date)
    found: dict[LetterPart, tuple[str, ...]] = {
        LetterPart.REQUEST: (statement.title, day, statement.link)
    }
    if ballot:
        found[LetterPart.VOTE] = (ballot.document, say_date(language, ballot.date))
    return found


def _asks(
    campaign: Campaign, target: Target, choices: Choices, values: Mapping[str, str]
) -> Iterator[Paragraph]:
    """Yield the chosen asks as a list, what is known of them, then the statement's closing call."""
    language = campaign.languages[choices.language]
    texts = campaign.texts[language.code].asks
    chosen = [campaign.ask(ask_id) for ask_id in dict.fromkeys(choices.asks)]
    for number, ask in enumerate(chosen, 1):
        words = _words(ask, texts[ask.id], target, language, values)
        end = language.list_end if number == len(chosen) else language.item_end
        yield Paragraph(LetterPart.ASK, words + end, ask.id, number if len(chosen) > 1 else None)
    for ask in chosen:
        if ask.none_known_as_of and texts[ask.id].none_known:
            known = {"date": say_date(language, ask.none_known_as_of)}
            yield Paragraph(LetterPart.NONE_KNOWN, fill(texts[ask.id].none_known, known), ask.id)
    for ask in campaign.asks:
        if ask.role is PassageRole.CLOSING and target.kind in ask.concerns:
            words = _words(ask, texts[ask.id], target, language, values)
            yield Paragraph(LetterPart.CLOSING, words, ask.id)


def _words(
    ask: Ask, text: AskText, target: Target, language: Language, values: Mapping[str, str]
) -> str:
    opening, closing = language.quotes
    quote = f"{opening}{ask.quote_in_letter}{closing}"
    return fill(text.wording[target.kind], {**values, "quote": quote})


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
