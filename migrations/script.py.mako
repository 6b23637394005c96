"""${message}."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import BigId, Choice, Instant, Json
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this migration."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Take this migration back."""
    ${downgrades if downgrades else "pass"}
