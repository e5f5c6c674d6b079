"""What is remembered of chats, people and questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the first tables."""
    op.create_table(
        "chats",
        sa.Column("chat_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("language", sa.Text()),
        sa.Column("ambient", sa.Boolean(), nullable=False),
        sa.Column("cooldown", sa.Integer(), nullable=False),
        sa.Column("short", sa.Boolean(), nullable=False),
        sa.Column("delete_fallbacks", sa.Integer(), nullable=False),
        sa.Column("left_at", _MOMENT),
    )
    op.create_table(
        "people",
        sa.Column("person_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("language", sa.Text()),
        sa.Column("short", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "contexts",
        sa.Column("chat_id", _ID, primary_key=True),
        sa.Column("thread_id", _ID, primary_key=True),
        sa.Column("person_id", _ID, primary_key=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Index("contexts_expires_at", "expires_at"),
    )
    op.create_table(
        "answers",
        sa.Column("chat_id", _ID, primary_key=True),
        sa.Column("question_message_id", _ID, primary_key=True),
        sa.Column("thread_id", _ID, nullable=False),
        sa.Column("answer_key", sa.Text(), nullable=False),
        sa.Column("reply_message_id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Index("answers_at", "at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "questions",
        sa.Column("language", sa.Text(), primary_key=True),
        sa.Column("reason", sa.Text(), primary_key=True),
        sa.Column("fingerprint", sa.Text(), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("readings", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.Index("questions_recent", "language", "reason", "last_at"),
    )
    op.create_table(
        "feedback",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("answer_key", sa.Text(), primary_key=True),
        sa.Column("verdict", sa.Text(), primary_key=True),
        sa.Column("language", sa.Text(), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statistics",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("door", sa.Text(), primary_key=True),
        sa.Column("language", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("answer_key", sa.Text(), primary_key=True),
        sa.Column("answered", sa.Boolean(), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
