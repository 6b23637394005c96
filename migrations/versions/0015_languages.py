"""The language in which staff read pages."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this migration; whoever has no language yet gets that of the browser at the next log-in."""
    op.add_column("practitioners", sa.Column("language", sa.String(length=2), nullable=True))


def downgrade() -> None:
    """Take this migration back."""
    with op.batch_alter_table("practitioners") as table:
        table.drop_column("language")
