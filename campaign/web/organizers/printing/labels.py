"""The words for what is printed: papers, windows, how far a job is and why one failed."""

from datetime import timedelta
from typing import Final

from babel.lists import format_list
from flask_babel import format_decimal, get_locale, gettext, lazy_gettext, ngettext

from campaign.actions.print_jobs.bundle import Bundle
from campaign.actions.print_jobs.outline import MOST_MEASURED, PaperStack
from campaign.model.letter import ByHand
from campaign.model.print_jobs import DocumentKind, Job, JobFailure, JobState
from campaign.model.print_occasion import Dated
from campaign.model.statement import Campaign
from campaign.press import Paper, Window
from campaign.press.labels import GRIDS
from campaign.rules import targets
from campaign.web import template_helpers
from campaign.web.choice_fields import PAPERS
from campaign.web.locale import say_day
from campaign.web.services import services
from campaign.web.supporters import target_choice

PIECES: Final = {
    DocumentKind.COVER_SHEET: lazy_gettext("Cover sheet: print it first"),
    DocumentKind.BLANK: lazy_gettext("Letters to sign"),
    DocumentKind.LABELS: lazy_gettext("Address labels"),
    DocumentKind.TALLY: lazy_gettext("Tally sheet, with a code to scan"),
    DocumentKind.PACKING: lazy_gettext("Packing list, with sheets and weights"),
    DocumentKind.TABLE: lazy_gettext("Sheet for the table"),
    DocumentKind.POSTER: lazy_gettext("Poster with a code to scan"),
    DocumentKind.COVER: lazy_gettext("Cover letters and receipts"),
}
STACKS: Final = {
    **PIECES,
    DocumentKind.COVER_SHEET: lazy_gettext("Cover sheet"),
    DocumentKind.LABELS: lazy_gettext("Labels"),
    DocumentKind.TALLY: lazy_gettext("Tally sheet"),
    DocumentKind.PACKING: lazy_gettext("Packing list"),
    DocumentKind.POSTER: lazy_gettext("Poster"),
}
"""The papers as they are called where one sees what they are."""
DETAILS: Final = {
    DocumentKind.COVER_SHEET: lazy_gettext(
        "How to fold, which window, how many; a line of 100 mm to measure. Print it first."
    ),
    DocumentKind.TABLE: lazy_gettext("What is asked, how to write, what is safe."),
    DocumentKind.POSTER: lazy_gettext("A code that opens the campaign’s page."),
}
ON_LETTERS: Final = {
    Dated.LINE: lazy_gettext("A line for the date."),
    Dated.NONE: lazy_gettext("No date."),
}
WINDOWS: Final = {
    Window.NONE: lazy_gettext("No window"),
    Window.DIN_B: lazy_gettext("DL or C6/5, window on the left (Germany, Austria)"),
    Window.DIN_A: lazy_gettext("The same, with the address high up (DIN 5008 A)"),
    Window.SWISS_RIGHT: lazy_gettext("C5 or C6/5, window on the right (Switzerland)"),
    Window.SWISS_LEFT: lazy_gettext("C5 or C6/5, window on the left (Switzerland)"),
    Window.FRENCH: lazy_gettext("DL, window on the right (France)"),
    Window.US_9: lazy_gettext("US no. 9, two windows"),
    Window.US_10: lazy_gettext("US no. 10, one window"),
}
DATED: Final = {
    Dated.DAY: lazy_gettext("The evening’s day"),
    Dated.LINE: lazy_gettext("A line to fill in"),
    Dated.NONE: lazy_gettext("None"),
}
BY_HAND: Final = {
    ByHand.SIGNATURE: lazy_gettext("a signature, 20 mm"),
    ByHand.NAME: lazy_gettext("a name"),
    ByHand.TOWN: lazy_gettext("a town"),
    ByHand.COUNTRY: lazy_gettext("a country"),
    ByHand.OWN_WORDS: lazy_gettext("three lines of one’s own"),
}
SHORT: Final = {Paper.A4: "A4", Paper.LETTER: "US Letter"}
STATES: Final = {
    JobState.WAITING: lazy_gettext("Waiting for its turn"),
    JobState.RUNNING: lazy_gettext("Being made"),
    JobState.DONE: lazy_gettext("Ready to print"),
    JobState.STOPPED: lazy_gettext("Stopped"),
    JobState.FAILED: lazy_gettext("Could not be made"),
}
MEGABYTE: Final = 1_000_000
TENTH: Final = MEGABYTE / 10
"""The smallest size that is said."""


def document_name(campaign: Campaign, slug: str) -> tuple[str, str]:
    """Return what a target is called, and where it is if it is a delegation."""
    target = targets.all_targets(campaign).get(slug)
    if target is None:
        return slug, ""
    name = target_choice.choice_of(campaign, target, services.today()).name
    return name, template_helpers.body_of_one(target.kind) if target.kind.is_delegation else ""


def job_name(bundle: Bundle) -> str:
    """Return what a job is called: by its event, or else by its first paper."""
    papers = [piece for piece in bundle.pieces if piece is not DocumentKind.COVER_SHEET]
    return bundle.occasion.event or str(PIECES[papers[0]])


def summary(bundle: Bundle) -> str:
    """Say how much it is, in a line."""
    number = len(bundle.targets)
    recipients = ngettext("%(num)d recipient", "%(num)d recipients", number)
    if not bundle.occasion.copies:
        return str(recipients)
    number_of_letters = bundle.occasion.letters
    much = {"letters": format_decimal(number_of_letters)}
    letters = ngettext(
        "%(letters)s letter each", "%(letters)s letters each", number_of_letters, **much
    )
    if number > 1:
        letters = ngettext(
            "%(letters)s letter in all", "%(letters)s letters in all", number_of_letters, **much
        )
    return f"{recipients}, {letters}"


def stack_detail(stack: PaperStack, bundle: Bundle, campaign: Campaign) -> str:
    """Say what is on the sheets of a stack."""
    if stack.piece is DocumentKind.BLANK:
        return _on_letters(stack, bundle)
    if stack.piece is DocumentKind.LABELS:
        return _on_labels(stack, bundle, campaign)
    if stack.piece in DETAILS:
        return str(DETAILS[stack.piece])
    recipients = ngettext("%(num)d recipient", "%(num)d recipients", stack.number)
    return f"{recipients}."


def _on_letters(stack: PaperStack, bundle: Bundle) -> str:
    evening = bundle.occasion
    dated = gettext("Dated %(day)s.", day=say_day(evening.on))
    said = [str(ON_LETTERS.get(evening.dated, dated))]
    if evening.by_hand:
        room = format_list(
            [str(BY_HAND[each]) for each in evening.by_hand], style="unit", locale=get_locale()
        )
        said.append(gettext("Room for %(what)s.", what=room))
    if stack.left_out:
        said.append(gettext("No address is known: there are lines for it."))
    return " ".join(said)


def _on_labels(stack: PaperStack, bundle: Bundle, campaign: Campaign) -> str:
    on_a_sheet = GRIDS[bundle.labels].on_a_sheet
    labels = ngettext(
        "%(labels)s label", "%(labels)s labels", stack.number, labels=format_decimal(stack.number)
    )
    said = [gettext("%(labels)s, %(num)d on a sheet.", labels=labels, num=on_a_sheet)]
    if not stack.number:
        said = [gettext("There are none: no address is known.")]
    elif len(stack.left_out) > MOST_MEASURED:
        number = len(stack.left_out)
        said.append(ngettext("None for %(num)d recipient.", "None for %(num)d recipients.", number))
    elif stack.left_out:
        names = [document_name(campaign, slug)[0] for slug in stack.left_out]
        said.append(gettext("None for: %(names)s.", names=", ".join(names)))
    return " ".join(said)


def short_paper(bundle: Bundle) -> str:
    """Return what the paper is called, without where it is used."""
    return SHORT[bundle.paper]


def paper_name(bundle: Bundle) -> str:
    """Return what the paper is called."""
    return str(PAPERS[bundle.paper])


def file_size(number: int) -> str:
    """Say how large a file is."""
    return gettext("%(number)s MB", number=format_decimal(max(number, TENTH) / MEGABYTE, "0.0"))


def time_left(left: timedelta | None) -> str:
    """Say about how long a job still takes; nothing where nothing tells."""
    if left is None:
        return ""
    minutes = round(left / timedelta(minutes=1))
    if minutes < 1:
        return str(gettext("Less than a minute left."))
    return str(ngettext("About %(num)d minute left.", "About %(num)d minutes left.", minutes))


def percent(job: Job) -> int:
    """Return how much of a job is made; all of it only once it is done."""
    if job.state is JobState.DONE:
        return 100
    return min(99, job.done * 100 // max(job.total, 1))


def failure_message(kind: JobFailure, campaign: Campaign, slug: str) -> str:
    """Say why something cannot be printed, and what to do about it; `slug` may name a target."""
    name = ", ".join(filter(None, document_name(campaign, slug))) if slug else ""
    return {
        JobFailure.WINDOW: gettext(
            "The address of %(name)s is too long for this window. Choose another window.", name=name
        ),
        JobFailure.LABEL: gettext(
            "The address of %(name)s is too long for a label. Print without labels, or without it.",
            name=name,
        ),
        JobFailure.SENDER: gettext(
            "Your own lines have no room in this window, or have a sign that no font here has. "
            "Change them, or choose another window."
        ),
        JobFailure.SIGNS: gettext(
            "The letter to %(name)s has a sign that no font here has. Leave it out.", name=name
        ),
        JobFailure.GONE: gettext(
            "%(name)s cannot be written to any more: the facts have changed. Ask for the others.",
            name=name,
        ),
        JobFailure.TOO_MUCH: gettext(
            "It takes too much memory. Ask for fewer recipients at a time."
        ),
        JobFailure.LOST: gettext(
            "It was begun several times and never came to an end. Ask for fewer at a time."
        ),
        JobFailure.BROKEN: gettext(
            "Something is broken. Try again, or tell the person who looks after the server."
        ),
    }[kind]
