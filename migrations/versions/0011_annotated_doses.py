"""Notes on doses, and tablets taken beside the plan."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SOURCES = ("patient_sms", "staff", "observed", "supporter", "pharmacy", "device")


def _of_patient(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("undone_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f(f"fk_{table}_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f(f"fk_{table}_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    """Apply this migration."""
    op.create_table(
        "dose_notes",
        sa.Column("dose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        *_of_patient("dose_notes"),
        sa.ForeignKeyConstraint(["dose_id"], ["doses.id"], name=op.f("fk_dose_notes_dose_id")),
    )
    op.create_index(op.f("ix_dose_notes_patient_id"), "dose_notes", ["patient_id"])
    op.create_index(op.f("ix_dose_notes_dose_id"), "dose_notes", ["dose_id"])
    sources = f"source IN ({', '.join(map(repr, _SOURCES))})"
    op.create_table(
        "extra_doses",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("quantity_mg", sa.Float(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        *_of_patient("extra_doses"),
        sa.CheckConstraint(sources, name=op.f("ck_extra_doses_source")),
    )
    op.create_index(op.f("ix_extra_doses_patient_id_on"), "extra_doses", ["patient_id", "on"])


def downgrade() -> None:
    """Take this migration back; the notes and the tablets beside the plan are lost."""
    op.drop_table("extra_doses")
    op.drop_table("dose_notes")
