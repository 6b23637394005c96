"""Who is texted: staff and supporters beside patients, and two more reasons for the care team to look."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant, Json

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FLAG_KINDS_BEFORE = (
    "crisis",
    "overdose_risk",
    "opioid_use",
    "lapse",
    "side_effect",
    "medical_question",
    "stopped_treatment",
    "consecutive_days",
    "unclear",
    "wrong_number",
    "opted_out",
    "ran_out",
    "injection_overdue",
    "injection_lapsed",
    "delivery",
    "unknown_delivery",
    "help",
    "liver_test",
    "craving",
    "restart",
    "start_gate",
    "interaction",
    "titration",
)
_FLAG_KINDS = (*_FLAG_KINDS_BEFORE, "wellbeing", "contact")
_PURPOSES_BEFORE = (
    "reminder",
    "nudge",
    "targeted_prompt",
    "risk_day_ask",
    "appointment",
    "check_in_first",
    "check_in",
    "refill",
    "welcome",
    "opt_in_request",
    "number_check",
    "acknowledgement",
    "question",
    "help",
    "crisis",
    "stop_confirmation",
    "start_confirmation",
    "staff_message",
    "alert",
)
_PURPOSES = (*_PURPOSES_BEFORE, "supporter_request", "supporter_message")
_CONSENT_STATES = ("none", "pending", "granted", "revoked")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def upgrade() -> None:
    """Apply this migration; SQLite changes a CHECK only by making the table anew."""
    op.create_table(
        "supporters",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("events", Json, nullable=False),
        sa.Column("sees_doses", sa.Boolean(), nullable=False),
        sa.Column("patient_agreed_at", Instant(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("consent_state", sa.String(32), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("consent_state", _CONSENT_STATES), name=op.f("ck_supporters_consent_state")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_supporters_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_supporters_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporters")),
    )
    with op.batch_alter_table("supporters") as batch_op:
        batch_op.create_index(batch_op.f("ix_supporters_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supporters_phone_hash"), ["phone_hash"], unique=False)
    with op.batch_alter_table("flags") as batch_op:
        batch_op.drop_constraint(op.f("ck_flags_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_flags_kind"), _in("kind", _FLAG_KINDS))
    with op.batch_alter_table("communications") as batch_op:
        batch_op.drop_constraint(op.f("ck_communications_purpose"), type_="check")
        batch_op.create_check_constraint(op.f("ck_communications_purpose"), _in("purpose", _PURPOSES))
        batch_op.add_column(sa.Column("practitioner_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("supporter_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_communications_practitioner_id"), "practitioners", ["practitioner_id"], ["id"]
        )
        batch_op.create_foreign_key(op.f("fk_communications_supporter_id"), "supporters", ["supporter_id"], ["id"])
    with op.batch_alter_table("practitioners") as batch_op:
        batch_op.add_column(sa.Column("phone_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=True))
        batch_op.add_column(sa.Column("phone_verified_at", Instant(), nullable=True))
        batch_op.create_index(batch_op.f("ix_practitioners_phone_hash"), ["phone_hash"], unique=False)


def downgrade() -> None:
    """Take this migration back; texts to supporters, to staff phones and the two kinds of flag are lost."""
    op.execute("DELETE FROM flags WHERE kind IN ('wellbeing', 'contact')")
    op.execute(
        "DELETE FROM attempts WHERE communication_id IN (SELECT id FROM communications "
        "WHERE supporter_id IS NOT NULL OR practitioner_id IS NOT NULL)"
    )
    op.execute("DELETE FROM communications WHERE supporter_id IS NOT NULL OR practitioner_id IS NOT NULL")
    with op.batch_alter_table("practitioners") as batch_op:
        batch_op.drop_index(batch_op.f("ix_practitioners_phone_hash"))
        batch_op.drop_column("phone_verified_at")
        batch_op.drop_column("phone_hash")
        batch_op.drop_column("phone_sealed")
    with op.batch_alter_table("communications") as batch_op:
        batch_op.drop_constraint(op.f("fk_communications_supporter_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_communications_practitioner_id"), type_="foreignkey")
        batch_op.drop_column("supporter_id")
        batch_op.drop_column("practitioner_id")
        batch_op.drop_constraint(op.f("ck_communications_purpose"), type_="check")
        batch_op.create_check_constraint(op.f("ck_communications_purpose"), _in("purpose", _PURPOSES_BEFORE))
    with op.batch_alter_table("flags") as batch_op:
        batch_op.drop_constraint(op.f("ck_flags_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_flags_kind"), _in("kind", _FLAG_KINDS_BEFORE))
    op.drop_table("supporters")
