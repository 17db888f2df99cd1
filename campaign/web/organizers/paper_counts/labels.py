"""The words for what is counted on paper, and for what became of a count."""

from typing import Final

from flask_babel import lazy_gettext

from campaign.model.paper_counts import PaperCountKind, PaperCountStep

PAPER: Final = {
    PaperCountKind.SIGNED: lazy_gettext("Signed on paper"),
    PaperCountKind.HANDED_OVER: lazy_gettext("Handed over"),
}
STEPS: Final = {
    PaperCountStep.PROPOSED: lazy_gettext("was sent by the link of the event"),
    PaperCountStep.ENTERED: lazy_gettext("was entered"),
    PaperCountStep.CHANGED: lazy_gettext("was accepted with other numbers"),
    PaperCountStep.ACCEPTED: lazy_gettext("was accepted"),
    PaperCountStep.DECLINED: lazy_gettext("was declined"),
    PaperCountStep.CORRECTED: lazy_gettext("was corrected"),
}
