"""What reports count: why a plan was stopped, since when a patient has a status, and doses by kind and state."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_CAUSES = (
    "felt_fine",
    "side_effect",
    "lapse",
    "medical",
    "access",
    "lost_contact",
    "other",
    "completed",
    "moved",
)


def upgrade() -> None:
    """Apply this migration; why older plans were stopped stays unsaid, because their words are sealed."""
    with op.batch_alter_table("regimens") as batch_op:
        batch_op.add_column(sa.Column("stop_cause", sa.String(length=32), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_regimens_stop_cause"), f"stop_cause IN ({', '.join(map(repr, _CAUSES))})"
        )
    op.create_index(
        op.f("ix_doses_clinic_id_on_patient_id_kind_state"), "doses", ["clinic_id", "on", "patient_id", "kind", "state"]
    )
    op.drop_index(op.f("ix_doses_clinic_id_on_patient_id"), "doses")
    op.add_column("patients", sa.Column("status_since", Instant(), nullable=True))


def downgrade() -> None:
    """Take this migration back; the causes are lost, the words beside them stay."""
    op.drop_column("patients", "status_since")
    op.create_index(op.f("ix_doses_clinic_id_on_patient_id"), "doses", ["clinic_id", "on", "patient_id"])
    op.drop_index(op.f("ix_doses_clinic_id_on_patient_id_kind_state"), "doses")
    with op.batch_alter_table("regimens") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_regimens_stop_cause"), type_="check")
        batch_op.drop_column("stop_cause")
