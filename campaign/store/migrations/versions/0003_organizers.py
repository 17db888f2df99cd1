"""Organizers: who they are, how they sign in, and what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
ONLY_ADDED_TO = {
    "sqlite": (
        f"CREATE TRIGGER audit_update BEFORE UPDATE ON audit {REFUSE}",
        f"CREATE TRIGGER audit_delete BEFORE DELETE ON audit {REFUSE}",
        # INSERT OR REPLACE takes a row's place without a word to the trigger above.
        f"""CREATE TRIGGER audit_replace BEFORE INSERT ON audit
        WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) {REFUSE}""",  # noqa: S608 - nobody's
    ),
    "postgresql": (
        """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$""",
        """CREATE TRIGGER audit_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    ),
}
"""How each database refuses to change what was written."""


def upgrade() -> None:
    _people()
    _ways_in()
    _guesses()
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    for statement in ONLY_ADDED_TO[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    names = ("guess", "spent", "invitation", "organizer_session", "passkey", "recovery_code")
    for name in ("audit", *names, "organizer"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")


def _people() -> None:
    op.create_table(
        "organizer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("app_secret", sa.String(), nullable=False),
        sa.Column("last_counter", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organizer"),
        sa.UniqueConstraint("email", name="uq_organizer_email"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("token", name="uq_invitation_token"),
        sqlite_autoincrement=True,
    )


def _ways_in() -> None:
    _of_an_organizer("recovery_code", sa.Column("code", sa.String(), nullable=False))
    _of_an_organizer(
        "passkey",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("added", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.UniqueConstraint("credential", name="uq_passkey_credential"),
    )
    _of_an_organizer(
        "organizer_session",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.Column("proved", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.UniqueConstraint("token", name="uq_organizer_session_token"),
    )


def _of_an_organizer(name: str, *parts: sa.schema.SchemaItem) -> None:
    """Make a table whose rows go when their organizer goes."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organizer", sa.Integer(), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(
            ["organizer"],
            ["organizer.id"],
            name=f"fk_{name}_organizer_organizer",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_organizer", name, ["organizer"])


def _guesses() -> None:
    op.create_table(
        "guess",
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_guess"),
    )
    op.create_table(
        "spent",
        sa.Column("challenge", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("challenge", name="pk_spent"),
    )
