"""The anonymous tally."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = ("campaign", "period", "way", "dimension", "value", "marked")
TOTAL_KEY = ("campaign", "way", "dimension", "value", "marked")


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("marked", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*KEY, name="pk_tally"),
    )
    op.create_table(
        "tally_total",
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("marked", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*TOTAL_KEY, name="pk_tally_total"),
    )


def downgrade() -> None:
    op.drop_table("tally_total")
    op.drop_table("tally")
