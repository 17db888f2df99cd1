"""Links say what they are for and which owner made them, so that they go with that owner."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LASTED = timedelta(days=3)
"""What links lasted when they were made."""
ISSUER = "SELECT id FROM organizer WHERE email = invitation.by AND role = 'owner'"
KIND = """CASE WHEN email IS NULL THEN 'first'
WHEN EXISTS (SELECT 1 FROM organizer WHERE organizer.email = invitation.email) THEN 'renewal'
ELSE 'invitation' END"""


def upgrade() -> None:
    with op.batch_alter_table("invitation", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("kind", sa.String(), nullable=True))
        table.add_column(sa.Column("issuer", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_invitation_issuer_organizer", "organizer", ["issuer"], ["id"], ondelete="CASCADE"
        )
        table.create_index("ix_invitation_issuer", ["issuer"])
    op.execute(f"UPDATE invitation SET issuer = ({ISSUER})")  # noqa: S608 - names of ours
    # Who made the others is not known, or no owner any more.
    op.execute("DELETE FROM invitation WHERE issuer IS NULL AND by <> 'bin/campaign'")
    _remove_older_than_their_owners()
    op.execute(f"UPDATE invitation SET kind = {KIND}")  # noqa: S608 - names of ours
    with op.batch_alter_table("invitation", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("kind", existing_type=sa.String(), nullable=False)


def _remove_older_than_their_owners() -> None:
    """Take back what was made before its owner came: by another who had the same address."""
    links = sa.table("invitation", sa.column("id"), sa.column("issuer"), _time("expires"))
    owners = sa.table("organizer", sa.column("id"), _time("since"))
    query = sa.select(links.c.id, links.c.expires, owners.c.since)
    query = query.join_from(links, owners, links.c.issuer == owners.c.id)
    for link, expires, since in op.get_bind().execute(query).all():
        if since > expires - LASTED:
            op.execute(sa.delete(links).where(links.c.id == link))


def _time(name: str) -> sa.ColumnClause[object]:
    return sa.column(name, sa.DateTime())


def downgrade() -> None:
    with op.batch_alter_table("invitation", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_index("ix_invitation_issuer")
        table.drop_constraint("fk_invitation_issuer_organizer", type_="foreignkey")
        table.drop_column("issuer")
        table.drop_column("kind")
