"""What campaigns said from a day on: their folders as they were read, never overwritten."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from campaign.model.editions import Edition, Files, FolderRead
from campaign.store.tables.facts import EditionRow


def read_editions(db: Session, campaign: str) -> Sequence[Edition]:
    """Return a campaign's editions, that of today first, then those of earlier starts."""
    row = EditionRow
    query = (
        select(row.number, row.hash, row.day, row.sources, row.said)
        .where(EditionRow.campaign == campaign)
        .order_by(EditionRow.turn.desc(), EditionRow.number.desc())
    )
    return [
        Edition(number, digest, day, json.loads(sources), _days(json.loads(said)))
        for number, digest, day, sources, said in db.execute(query)
    ]


def read_files(db: Session, campaign: str, number: int) -> Files:
    """Return the files of an edition."""
    at = (EditionRow.campaign == campaign, EditionRow.number == number)
    packed = db.scalars(select(EditionRow.files).where(*at)).one()
    found = json.loads(zlib.decompress(packed))
    return {name: base64.b85decode(content) for name, content in found.items()}


def add_edition(
    db: Session,
    campaign: str,
    folder: FolderRead,
    sources: Mapping[str, str],
    said: Mapping[str, date],
    *,
    on: date,
) -> int:
    """Keep a folder as a campaign's edition of today; return its number."""
    files = {name: base64.b85encode(content).decode() for name, content in folder.files.items()}
    row = EditionRow(
        campaign=campaign,
        number=_after_last(db, EditionRow.number, campaign),
        hash=folder.hash,
        day=on,
        sources=json.dumps(dict(sources)),
        said=json.dumps({code: day.isoformat() for code, day in said.items()}),
        files=zlib.compress(json.dumps(files).encode()),
        turn=_after_last(db, EditionRow.turn, campaign),
    )
    db.add(row)
    db.flush()
    return row.number


def bring_back(db: Session, campaign: str, number: int) -> None:
    """Make an edition that was kept before the one of today."""
    turn = _after_last(db, EditionRow.turn, campaign)
    at = (EditionRow.campaign == campaign, EditionRow.number == number)
    db.execute(update(EditionRow).where(*at).values(turn=turn))


def read_turns(db: Session) -> int:
    """Return what grows whenever an edition of today is another."""
    return db.scalar(select(func.coalesce(func.sum(EditionRow.turn), 0))) or 0


def _days(said: Mapping[str, str]) -> Mapping[str, date]:
    return {code: date.fromisoformat(day) for code, day in said.items()}


def _after_last(db: Session, column: InstrumentedAttribute[int], campaign: str) -> int:
    last = db.scalar(select(func.max(column)).where(EditionRow.campaign == campaign))
    return (last or 0) + 1
