"""Staff, senders and the steps to go live."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TO_STAFF = sa.text("practitioner_id IS NOT NULL")
_STEPS = ("clinic", "hours", "policy", "texts", "consent", "phone", "rota", "sender", "webhook", "worker")
_KINDS = ("invited", "role", "deactivated", "reactivated", "link")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def upgrade() -> None:
    """Apply this migration."""
    op.create_table(
        "clinic_reviews",
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("reviewed_at", Instant(), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("step", _STEPS), name=op.f("ck_clinic_reviews_step")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["practitioners.id"], name=op.f("fk_clinic_reviews_reviewed_by")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_clinic_reviews_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_reviews")),
    )
    op.create_index("ix_clinic_reviews_clinic_id_reviewed_at", "clinic_reviews", ["clinic_id", "reviewed_at"])
    op.create_table(
        "staff_changes",
        sa.Column("practitioner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("old", sa.String(length=32), nullable=True),
        sa.Column("new", sa.String(length=32), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("kind", _KINDS), name=op.f("ck_staff_changes_kind")),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["practitioners.id"], name=op.f("fk_staff_changes_practitioner_id")
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_staff_changes_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_changes")),
    )
    op.create_index("ix_staff_changes_clinic_id_recorded_at", "staff_changes", ["clinic_id", "recorded_at"])
    op.create_index(
        "ix_communications_of_staff",
        "communications",
        ["practitioner_id", "due_at"],
        sqlite_where=_TO_STAFF,
        postgresql_where=_TO_STAFF,
    )
    op.add_column("clinics", sa.Column("live_at", Instant(), nullable=True))
    op.add_column("clinics", sa.Column("live_by", sa.Uuid(as_uuid=False), nullable=True))
    op.add_column("practitioners", sa.Column("last_login_at", Instant(), nullable=True))
    op.add_column("api_tokens", sa.Column("created_by", sa.Uuid(as_uuid=False), nullable=True))
    op.add_column("api_tokens", sa.Column("revoked_by", sa.Uuid(as_uuid=False), nullable=True))


def downgrade() -> None:
    """Take this migration back; who reviewed a step, who changed staff, and when a clinic went live are lost."""
    op.drop_column("api_tokens", "revoked_by")
    op.drop_column("api_tokens", "created_by")
    op.drop_column("practitioners", "last_login_at")
    op.drop_column("clinics", "live_by")
    op.drop_column("clinics", "live_at")
    op.drop_index("ix_communications_of_staff", "communications")
    op.drop_table("staff_changes")
    op.drop_table("clinic_reviews")
