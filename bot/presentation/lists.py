"""The lists: the articles, and the situations that can be asked about."""

from __future__ import annotations

from math import ceil

from bot.knowledge_base.models import KnowledgeBase
from bot.presentation import steps
from bot.presentation.actions import Situations
from bot.presentation.document import Document
from bot.presentation.message import Button, Message, paragraph, rows
from bot.presentation.voice import voice
from bot.understanding.question import Language, Reading

_ON_A_PAGE = 10


def sources(language: Language, base: KnowledgeBase) -> Message:
    """Every article with its author, its date and what it is."""
    speaker = voice(language, base)
    articles = (paragraph(*speaker.article(source)) for source in base.sources.values())
    title = paragraph(speaker.line("sources.list", count=len(base.sources)))
    note = paragraph(speaker.line("sources.note"))
    return Message(
        Document((title, *articles, note)).fitted(),
        rows([steps.choose(speaker), steps.situations(speaker, another=False)]),
    )


def situations(page: int, language: Language, base: KnowledgeBase) -> Message:
    """A page of situations, each a button that answers it."""
    speaker = voice(language, base)
    known = [scenario for scenario in base.scenarios.values() if not scenario.open]
    pages = max(1, ceil(len(known) / _ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = known[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    buttons = [steps.ask(speaker, Reading("recommend", scenario=scenario.id)) for scenario in shown]
    turn = [
        Button(speaker.text("button.previous"), Situations(page - 1, language)) if page else None,
        Button(speaker.text("button.next"), Situations(page + 1, language)) if page + 1 < pages else None,
    ]
    title = speaker.line("situations.title", page=page + 1, pages=pages, count=len(known))
    pairs = (buttons[start : start + 2] for start in range(0, len(buttons), 2))
    return Message(Document((paragraph(title),)), rows(*pairs, turn))
