"""What several replicas share: which updates were taken, who polls, small facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the tables that replicas meet at."""
    op.create_table(
        "updates",
        sa.Column("update_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("claimed_at", _MOMENT, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Index("updates_claimed_at", "claimed_at"),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
    )
    op.create_table(
        "facts",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
    )
