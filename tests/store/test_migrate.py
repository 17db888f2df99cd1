"""Migrations lead from nothing to today's tables, and back."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import HeadMaintainer, MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, select, text
from sqlalchemy.exc import OperationalError

from campaign import store
from campaign.store import migrate
from campaign.store.tables import TableBase
from campaign.store.tables.accounts import InvitationRow
from campaign.store.tables.counts import TallyRow


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def test_an_empty_database_is_not_current_and_an_upgraded_one_is(empty: Engine) -> None:
    assert not migrate.is_current(empty)

    migrate.upgrade(empty)

    assert migrate.is_current(empty)
    assert tables(empty) == set(TableBase.metadata.tables)


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    migrate.upgrade(engine)

    assert migrate.is_current(engine)


@pytest.mark.slow
def test_the_migrations_make_the_tables_that_the_code_describes(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, TableBase.metadata) == []


def test_a_node_waits_while_another_one_migrates(
    database_url: str, empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    at_once = {"options": "-c lock_timeout=1ms"} if "postgresql" in database_url else {}
    impatient = create_engine(database_url, connect_args=at_once)

    with empty.begin() as other:
        other.exec_driver_sql(migrate.ALONE[empty.dialect.name])
        with pytest.raises(OperationalError, match="lock"):
            migrate.upgrade(impatient)

    migrate.upgrade(impatient)
    assert migrate.is_current(impatient)
    impatient.dispose()


def test_every_migration_can_be_undone_and_done_again(engine: Engine) -> None:
    with engine.begin() as connection:
        command.downgrade(alembic(connection), "base")
    assert tables(engine) == set()
    assert not migrate.is_current(engine)

    migrate.upgrade(engine)

    assert migrate.is_current(engine)


def test_what_was_counted_before_has_its_running_sums_and_loses_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        command.downgrade(alembic(connection), "0003")
        for day, value, times in ((2, "b", 5), (1, "a", 1), (3, "a", 4), (2, "a", 2)):
            connection.execute(
                text("INSERT INTO tally VALUES ('one', :day, 'pdf', 'target', :value, '', :times)"),
                {"day": f"2026-11-0{day}", "value": value, "times": times},
            )

    migrate.upgrade(engine)

    with engine.connect() as connection:
        rows = connection.execute(select(TallyRow.value, TallyRow.times, TallyRow.so_far))
        assert sorted(map(tuple, rows)) == [("a", 1, 1), ("a", 2, 3), ("a", 4, 7), ("b", 5, 5)]


def test_links_of_before_stay_only_where_it_is_known_that_an_owner_made_them(
    engine: Engine,
) -> None:
    with engine.begin() as connection:
        command.downgrade(alembic(connection), "0007")
        for email, role, since in (
            ("ada@example.org", "owner", "2026-11-01 12:00:00"),
            ("ben@example.org", "viewer", "2026-11-01 12:00:00"),
            ("cleo@example.org", "owner", "2026-11-23 12:00:00"),
        ):
            connection.execute(
                text(
                    "INSERT INTO organizer (email, role, since, password, app_secret, last_counter)"
                    " VALUES (:email, :role, :since, '', '', 0)"
                ),
                {"email": email, "role": role, "since": since},
            )
        links: tuple[tuple[str, str | None, str], ...] = (
            ("first", None, "bin/campaign"),
            ("by the operator", "new@example.org", "bin/campaign"),
            ("by an owner", "new@example.org", "ada@example.org"),
            ("for an organizer", "ben@example.org", "ada@example.org"),
            ("by a viewer", "new@example.org", "ben@example.org"),
            ("by who was removed", "new@example.org", "eve@example.org"),
            ("by who came after it", "new@example.org", "cleo@example.org"),
        )
        for token, to, by in links:
            connection.execute(
                text(
                    "INSERT INTO invitation (token, email, role, by, expires)"
                    " VALUES (:token, :email, 'owner', :by, '2026-11-25 12:00:00')"
                ),
                {"token": token, "email": to, "by": by},
            )

    migrate.upgrade(engine)

    with engine.connect() as connection:
        rows = connection.execute(select(InvitationRow.token, InvitationRow.kind))
        assert {(row.token, row.kind) for row in rows} == {
            ("first", "first"),
            ("by the operator", "invitation"),
            ("by an owner", "invitation"),
            ("for an organizer", "renewal"),
        }


def test_a_migration_that_fails_leaves_nothing_half_done(
    empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(HeadMaintainer, "update_to_step", fail)  # once the tables are made
        with pytest.raises(RuntimeError):
            migrate.upgrade(empty)

    assert tables(empty) == set()
    migrate.upgrade(empty)
    assert migrate.is_current(empty)


def test_constraints_have_names_that_migrations_can_speak_of(engine: Engine) -> None:
    assert inspect(engine).get_pk_constraint("tally")["name"] == "pk_tally"
