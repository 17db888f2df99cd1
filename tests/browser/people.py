"""Who works at the organizers' desk that is looked at, and what supporters did before."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from campaign.actions import facts, importing, running
from campaign.actions.printing import jobs
from campaign.actions.printing.bundle import Bundle
from campaign.actions.running import Hand
from campaign.catalogue import load
from campaign.cli.importing import now
from campaign.model.facts import Sheet
from campaign.model.jobs import Piece
from campaign.model.letter import Way
from campaign.model.organizer import Invitation, Link, Proofs, Role
from campaign.model.paper import Counted, Kind, State
from campaign.model.running import Stopped
from campaign.model.tally import Dimension, TallyKey
from campaign.proof import codes, passwords
from campaign.proof.seals import hashed
from campaign.settings import ROOT
from campaign.store import organizers, paper, sessions, tally
from tests.conftest import TODAY
from tests.facts.directory import make_directory, six

SLUG = "uyghur-assessment"
INVITATION = "a-link-for-somebody-new"
PASSWORD = "seven quiet herons under glass"  # noqa: S105 - of made-up people
RECOVERY = tuple(f"made-up-{number}" for number in range(40))
"""The owner's, one for each time that a state shows again who it is."""
COUNTED = {
    "hrc-kr": {Way.PREPARED: 41, Way.PDF: 23, Way.POSTED: 12},
    "hrc-mx": {Way.PREPARED: 29, Way.OPEN: 17, Way.SENT: 9},
    "high-commissioner": {Way.PREPARED: 64, Way.PDF: 38, Way.EML: 7, Way.REPLIED: 1},
}
"""What supporters did on each of some days, a little less on each earlier one."""
DAYS = 9
LONGER_THAN_ONE_LOOKS = timedelta(hours=2)
"""For so long nobody is asked for their password once more; all states take minutes to look at."""
WHY = {
    "ar": "قيل لنا إن عنوانا غير صحيح. نتحقق من ذلك الآن.",
    "en": "We were told that an address is wrong. We are looking into it.",
}
NOTICE = {
    "ar": "تغير عنوان بريدنا. العنوان الجديد في أسفل هذه الصفحة.",
    "en": "Our email address has changed. The new one is at the foot of this page.",
}


def token_of(role: Role) -> str:
    """Return what the browser of somebody of a role keeps."""
    return f"word-of-the-{role}"


def furnish(instance: Path) -> None:
    """Put people, an invitation and counts into a server's database."""
    engine = create_engine(f"sqlite:///{instance}/campaign.sqlite")
    proofs = Proofs(passwords.hash_password(PASSWORD), "", 0)
    with Session(engine) as db:
        for role in Role:
            who = organizers.add_organizer(
                db, email=f"{role}@example.org", role=role, proofs=proofs, since=now()
            )
            organizers.replace_codes(db, who.id, map(hashed, map(codes.plain, RECOVERY)))
            session = sessions.add_session(db, who, hashed(token_of(role)), now=now())
            sessions.prove_session(db, session, now=now() + LONGER_THAN_ONE_LOOKS)
        _invite(db)
        _count(db)
        _count_on_paper(db)
        db.commit()
        _print(db)
    engine.dispose()


def pause(instance: Path, letters: Path, slug: str) -> None:
    """Pause a campaign in a server's database, and put a notice up on it."""
    engine, shipped = create_engine(f"sqlite:///{instance}/campaign.sqlite"), load(letters)
    with Session(engine) as db:

        def hand(*sheets: Sheet) -> Hand:
            seen = running.seen(facts.running(db, shipped), slug, *sheets)
            return Hand(slug, "owner@example.org", now(), seen)

        how = Stopped.PAUSED
        running.stop(db, shipped, hand(*running.STATE), how, WHY, on=TODAY)
        running.put_up(db, shipped, hand(Sheet.NOTICES), NOTICE, None)
    engine.dispose()


def keep_facts(instance: Path) -> None:
    """Correct a fact, take one file of addresses and bring in another, which waits."""
    engine, shipped = create_engine(f"sqlite:///{instance}/campaign.sqlite"), load(ROOT / "letters")
    values = {"target": "high-commissioner", "email": "office@example.org", "as_of": "2026-11-20"}
    old, new = (
        importing.read("file", make_directory(*entries), shipped, TODAY)
        for entries in (six(), six(mx="new@example.org")[1:])
    )
    with Session(engine) as db:
        facts.correct(db, shipped, Sheet.ADDRESSES, values, by="owner@example.org", at=now())
        found = importing.compare(db, shipped, old)
        importing.take(db, found, shipped, by="organizer@example.org", at=now())
        importing.bring(db, new, name="data.json", by="organizer@example.org", at=now())
    engine.dispose()


def _invite(db: Session) -> None:
    by, expires = "owner@example.org", now() + timedelta(days=2)
    link = Invitation(0, Link.INVITATION, "cleo@example.org", Role.ORGANIZER, by, None, expires)
    organizers.add_invitation(db, link, token=hashed(INVITATION))


def _count(db: Session) -> None:
    for to, ways in COUNTED.items():
        for way, times in ways.items():
            for ago in range(DAYS):
                day = TODAY - timedelta(days=ago)
                of = {Dimension.ALL: "", Dimension.TARGET: to, Dimension.LANGUAGE: "en"}
                keys = [
                    TallyKey(SLUG, by.period(day), way, by, value, "") for by, value in of.items()
                ]
                tally.add_to_tally(db, keys, times=max(1, times - ago * 3))


def _count_on_paper(db: Session) -> None:
    """Leave two counts that wait, of an event that counts already too, and one for a delivery."""
    at, signed = now() - timedelta(hours=3), {"hrc-kr": 17, "hrc-mx": 9, "high-commissioner": 21}
    for number, (event, kind, numbers, state) in enumerate(
        (
            ("LEEDS-1", Kind.SIGNED, signed, State.PROPOSED),
            ("LEEDS-1", Kind.SIGNED, {**signed, "hrc-kr": 16}, State.ACCEPTED),
            ("LEEDS-1", Kind.SIGNED, {"hrc-gb": 4}, State.PROPOSED),
            ("YORK-2", Kind.SIGNED, {"hrc-kr": 12}, State.PROPOSED),
            ("GENEVA-1", Kind.HANDED_OVER, {"hrc-kr": 14}, State.ACCEPTED),
        )
    ):
        by = "organizer@example.org" if state is State.ACCEPTED else ""
        when = at + timedelta(minutes=number)
        counted = Counted(event, TODAY, kind, numbers)
        kept = paper.add_count(db, SLUG, counted, state=state, by=by, at=when)
        if event == "LEEDS-1" and by:
            paper.replace_counts(db, SLUG, [kept - 1], by=kept, was=State.PROPOSED)


def _print(db: Session) -> None:
    """Ask for papers, and stop them at once, so that no worker changes what is looked at."""
    slug, by = "uyghur-assessment", "owner@example.org"
    bundle = Bundle(
        (Piece.BLANK, Piece.LABELS), TODAY, "en", {"hrc-kr": 12, "hrc-mx": 8}, event="LEEDS-1"
    )
    number = jobs.ask(db, slug, bundle, by=by, now=now())
    jobs.stop(db, slug, number, by=by, now=now())
