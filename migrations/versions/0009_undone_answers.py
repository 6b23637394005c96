"""UNDO of a drinking answer says when it was taken back; a simulated phone has room for its longest mode."""

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
    with op.batch_alter_table("simulated_phones") as batch_op:
        batch_op.alter_column("delivery", existing_type=sa.String(16), type_=sa.String(32), existing_nullable=False)


def downgrade() -> None:
    """Take this migration back; lines that were taken back are gone, for they would count again."""
    op.execute("UPDATE simulated_phones SET delivery = 'delivered' WHERE length(delivery) > 16")
    with op.batch_alter_table("simulated_phones") as batch_op:
        batch_op.alter_column("delivery", existing_type=sa.String(32), type_=sa.String(16), existing_nullable=False)
    op.execute("DELETE FROM drinking_reports WHERE undone_at IS NOT NULL")
    with op.batch_alter_table("drinking_reports") as batch_op:
        batch_op.drop_column("undone_at")
