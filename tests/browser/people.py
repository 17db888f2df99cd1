"""Who works at the organizers' desk that is looked at, and what supporters did before."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from campaign.actions import count_moves, editions, fact_imports, facts, saved_evenings
from campaign.actions.lifecycle import edits, stages, texts
from campaign.actions.lifecycle.edits import Edit
from campaign.actions.print_jobs import queue
from campaign.actions.print_jobs.bundle import Bundle
from campaign.catalogue import load
from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes, passwords
from campaign.credentials.seals import hashed
from campaign.model.facts import FactTable
from campaign.model.letter import ByHand, Way
from campaign.model.lifecycle import StopKind
from campaign.model.organizer import Invitation, Link, Role, StoredCredentials
from campaign.model.paper_counts import PaperCount, PaperCountKind, PaperCountState
from campaign.model.print_jobs import DocumentKind
from campaign.model.print_occasion import PrintOccasion
from campaign.model.tally import CountMove, Dimension, TallyKey
from campaign.press import Window
from campaign.settings import ROOT
from campaign.store import organizers, paper_counts, sessions, tally
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
COUNTRIES = {
    ("hrc-kr", Way.PREPARED): {Dimension.COUNTRY: "KR"},
    ("hrc-mx", Way.PREPARED): {Dimension.COUNTRY: "MX"},
    ("hrc-kr", Way.PDF): {Dimension.COUNTRY: "KR"},
    ("high-commissioner", Way.EML): {Dimension.COUNTRY: "FR"},
}
"""Where those who did it live, where they say so."""
DAYS = 9
OTHER_BROWSERS = tuple(f"word-of-another-browser-{number}" for number in range(len(RECOVERY)))
"""What other browsers of the owner's keep, one for each such time: afterwards it is another."""
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
    proofs = StoredCredentials(passwords.hash_password(PASSWORD), "", 0)
    with Session(engine) as db:
        for role in Role:
            who = organizers.add_organizer(
                db, email=f"{role}@example.org", role=role, proofs=proofs, since=utc_now()
            )
            organizers.replace_codes(db, who.id, map(hashed, map(codes.plain, RECOVERY)))
            others = OTHER_BROWSERS if role is Role.OWNER else ()
            for word in (token_of(role), *others):
                sessions.add_session(db, who, hashed(word), now=utc_now())
        _invite(db)
        _count(db)
        _count_on_paper(db)
        db.commit()
        _move_counts(db)
        _print(db)
    engine.dispose()


def pause(instance: Path, letters: Path, slug: str) -> None:
    """Pause a campaign in a server's database, and put a notice up on it."""
    engine, shipped = create_engine(f"sqlite:///{instance}/campaign.sqlite"), load(letters)
    with Session(engine) as db:

        def hand(*sheets: FactTable) -> Edit:
            seen = edits.fingerprint_of(facts.catalogue_with_lifecycle(db, shipped), slug, *sheets)
            return Edit(slug, "owner@example.org", utc_now(), seen)

        how = StopKind.PAUSED
        stages.stop_campaign(db, shipped, hand(*stages.STATE), how, WHY, on=TODAY)
        texts.put_up_notice(db, shipped, hand(FactTable.NOTICES), NOTICE, None)
    engine.dispose()


def change_words(instance: Path, letters: Path, slug: str) -> None:
    """Bring other words for a launched campaign: they wait until somebody has read them."""
    file = letters / slug / "en" / "hrc.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("# request\n\n", "# request\n\nNow, "), encoding="utf-8")
    engine = create_engine(f"sqlite:///{instance}/campaign.sqlite")
    with Session(engine) as db:
        editions.keep_editions(db, load(letters), at=utc_now())
    engine.dispose()


ANSWER = {
    "campaign": "uyghur-assessment",
    "target": "hrc-kr",
    "day": "2026-11-20",
    "gist": "Made up: it thanks for the letters, and will raise the question in the dialogue.",
    "source": "letter shown to the organizers",
}


def keep_facts(instance: Path) -> None:
    """Correct a fact, take one file of addresses and bring in another, which waits."""
    engine, shipped = create_engine(f"sqlite:///{instance}/campaign.sqlite"), load(ROOT / "letters")
    values = {"target": "high-commissioner", "email": "office@example.org", "as_of": "2026-11-20"}
    old, new = (
        fact_imports.read_import("file", make_directory(*entries), shipped, TODAY)
        for entries in (six(), six(mx="new@example.org")[1:])
    )
    with Session(engine) as db:
        facts.correct_fact(
            db, shipped, FactTable.ADDRESSES, values, by="owner@example.org", at=utc_now()
        )
        found = fact_imports.compare_import(db, shipped, old)
        fact_imports.take_import(db, found, shipped, by="organizer@example.org", at=utc_now())
        facts.correct_fact(
            db, shipped, FactTable.ANSWERS, ANSWER, by="owner@example.org", at=utc_now()
        )
        fact_imports.submit_import(
            db, new, name="data.json", by="organizer@example.org", at=utc_now()
        )
    engine.dispose()


def _invite(db: Session) -> None:
    by, expires = "owner@example.org", utc_now() + timedelta(days=2)
    link = Invitation(0, Link.INVITATION, "cleo@example.org", Role.ORGANIZER, by, None, expires)
    organizers.add_invitation(db, link, token=hashed(INVITATION))


def _count(db: Session) -> None:
    for to, ways in COUNTED.items():
        for way, times in ways.items():
            for ago in range(DAYS):
                day = TODAY - timedelta(days=ago)
                of = {Dimension.ALL: "", Dimension.TARGET: to}
                if not way.is_said:
                    of |= {Dimension.LANGUAGE: "en", **COUNTRIES.get((to, way), {})}
                keys = [
                    TallyKey(SLUG, by.period(day), way, by, value, "") for by, value in of.items()
                ]
                tally.add_to_tally(db, keys, times=max(1, times - ago * 3))


def _move_counts(db: Session) -> None:
    """Let a day have counts that were too quick, and count those of another in."""
    days = [TODAY - timedelta(days=ago) for ago in (3, 5)]
    for day in days:
        tally.add_to_tally(
            db, [TallyKey(SLUG, day, Way.PREPARED, Dimension.ALL, "", "quick")], times=4
        )
    db.commit()
    campaign, by = load(ROOT / "letters").campaigns[SLUG], "owner@example.org"
    move = CountMove(SLUG, days[-1], "quick", by, utc_now(), "a class wrote at once")
    count_moves.move_counts(db, campaign, move, seen="prepared=4")


def _count_on_paper(db: Session) -> None:
    """Leave two counts that wait, of an event that counts already too, and one for a delivery."""
    at, signed = (
        utc_now() - timedelta(hours=3),
        {"hrc-kr": 17, "hrc-mx": 9, "high-commissioner": 21},
    )
    for number, (event, kind, numbers, state) in enumerate(
        (
            ("LEEDS-1", PaperCountKind.SIGNED, signed, PaperCountState.PROPOSED),
            ("LEEDS-1", PaperCountKind.SIGNED, {**signed, "hrc-kr": 16}, PaperCountState.ACCEPTED),
            ("LEEDS-1", PaperCountKind.SIGNED, {"hrc-gb": 4}, PaperCountState.PROPOSED),
            ("YORK-2", PaperCountKind.SIGNED, {"hrc-kr": 12}, PaperCountState.PROPOSED),
            ("GENEVA-1", PaperCountKind.HANDED_OVER, {"hrc-kr": 14}, PaperCountState.ACCEPTED),
        )
    ):
        by = "organizer@example.org" if state is PaperCountState.ACCEPTED else ""
        when = at + timedelta(minutes=number)
        counted = PaperCount(event, TODAY, kind, numbers)
        kept = paper_counts.add_count(db, SLUG, counted, state=state, by=by, at=when)
        if event == "LEEDS-1" and by:
            paper_counts.replace_counts(db, SLUG, [kept - 1], by=kept, was=PaperCountState.PROPOSED)


def _describe(db: Session) -> None:
    """Describe an evening that is still to come, and one that was counted already."""
    to = {"high-commissioner": 30, "hrc-kr": 30, "hrc-mx": 30}
    pieces = tuple(piece for piece in DocumentKind if piece is not DocumentKind.COVER)
    for name, event, ago in (("The library", "LEEDS-2", -16), ("The town hall", "LEEDS-1", 9)):
        day = TODAY - timedelta(days=ago)
        room = (ByHand.SIGNATURE, ByHand.NAME)
        evening = PrintOccasion(day, "en", to, event=event, by_hand=room)
        bundle = Bundle(pieces, evening, window=Window.DIN_B, folds=True)
        by = "organizer@example.org"
        saved_evenings.save_evening(db, SLUG, name, bundle, by=by, now=utc_now())


def _print(db: Session) -> None:
    """Ask for papers, and stop them at once, so that no worker changes what is looked at."""
    slug, by = "uyghur-assessment", "owner@example.org"
    _describe(db)
    bundle = Bundle(
        (DocumentKind.BLANK, DocumentKind.LABELS),
        PrintOccasion(TODAY, "en", {"hrc-kr": 12, "hrc-mx": 8}, event="LEEDS-1"),
    )
    number = queue.request_job(db, slug, bundle, by=by, now=utc_now())
    queue.stop_job(db, slug, number, by=by, now=utc_now())
