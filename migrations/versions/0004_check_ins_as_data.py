"""Check-ins as data: the questions of a clinic, their cadence for a patient, and what was answered."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CADENCES = ("daily", "alternate", "weekly")
_ANSWERS = ("wellbeing", "score", "drinks", "side_effects", "planner", "follow_up", "text")
_WORDS = ("good", "so_so", "bad", "none", "some", "strong", "unknown")
_SOURCES = ("patient_sms", "staff", "observed", "supporter", "pharmacy", "device")
_CAUSES = (
    "switched_on",
    "goal_met",
    "goal_missed",
    "over_threshold",
    "lapse",
    "silence",
    "missed_doses",
    "staff",
    "locked",
    "unlocked",
    "lock_ended",
)
_KINDS_BEFORE = ("planner", "follow_up")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def upgrade() -> None:
    """Apply this migration."""
    op.create_table(
        "question_versions",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=True),
        sa.Column("cadence", sa.String(32), nullable=True),
        sa.Column("threshold", sa.Integer(), nullable=True),
        sa.Column("goal", sa.Integer(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("text_es", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("answer", _ANSWERS), name=op.f("ck_question_versions_answer")),
        sa.CheckConstraint(_in("cadence", _CADENCES), name=op.f("ck_question_versions_cadence")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_question_versions_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_versions")),
        sa.UniqueConstraint("clinic_id", "kind", "number", name=op.f("uq_question_versions_clinic_id_kind_number")),
    )
    op.create_table(
        "check_in_answers",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("word", sa.String(32), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("communication_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("word", _WORDS), name=op.f("ck_check_in_answers_word")),
        sa.CheckConstraint(_in("source", _SOURCES), name=op.f("ck_check_in_answers_source")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_check_in_answers_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_check_in_answers_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_answers")),
    )
    with op.batch_alter_table("check_in_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_in_answers_patient_id_on"), ["patient_id", "on"], unique=False)
    op.create_table(
        "cadence_changes",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("cadence_from", sa.String(32), nullable=True),
        sa.Column("cadence_to", sa.String(32), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("cadence_from", _CADENCES), name=op.f("ck_cadence_changes_cadence_from")),
        sa.CheckConstraint(_in("cadence_to", _CADENCES), name=op.f("ck_cadence_changes_cadence_to")),
        sa.CheckConstraint(_in("cause", _CAUSES), name=op.f("ck_cadence_changes_cause")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_cadence_changes_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_cadence_changes_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence_changes")),
    )
    with op.batch_alter_table("cadence_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cadence_changes_patient_id_recorded_at"), ["patient_id", "recorded_at"], unique=False
        )
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        # Keys of questions that clinics add are not known here.
        batch_op.drop_constraint(op.f("ck_check_ins_kind"), type_="check")
        batch_op.alter_column("kind", existing_type=sa.String(32), type_=sa.String(length=40), existing_nullable=False)
        batch_op.add_column(sa.Column("threshold", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("goal", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cadence", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("cadence_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("locked", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("locked_until_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("asked_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ask_at", Instant(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_check_ins_cadence"), _in("cadence", _CADENCES))
        batch_op.create_index(
            batch_op.f("ix_check_ins_ask_at"),
            ["ask_at"],
            unique=False,
            sqlite_where=sa.text("ask_at IS NOT NULL"),
            postgresql_where=sa.text("ask_at IS NOT NULL"),
        )


def downgrade() -> None:
    """Take this migration back; answers, questions of clinics and cadences are lost."""
    op.execute("DELETE FROM check_ins WHERE kind NOT IN ('planner', 'follow_up')")
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_ins_ask_at"))
        batch_op.drop_constraint(op.f("ck_check_ins_cadence"), type_="check")
        for name in ("ask_at", "due_on", "asked_on", "locked_until_on", "locked"):
            batch_op.drop_column(name)
        for name in ("cadence_at", "cadence", "goal", "threshold"):
            batch_op.drop_column(name)
        batch_op.alter_column("kind", existing_type=sa.String(length=40), type_=sa.String(32), existing_nullable=False)
        batch_op.create_check_constraint(op.f("ck_check_ins_kind"), _in("kind", _KINDS_BEFORE))
    op.drop_table("cadence_changes")
    op.drop_table("check_in_answers")
    op.drop_table("question_versions")
