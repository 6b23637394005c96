"""Reports of large clinics as the worker counted them."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant, Json

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this migration; the first looks let the worker count."""
    op.create_table(
        "counted_reports",
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("wanted_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("counted_at", Instant(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("sections", Json, nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("kind IN ('daily', 'injection', 'targeted')", name=op.f("ck_counted_reports_kind")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_counted_reports_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_reports")),
        sa.UniqueConstraint("clinic_id", "key", name=op.f("uq_counted_reports_clinic_id_key")),
    )
    op.create_index(op.f("ix_counted_reports_due_at"), "counted_reports", ["due_at"])


def downgrade() -> None:
    """Take this migration back; reports are counted at each look again."""
    op.drop_table("counted_reports")
