"""An index of each patient's flags."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this migration."""
    op.create_index(op.f("ix_flags_patient_id_opened_at"), "flags", ["patient_id", "opened_at"])


def downgrade() -> None:
    """Take this migration back."""
    op.drop_index(op.f("ix_flags_patient_id_opened_at"), "flags")
