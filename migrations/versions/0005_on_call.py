"""Who is on call, the notices sent to them, and the steps of escalation."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STEPS = ("on_call", "backup", "clinicians", "admins", "supervisor")
_STATES = ("queued", "sending", "sent", "failed", "cancelled")
_ACTS = (
    *("told", "nobody_to_tell", "taken", "wrote", "called", "not_reached"),
    *("resolved", "reopened"),
)
_CALLING = sa.text("escalate_at IS NOT NULL")
_NOBODYS = sa.text("state = 'open' AND claimed_at IS NULL AND supervised_at IS NULL")
_NEW_OF_FLAGS = (
    *("claimed_at", "claimed_by", "first_reply_at", "notice_step", "notice_round", "noticed_at"),
    *("escalate_at", "supervised_at"),
)


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def _id_of_clinic(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f(f"fk_{table}_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _of_practitioner(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_practitioner_id")
    return sa.ForeignKeyConstraint(["practitioner_id"], ["practitioners.id"], name=name)


def _of_flag(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["flag_id"], ["flags.id"], name=op.f(f"fk_{table}_flag_id"))


def upgrade() -> None:
    """Apply this migration; flags that are open already call nobody."""
    with op.batch_alter_table("flags") as batch_op:
        batch_op.add_column(sa.Column("claimed_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("claimed_by", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("first_reply_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("notice_step", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("notice_round", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("noticed_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("escalate_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("supervised_at", Instant(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_flags_notice_step"), _in("notice_step", _STEPS))
    # What was open before is on the list already: the administrators are not told of it all at once.
    op.execute("UPDATE flags SET supervised_at = opened_at")
    op.create_index(
        op.f("ix_flags_escalate_at"), "flags", ["escalate_at"], sqlite_where=_CALLING, postgresql_where=_CALLING
    )
    op.create_index(op.f("ix_flags_nobodys"), "flags", ["due_at"], sqlite_where=_NOBODYS, postgresql_where=_NOBODYS)
    with op.batch_alter_table("clinics") as batch_op:
        batch_op.add_column(sa.Column("country", sa.String(2), nullable=False, server_default="US"))
    _create_settings_and_rota()
    _create_notices()


def _create_settings_and_rota() -> None:
    op.create_table(
        "clinic_changes",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("old", sa.String(200), nullable=False),
        sa.Column("new", sa.String(200), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=False),
        *_id_of_clinic("clinic_changes"),
    )
    op.create_index(op.f("ix_clinic_changes_clinic_id_recorded_at"), "clinic_changes", ["clinic_id", "recorded_at"])
    op.create_table(
        "shifts",
        sa.Column("practitioner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("backup", sa.Boolean(), nullable=False),
        sa.Column("handed_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.Column("removed_by", sa.Uuid(as_uuid=False), nullable=True),
        *_id_of_clinic("shifts"),
        _of_practitioner("shifts"),
    )
    op.create_index(op.f("ix_shifts_clinic_id_ends_at"), "shifts", ["clinic_id", "ends_at"])
    op.create_table(
        "phone_checks",
        sa.Column("practitioner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        *_id_of_clinic("phone_checks"),
        _of_practitioner("phone_checks"),
    )
    op.create_index(op.f("ix_phone_checks_practitioner_id"), "phone_checks", ["practitioner_id"])


def _create_notices() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "notices",
        sa.Column("flag_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("practitioner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("communication_id", big, nullable=True),
        sa.Column("queued_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("failed_at", Instant(), nullable=True),
        sa.Column("code", sa.String(32), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("try_at", Instant(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        *_id_of_clinic("notices"),
        _of_practitioner("notices"),
        _of_flag("notices"),
        sa.ForeignKeyConstraint(["communication_id"], ["communications.id"], name=op.f("fk_notices_communication_id")),
        sa.CheckConstraint(_in("channel", ("sms", "mail")), name=op.f("ck_notices_channel")),
        sa.CheckConstraint(_in("step", _STEPS), name=op.f("ck_notices_step")),
        sa.CheckConstraint(_in("state", _STATES), name=op.f("ck_notices_state")),
        sa.UniqueConstraint(
            *("flag_id", "round", "step", "practitioner_id", "channel"),
            name=op.f("uq_notices_flag_id_round_step_practitioner_id_channel"),
        ),
    )
    op.create_index(op.f("ix_notices_state_channel"), "notices", ["state", "channel"])
    op.create_index(op.f("ix_notices_practitioner_id"), "notices", ["practitioner_id"])
    op.create_index(op.f("ix_notices_communication_id"), "notices", ["communication_id"])
    op.create_table(
        "flag_acts",
        sa.Column("flag_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("step", sa.String(32), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        *_id_of_clinic("flag_acts"),
        _of_flag("flag_acts"),
        sa.CheckConstraint(_in("kind", _ACTS), name=op.f("ck_flag_acts_kind")),
        sa.CheckConstraint(_in("step", _STEPS), name=op.f("ck_flag_acts_step")),
    )
    op.create_index(op.f("ix_flag_acts_flag_id"), "flag_acts", ["flag_id"])


def downgrade() -> None:
    """Take this migration back; the rota, notices and what was done about flags are lost."""
    for table in ("flag_acts", "notices", "phone_checks", "shifts", "clinic_changes"):
        op.drop_table(table)
    with op.batch_alter_table("clinics") as batch_op:
        batch_op.drop_column("country")
    op.drop_index(op.f("ix_flags_nobodys"), "flags")
    op.drop_index(op.f("ix_flags_escalate_at"), "flags")
    with op.batch_alter_table("flags") as batch_op:
        batch_op.drop_constraint(op.f("ck_flags_notice_step"), type_="check")
        for name in _NEW_OF_FLAGS:
            batch_op.drop_column(name)
