"""The wording of a text as signals: its words alone and in a row, whatever entry they speak for.

A name counts as its sort only, so that what is learnt of "from {} to" holds for every framework.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.spotting import Span, Spotted

_ARTICLES = frozenset({"a", "an", "the"})
"""Left out: whether a name takes one depends on the subject, not on what is asked."""
_NAMES = {"framework": "{}", "other": "{other}", "component": "{component}"}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, a Han character or a name."""

    key: str
    script: str
    span: Span
    follows: bool
    """Whether it stands next to the word before, with no punctuation between."""


def wording(spotted: Spotted, many: str) -> Iterator[tuple[str, Span]]:
    """The names of the signals, each with where it was seen.

    Args:
        spotted: the text.
        many: how many frameworks it is about, in a word: the same words mean another thing where one is named.
    """
    words = _words(spotted)
    for index, word in enumerate(words):
        if word.script == "latin":
            yield f"word {word.key}", word.span
            yield f"word {word.key} & {many} named", word.span
        if not index or not word.follows:
            continue
        pair = words[index - 1 : index + 1]
        yield f"word {_keys(pair)}", _span(pair)
        if word.script == "han":
            yield f"word {_keys(pair)} & {many} named", _span(pair)
        if index > 1 and words[index - 1].follows:
            three = words[index - 2 : index + 1]
            yield f"word {_keys(three)}", _span(three)
    for edge, group in (("first", words[:2]), ("last", words[-2:])):
        if group:
            alone = group[:1] if edge == "first" else group[-1:]
            yield f"{edge} {_keys(alone)}", _span(alone)
            yield f"{edge} {_keys(group)}", _span(group)


def _words(spotted: Spotted) -> list[_Word]:
    """The words of a text, with one for each name."""
    longest = {mention.start: mention for mention in sorted(spotted.mentions, key=lambda one: one.end)}
    words: list[_Word] = []
    index, last = 0, None
    while index < len(spotted.tokens):
        token = spotted.tokens[index]
        name = longest.get(index)
        follows = last is not None and (name is not None or token.position == last + 1)
        if token.form in _ARTICLES and name is None:
            last = token.position if follows else None
            index += 1
            continue
        if name:
            words.append(_Word(_NAMES[name.entity.sort], "name", name.span, follows))
        else:
            key = "#" if token.script == "number" else token.key
            words.append(_Word(key, token.script, (token.start, token.end), follows))
        index = name.end if name else index + 1
        last = spotted.tokens[index - 1].position
    return words


def _keys(words: list[_Word]) -> str:
    return " ".join(word.key for word in words)


def _span(words: list[_Word]) -> Span:
    return words[0].span[0], words[-1].span[1]
