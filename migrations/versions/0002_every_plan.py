"""Every plan: holds, supply, laboratory, other medicines, cycles of injections, check-ins, corrections."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0002"
down_revision = "0001"
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
)
_FLAG_KINDS = (*_FLAG_KINDS_BEFORE, "start_gate", "interaction", "titration")


def _set_flag_kinds(kinds: tuple[str, ...]) -> None:
    """Let flags have these kinds; SQLite changes a CHECK only by making the table anew."""
    with op.batch_alter_table("flags") as batch_op:
        batch_op.drop_constraint(op.f("ck_flags_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_flags_kind"), f"kind IN ({', '.join(map(repr, kinds))})")


def upgrade() -> None:
    """Apply this migration."""
    op.create_table(
        "clinic_medicines",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("group", sa.String(length=32), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_clinic_medicines_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_medicines")),
        sa.UniqueConstraint("clinic_id", "name", name=op.f("uq_clinic_medicines_clinic_id_name")),
    )
    op.create_table(
        "policy_changes",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("old", sa.String(length=200), nullable=True),
        sa.Column("new", sa.String(length=200), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_policy_changes_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_changes")),
    )
    with op.batch_alter_table("policy_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_changes_clinic_id_recorded_at"), ["clinic_id", "recorded_at"], unique=False
        )

    op.create_table(
        "calendar_feeds",
        sa.Column("practitioner_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_calendar_feeds_clinic_id")),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["practitioners.id"], name=op.f("fk_calendar_feeds_practitioner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    op.create_table(
        "check_ins",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=True),
        sa.Column("set_at", Instant(), nullable=False),
        sa.Column("set_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("kind IN ('planner', 'follow_up')", name=op.f("ck_check_ins_kind")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_check_ins_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_check_ins_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
        sa.UniqueConstraint("patient_id", "kind", name=op.f("uq_check_ins_patient_id_kind")),
    )
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_ins_kind_on"), ["kind", "on"], unique=False)

    op.create_table(
        "corrections",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record", sa.String(32), nullable=False),
        sa.Column("record_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("replaced_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("event IN ('withdrawn', 'restored')", name=op.f("ck_corrections_event")),
        sa.CheckConstraint(
            "record IN ('injection', 'hold', 'dispense', 'lab', 'medicine')", name=op.f("ck_corrections_record")
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_corrections_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_corrections_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrections_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_record_id"), ["record_id"], unique=False)

    op.create_table(
        "dispenses",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("dispensed_on", sa.Date(), nullable=False),
        sa.Column("tablets", sa.Float(), nullable=False),
        sa.Column("tablet_mg", sa.Float(), nullable=False),
        sa.Column("days_supply", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "source IN ('patient_sms', 'staff', 'observed', 'supporter', 'pharmacy', 'device')",
            name=op.f("ck_dispenses_source"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_dispenses_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_dispenses_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispenses")),
    )
    with op.batch_alter_table("dispenses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispenses_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "holds",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("stops_on", sa.Date(), nullable=False),
        sa.Column("needs_gate", sa.Boolean(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("override_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('travel', 'hospital', 'procedure')", name=op.f("ck_holds_kind")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_holds_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_holds_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holds_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_holds_needs_gate_released_on_to_on"), ["needs_gate", "released_on", "to_on"], unique=False
        )

    op.create_table(
        "labs",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("test", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("upper_limit", sa.Float(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_labs_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_labs_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labs")),
    )
    with op.batch_alter_table("labs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_labs_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "patient_medicines",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("group", sa.String(length=32), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_patient_medicines_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_patient_medicines_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_medicines")),
    )
    with op.batch_alter_table("patient_medicines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_medicines_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "drinking_reports",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("regimen_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("drank", sa.Boolean(), nullable=True),
        sa.Column("first_drink_at", Instant(), nullable=True),
        sa.Column("drinks", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "source IN ('patient_sms', 'staff', 'observed', 'supporter', 'pharmacy', 'device')",
            name=op.f("ck_drinking_reports_source"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_drinking_reports_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_drinking_reports_patient_id")),
        sa.ForeignKeyConstraint(["regimen_id"], ["regimens.id"], name=op.f("fk_drinking_reports_regimen_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drinking_reports")),
    )
    with op.batch_alter_table("drinking_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drinking_reports_patient_id_on"), ["patient_id", "on"], unique=False)

    op.create_table(
        "injection_steps",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("regimen_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=True),
        sa.Column("value", sa.String(length=32), nullable=True),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "source IN ('patient_sms', 'staff', 'observed', 'supporter', 'pharmacy', 'device')",
            name=op.f("ck_injection_steps_source"),
        ),
        sa.CheckConstraint(
            "step IN ('product_ordered', 'product_on_site', 'labs_done', 'urine_tested', 'visit_booked', 'confirmed', 'reschedule_asked')",
            name=op.f("ck_injection_steps_step"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_injection_steps_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_injection_steps_patient_id")),
        sa.ForeignKeyConstraint(["regimen_id"], ["regimens.id"], name=op.f("fk_injection_steps_regimen_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_injection_steps")),
    )
    with op.batch_alter_table("injection_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_injection_steps_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_injection_steps_regimen_id_cycle"), ["regimen_id", "cycle"], unique=False)

    with op.batch_alter_table("communications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("occasion", sa.String(length=80), nullable=True))
        batch_op.create_index(
            "uq_communications_occasion",
            ["patient_id", "occasion"],
            unique=True,
            sqlite_where=sa.text("occasion IS NOT NULL"),
            postgresql_where=sa.text("occasion IS NOT NULL"),
        )

    with op.batch_alter_table("injections", schema=None) as batch_op:
        batch_op.add_column(sa.Column("given_by", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("regimens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step_look_at", Instant(), nullable=True))
        batch_op.create_index(
            "ix_regimens_state_step_look_at",
            ["state", "step_look_at"],
            unique=False,
            sqlite_where=sa.text("step_look_at IS NOT NULL"),
            postgresql_where=sa.text("step_look_at IS NOT NULL"),
        )
    with op.batch_alter_table("patients", schema=None) as batch_op:
        # With a fraction, as SQLite stores every other instant.
        at_once = "1970-01-01 00:00:00.000000"
        batch_op.add_column(sa.Column("watch_at", Instant(), nullable=False, server_default=at_once))
        batch_op.create_index(batch_op.f("ix_patients_watch_at"), ["watch_at"], unique=False)

    with op.batch_alter_table("regimen_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason_sealed", sa.LargeBinary(), nullable=True))
    # In words of its own: SQLite takes a CHECK with a new column only inline, and both databases read this.
    op.execute(
        "ALTER TABLE regimen_versions ADD COLUMN cause VARCHAR(32) DEFAULT 'entered' NOT NULL "
        "CONSTRAINT ck_regimen_versions_cause CHECK (cause IN ('entered', 'changed', 'step_forward', 'step_held', 'step_back', 'reverted'))"
    )
    _set_flag_kinds(_FLAG_KINDS)


def downgrade() -> None:
    """Take this migration back."""
    op.execute("DELETE FROM flags WHERE kind IN ('start_gate', 'interaction', 'titration')")
    _set_flag_kinds(_FLAG_KINDS_BEFORE)
    op.execute("ALTER TABLE regimen_versions DROP COLUMN cause")
    op.execute("ALTER TABLE regimen_versions DROP COLUMN reason_sealed")
    with op.batch_alter_table("regimens", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_regimens_state_step_look_at",
            sqlite_where=sa.text("step_look_at IS NOT NULL"),
            postgresql_where=sa.text("step_look_at IS NOT NULL"),
        )
        batch_op.drop_column("step_look_at")

    with op.batch_alter_table("patients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patients_watch_at"))

    op.execute("ALTER TABLE patients DROP COLUMN watch_at")

    with op.batch_alter_table("injections", schema=None) as batch_op:
        batch_op.drop_column("withdrawn")
        batch_op.drop_column("given_by")

    with op.batch_alter_table("communications", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_communications_occasion",
            sqlite_where=sa.text("occasion IS NOT NULL"),
            postgresql_where=sa.text("occasion IS NOT NULL"),
        )
        batch_op.drop_column("occasion")

    with op.batch_alter_table("injection_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_injection_steps_regimen_id_cycle"))
        batch_op.drop_index(batch_op.f("ix_injection_steps_patient_id"))

    op.drop_table("injection_steps")
    with op.batch_alter_table("drinking_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drinking_reports_patient_id_on"))

    op.drop_table("drinking_reports")
    with op.batch_alter_table("patient_medicines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patient_medicines_patient_id"))

    op.drop_table("patient_medicines")
    with op.batch_alter_table("labs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_labs_patient_id"))

    op.drop_table("labs")
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holds_patient_id"))

    op.drop_table("holds")
    with op.batch_alter_table("dispenses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispenses_patient_id"))

    op.drop_table("dispenses")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrections_record_id"))
        batch_op.drop_index(batch_op.f("ix_corrections_patient_id"))

    op.drop_table("corrections")
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_ins_kind_on"))

    op.drop_table("check_ins")
    op.drop_table("calendar_feeds")
    with op.batch_alter_table("policy_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_changes_clinic_id_recorded_at"))

    op.drop_table("policy_changes")
    op.drop_table("clinic_medicines")
