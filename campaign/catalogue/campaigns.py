"""Reads one campaign's folder: its settings, its asks, the recorded vote and its languages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from campaign.catalogue.care import read_places
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fields import Fields, read_csv, read_toml
from campaign.catalogue.language import read_language
from campaign.catalogue.picture import read_picture
from campaign.catalogue.quoted import read_quoted
from campaign.catalogue.texts import read_texts
from campaign.catalogue.world import known_state
from campaign.model.language import Language, TargetKind
from campaign.model.statement import (
    Ask,
    Ballot,
    Campaign,
    Organization,
    PassageRole,
    QuotedWords,
    Relatives,
    Statement,
    Texts,
    Vote,
)
from campaign.model.world import World
from campaign.rules.targets import DELEGATIONS

ASK_NAMES = (
    "id",
    "role",
    "addressed_to",
    "concerns",
    "first_after",
    "not_asked_after",
    "quotation",
    "quote_in_letter",
    "session",
    "asked_of_outgoing",
    "lapsed",
    "none_known_as_of",
    "note",
)
RETIRED: Final = ("preselected", "not_preselected_after")
"""The names of an ask's values that earlier versions knew."""


def read_campaign(
    folder: Path, world: World, complaints: Complaints, statement: str | None
) -> Campaign:
    """Read a campaign; with the statement's text, check that each quotation stands in it."""
    fields = read_toml(folder / "campaign.toml", complaints).only(
        "launched", "footnotes", "languages", "opens", "closes", "goal", "excluded",
        "organization", "relatives", "statement", "quoted", "vote", "reviewed", "picture",
    )  # fmt: skip
    asks = tuple(_asks(folder / "asks.toml", complaints, statement))
    _demand_of_outgoing(folder / "asks.toml", asks, complaints)
    ballot = _ballot(fields.table("vote"), folder / "votes.csv", world, complaints)
    opens, closes = _days(fields)
    codes = fields.texts("languages") or ("en",)
    reviewed = fields.table("reviewed")
    languages = _languages(folder.parent / "world", codes, world, complaints)
    quoted = tuple(read_quoted(fields))
    return Campaign(
        slug=folder.name,
        launched=fields.flag("launched"),
        footnotes=fields.flag("footnotes"),
        opens=opens,
        closes=closes,
        goal=fields.number("goal") or None,
        organization=_organization(fields.table("organization")),
        relatives=_relatives(fields.table("relatives")),
        statement=_statement(fields.table("statement")),
        excluded=frozenset(_excluded(fields, world)),
        reviewed={code: reviewed.day(code) for code in codes},
        asks=asks,
        quoted=quoted,
        ballot=ballot,
        languages=languages,
        reading=languages,
        written=languages,
        texts=_texts(folder, codes, asks, quoted, complaints, has_vote=ballot is not None),
        places=read_places(folder / "places.toml", complaints),
        world=world,
        picture=read_picture(fields, folder, complaints),
    )


def _languages(
    folder: Path, codes: Sequence[str], world: World, complaints: Complaints
) -> Mapping[str, Language]:
    return {code: read_language(folder / code, world.states, complaints) for code in codes}


def _days(fields: Fields) -> tuple[date | None, date | None]:
    """Return a campaign's first and last day."""
    opens, closes = fields.day("opens"), fields.day("closes")
    if opens and closes and closes < opens:
        fields.complain("closes", f"{closes} is before it opens", "write the last day")
    return opens, closes


def _texts(
    folder: Path,
    codes: Sequence[str],
    asks: tuple[Ask, ...],
    quoted: tuple[QuotedWords, ...],
    complaints: Complaints,
    *,
    has_vote: bool,
) -> Mapping[str, Texts]:
    """Read the texts of each language.

    What they may quote is not known where the settings cannot be read: they are not judged then.
    """
    if not complaints.can_read(folder / "campaign.toml"):
        complaints = Complaints(complaints.root)
    return {
        code: read_texts(folder / code, asks, quoted, complaints, has_vote=has_vote)
        for code in codes
    }


def _organization(fields: Fields) -> Organization:
    fields.only("name", "contact", "genuine", "listed_at", "address")
    address = tuple(line.strip() for line in fields.texts("address"))
    if not all(address):
        fields.complain("address", "has a line with nothing in it", "take the line out")
    return Organization(
        fields.text("name"),
        fields.text("contact"),
        fields.texts("genuine"),
        address,
        fields.text("listed_at"),
    )


def _relatives(fields: Fields) -> Relatives:
    fields.only("name", "contact")
    return Relatives(fields.text("name"), fields.text("contact"))


def _statement(fields: Fields) -> Statement:
    fields.only("title", "date", "link", "signatories")
    return Statement(
        title=fields.required("title"),
        date=fields.required_day("date"),
        link=fields.required("link"),
        signatories=fields.number("signatories"),
    )


def _excluded(fields: Fields, world: World) -> Iterator[str]:
    for code in fields.texts("excluded"):
        if world.states and code not in world.states:
            fields.complain("excluded", f'"{code}" is not a Member State', 'write such as "KR"')
        yield code


def _ballot(fields: Fields, file: Path, world: World, complaints: Complaints) -> Ballot | None:
    """Read the recorded vote, if the campaign has one, and check it against its totals."""
    if not fields.names():
        return None
    fields.only("document", "date", "for", "against", "abstained")
    cast = _votes(file, world, complaints)
    for vote in (Vote.FOR, Vote.AGAINST, Vote.ABSTAINED):
        counted = sum(1 for found in cast.values() if found is vote)
        if complaints.can_read(file) and counted != fields.number(vote):
            wrong = f"is {fields.number(vote)}, but {file.name} lists {counted}"
            fields.complain(vote, wrong, "mend the one that is wrong")
    return Ballot(fields.required("document"), fields.required_day("date"), cast)


def _votes(file: Path, world: World, complaints: Complaints) -> Mapping[str, Vote]:
    cast: dict[str, Vote] = {}
    for row in read_csv(file, ("code", "vote", "source"), complaints):
        state = known_state(row, "code", world.states)
        if state in cast:
            row.complain("code", f'"{state}" votes twice', "keep one line")
        cast[state] = row.choice("vote", Vote, Vote.NOT_A_MEMBER)
    return cast


def _asks(file: Path, complaints: Complaints, statement: str | None) -> Iterator[Ask]:
    seen = set()
    for fields in read_toml(file, complaints).only("ask").tables("ask"):
        ask = _ask(fields.only(*ASK_NAMES, retired=RETIRED))
        if ask.id in seen:
            fields.complain("id", "stands twice", "give each ask its own")
        seen.add(ask.id)
        if ask.quote_in_letter not in ask.quotation:
            wrong = "is not a part of the quotation, word for word"
            fields.complain("quote_in_letter", wrong, "copy it from there")
        if statement is not None and _folded(ask.quotation) not in _folded(statement):
            wrong = "is not in the statement, word for word"
            fields.complain("quotation", wrong, "copy the whole sentence from it")
        yield ask


def _demand_of_outgoing(file: Path, asks: Sequence[Ask], complaints: Complaints) -> None:
    """Complain where nothing can be asked of a member whose term ends before the next session."""
    member = TargetKind.COUNCIL_MEMBER
    of_members = [a for a in asks if a.role is PassageRole.ASK and member in a.concerns]
    can = [ask for ask in of_members if ask.asked_of_outgoing or not ask.session]
    for vote in Vote if of_members else ():
        if all(vote in ask.not_asked_after for ask in can):
            wrong = (
                "asks nothing of a member whose term ends before the next session, "
                f"after the vote {vote}"
            )
            write = "write asked_of_outgoing = true for one of its asks"
            complaints.add(file, member, wrong, write)


def _ask(fields: Fields) -> Ask:
    return Ask(
        id=fields.required("id"),
        role=fields.choice("role", PassageRole, PassageRole.ASK),
        addressed_to=fields.required("addressed_to"),
        concerns=fields.choices("concerns", TargetKind),
        first_after=fields.choices("first_after", Vote),
        not_asked_after=fields.choices("not_asked_after", Vote),
        quotation=fields.required("quotation"),
        quote_in_letter=fields.text("quote_in_letter"),
        session=_body(fields),
        asked_of_outgoing=fields.flag("asked_of_outgoing"),
        lapsed=fields.day("lapsed"),
        none_known_as_of=fields.day("none_known_as_of"),
    )


def _body(fields: Fields) -> TargetKind | None:
    """Return the body whose next session an ask is for."""
    if not (name := fields.text("session")):
        return None
    if name not in DELEGATIONS:
        fields.complain("session", f'"{name}" is no body', "write one of " + ", ".join(DELEGATIONS))
        return next(iter(DELEGATIONS))
    return TargetKind(name)


def _folded(text: str) -> str:
    return " ".join(text.split())
