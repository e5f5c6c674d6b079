"""The small answers: a friendly line, the question back, and that something is outside."""

from __future__ import annotations

from bot.advice.answer import Clarify, OutOfScope, Smalltalk
from bot.presentation import steps
from bot.presentation.document import Line
from bot.presentation.labels import label
from bot.presentation.message import Draft, Rows, paragraph, rows
from bot.presentation.voice import Voice
from bot.understanding.question import Reading

_OFFERED = 3


def smalltalk(answer: Smalltalk, voice: Voice) -> Draft:
    """A friendly line, with ways to begin."""
    reply = voice.line("smalltalk.reply", reply=voice.say(answer.reply))
    return Draft((paragraph(reply),), buttons=rows([steps.choose(voice), steps.situations(voice, another=False)]))


def clarify(answer: Clarify, voice: Voice) -> Draft:
    """The question back. The choices stand in the text too, for where there are no buttons."""
    options = answer.options[:_OFFERED]
    if not options:
        return Draft((paragraph(voice.line("clarify.open")),), buttons=rows([steps.choose(voice)]))
    head = paragraph(voice.line("clarify.title"), *_items(options, voice))
    return Draft((head,), buttons=_offers(options, voice))


def out_of_scope(answer: OutOfScope, voice: Voice) -> Draft:
    """That the articles are silent, briefly, and what can be asked instead."""
    options = answer.options[:_OFFERED]
    reply = voice.say(answer.reply) if answer.reply else voice.text("outside.reply")
    subject = voice.say(voice.base.subject.name)
    head = [paragraph(voice.line("outside.line", reply=reply), voice.line("outside.can", subject=subject))]
    if options:
        head.append(paragraph(voice.line("outside.options"), *_items(options, voice)))
    return Draft(
        tuple(head),
        buttons=_offers(options, voice) or rows([steps.choose(voice), steps.situations(voice, another=False)]),
    )


def _items(options: tuple[Reading, ...], voice: Voice) -> list[Line]:
    return [voice.line("item", text=label(option, voice)) for option in options]


def _offers(options: tuple[Reading, ...], voice: Voice) -> Rows:
    """One button a row: labels of this kind are long."""
    return rows(*([steps.ask(voice, option)] for option in options))
