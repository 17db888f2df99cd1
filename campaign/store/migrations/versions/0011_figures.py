"""Weeks by country and language as they were shown, and counts that were taken out."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_week",
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("campaign", "week", name="pk_published_week"),
    )
    _of_a_value("published_count", sa.Column("value", sa.String(), nullable=False))
    _of_a_value("published_total", held=True)
    op.create_table(
        "count_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("marked", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_count_move"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_count_move_campaign", "count_move", ["campaign"])
    op.create_table(
        "moved_count",
        sa.Column("move", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["move"], ["count_move.id"], name="fk_moved_count_move_count_move"),
        sa.PrimaryKeyConstraint("move", "dimension", "way", "value", name="pk_moved_count"),
    )


def downgrade() -> None:
    for table in (
        "moved_count", "count_move", "published_total", "published_count", "published_week",
    ):  # fmt: skip
        op.drop_table(table)


def _of_a_value(table: str, *more: sa.Column[str], held: bool = False) -> None:
    """Make a table of what is shown, by way and perhaps by value."""
    flag: list[sa.Column[bool]] = [sa.Column("held", sa.Boolean(), nullable=False)] if held else []
    op.create_table(
        table,
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        *more,
        sa.Column("times", sa.BigInteger(), nullable=False),
        *flag,
        sa.PrimaryKeyConstraint(
            *("campaign", "dimension", "way"), *(each.name for each in more), name=f"pk_{table}"
        ),
    )
