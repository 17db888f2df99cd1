"""Running sums beside the counts of each day and week, found by what they count."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHAT = ("campaign", "dimension", "way", "value", "marked")
BEFORE = ("campaign", "period", "way", "dimension", "value", "marked")
COLUMNS = ", ".join((*BEFORE, "times"))


def upgrade() -> None:
    _set_aside()
    _make((*WHAT, "period"), sa.Column("so_far", sa.BigInteger(), nullable=False))
    op.execute(
        f"INSERT INTO tally ({COLUMNS}, so_far) SELECT {COLUMNS}, "  # noqa: S608 - names of ours
        f"SUM(times) OVER (PARTITION BY {', '.join(WHAT)} ORDER BY period) FROM tally_before"
    )
    op.drop_table("tally_before")


def downgrade() -> None:
    _set_aside()
    _make(BEFORE)
    op.execute(f"INSERT INTO tally ({COLUMNS}) SELECT {COLUMNS} FROM tally_before")  # noqa: S608
    op.drop_table("tally_before")


def _set_aside() -> None:
    """Keep the rows while their table is made anew: SQLite changes no key of one that is there."""
    op.execute("CREATE TABLE tally_before AS SELECT * FROM tally")
    op.drop_table("tally")


def _make(key: tuple[str, ...], *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        "tally",
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("marked", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint(*key, name="pk_tally"),
    )
