"""How long it takes to check the knowledge, as it is and when it has grown."""

from __future__ import annotations

import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.bench.rows import Row
from bot.checking import check
from bot.knowledge_base import KnowledgeBase, load, packaged_folder

_TIMES = (1, 10, 100)
_SEED = 7
_WORDS = 50_000
"""Made-up words of each language: about as many as people use of their own."""
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]


def run() -> Iterator[Row]:
    """The time of a whole check at 1, 10 and 100 times the situations and phrases of today."""
    base = load()
    first = 0.0
    for times in _TIMES:
        with tempfile.TemporaryDirectory() as kept:
            folder = Path(kept) / "knowledge"
            shutil.copytree(packaged_folder(), folder)
            _grow(folder, base, times)
            started = time.process_time()
            checked = check(folder)
            taken = time.process_time() - started
        first = first or taken
        size = f"{sum(map(len, _phrases(checked.base))):,} phrases"
        yield Row(f"check, {size}", taken, "s of one core", taken / first, "today's knowledge")
        yield Row(f"check, {size}: memory at its height", _memory(), "MiB")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _phrases(base: KnowledgeBase) -> Iterator[tuple[str, ...]]:
    for kind in (base.scenarios, base.topics, base.outside, base.smalltalk):
        for entry in kind.values():
            yield entry.phrases.all()
            if hasattr(entry, "hints"):
                yield entry.hints.all()


def _grow(folder: Path, base: KnowledgeBase, times: int) -> None:
    """Writes made-up situations, like those of today, until there are ``times`` as many phrases."""
    chance = random.Random(_SEED)  # noqa: S311 - made-up words, no secrets
    english = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(_WORDS)]
    # The characters of today's phrases: others may be Traditional ones, which are evened out.
    han = sorted({sign for phrases in _phrases(base) for text in phrases for sign in text if sign > "\u4dff"})
    chinese = ["".join(chance.choices(han, k=2)) for _ in range(_WORDS)]
    each = sum(map(len, _phrases(base))) // (2 * len(base.scenarios))
    for number in range(times - 1):
        entries = []
        for name, scenario in base.scenarios.items():
            if scenario.open or scenario.change:
                continue
            entry = scenario.model_dump(mode="json", exclude={"phrases", "hints"}, exclude_none=True)
            entry["id"] = f"{name}_{number}"
            entry["phrases"] = {
                "en": [" ".join(chance.sample(english, 3)) for _ in range(each)],
                "zh": [" ".join(chance.sample(chinese, 3)) for _ in range(each)],
            }
            entries.append(entry)
        file = folder / "scenarios" / f"made_up_{number}.yaml"
        file.write_text(yaml.dump(entries, Dumper=yaml.CSafeDumper, allow_unicode=True, width=120), encoding="utf-8")
