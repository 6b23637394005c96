"""The main job."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import BigId, Instant, Json

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this migration."""
    op.create_table(
        "clinics",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("crisis_number", sa.Text(), nullable=False),
        sa.Column("emergency_number", sa.Text(), nullable=False),
        sa.Column("start_reconsents", sa.Boolean(), nullable=False),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("halted_at", Instant(), nullable=True),
        sa.Column("halted_reason", sa.Text(), nullable=True),
        sa.Column("policy", Json, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinics")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "installation_facts",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation_facts")),
    )
    op.create_table(
        "patient_name_prefixes",
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("prefix_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("clinic_id", "prefix_hash", "patient_id", name=op.f("pk_patient_name_prefixes")),
    )
    with op.batch_alter_table("patient_name_prefixes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_name_prefixes_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "simulated_messages",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("outbound", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("error_code", sa.String(length=16), nullable=True),
        sa.Column("attempt_id", sa.String(length=64), nullable=True),
        sa.Column("status_callback", sa.Text(), nullable=True),
        sa.Column("callback_due", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulated_messages")),
        sa.UniqueConstraint("sid", name=op.f("uq_simulated_messages_sid")),
    )
    with op.batch_alter_table("simulated_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_simulated_messages_callback_due_at"), ["callback_due", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_simulated_messages_phone_at"), ["phone", "at"], unique=False)

    op.create_table(
        "simulated_phones",
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("delivery", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("phone", name=op.f("pk_simulated_phones")),
    )
    op.create_table(
        "api_tokens",
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "role IN ('admin', 'clinician', 'coordinator', 'reader', 'auditor', 'operator')",
            name=op.f("ck_api_tokens_role"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_api_tokens_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    op.create_table(
        "practitioners",
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "role IN ('admin', 'clinician', 'coordinator', 'reader', 'auditor', 'operator')",
            name=op.f("ck_practitioners_role"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_practitioners_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practitioners")),
        sa.UniqueConstraint("email", name=op.f("uq_practitioners_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_practitioners_fs_uniquifier")),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("token_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_idempotency_keys_clinic_id")),
        sa.ForeignKeyConstraint(["token_id"], ["api_tokens.id"], name=op.f("fk_idempotency_keys_token_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_keys")),
        sa.UniqueConstraint("token_id", "key", name=op.f("uq_idempotency_keys_token_id_key")),
    )
    op.create_table(
        "patients",
        sa.Column("external_id", sa.String(length=128), nullable=True),
        sa.Column("given_name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("family_name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number_state", sa.String(32), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("discretion", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_until", sa.Date(), nullable=True),
        sa.Column("status_reason", sa.String(length=64), nullable=True),
        sa.Column("consent_state", sa.String(32), nullable=False),
        sa.Column("consent_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("dose_texts_held_at", Instant(), nullable=True),
        sa.Column("talking_until", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "consent_state IN ('none', 'pending', 'granted', 'revoked')", name=op.f("ck_patients_consent_state")
        ),
        sa.CheckConstraint(
            "number_state IN ('in_use', 'verifying', 'dead', 'wrong')", name=op.f("ck_patients_number_state")
        ),
        sa.CheckConstraint("status IN ('active', 'paused', 'discharged', 'deceased')", name=op.f("ck_patients_status")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_patients_clinic_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["practitioners.id"], name=op.f("fk_patients_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patients")),
        sa.UniqueConstraint("clinic_id", "external_id", name=op.f("uq_patients_clinic_id_external_id")),
    )
    with op.batch_alter_table("patients", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_patients_clinic_id_status_id"), ["clinic_id", "status", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_patients_phone_hash"), ["phone_hash"], unique=False)

    op.create_table(
        "care_team_members",
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("practitioner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_care_team_members_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_care_team_members_patient_id")),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["practitioners.id"], name=op.f("fk_care_team_members_practitioner_id")
        ),
        sa.PrimaryKeyConstraint("patient_id", "practitioner_id", name=op.f("pk_care_team_members")),
    )
    op.create_table(
        "consents",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("wording_version", sa.String(length=64), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("event IN ('opt_in', 'confirm', 'opt_out')", name=op.f("ck_consents_event")),
        sa.CheckConstraint(
            "method IN ('written', 'verbal', 'web', 'keyword', 'sentence', 'carrier', 'staff')",
            name=op.f("ck_consents_method"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_consents_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_consents_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "inbound_messages",
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("from_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("from_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("to_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("media_count", sa.Integer(), nullable=False),
        sa.Column("opt_out_type", sa.String(length=16), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("applied_at", Instant(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failed", sa.String(length=64), nullable=True),
        sa.Column("intent", sa.String(length=32), nullable=True),
        sa.Column("reading", Json, nullable=True),
        sa.Column("outcome", sa.String(length=64), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_inbound_messages_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_inbound_messages_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_messages")),
        sa.UniqueConstraint("sid", name=op.f("uq_inbound_messages_sid")),
    )
    with op.batch_alter_table("inbound_messages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inbound_messages_applied_at_received_at"), ["applied_at", "received_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_messages_clinic_id_received_at"), ["clinic_id", "received_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_messages_from_hash_received_at"), ["from_hash", "received_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_messages_patient_id_received_at"), ["patient_id", "received_at"], unique=False
        )

    op.create_table(
        "regimens",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("planned_until", Instant(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stop_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("kind IN ('daily', 'injection', 'targeted')", name=op.f("ck_regimens_kind")),
        sa.CheckConstraint("state IN ('waiting', 'active', 'stopped')", name=op.f("ck_regimens_state")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_regimens_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_regimens_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regimens")),
    )
    with op.batch_alter_table("regimens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_regimens_clinic_id_patient_id"), ["clinic_id", "patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_regimens_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_regimens_state_planned_until"), ["state", "planned_until"], unique=False)

    op.create_table(
        "start_gates",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("opioid_free_since", sa.Date(), nullable=True),
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("signed_by_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("signed_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_start_gates_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_start_gates_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_gates")),
    )
    with op.batch_alter_table("start_gates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_start_gates_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "regimen_versions",
        sa.Column("regimen_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("plan", Json, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_regimen_versions_clinic_id")),
        sa.ForeignKeyConstraint(["regimen_id"], ["regimens.id"], name=op.f("fk_regimen_versions_regimen_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regimen_versions")),
        sa.UniqueConstraint("regimen_id", "number", name=op.f("uq_regimen_versions_regimen_id_number")),
    )
    op.create_table(
        "risk_days",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("regimen_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("anticipated_at", sa.String(length=5), nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_risk_days_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_risk_days_patient_id")),
        sa.ForeignKeyConstraint(["regimen_id"], ["regimens.id"], name=op.f("fk_risk_days_regimen_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_days")),
        sa.UniqueConstraint("regimen_id", "on", name=op.f("uq_risk_days_regimen_id_on")),
    )
    op.create_table(
        "doses",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("regimen_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=8), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("window_opens_at", Instant(), nullable=False),
        sa.Column("late_from", Instant(), nullable=False),
        sa.Column("window_closes_at", Instant(), nullable=False),
        sa.Column("quantity_mg", sa.Float(), nullable=False),
        sa.Column("agreed_hours", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("undelivered", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(32), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("kind IN ('daily', 'injection', 'targeted')", name=op.f("ck_doses_kind")),
        sa.CheckConstraint(
            "state IN ('upcoming', 'open', 'taken', 'taken_late', 'skipped', 'missed', 'no_answer', 'held', 'excused', 'cancelled')",
            name=op.f("ck_doses_state"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_doses_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_doses_patient_id")),
        sa.ForeignKeyConstraint(["regimen_id"], ["regimens.id"], name=op.f("fk_doses_regimen_id")),
        sa.ForeignKeyConstraint(["version_id"], ["regimen_versions.id"], name=op.f("fk_doses_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doses")),
        sa.UniqueConstraint("regimen_id", "on", "slot", name=op.f("uq_doses_regimen_id_on_slot")),
    )
    with op.batch_alter_table("doses", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_doses_clinic_id_on_patient_id"), ["clinic_id", "on", "patient_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_doses_patient_id_on"), ["patient_id", "on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_doses_state_window_closes_at"), ["state", "window_closes_at"], unique=False
        )

    op.create_table(
        "administrations",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("dose_id", BigId, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.Column("quantity_mg", sa.Float(), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("supersedes_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("undoes", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "source IN ('patient_sms', 'staff', 'observed', 'supporter', 'pharmacy', 'device')",
            name=op.f("ck_administrations_source"),
        ),
        sa.CheckConstraint(
            "state IN ('upcoming', 'open', 'taken', 'taken_late', 'skipped', 'missed', 'no_answer', 'held', 'excused', 'cancelled')",
            name=op.f("ck_administrations_state"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_administrations_clinic_id")),
        sa.ForeignKeyConstraint(["dose_id"], ["doses.id"], name=op.f("fk_administrations_dose_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_administrations_patient_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["administrations.id"], name=op.f("fk_administrations_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administrations")),
    )
    with op.batch_alter_table("administrations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_administrations_dose_id"), ["dose_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_administrations_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "communications",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("dose_id", BigId, nullable=True),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=True),
        sa.Column("params", Json, nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("send_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("consent_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("lease_owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("segments", sa.Integer(), nullable=True),
        sa.Column("provider_code", sa.String(length=16), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("accepted_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('reminder', 'nudge', 'targeted_prompt', 'risk_day_ask', 'appointment', 'check_in_first', 'check_in', 'refill', 'welcome', 'opt_in_request', 'number_check', 'acknowledgement', 'question', 'help', 'crisis', 'stop_confirmation', 'start_confirmation', 'staff_message', 'alert')",
            name=op.f("ck_communications_purpose"),
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'claimed', 'sending', 'accepted', 'queued_at_provider', 'sent', 'delivered', 'undelivered', 'uncertain', 'unknown', 'refused', 'withheld', 'expired', 'cancelled')",
            name=op.f("ck_communications_state"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_communications_clinic_id")),
        sa.ForeignKeyConstraint(["dose_id"], ["doses.id"], name=op.f("fk_communications_dose_id")),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound_messages.id"], name=op.f("fk_communications_inbound_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_communications_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communications")),
        sa.UniqueConstraint("dose_id", "purpose", "step", name=op.f("uq_communications_dose_id_purpose_step")),
        sa.UniqueConstraint("inbound_id", "purpose", name=op.f("uq_communications_inbound_id_purpose")),
    )
    with op.batch_alter_table("communications", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_communications_clinic_id_state_due_at"), ["clinic_id", "state", "due_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_communications_patient_id_due_at"), ["patient_id", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_communications_sid"), ["sid"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_communications_state_priority_send_at"), ["state", "priority", "send_at"], unique=False
        )

    op.create_table(
        "flags",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("severity", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("renewed_at", Instant(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("dose_id", BigId, nullable=True),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("resolved_at", Instant(), nullable=True),
        sa.Column("resolved_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("outcome", sa.String(length=64), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "kind IN ('crisis', 'overdose_risk', 'opioid_use', 'lapse', 'side_effect', 'medical_question', 'stopped_treatment', 'consecutive_days', 'unclear', 'wrong_number', 'opted_out', 'ran_out', 'injection_overdue', 'injection_lapsed', 'delivery', 'unknown_delivery', 'help', 'liver_test', 'craving', 'restart')",
            name=op.f("ck_flags_kind"),
        ),
        sa.CheckConstraint("severity IN ('urgent', 'high', 'normal')", name=op.f("ck_flags_severity")),
        sa.CheckConstraint("state IN ('open', 'resolved')", name=op.f("ck_flags_state")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_flags_clinic_id")),
        sa.ForeignKeyConstraint(["dose_id"], ["doses.id"], name=op.f("fk_flags_dose_id")),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound_messages.id"], name=op.f("fk_flags_inbound_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["practitioners.id"], name=op.f("fk_flags_owner_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_flags_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
    )
    with op.batch_alter_table("flags", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_flags_clinic_id_state_severity_opened_at"),
            ["clinic_id", "state", "severity", "opened_at"],
            unique=False,
        )
        batch_op.create_index(
            "uq_flags_open",
            ["patient_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "injections",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("regimen_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("dose_id", BigId, nullable=True),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("quantity_mg", sa.Float(), nullable=True),
        sa.Column("side", sa.String(length=8), nullable=True),
        sa.Column("lot", sa.String(length=64), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_injections_clinic_id")),
        sa.ForeignKeyConstraint(["dose_id"], ["doses.id"], name=op.f("fk_injections_dose_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_injections_patient_id")),
        sa.ForeignKeyConstraint(["regimen_id"], ["regimens.id"], name=op.f("fk_injections_regimen_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_injections")),
    )
    with op.batch_alter_table("injections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_injections_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_injections_regimen_id"), ["regimen_id"], unique=False)

    op.create_table(
        "attempts",
        sa.Column("communication_id", BigId, nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("started_real_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("conflict_sid", sa.String(length=64), nullable=True),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("check_at", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(
            "state IN ('sending', 'accepted', 'not_sent', 'refused', 'uncertain', 'unknown')",
            name=op.f("ck_attempts_state"),
        ),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_attempts_clinic_id")),
        sa.ForeignKeyConstraint(["communication_id"], ["communications.id"], name=op.f("fk_attempts_communication_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("sid", name=op.f("uq_attempts_sid")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_communication_id"), ["communication_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_state_check_at"), ["state", "check_at"], unique=False)

    op.create_table(
        "provider_events",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("attempt_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("error_code", sa.String(length=16), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_provider_events_attempt_id")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_provider_events_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_events")),
    )
    with op.batch_alter_table("provider_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_events_attempt_id"), ["attempt_id"], unique=False)


def downgrade() -> None:
    """Take this migration back."""
    with op.batch_alter_table("provider_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_events_attempt_id"))

    op.drop_table("provider_events")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_state_check_at"))
        batch_op.drop_index(batch_op.f("ix_attempts_communication_id"))

    op.drop_table("attempts")
    with op.batch_alter_table("injections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_injections_regimen_id"))
        batch_op.drop_index(batch_op.f("ix_injections_patient_id"))

    op.drop_table("injections")
    with op.batch_alter_table("flags", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_flags_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )
        batch_op.drop_index(batch_op.f("ix_flags_clinic_id_state_severity_opened_at"))

    op.drop_table("flags")
    with op.batch_alter_table("communications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_communications_state_priority_send_at"))
        batch_op.drop_index(batch_op.f("ix_communications_sid"))
        batch_op.drop_index(batch_op.f("ix_communications_patient_id_due_at"))
        batch_op.drop_index(batch_op.f("ix_communications_clinic_id_state_due_at"))

    op.drop_table("communications")
    with op.batch_alter_table("administrations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_administrations_patient_id"))
        batch_op.drop_index(batch_op.f("ix_administrations_dose_id"))

    op.drop_table("administrations")
    with op.batch_alter_table("doses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_doses_state_window_closes_at"))
        batch_op.drop_index(batch_op.f("ix_doses_patient_id_on"))
        batch_op.drop_index(batch_op.f("ix_doses_clinic_id_on_patient_id"))

    op.drop_table("doses")
    op.drop_table("risk_days")
    op.drop_table("regimen_versions")
    with op.batch_alter_table("start_gates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_start_gates_patient_id"))

    op.drop_table("start_gates")
    with op.batch_alter_table("regimens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_regimens_state_planned_until"))
        batch_op.drop_index(batch_op.f("ix_regimens_patient_id"))
        batch_op.drop_index(batch_op.f("ix_regimens_clinic_id_patient_id"))

    op.drop_table("regimens")
    with op.batch_alter_table("inbound_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_messages_patient_id_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_messages_from_hash_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_messages_clinic_id_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_messages_applied_at_received_at"))

    op.drop_table("inbound_messages")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_patient_id"))

    op.drop_table("consents")
    op.drop_table("care_team_members")
    with op.batch_alter_table("patients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patients_phone_hash"))
        batch_op.drop_index(batch_op.f("ix_patients_clinic_id_status_id"))

    op.drop_table("patients")
    op.drop_table("idempotency_keys")
    op.drop_table("practitioners")
    op.drop_table("api_tokens")
    op.drop_table("simulated_phones")
    with op.batch_alter_table("simulated_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_simulated_messages_phone_at"))
        batch_op.drop_index(batch_op.f("ix_simulated_messages_callback_due_at"))

    op.drop_table("simulated_messages")
    with op.batch_alter_table("patient_name_prefixes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patient_name_prefixes_patient_id"))

    op.drop_table("patient_name_prefixes")
    op.drop_table("installation_facts")
    op.drop_table("heartbeats")
    op.drop_table("clinics")
