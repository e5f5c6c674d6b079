"""How long it takes to understand a question, as the knowledge grows, beside one RapidFuzz scan of the same phrases."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz, process

from bot.bench.rows import Row
from bot.knowledge_base import KnowledgeBase, load
from bot.knowledge_base.texts import Phrases
from bot.understanding import LANGUAGES, Understanding

_SIZES = (1, 10, 100)
_ROUNDS = 20
_SEED = 7
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]
_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def run() -> Iterator[Row]:
    """Median and 99th percentile for one question on one core, at 1, 10 and 100 times the phrases of today."""
    base = load()
    questions = [example.in_(language) for example in base.subject.examples for language in LANGUAGES]
    yield from _loaded()
    first = 0.0
    for times in _SIZES:
        grown = base if times == 1 else _grown(base, times)
        understanding = Understanding(grown)
        phrases = _phrases(grown)
        median, slow = _measure(understanding.ask, questions)
        first = first or median
        scan, _ = _measure(_scanning(phrases), questions, max(1, _ROUNDS // times))
        size = f"{len(phrases):,} phrases"
        yield Row(f"understand, {size}: median", median * 1e3, "ms", median / first, "today's knowledge")
        yield Row(f"understand, {size}: p99", slow * 1e3, "ms")
        yield Row(f"RapidFuzz WRatio, {size}: median", scan * 1e3, "ms", scan / median, "understand")


_LOADING = """
import time
import psutil
from bot.knowledge_base import load
from bot.understanding import Understanding

def used():
    return psutil.Process().memory_info().rss / 2**20

before, started = used(), time.perf_counter()
understanding = Understanding(load())
understanding.ask("which framework for a shpo?")
print(time.perf_counter() - started, used() - before)
"""


def _loaded() -> Iterator[Row]:
    """What loading costs, in a process of its own: from the files to the first answer."""
    command = [sys.executable, "-c", _LOADING]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - the program above
    seconds, memory = ran.stdout.split()
    yield Row("load the knowledge, to the first question", float(seconds), "s")
    yield Row("memory of the knowledge and its lexicon", float(memory), "MiB")


def _measure(ask: Callable[[str], object], questions: Sequence[str], rounds: int = _ROUNDS) -> tuple[float, float]:
    """The median and the 99th percentile in seconds, after one round to warm up."""
    taken = []
    for number in range(rounds + 1):
        for question in questions:
            started = time.perf_counter()
            ask(question)
            if number:
                taken.append(time.perf_counter() - started)
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def _scanning(phrases: Sequence[str]) -> Callable[[str], object]:
    return lambda text: process.extractOne(text, phrases, scorer=fuzz.WRatio)


def _phrases(base: KnowledgeBase) -> list[str]:
    found = [phrases for entry in base.scenarios.values() for phrases in (entry.phrases, entry.hints)]
    found += [phrases for entry in base.topics.values() for phrases in (entry.phrases, entry.hints)]
    found += [phrases for entry in base.outside.values() for phrases in (entry.phrases, entry.hints)]
    return [phrase for phrases in found for phrase in phrases.all()]


def _grown(base: KnowledgeBase, times: int) -> KnowledgeBase:
    """``base`` with made-up phrases, so that each situation has ``times`` as many as today."""
    chance = random.Random(_SEED)  # noqa: S311 - made-up words, no secrets

    def english() -> str:
        return " ".join("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(chance.randint(1, 3)))

    def chinese() -> str:
        return " ".join("".join(chance.choices(_HAN, k=2)) for _ in range(chance.randint(1, 2)))

    missing = len(_phrases(base)) * (times - 1) // (2 * len(base.scenarios))
    scenarios = {}
    for name, scenario in base.scenarios.items():
        phrases = Phrases(
            en=(*scenario.phrases.en, *(english() for _ in range(missing))),
            zh=(*scenario.phrases.zh, *(chinese() for _ in range(missing))),
        )
        scenarios[name] = scenario.model_copy(update={"phrases": phrases})
    return base.model_copy(update={"scenarios": scenarios})
