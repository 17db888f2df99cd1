"""The words for the kinds of target that letters and texts on risk are for."""

from typing import Final

from flask_babel import lazy_gettext

from campaign.model.language import TargetKind

KINDS: Final = {
    TargetKind.HIGH_COMMISSIONER: lazy_gettext("The High Commissioner for Human Rights"),
    TargetKind.COUNCIL: lazy_gettext("The Human Rights Council, through its President"),
    TargetKind.COUNCIL_MEMBER: lazy_gettext("Delegations to the Human Rights Council, in Geneva"),
    TargetKind.COMMITTEE: lazy_gettext("The Third Committee, through its Chair"),
    TargetKind.COMMITTEE_MEMBER: lazy_gettext("Delegations to the General Assembly, in New York"),
}
