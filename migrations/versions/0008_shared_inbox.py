"""The shared inbox: which conversation is whose, read, answered and closed."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STATES = ("open", "waiting", "closed")
_NEEDS = (
    "failed",
    "urgent",
    "unclear",
    "shared",
    "report",
    "asked",
    "picture",
    "talking",
    "left",
    "chat",
    "opened",
)
_UNKNOWN = sa.text("clinic_id IS NULL AND looked_at IS NULL")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def upgrade() -> None:
    """Apply this migration; whoever has an open flag that a text opened waits in the inbox from the start."""
    op.create_table(
        "conversations",
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("need", sa.String(length=32), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("owned_at", Instant(), nullable=True),
        sa.Column("inbound_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("last_inbound_at", Instant(), nullable=True),
        sa.Column("last_staff_at", Instant(), nullable=True),
        sa.Column("last_staff_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("read_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint(_in("state", _STATES), name=op.f("ck_conversations_state")),
        sa.CheckConstraint(_in("need", _NEEDS), name=op.f("ck_conversations_need")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_conversations_patient_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["practitioners.id"], name=op.f("fk_conversations_owner_id")),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound_messages.id"], name=op.f("fk_conversations_inbound_id")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_conversations_clinic_id")),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_conversations")),
    )
    with op.batch_alter_table("conversations") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conversations_clinic_id_rank_since_patient_id"), ["clinic_id", "rank", "since", "patient_id"]
        )
        batch_op.create_index(
            batch_op.f("ix_conversations_clinic_id_owner_id_rank_since_patient_id"),
            ["clinic_id", "owner_id", "rank", "since", "patient_id"],
        )
    op.add_column("inbound_messages", sa.Column("looked_at", Instant(), nullable=True))
    op.add_column("inbound_messages", sa.Column("looked_by", sa.Uuid(as_uuid=False), nullable=True))
    op.create_index(
        "ix_inbound_messages_unknown",
        "inbound_messages",
        ["received_at"],
        sqlite_where=_UNKNOWN,
        postgresql_where=_UNKNOWN,
    )
    op.add_column("communications", sa.Column("cap", sa.Integer(), nullable=True))
    op.add_column("patients", sa.Column("contact_note_sealed", sa.LargeBinary(), nullable=True))
    op.execute(
        """
        INSERT INTO conversations (patient_id, clinic_id, state, need, rank, since, last_inbound_at, version)
        SELECT patient_id, clinic_id, 'open',
            CASE MIN(CASE WHEN severity = 'urgent' THEN 1 WHEN kind = 'unclear' THEN 2 ELSE 3 END)
                WHEN 1 THEN 'urgent' WHEN 2 THEN 'unclear' ELSE 'report' END,
            MIN(CASE WHEN severity = 'urgent' THEN 1 WHEN kind = 'unclear' THEN 2 ELSE 3 END),
            MIN(opened_at), MAX(renewed_at), 0
        FROM flags
        WHERE state = 'open' AND inbound_id IS NOT NULL AND patient_id IS NOT NULL AND kind <> 'opted_out'
        GROUP BY patient_id, clinic_id
        """
    )


def downgrade() -> None:
    """Take this migration back; who had claimed, read or closed what is lost."""
    op.drop_column("patients", "contact_note_sealed")
    op.drop_column("communications", "cap")
    op.drop_index("ix_inbound_messages_unknown", "inbound_messages")
    op.drop_column("inbound_messages", "looked_by")
    op.drop_column("inbound_messages", "looked_at")
    op.drop_table("conversations")
