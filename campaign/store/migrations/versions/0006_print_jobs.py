"""Printing in the background: jobs, the papers they made, and these papers' files in parts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _jobs()
    op.create_table(
        "print_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sa.Integer(), nullable=False),
        sa.Column("piece", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        _gone_with("print_paper", "job", "print_job"),
        sa.PrimaryKeyConstraint("id", name="pk_print_paper"),
        sa.UniqueConstraint("job", "piece", name="uq_print_paper_job"),
    )
    op.create_table(
        "print_chunk",
        sa.Column("paper", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _gone_with("print_chunk", "paper", "print_paper"),
        sa.PrimaryKeyConstraint("paper", "place", name="pk_print_chunk"),
    )


def downgrade() -> None:
    for name in ("print_chunk", "print_paper", "print_job"):
        op.drop_table(name)


def _jobs() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("had", sa.Integer(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=True),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_print_job"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_print_job_campaign", "print_job", ["campaign"])


def _gone_with(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Return what takes rows away with the row of another table that they belong to."""
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="CASCADE"
    )
