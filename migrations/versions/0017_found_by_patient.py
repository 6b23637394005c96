"""Indexes of the few doses that are injections, and of each patient's flags."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_INJECTIONS = sa.text("kind = 'injection'")


def upgrade() -> None:
    """Apply this migration; on a large database the doses are read once."""
    name = op.f("ix_doses_clinic_id_state_on")
    op.create_index(name, "doses", ["clinic_id", "state", "on"], sqlite_where=_INJECTIONS, postgresql_where=_INJECTIONS)
    op.create_index(op.f("ix_flags_patient_id_opened_at"), "flags", ["patient_id", "opened_at"])


def downgrade() -> None:
    """Take this migration back."""
    op.drop_index(op.f("ix_flags_patient_id_opened_at"), "flags")
    op.drop_index(op.f("ix_doses_clinic_id_state_on"), "doses")
