"""Letters counted on paper, with all that became of each count."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("marked", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["replaced_by"], ["paper_count.id"], name="fk_paper_count_replaced_by_paper_count"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_paper_count"),
    )
    op.create_index("ix_paper_count_campaign_event", "paper_count", ["campaign", "event"])
    op.create_table(
        "paper_number",
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["count"], ["paper_count.id"], name="fk_paper_number_count_paper_count"
        ),
        sa.PrimaryKeyConstraint("count", "target", name="pk_paper_number"),
    )


def downgrade() -> None:
    op.drop_table("paper_number")
    op.drop_table("paper_count")
