"""Uploaded lists of patients, and where their import stands."""

import sqlalchemy as sa
from alembic import op

from adherence.db.types import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_STATES = ("checking", "checked", "importing", "done", "cancelled")
_OUTCOMES = ("new", "changed", "unchanged", "refused")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def upgrade() -> None:
    """Apply this migration."""
    op.create_table(
        "imports",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("sheet_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("started_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("lease_owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.CheckConstraint(_in("state", _STATES), name=op.f("ck_imports_state")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_imports_clinic_id")),
        sa.ForeignKeyConstraint(["created_by"], ["practitioners.id"], name=op.f("fk_imports_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_state_created_at"), "imports", ["state", "created_at"])
    op.create_index(op.f("ix_imports_clinic_id_created_at"), "imports", ["clinic_id", "created_at"])
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cells_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("twin", sa.Integer(), nullable=True),
        sa.Column("found", sa.String(length=32), nullable=True),
        sa.Column("done", sa.String(length=32), nullable=True),
        sa.Column("texts", sa.Boolean(), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("kept_out", sa.Boolean(), nullable=False),
        sa.Column("told_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("patient_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(_in("found", _OUTCOMES), name=op.f("ck_import_rows_found")),
        sa.CheckConstraint(_in("done", _OUTCOMES), name=op.f("ck_import_rows_done")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_import_rows_clinic_id")),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_rows")),
    )
    op.create_index(
        "ix_import_rows_outcome",
        "import_rows",
        ["import_id", "done", "found", "texts", "waits", "kept_out", "number"],
    )
    op.create_index(op.f("ix_consents_clinic_id_phone_hash"), "consents", ["clinic_id", "phone_hash"])


def downgrade() -> None:
    """Take this migration back; lists that are not imported yet are lost, what they brought stays."""
    op.drop_index(op.f("ix_consents_clinic_id_phone_hash"), "consents")
    op.drop_table("import_rows")
    op.drop_table("imports")
