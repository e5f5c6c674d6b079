"""What /privacy says is what is stored, no less and no more."""

from __future__ import annotations

import pytest

from bot.conversation import Desk
from bot.handlers.service import CONTEXT_LIFETIME
from bot.presentation import guides
from bot.storage import COUNTED_DAYS
from bot.storage.schema import metadata
from bot.understanding import LANGUAGES, Language

TOLD = {
    "people": ("Your settings", "你的设置", "你的設定"),
    "chats": ("Settings of a group", "群的设置", "群組的設定"),
    "contexts": ("your last question, not its words", "上一个问题", "上一個問題"),
    "answers": ("Which message I answered with which", "哪条消息用哪条回答", "哪則訊息用哪則回答"),
    "deletions": ("Hints that I am to delete", "到时要删的提示", "到時要刪的提示"),
    "questions": ("Questions that I could not answer well", "没答好的问题", "沒答好的問題"),
    "feedback": ("Counts per day", "每天的次数", "每天的次數"),
    "statistics": ("Counts per day", "每天的次数", "每天的次數"),
    "updates": ("Numbers of handled updates", "处理过的消息编号", "處理過的訊息編號"),
    "waiting": ("A message that Telegram does not let me answer yet", "暂时不让我回的消息", "暫時不讓我回的訊息"),
}
"""Where the text speaks of each table, in each language."""
OF_THE_BOT_ITSELF = {"leases", "facts"}
"""Which replica polls, what was written into the profile: nothing of anybody."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_told_of(desk: Desk, language: Language) -> None:
    assert {table.name for table in metadata.sorted_tables} == set(TOLD) | OF_THE_BOT_ITSELF
    minutes = int(CONTEXT_LIFETIME.total_seconds()) // 60
    text = guides.privacy(language, desk.base, 30, minutes=minutes, counted=COUNTED_DAYS).plain
    for words in TOLD.values():
        assert words[LANGUAGES.index(language)] in text
    assert all(str(number) in text for number in (30, 10, 400))
    assert "/forgetme" in text
