"""Whatever a page leads to is counted once, on every node, and soon nothing is remembered of it."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, event, inspect, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from campaign import catalogue
from campaign.actions import count_writer, counted_once
from campaign.actions.count_writer import CountWriter
from campaign.actions.counted_once import CountedOnce
from campaign.credentials.seals import Seals
from campaign.model.letter import Way
from campaign.model.tally import Dimension, Happening, PageWord, TallyKey
from campaign.store import Database, tally
from campaign.store.tables.counts import CountedRow, DaySaltRow
from campaign.worker import PrintWorker
from tests.builders import TEST_LETTERS
from tests.store.test_count_writer import ALL, DAY, SECRET, counted, wait_for

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIRST = date(2026, 11, 20)
MOMENT_AFTER = datetime(2026, 11, 24, 0, 1, tzinfo=UTC)
"""When no page of the FIRST day can come back to any node, whatever its clock."""
Node = Callable[..., CountWriter]


@pytest.fixture
def node(engine: Engine) -> Node:
    """Return a way to make nodes, each with a clock that may be set."""

    def make(now: datetime = NOON, *, secret: str = SECRET) -> CountWriter:
        return CountWriter(partial(Session, engine), CountedOnce(Seals(secret), lambda: now))

    return make


def page(
    word: str = "word",
    *,
    target: str = "hrc-kr",
    way: Way = Way.PDF,
    campaign: str = "one",
    day: date = TODAY,
) -> Happening:
    key = TallyKey(campaign, DAY, way, Dimension.ALL, "", "")
    return Happening(PageWord(word, day), target, (key,))


def remembered(engine: Engine) -> list[tuple[date, bytes]]:
    with Session(engine) as db:
        return [(row.day, row.hash) for row in db.scalars(select(CountedRow))]


def salts(engine: Engine) -> dict[date, str]:
    with Session(engine) as db:
        return {row.day: row.salt for row in db.scalars(select(DaySaltRow))}


def test_the_same_page_counts_once_whichever_node_it_comes_back_to(
    engine: Engine, node: Node
) -> None:
    for _ in range(2):
        assert node().add([page()])
        assert node().add([page(), page()])

    assert counted(engine) == 1


def test_another_page_target_way_or_campaign_counts_by_itself(engine: Engine, node: Node) -> None:
    others = [page("another"), page(target="hrc-mx"), page(way=Way.EML), page(campaign="two")]

    assert node().add([page(), *others])
    assert node().add([*others, page()])

    assert counted(engine) == 4
    with Session(engine) as db:
        assert [each.times for each in tally.read_tally(db, "two", Dimension.ALL)] == [1]


@pytest.mark.parametrize("seed", range(3))
def test_however_often_and_wherever_pages_come_back_at_once_each_counts_once(
    engine: Engine, node: Node, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    pages = [page(f"word {number}", target=f"hrc-{number % 3}") for number in range(12)]
    sent = [chance.sample(pages, chance.randint(1, 5)) for _ in range(60)] + [
        [each] for each in pages
    ]
    nodes = [node() for _ in range(3)]

    with ThreadPoolExecutor(12) as pool:
        for each in sent:
            pool.submit(chance.choice(nodes).add, each)
    for each_node in nodes:
        each_node.end()  # with what was not in time

    assert counted(engine) == 12
    assert len(remembered(engine)) == 12
    assert len(salts(engine)) == 1


def test_all_dimensions_are_counted_or_none(engine: Engine, node: Node) -> None:
    """What is remembered and what is counted are one transaction."""
    nothing = TallyKey("one", DAY, Way.PDF, Dimension.TARGET, None, "")  # type: ignore[arg-type]

    assert not node().add([Happening(page().page, "hrc-kr", (ALL, nothing))])
    assert remembered(engine) == []
    assert counted(engine) == 0
    assert node().add([page()])

    assert counted(engine) == 1


def test_what_may_have_been_committed_is_tried_again_and_counts_once(
    engine: Engine, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes when the transaction is done, before anybody knows."""
    monkeypatch.setattr(count_writer, "AGAIN", 0.01)
    writer = node()
    failures: list[Session] = []

    def fail(db: Session) -> None:
        if not failures:
            failures.append(db)
            raise OperationalError("COMMIT", None, Exception(), connection_invalidated=True)

    event.listen(Session, "after_commit", fail)
    try:
        assert not writer.add([page()])
        wait_for(lambda: writer._thread is None)  # noqa: SLF001
    finally:
        event.remove(Session, "after_commit", fail)

    assert failures
    assert counted(engine) == 1


def test_only_a_hash_and_its_day_are_remembered(engine: Engine, node: Node) -> None:
    node().add([page("a word of its own")])

    columns = {each["name"] for each in inspect(engine).get_columns("counted")}
    assert columns == {"day", "hash"}
    [(day, hash_)] = remembered(engine)
    assert day == TODAY
    assert len(hash_) == 32
    if engine.dialect.name == "sqlite":  # nor the order in which they came
        with engine.connect() as db, pytest.raises(OperationalError, match="rowid"):
            db.exec_driver_sql("SELECT rowid FROM counted")


def test_the_same_has_another_hash_each_day_and_on_each_instance(
    engine: Engine, node: Node
) -> None:
    node().add([page(), page(day=FIRST)])
    node(secret="another secret of the tests, as long").add([page()])  # noqa: S106 - no secret

    assert len({hash_ for _, hash_ in remembered(engine)}) == 3


@pytest.mark.parametrize("by", ["the first of a new day", "the worker"])
def test_hash_and_key_go_once_no_page_of_the_day_is_good(
    engine: Engine, database_url: str, node: Node, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = page("kept", day=FIRST + timedelta(days=1))
    node(MOMENT_AFTER - timedelta(seconds=1)).add([page(day=FIRST), kept])
    assert set(salts(engine)) == {FIRST, kept.page.day}

    if by == "the worker":
        monkeypatch.setattr(counted_once, "utc_now", lambda: MOMENT_AFTER)
        database = Database(database_url)
        PrintWorker(database, catalogue.load(TEST_LETTERS)).erase()
        database.engine.dispose()
    else:
        node(MOMENT_AFTER).add([page("new")])

    assert FIRST not in salts(engine)
    assert kept.page.day in salts(engine)
    assert FIRST not in {day for day, _ in remembered(engine)}
    assert kept.page.day in {day for day, _ in remembered(engine)}


def test_nothing_is_erased_while_a_page_may_still_come_back(engine: Engine, node: Node) -> None:
    node(MOMENT_AFTER - timedelta(days=4)).add([page(day=FIRST)])

    node(MOMENT_AFTER - timedelta(seconds=1)).add([page(day=TODAY)])
    node(MOMENT_AFTER - timedelta(seconds=1)).add([page(day=FIRST)])

    assert counted(engine) == 2
