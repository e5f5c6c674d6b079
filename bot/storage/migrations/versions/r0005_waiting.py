"""Updates that wait for Telegram need not hold up those behind them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates their table."""
    op.create_table(
        "waiting",
        sa.Column("update_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("person_id", _ID),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    )
