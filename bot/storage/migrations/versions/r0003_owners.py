"""Who holds a claim on an update, so that its holder recognises it, even after a crash."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Gives claims an owner; those of the version before have none."""
    op.add_column("updates", sa.Column("owner", sa.Text()))
