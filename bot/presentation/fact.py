"""Facts: one topic of one or more frameworks, or something that the articles name beside them."""

from __future__ import annotations

from bot.advice.answer import ComponentFact, Fact
from bot.presentation import evidence, steps, tables
from bot.presentation.document import Block, Code, Line, plain_line
from bot.presentation.entries import Entry, entry_lines
from bot.presentation.message import Draft, Rows, in_rows, paragraph, rows
from bot.presentation.voice import Voice
from bot.understanding.question import Reading


def draft(answer: Fact, voice: Voice) -> Draft:
    """The fact in its parts."""
    names = [framework for framework, _, _ in answer.entries]
    title = voice.line("fact.title", topic=voice.topic(answer.topic), frameworks=voice.names(names))
    figures = tuple(evidence.figures(voice, answer.figures, names))
    several = len(answer.code) > 1
    code = [block for framework, text in answer.code for block in _example(framework, text, voice, several)]
    entries = [Entry(framework, rating, points) for framework, rating, points in answer.entries]
    shown, folded = entry_lines(entries, voice, beside=(title, *figures, *_lines(code)))
    head = [paragraph(title), paragraph(*shown), paragraph(*figures)]
    differ = tuple(evidence.disagreements(voice, answer.disagreements))
    behind = (*evidence.chapter(voice.line("evidence.more"), folded), *differ)
    rich = None
    if not code:
        # In a rich message an example would lose its line breaks.
        rich = tables.with_figures(answer, title=title, shown=shown, behind=(*folded, *differ), voice=voice)
    # A bar alone would be nothing to look at.
    picture = None
    if len(names) > 1 and tables.measured(answer.figures, names):
        picture = steps.picture(voice, Reading("fact", frameworks=tuple(names), topic=answer.topic))
    return Draft(
        (*(block for block in head if block.lines), *code), behind, _buttons(answer, names, voice), rich, picture
    )


def component(answer: ComponentFact, voice: Voice) -> Draft:
    """A library, a tool or a company: what the articles say of it."""
    lines = [
        voice.line("component.title", component=answer.component),
        voice.line("evidence.plain_point", text=voice.say(answer.text), authors=voice.authors(answer.sources)),
    ]
    if answer.goes_with:
        lines.append(voice.line("component.goes_with", frameworks=voice.names(answer.goes_with)))
    topics = [
        steps.ask(voice, Reading("fact", frameworks=answer.goes_with[:1], topic=topic)) for topic in answer.topics[:2]
    ]
    portraits = [steps.ask(voice, Reading("framework", frameworks=(framework,))) for framework in answer.goes_with]
    return Draft((paragraph(*lines),), buttons=rows(topics, *in_rows([*portraits, steps.sources(voice)])))


def _example(framework: str, text: str, voice: Voice, several: bool) -> tuple[Block, ...]:
    if not several:
        return (Code(text.rstrip()),)
    caption = voice.line("fact.example", emoji=voice.emoji(framework), framework=voice.name(framework))
    return (paragraph(caption), Code(text.rstrip()))


def _lines(blocks: list[Block]) -> list[Line]:
    return [
        line
        for block in blocks
        for line in (map(plain_line, block.text.split("\n")) if isinstance(block, Code) else block.lines)
    ]


def _buttons(answer: Fact, names: list[str], voice: Voice) -> Rows:
    everyone = tuple(voice.base.frameworks)
    if len(names) < len(everyone):
        wider = steps.ask(voice, Reading("compare", frameworks=everyone, topic=answer.topic), voice.text("button.all"))
    else:
        wider = steps.choose(voice)
    return rows(*steps.portraits(voice, names), [wider, steps.situations(voice, another=False), steps.sources(voice)])
