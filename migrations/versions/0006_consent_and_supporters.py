"""Consent: topics that a patient paused, wordings that were agreed to, and what supporters said."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_METHODS = ("written", "verbal", "web", "keyword", "sentence", "carrier", "staff")
_TOPICS = ("everything", "reminders", "check_ins", "visits", "refills")
_WHY_LEFT = ("changed", "wrong", "dead")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def _of_clinic(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f(f"fk_{table}_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _of_patient(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f(f"fk_{table}_patient_id")),
        *_of_clinic(table),
    ]


def upgrade() -> None:
    """Apply this migration; SQLite adds a foreign key or a CHECK only by making the table anew."""
    op.create_table(
        "topic_pauses",
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(_in("topic", _TOPICS), name=op.f("ck_topic_pauses_topic")),
        sa.CheckConstraint(_in("method", _METHODS), name=op.f("ck_topic_pauses_method")),
        *_of_patient("topic_pauses"),
    )
    with op.batch_alter_table("topic_pauses") as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_pauses_patient_id_ended_at"), ["patient_id", "ended_at"])
    op.create_table(
        "stop_links",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.UniqueConstraint("token_hash", name=op.f("uq_stop_links_token_hash")),
        *_of_patient("stop_links"),
    )
    with op.batch_alter_table("stop_links") as batch_op:
        batch_op.create_index(batch_op.f("ix_stop_links_patient_id"), ["patient_id"])
    op.create_table(
        "past_numbers",
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("from_at", Instant(), nullable=False),
        sa.Column("until_at", Instant(), nullable=False),
        sa.Column("why", sa.String(32), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(_in("why", _WHY_LEFT), name=op.f("ck_past_numbers_why")),
        *_of_patient("past_numbers"),
    )
    with op.batch_alter_table("past_numbers") as batch_op:
        batch_op.create_index(batch_op.f("ix_past_numbers_patient_id"), ["patient_id"])
    op.create_table(
        "consent_wordings",
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.UniqueConstraint(
            "clinic_id", "version", "language", name=op.f("uq_consent_wordings_clinic_id_version_language")
        ),
        *_of_clinic("consent_wordings"),
    )
    with op.batch_alter_table("supporters") as batch_op:
        batch_op.add_column(sa.Column("may_name", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("patient_method", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("wording_version", sa.String(64), nullable=True))
        batch_op.add_column(sa.Column("answered_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("end_reason", sa.String(64), nullable=True))
        batch_op.create_check_constraint(op.f("ck_supporters_patient_method"), _in("patient_method", _METHODS))
    with op.batch_alter_table("inbound_messages") as batch_op:
        batch_op.add_column(sa.Column("supporter_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.create_foreign_key(op.f("fk_inbound_messages_supporter_id"), "supporters", ["supporter_id"], ["id"])
        batch_op.create_index(
            batch_op.f("ix_inbound_messages_supporter_id_received_at"), ["supporter_id", "received_at"]
        )


def downgrade() -> None:
    """Take this migration back; pauses, links, earlier numbers and wordings are lost, texts of supporters stay."""
    with op.batch_alter_table("inbound_messages") as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_messages_supporter_id_received_at"))
        batch_op.drop_constraint(op.f("fk_inbound_messages_supporter_id"), type_="foreignkey")
        batch_op.drop_column("supporter_id")
    with op.batch_alter_table("supporters") as batch_op:
        batch_op.drop_constraint(op.f("ck_supporters_patient_method"), type_="check")
        for column in ("end_reason", "answered_at", "wording_version", "patient_method", "may_name"):
            batch_op.drop_column(column)
    for table in ("consent_wordings", "past_numbers", "stop_links", "topic_pauses"):
        op.drop_table(table)
