"""What goes with letters: stacks of blank ones, labels, tally sheet, packing list, a delivery."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.numbers import format_decimal

from campaign.letter.compose import address_of, compose
from campaign.letter.dates import say_date
from campaign.model.documents import Delivery, LetterStack, PackingList, Parcel, TallySheet
from campaign.model.language import Language
from campaign.model.letter import Choices, Letter, LetterPart, Paragraph, SignAs, Target
from campaign.model.placeholders import fill
from campaign.model.statement import Campaign, Organization
from campaign.rules import targets


@dataclass(frozen=True, slots=True)
class PrintOccasion:
    """What everything of one evening or delivery has in common: language, day, event code."""

    language: Language
    on: date
    event: str = ""


def stacks(
    campaign: Campaign, copies: Mapping[Target, int], occasion: PrintOccasion
) -> Sequence[LetterStack]:
    """Return letters to be signed by hand, which ask what is ticked from the start."""
    return [
        LetterStack(_blank(campaign, target, occasion), number) for target, number in copies.items()
    ]


def labels(stacks: Sequence[LetterStack]) -> tuple[Sequence[Letter], Sequence[Letter]]:
    """Return a letter for each label, and those whose address is not known."""
    known = [stack for stack in stacks if stack.letter.address.postal]
    unknown = [stack.letter for stack in stacks if not stack.letter.address.postal]
    return [stack.letter for stack in known for _ in range(stack.copies)], unknown


def tally(
    campaign: Campaign, stacks: Sequence[LetterStack], occasion: PrintOccasion, link: str
) -> TallySheet:
    """Return what counts an evening's letters by hand; totals are entered at the link."""
    addressees = tuple(stack.letter.addressee for stack in stacks)
    title = campaign.texts[occasion.language.code].title
    return TallySheet(occasion.language, title, occasion.event, link, addressees)


def packing_list(
    campaign: Campaign,
    stacks: Sequence[LetterStack],
    occasion: PrintOccasion,
    sheets_of: Callable[[Letter], int],
    grams_of: Callable[[int], int],
) -> PackingList:
    """Return what there is to pack, sorted for posting; where no address is known, last.

    `sheets_of` says how many sheets a letter takes, `grams_of` what so many sheets weigh.
    """
    parcels = []
    for stack in stacks:
        letter, postal = stack.letter, stack.letter.address.postal
        sheets = sheets_of(letter) * stack.copies
        # Where no address is known, it is known at least where the United Nations sit.
        country = (
            postal[-1] if postal else occasion.language.country(letter.target.kind.seat).upper()
        )
        parcels.append(
            Parcel(letter.addressee, country, bool(postal), stack.copies, sheets, grams_of(sheets))
        )
    parcels.sort(key=lambda each: (not each.has_address, each.country, each.addressee))
    title = campaign.texts[occasion.language.code].title
    return PackingList(occasion.language, title, occasion.event, tuple(parcels))


def delivery(
    campaign: Campaign,
    target: Target,
    occasion: PrintOccasion,
    *,
    letters: int,
    countries: int | None,
) -> Delivery:
    """Return what is handed over with a target's letters, counted by the organizer."""
    language = occasion.language
    counted = say_number(language, language.printing.letters, letters)
    cover = _blank(campaign, target, occasion)
    return Delivery(
        language,
        Letter(
            target=target,
            language=cover.language,
            direction=cover.direction,
            typography=cover.typography,
            date=cover.date,
            date_line=cover.date_line,
            addressee=cover.addressee,
            address=address_of(campaign, target),
            subject=fill(language.printing.cover_subject, {"letters": counted}),
            salutation=cover.salutation,
            paragraphs=tuple(
                Paragraph(LetterPart.OPENING, text)
                for text in _cover(campaign, language, letters, countries)
            ),
            close=cover.close,
            signature=(campaign.organization.name,),
            sign_as=SignAs.FULL,
        ),
        fill(language.printing.receipt_text, {"letters": counted}),
        campaign.organization.name,
    )


def say_number(language: Language, plurals: Mapping[str, str], number: int) -> str:
    """Say how many, in the plural that the language has for it."""
    plural = Locale.parse(language.code, sep="-").plural_form(number)
    shown = format_decimal(number, locale=language.code.replace("-", "_"))
    return fill(plurals[plural], {"number": shown})


def _blank(campaign: Campaign, target: Target, occasion: PrintOccasion) -> Letter:
    ask = targets.ticked_ask(campaign, target, occasion.on).id
    return compose(campaign, target, Choices((ask,), occasion.language.code), occasion.on)


def _cover(
    campaign: Campaign, language: Language, letters: int, countries: int | None
) -> Iterator[str]:
    """Yield what an organization says with a delivery, and nothing that it did not count."""
    words, statement = language.printing, campaign.statement
    counted = say_number(language, words.letters, letters)
    if countries is None:
        yield fill(words.cover, {"letters": counted})
    else:
        known = say_number(language, words.countries, countries)
        yield fill(words.cover_known, {"letters": counted, "countries": known})
    title = campaign.texts[language.code].title
    about = {"title": title, "date": say_date(language, statement.date)}
    yield fill(words.cover_about_one if letters == 1 else words.cover_about, about)
    yield f"{statement.title}. {statement.link}"
    yield words.cover_request_one if letters == 1 else words.cover_request
    yield from _run_by(campaign.organization, language)


def _run_by(organization: Organization, language: Language) -> Iterator[str]:
    yield fill(language.printing.run_by, {"organization": organization.name})
    if organization.contact:
        yield fill(language.printing.contact, {"contact": organization.contact})
