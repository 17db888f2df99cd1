"""What was counted is remembered for some days, so that a page that is loaded again counts once."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counted_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_counted_salt"),
    )
    op.create_table(
        "counted",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", "hash", name="pk_counted"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("counted")
    op.drop_table("counted_salt")
