"""The words for what supporters do with a letter, as it is counted."""

from typing import Final

from flask_babel import lazy_gettext

from campaign.model.letter import Way
from campaign.model.tally import BEFORE_LAUNCH, TAKEN_OUT, CountTable, NotShown

WAYS: Final = {
    Way.PREPARED: lazy_gettext("Checked"),
    Way.PDF: lazy_gettext("PDF"),
    Way.OPEN: lazy_gettext("Email draft"),
    Way.TXT: lazy_gettext("Text"),
    Way.PRINT: lazy_gettext("Page to print"),
    Way.EML: lazy_gettext("Saved email"),
    Way.SENT: lazy_gettext("Said: emailed"),
    Way.POSTED: lazy_gettext("Said: posted"),
    Way.REPLIED: lazy_gettext("Said: answered"),
    Way.RETURNED: lazy_gettext("Said: came back"),
}
"""What a supporter did, each time, as short as heads of columns are."""
IN_ALL: Final = {
    Way.PREPARED: lazy_gettext("Letters checked"),
    Way.PDF: lazy_gettext("As a PDF"),
    Way.OPEN: lazy_gettext("As an email draft"),
    Way.TXT: lazy_gettext("As text"),
    Way.PRINT: lazy_gettext("As a page to print"),
    Way.EML: lazy_gettext("As a saved email"),
    Way.SENT: lazy_gettext("Sent by email"),
    Way.POSTED: lazy_gettext("Posted"),
    Way.REPLIED: lazy_gettext("Answered"),
    Way.RETURNED: lazy_gettext("Came back"),
}
"""What a supporter did, below the name of its group, such as what was taken away."""
MEANINGS: Final = {
    Way.PREPARED: lazy_gettext(
        "A letter was shown to its writer to be checked, once however often the page was loaded"
        " again."
    ),
    Way.PDF: lazy_gettext("The letter was taken as a PDF."),
    Way.OPEN: lazy_gettext(
        "A mail program was called with the letter. Nobody knows whether it was sent."
    ),
    Way.TXT: lazy_gettext("The text was copied by its button, or saved."),
    Way.PRINT: lazy_gettext("It was shown as a page to print."),
    Way.EML: lazy_gettext("The email draft was saved, to be opened later."),
    Way.SENT: lazy_gettext("Somebody said, with a button, that they sent it by email."),
    Way.POSTED: lazy_gettext("Somebody said, with a button, that they posted it."),
    Way.REPLIED: lazy_gettext("Somebody said that they got an answer."),
    Way.RETURNED: lazy_gettext("Somebody said that it could not be delivered."),
}
NOT_SHOWN: Final = {
    NotShown.UNDER_FIVE: lazy_gettext("under 5"),
    NotShown.WITHHELD: lazy_gettext("not shown"),
    NotShown.NOT_RECORDED: lazy_gettext("not recorded"),
    NotShown.NO_BASE: lazy_gettext("no base"),
}
"""What stands where there is no figure."""
MARKS: Final = {
    "": lazy_gettext("Not marked"),
    "quick": lazy_gettext("Faster than people read"),
    TAKEN_OUT: lazy_gettext("Taken out"),
    BEFORE_LAUNCH: lazy_gettext("Tried before the launch"),
}
"""What marked counts of a day, if anything did."""
TITLES: Final = {
    CountTable.WAY: lazy_gettext("In all"),
    CountTable.STEPS: lazy_gettext("The way to a letter"),
    CountTable.STEPS_BY_DAY: lazy_gettext("Where people leave, by day"),
    CountTable.DAY: lazy_gettext("Each way, by day"),
    CountTable.TARGET: lazy_gettext("By recipient"),
    CountTable.ASK: lazy_gettext("By what is asked"),
    CountTable.COUNTRY: lazy_gettext("By country of the writer"),
    CountTable.LANGUAGE: lazy_gettext("By language of the letter"),
    CountTable.ON_PAPER: lazy_gettext("On paper"),
    CountTable.ANSWERS: lazy_gettext("Answers"),
    CountTable.TARGET_BY_DAY: lazy_gettext("By recipient and day"),
    CountTable.ASK_BY_DAY: lazy_gettext("By what is asked and day"),
}
