"""The clinic's own texts, by version, with who approved them."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant, Json

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SLOT = ["clinic_id", "key", "language", "level"]
_WHERE = {"uq_clinic_templates_approved": "state = 'approved'", "uq_clinic_templates_draft": "state = 'draft'"}


def upgrade() -> None:
    """Apply this migration."""
    op.create_table(
        "clinic_templates",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("acknowledged", Json, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("written_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("approved_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("retired_at", Instant(), nullable=True),
        sa.Column("retired_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'approved', 'retired')", name=op.f("ck_clinic_templates_state")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_clinic_templates_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_templates")),
        sa.UniqueConstraint(*_SLOT, "number", name=op.f("uq_clinic_templates_clinic_id_key_language_level_number")),
    )
    for name, where in _WHERE.items():
        op.create_index(
            name,
            "clinic_templates",
            _SLOT,
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.add_column("communications", sa.Column("template_version", sa.String(32), nullable=True))
    coded = sa.text("provider_code IS NOT NULL")
    op.create_index(
        "ix_communications_coded",
        "communications",
        ["clinic_id", "provider_code"],
        sqlite_where=coded,
        postgresql_where=coded,
    )


def downgrade() -> None:
    """Take this migration back; the clinics' own texts are lost."""
    op.drop_index("ix_communications_coded", "communications")
    op.drop_column("communications", "template_version")
    op.drop_table("clinic_templates")
