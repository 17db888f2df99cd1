"""What goes with letters: stacks of blank ones, labels, tally sheet, packing list, a delivery."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from babel import Locale
from babel.numbers import format_decimal

from campaign.errors import ExcludedTarget, NotAMember, TargetGone, UnknownTarget
from campaign.letter.compose import address_of, compose
from campaign.letter.dates import say_date
from campaign.model.documents import (
    CoverSheet,
    Delivery,
    LetterStack,
    PackingList,
    Parcel,
    TallySheet,
)
from campaign.model.language import Language
from campaign.model.letter import (
    ByHand,
    Choices,
    Letter,
    LetterPart,
    LineToFill,
    Paragraph,
    SignAs,
    Target,
)
from campaign.model.placeholders import fill
from campaign.model.print_occasion import Dated, PrintOccasion
from campaign.model.statement import Campaign, Organization
from campaign.rules import targets
from campaign.rules.letter_languages import letter_language


def stacks(campaign: Campaign, occasion: PrintOccasion) -> Sequence[LetterStack]:
    """Return an evening's letters, in its order. Raises TargetGone."""
    found = {find_recipient(campaign, slug, occasion): n for slug, n in occasion.copies.items()}
    return [
        LetterStack(blank_letter(campaign, target, occasion), copies)
        for target, copies in found.items()
    ]


def find_recipient(campaign: Campaign, slug: str, occasion: PrintOccasion) -> Target:
    """Return a target that can be written to on the day. Raises TargetGone."""
    try:
        return targets.find_target(campaign, slug, occasion.on)
    except (UnknownTarget, ExcludedTarget, NotAMember):
        raise TargetGone(slug) from None


def blank_letter(campaign: Campaign, target: Target, occasion: PrintOccasion) -> Letter:
    """Return a letter to be signed by hand, which asks what is ticked from the start."""
    letter = plain_letter(campaign, target, occasion)
    language = campaign.language(letter.language)
    words = {
        ByHand.SIGNATURE: language.printing.signature,
        ByHand.NAME: language.printing.name,
        ByHand.TOWN: language.printing.town,
        ByHand.COUNTRY: language.printing.country,
    }
    # A language that an earlier version was written for may have no word for one of them.
    to_fill_in = (
        LineToFill(what, words[what]) for what in words if what in occasion.by_hand and words[what]
    )
    own = Paragraph(LetterPart.OWN_WORDS, language.evening.own_words)
    return replace(
        letter,
        date_line=letter.date_line if occasion.dated is Dated.DAY else "",
        date_words=language.printing.date if occasion.dated is Dated.LINE else "",
        paragraphs=((own,) if ByHand.OWN_WORDS in occasion.by_hand else ()) + letter.paragraphs,
        to_fill_in=tuple(to_fill_in),
    )


def labels(stacks: Sequence[LetterStack]) -> tuple[Sequence[Letter], Sequence[Letter]]:
    """Return a letter for each label, and those whose address is not known."""
    known = [stack for stack in stacks if stack.letter.address.postal]
    unknown = [stack.letter for stack in stacks if not stack.letter.address.postal]
    return [stack.letter for stack in known for _ in range(stack.copies)], unknown


def cover_sheet(
    campaign: Campaign, stacks: Sequence[LetterStack], occasion: PrintOccasion
) -> CoverSheet:
    """Return what is printed before these letters; one that has an address is shown on it."""
    known = (stack.letter for stack in stacks if stack.letter.address.postal)
    return CoverSheet(
        language=campaign.language(occasion.language),
        title=campaign.texts[occasion.language].title,
        event=occasion.event,
        letter=next(known, stacks[0].letter),
        copies=tuple((stack.letter.addressee, stack.copies) for stack in stacks),
        total=sum(stack.copies for stack in stacks),
    )


def tally(campaign: Campaign, stacks: Sequence[LetterStack], occasion: PrintOccasion) -> TallySheet:
    """Return what counts an evening's letters by hand."""
    addressees = tuple(stack.letter.addressee for stack in stacks)
    title = campaign.texts[occasion.language].title
    language = campaign.language(occasion.language)
    slugs = tuple(occasion.copies)
    return TallySheet(language, title, occasion.event, occasion.link, addressees, slugs)


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
    parcels, language = [], campaign.language(occasion.language)
    for stack in stacks:
        letter, postal = stack.letter, stack.letter.address.postal
        sheets = sheets_of(letter) * stack.copies
        # Where no address is known, it is known at least where the United Nations sit.
        country = postal[-1] if postal else language.country(letter.target.kind.seat).upper()
        parcels.append(
            Parcel(letter.addressee, country, bool(postal), stack.copies, sheets, grams_of(sheets))
        )
    parcels.sort(key=lambda each: (not each.has_address, each.country, each.addressee))
    title = campaign.texts[occasion.language].title
    return PackingList(language, title, occasion.event, tuple(parcels))


def delivery(
    campaign: Campaign,
    target: Target,
    occasion: PrintOccasion,
    *,
    letters: int,
    countries: int | None,
) -> Delivery:
    """Return what is handed over with a target's letters, counted by the organizer."""
    cover = plain_letter(campaign, target, occasion)
    language = campaign.language(cover.language)
    counted = say_number(language, language.printing.letters, letters)
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


def plain_letter(campaign: Campaign, target: Target, occasion: PrintOccasion) -> Letter:
    """Return the letter to a target that asks what is ticked from the start, in nobody's name."""
    ask = targets.ticked_ask(campaign, target, occasion.on).id
    language = letter_language(campaign, target, occasion.language)
    return compose(campaign, target, Choices((ask,), language), occasion.on)


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
