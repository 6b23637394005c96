"""The worklist's snoozes and saved views, and each patient's figures for lists."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant, Json

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ACTS_BEFORE = ("told", "nobody_to_tell", "taken", "wrote", "called", "not_reached", "resolved", "reopened")
_ACTS = (*_ACTS_BEFORE, "snoozed", "woken")
_BANDS = ("below_50", "from_50", "from_80", "unknown")
_PAGES = ("worklist", "patients")
_SNOOZE = (("snoozed_until", Instant()), ("snoozed_at", Instant()), ("due_before_snooze", Instant()))
_SORTED_BY = ("taken_order", "last_reply_at", "next_injection_on", "band")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def upgrade() -> None:
    """Apply this migration; every patient's figures are worked out by the worker's next looks."""
    for name, kind in _SNOOZE:
        op.add_column("flags", sa.Column(name, kind, nullable=True))
    op.add_column("flags", sa.Column("snoozed_by", sa.Uuid(as_uuid=False), nullable=True))
    with op.batch_alter_table("flag_acts") as batch_op:
        batch_op.drop_constraint(op.f("ck_flag_acts_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_flag_acts_kind"), _in("kind", _ACTS))
    op.create_table(
        "saved_views",
        sa.Column("practitioner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("page", sa.String(length=32), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("filters", Json, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("page", _PAGES), name=op.f("ck_saved_views_page")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_saved_views_clinic_id")),
        sa.ForeignKeyConstraint(["practitioner_id"], ["practitioners.id"], name=op.f("fk_saved_views_practitioner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_index(op.f("ix_saved_views_practitioner_id"), "saved_views", ["practitioner_id"])
    _make_figures()
    op.create_index(op.f("ix_patients_clinic_id_owner_id_id"), "patients", ["clinic_id", "owner_id", "id"])


def _make_figures() -> None:
    op.create_table(
        "patient_figures",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("band", sa.String(length=32), nullable=False),
        sa.Column("taken_order", sa.Integer(), nullable=False),
        sa.Column("last_reply_at", Instant(), nullable=False),
        sa.Column("next_injection_on", sa.Date(), nullable=False),
        sa.Column("computed_on", sa.Date(), nullable=True),
        sa.Column("refresh_at", Instant(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("band", _BANDS), name=op.f("ck_patient_figures_band")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_patient_figures_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_patient_figures_patient_id")),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_patient_figures")),
    )
    op.create_index(op.f("ix_patient_figures_refresh_at"), "patient_figures", ["refresh_at"])
    for column in _SORTED_BY:
        name = op.f(f"ix_patient_figures_clinic_id_{column}_patient_id")
        op.create_index(name, "patient_figures", ["clinic_id", column, "patient_id"])
    op.execute(
        """
        INSERT INTO patient_figures (patient_id, clinic_id, band, taken_order, last_reply_at, next_injection_on,
            refresh_at, changes)
        SELECT id, clinic_id, 'unknown', 1000000, '1970-01-01 00:00:00', '9999-12-31', '1970-01-01 00:00:00', 0
        FROM patients
        """
    )


def downgrade() -> None:
    """Take this migration back; snoozes and saved views are lost."""
    op.drop_index(op.f("ix_patients_clinic_id_owner_id_id"), "patients")
    op.drop_table("patient_figures")
    op.drop_table("saved_views")
    op.execute("DELETE FROM flag_acts WHERE kind IN ('snoozed', 'woken')")
    with op.batch_alter_table("flag_acts") as batch_op:
        batch_op.drop_constraint(op.f("ck_flag_acts_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_flag_acts_kind"), _in("kind", _ACTS_BEFORE))
    op.execute("UPDATE flags SET due_at = due_before_snooze WHERE due_before_snooze IS NOT NULL AND state = 'open'")
    op.drop_column("flags", "snoozed_by")
    for name, _ in reversed(_SNOOZE):
        op.drop_column("flags", name)
