"""Messages that are to be deleted later are remembered over a restart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates their table."""
    op.create_table(
        "deletions",
        sa.Column("chat_id", _ID, primary_key=True),
        sa.Column("message_id", _ID, primary_key=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_with_rowid=False,
    )
