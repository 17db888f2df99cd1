"""Expected failures, each with its HTTP status; the web has the words that people read."""

from datetime import date
from enum import StrEnum
from typing import Self


class CampaignError(Exception):
    """The base of all expected failures."""

    status = 500


class UnknownTarget(CampaignError):
    """There is no such target, in any year."""

    status = 404


class ExcludedTarget(CampaignError):
    """A target the campaign excludes, for a reason it states."""

    status = 403


class NotAMember(CampaignError):
    """A State that is not known to be a member of the Council on that day.

    `known` is False where seats of that day are not known yet; `last_day` is the end of its
    latest known term before the day, `first_day` the start of the one it is elected to.
    """

    status = 410

    def __init__(
        self,
        state: str,
        day: date,
        *,
        known: bool,
        last_day: date | None,
        first_day: date | None = None,
    ) -> None:
        """Keep what is known, for the page to say."""
        super().__init__(state)
        self.state, self.day, self.known = state, day, known
        self.last_day, self.first_day = last_day, first_day


class Closed(CampaignError):
    """The campaign has ended."""

    status = 410


class Paused(CampaignError):
    """The campaign prepares no letters for now."""

    status = 503


class OverCapacity(CampaignError):
    """Too much work is waiting; `retry_after` is in seconds."""

    status = 503

    def __init__(self, retry_after: int) -> None:
        """Say when to come again."""
        super().__init__("over capacity")
        self.retry_after = retry_after


class OverTheLimit(CampaignError):
    """A letter that takes more time or memory to typeset than any letter may.

    `target` is the slug of whom it is to, where that is known: of several only one does.
    """

    status = 422

    def __init__(self, target: str = "") -> None:
        """Say which it is."""
        super().__init__(target)
        self.target = target


class NotCounted(CampaignError):
    """A report that could not be kept just now."""

    status = 503


class TooManyCounts(CampaignError):
    """More counts of letters on paper than organizers could look at."""

    status = 429


class CannotPrint(CampaignError):
    """A letter that would come out wrong on paper.

    `signs` are those that no font here has; `too_long` is what does not fit the window. `target`
    is the slug of whom the letter is to, where that is known.
    """

    status = 422

    def __init__(
        self, signs: str = "", too_long: str = "", room: str = "this window", target: str = ""
    ) -> None:
        """Say what is in the way."""
        super().__init__(
            f"no font here has {signs}: leave it out, or send the letter by email"
            if signs
            else f"{too_long} is too long for {room}: shorten it, or choose another"
        )
        self.signs, self.too_long, self.room, self.target = signs, too_long, room, target

    def __reduce__(self) -> tuple[type["CannotPrint"], tuple[str, str, str, str]]:
        """Come back from a worker as it left."""
        return CannotPrint, (self.signs, self.too_long, self.room, self.target)


class Clash(StrEnum):
    """How facts can fail to agree with each other."""

    TERMS = "terms"
    HOLDERS = "holders"
    SEATS = "seats"
    SESSIONS = "sessions"
    VOTE = "vote"
    UNNAMED = "unnamed"


class Complaint(str):
    """A sentence `file: key: what is wrong (what to write)` that knows what it speaks of.

    `key` is the row or table and `name` the value; `clash` says how facts disagree, `about` what
    of: who or what, and the two days or numbers that do not go together.
    """

    __slots__ = ("about", "clash", "key", "name")
    key: str
    name: str
    clash: Clash | None
    about: tuple[str, ...]

    def __new__(
        cls,
        sentence: str,
        *,
        key: str = "",
        name: str = "",
        clash: Clash | None = None,
        about: tuple[str, ...] = (),
    ) -> Self:
        """Make a sentence that knows what it is about."""
        complaint = super().__new__(cls, sentence)
        complaint.key, complaint.name = key, name
        complaint.clash, complaint.about = clash, about
        return complaint


class BrokenData(CampaignError):
    """Files that cannot be used; `complaints` says where, what is wrong and what to write."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        """Carry every complaint at once."""
        super().__init__("\n".join(complaints))
        self.complaints = complaints


class WeakSetting(CampaignError):
    """A setting that is malformed or would make the instance unsafe."""


class OrganizerError(CampaignError):
    """A failure that organizers meet; `campaign.web.organizers.labels` has the words for each."""


class LinkExpired(OrganizerError):
    """An invitation that was used, was taken back or is too old, or that never was."""

    status = 410


class LastOwner(OrganizerError):
    """A change after which nobody would be left who may invite others."""

    status = 409


class NotAnOwner(OrganizerError):
    """An action of somebody who was an owner when they began, and is none any more."""

    status = 403


class UnknownOrganizer(OrganizerError):
    """An organizer who is not there, or not any more."""

    status = 404


class UnknownFact(OrganizerError):
    """A fact, or a change of facts, that is not there, or not any more."""

    status = 404


class UnknownCount(OrganizerError):
    """A count on paper that is not there."""

    status = 404


class Overtaken(OrganizerError):
    """A change of what somebody else changed since the page was made; nothing was overwritten."""

    status = 409


class NotReady(OrganizerError):
    """A campaign that cannot be launched yet, or not stopped or gone on with as it stands."""

    status = 409


class TargetGone(CampaignError):
    """A target of papers to be printed that nobody can write to on that day; says its slug.

    Only workers meet it; the page of their job says what came of it.
    """


class UnknownEvening(OrganizerError):
    """An evening that is not described any more, or that never was."""

    status = 404


class CodeTaken(OrganizerError):
    """A code that is another evening's already; says what that is called."""

    status = 409


class UnknownJob(OrganizerError):
    """Papers that are not kept any more, or that never were."""

    status = 404


class TooManyTries(CampaignError):
    """Wrong passwords or codes too often in a row; `retry_after` is in seconds.

    The sign-in page says so itself, so that there is no page of it and no status.
    """

    def __init__(self, retry_after: int) -> None:
        """Say when to come again."""
        super().__init__("too many tries")
        self.retry_after = retry_after
