"""The words for what supporters do with a letter, as it is counted."""

from typing import Final

from flask_babel import lazy_gettext

from campaign.model.letter import Way

WAYS: Final = {
    Way.PREPARED: lazy_gettext("Prepared"),
    Way.PDF: lazy_gettext("PDF taken"),
    Way.OPEN: lazy_gettext("Draft offered"),
    Way.EML: lazy_gettext("Draft taken as a file"),
    Way.TXT: lazy_gettext("Text copied or taken"),
    Way.PRINT: lazy_gettext("Page to print"),
    Way.SENT: lazy_gettext("Said: sent"),
    Way.POSTED: lazy_gettext("Said: posted"),
    Way.REPLIED: lazy_gettext("Said: answered"),
    Way.RETURNED: lazy_gettext("Said: came back"),
}
MEANINGS: Final = {
    Way.PREPARED: lazy_gettext("a letter was shown to be checked"),
    Way.PDF: lazy_gettext("it was taken as a PDF"),
    Way.OPEN: lazy_gettext("a mail program was called with a draft; nobody knows if it was sent"),
    Way.EML: lazy_gettext("the draft was taken as a file"),
    Way.TXT: lazy_gettext("the text was copied or taken"),
    Way.PRINT: lazy_gettext("it was shown as a page to print"),
    Way.SENT: lazy_gettext("somebody said that they sent it by email"),
    Way.POSTED: lazy_gettext("somebody said that they posted it"),
    Way.REPLIED: lazy_gettext("somebody said that they got an answer"),
    Way.RETURNED: lazy_gettext("somebody said that it came back"),
}
"""What a supporter did, each time."""
