"""All rules in one list, and all of them applied to a knowledge base and the catalogues.

A rule is a pure function of what it looks at. Those that conclude from what is *not* there, or that make answers, need
all of it in order; the others do what they can with the entries that could be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.checking import catalogues, entries, limits, names, phrases, texts, traditional, writing
from bot.checking.codes import Severity, severity
from bot.checking.keys import asked
from bot.knowledge_base import KnowledgeBase, Problem, packaged_folder
from bot.knowledge_base.findings import Finding
from bot.knowledge_base.loader import Loaded, examine
from bot.presentation.catalogue import packaged_folder as packaged_locales
from bot.understanding.lexicon import Lexicon

_ROWS = "KCR"
"""The first letters of the codes, in the order in which they are told: entries, catalogues, conversations."""

Rule = Callable[[KnowledgeBase], Iterator[Finding]]

OF_ENTRIES: tuple[Rule, ...] = (
    entries.without_verdicts,
    entries.without_words,
    entries.article_twice,
    entries.framework_twice,
    entries.circles,
    texts.placeholders,
    texts.tags,
    texts.cue_placeholders,
    writing.two_in_one,
    writing.without_chinese,
    writing.no_emoji,
    limits.too_long,
    limits.commands,
)
OF_THE_WHOLE: tuple[Rule, ...] = (
    entries.unused_sources,
    entries.unused_topics,
    entries.unused_disagreements,
    entries.unused_steps,
    limits.profile,
    limits.callbacks,
    limits.cut_answers,
)
OF_THE_MATCHER: tuple[Callable[[KnowledgeBase, Lexicon], Iterator[Finding]], ...] = (
    phrases.check,
    names.names,
    names.cues,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found."""

    base: KnowledgeBase
    problems: tuple[Problem, ...]
    """Causes before what follows from them: those of entries, of catalogues, of conversations, each in the order of the
    files, which are named as one opens them from where one stands."""

    def of(self, wanted: Severity) -> tuple[Problem, ...]:
        """The problems of one severity."""
        return tuple(problem for problem in self.problems if severity(problem) is wanted)


def _nothing_else(_: KnowledgeBase) -> Iterable[Problem]:
    return ()


def check(
    knowledge: Path | None = None,
    locales: Path | None = None,
    also: Callable[[KnowledgeBase], Iterable[Problem]] = _nothing_else,
) -> Checked:
    """Applies all rules.

    Args:
        knowledge: a folder of knowledge; the packaged one by default.
        locales: a folder of catalogues; the packaged one by default.
        also: what else is to be looked at, once everything could be read.
    """
    knowledge, locales = knowledge or packaged_folder(), locales or packaged_locales()
    loaded = examine(knowledge)
    of_knowledge = [*loaded.problems, *by_entry(loaded), *by_matcher(loaded)]
    of_knowledge += also(loaded.base) if loaded.whole else ()
    of_catalogues = catalogues.problems(asked(), locales)
    found = [_shown(problem, knowledge) for problem in of_knowledge]
    found += [_shown(problem, locales.parent) for problem in of_catalogues]
    return Checked(loaded.base, tuple(sorted(found, key=_rank)))


def rules(loaded: Loaded) -> tuple[Rule, ...]:
    """The rules that can be applied to what was read."""
    return OF_ENTRIES + (OF_THE_WHOLE if loaded.whole else ())


def by_entry(loaded: Loaded) -> Iterator[Problem]:
    """What is wrong with the entries, without asking the matcher."""
    for rule in rules(loaded):
        yield from map(loaded.located, rule(loaded.base))
    yield from map(loaded.located, traditional.idle(loaded))


def by_matcher(loaded: Loaded) -> Iterator[Problem]:
    """What the matcher itself says of the phrases, the names and the ways of asking."""
    lexicon = Lexicon(loaded.base)
    for rule in OF_THE_MATCHER:
        yield from map(loaded.located, rule(loaded.base, lexicon))


def _rank(problem: Problem) -> tuple[int, Problem]:
    """A phrase that leads elsewhere spoils conversations too: whoever reads from the top shall see the phrase first."""
    return _ROWS.find(problem.code[:1]), problem


def _shown(problem: Problem, folder: Path) -> Problem:
    """The problem with its file as one opens it from the working folder."""
    path = folder / problem.file
    try:
        path = path.resolve().relative_to(Path.cwd().resolve())
    except ValueError:
        path = path.resolve()
    return replace(problem, file=path.as_posix())
