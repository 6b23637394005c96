"""UNDO of a drinking answer: the line stays, and says when it was taken back."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this migration."""
    with op.batch_alter_table("drinking_reports") as batch_op:
        batch_op.add_column(sa.Column("undone_at", Instant(), nullable=True))


def downgrade() -> None:
    """Take this migration back; lines that were taken back are gone, for they would count again."""
    op.execute("DELETE FROM drinking_reports WHERE undone_at IS NOT NULL")
    with op.batch_alter_table("drinking_reports") as batch_op:
        batch_op.drop_column("undone_at")
