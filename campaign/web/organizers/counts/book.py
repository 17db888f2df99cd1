"""All tables of counts as one book to take away, and the notes that say how to read them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from flask_babel import gettext

from campaign.actions.count_overview import CountOverview
from campaign.model.statement import Campaign
from campaign.model.table import Table, TableBook
from campaign.model.tally import CountTable, DateSpan
from campaign.web.locale import page_texts, say_day
from campaign.web.organizers import downloads
from campaign.web.organizers.counts import tables
from campaign.web.organizers.counts.labels import MARKS, TITLES

Note = tuple[str, tuple[str, str]]
"""A note: a name for programs, and its heading and text."""
LONG: Final = tuple(name for name in CountTable if name.is_long)


def book_of(found: CountOverview, campaign: Campaign, made: datetime) -> TableBook:
    """Return every table that is on the page."""
    notes = [
        *_beginning(campaign, found.span, made),
        *_on_steps(),
        *_on_weeks(found),
        *_on_paper(),
        *_on_answers(),
        *_marked(found),
    ]
    return _book(campaign, notes, list(tables.tables_of(found, campaign).values()))


def long_book(campaign: Campaign, table: Table, span: DateSpan, made: datetime) -> TableBook:
    """Return one of the long tables by itself."""
    return _book(campaign, [*_beginning(campaign, span, made)], [table])


def weeks_said(found: CountOverview) -> str:
    """Say of which weeks countries and languages are."""
    weekly = found.weekly[CountTable.COUNTRY]
    if weekly.until is None:
        return gettext("Whole weeks only. None is over yet.")
    said = gettext(
        "Whole weeks only, whatever days you choose: all until Sunday, %(day)s. They are final.",
        day=_day(weekly.until),
    )
    if weekly.left_out:
        weeks = ", ".join(_day(week) for week in weekly.left_out)
        said += " " + gettext(
            "Left out, since counts of it were taken out: the week of %(weeks)s.", weeks=weeks
        )
    return said


def _book(campaign: Campaign, notes: Sequence[Note], made: Sequence[Table]) -> TableBook:
    _, texts = page_texts(campaign)
    return downloads.book(texts.title, dict(notes), made)


def _beginning(campaign: Campaign, span: DateSpan, made: datetime) -> Iterator[Note]:
    _, texts = page_texts(campaign)
    yield "campaign", (gettext("Campaign"), texts.title)
    yield "address", (gettext("Its short name"), campaign.slug)
    if campaign.organization.name:
        yield "organization", (gettext("Run by"), campaign.organization.name)
    yield (
        "counted",
        (
            gettext("What is counted"),
            gettext("How many times each thing happened: times, not people. They do not add up."),
        ),
    )
    yield "from", (gettext("From"), span.first.isoformat())
    yield "to", (gettext("To"), span.last.isoformat())
    yield "days", (gettext("Days"), gettext("Days are those of UTC."))
    yield "made", (gettext("Made (UTC)"), made.isoformat(" ", "seconds"))


def _on_steps() -> Iterator[Note]:
    title = str(TITLES[CountTable.STEPS])
    yield "steps", (title, steps_said())


def steps_said() -> str:
    """Say what rates are, and what they are not."""
    return gettext(
        "Of 100 times, how often the next thing followed. One letter can be taken in two ways, and"
        " many send without saying so: these are not shares of people."
    )


def _on_weeks(found: CountOverview) -> Iterator[Note]:
    yield "weeks", (gettext("By country and language"), weeks_said(found))
    yield "hidden", (gettext("What is not shown"), hidden_said())
    yield "growing", (gettext("How they grow"), growing_said())
    yield (
        "unrecorded",
        (
            gettext("Not recorded"),
            gettext(
                "What people say became of a letter is not recorded by request, country or"
                " language."
            ),
        ),
    )


def hidden_said() -> str:
    """Say what stands in the row for others."""
    return gettext(
        "A number under 5 could point at somebody. It is contained in the row “Others” of its"
        " column, which never stands for one number alone. Where a larger one has to stay there"
        " too, it says “not shown”. Countries and languages with no other numbers are not named."
    )


def growing_said() -> str:
    """Say why a figure may be a little behind."""
    return gettext(
        "What is new and under 5 waits in “Others” until it is 5 or more: no number grows by less,"
        " so two weeks cannot be subtracted from each other."
    )


def _on_paper() -> Iterator[Note]:
    yield (
        "paper",
        (
            str(TITLES[CountTable.ON_PAPER]),
            gettext("Letters that were counted by hand and accepted. No other table has them."),
        ),
    )


def _on_answers() -> Iterator[Note]:
    yield "answers", (str(TITLES[CountTable.ANSWERS]), answers_said())


def answers_said() -> str:
    """Say what answers are held against, and what that does not say."""
    return gettext(
        "Answers that organizers noted with their day, for 100 times that a letter to the"
        " recipient was taken, or was said to be sent, on the same days. Many letters may get one"
        " answer, and an answer that nobody told you of is not among them. Letters on paper are in"
        " no base."
    )


def _marked(found: CountOverview) -> Iterator[Note]:
    said = marked_said(found.marked)
    if said:
        yield "marked", (gettext("Not among them"), said)


def marked_said(marked: Mapping[str, int]) -> str:
    """Say how many counts are in no figure, by what marked them."""
    return ", ".join(f"{MARKS.get(mark, mark)}: {times}" for mark, times in sorted(marked.items()))


def _day(day: date) -> str:
    return say_day(day)
