"""A reviewed patch of phrases: tried on a knowledge base in memory, or written into its files.

Writing keeps the files as people wrote them: the phrases are put behind the last one of their list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.texts import Phrases

Sort = Literal["scenario", "topic", "outside"]
FIELDS: Mapping[str, str] = {"scenario": "scenarios", "topic": "topics", "outside": "outside"}
"""Where the knowledge base keeps the entries of each sort."""
Written = Literal["en", "zh"]
_LANGUAGES: tuple[Written, ...] = ("en", "zh")


class PatchError(ValueError):
    """A patch that cannot be used; the message says why, and where."""


class Addition(BaseModel):
    """Phrases for one entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str | None = None
    topic: str | None = None
    outside: str | None = None
    phrases: dict[Written, tuple[str, ...]] = Field(min_length=1)

    @model_validator(mode="after")
    def _of_one_entry(self) -> Addition:
        if sum(name is not None for name in (self.scenario, self.topic, self.outside)) != 1:
            raise ValueError("name one scenario, topic or outside")
        return self

    @property
    def entry(self) -> tuple[Sort, str]:
        """The sort and the id of the entry."""
        named: tuple[tuple[Sort, str | None], ...] = (
            ("scenario", self.scenario),
            ("topic", self.topic),
            ("outside", self.outside),
        )
        return next((sort, name) for sort, name in named if name is not None)


def read(file: Path, base: KnowledgeBase) -> list[Addition]:
    """The additions in ``file``.

    Raises:
        PatchError: the file is not what it should be, or names an entry that ``base`` has not.
    """
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        additions = TypeAdapter(list[Addition]).validate_python(content or [])
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PatchError(f"{file}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise PatchError(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    for addition in additions:
        sort, name = addition.entry
        if name not in getattr(base, FIELDS[sort]):
            raise PatchError(f"{file}: there is no {sort} {name!r}")
    return additions


def merged(base: KnowledgeBase, additions: Iterable[Addition]) -> KnowledgeBase:
    """``base`` with the phrases of the additions."""
    changed = {field: dict(getattr(base, field)) for field in FIELDS.values()}
    for addition in additions:
        sort, name = addition.entry
        entry = changed[FIELDS[sort]][name]
        phrases = Phrases(
            **{
                language: tuple(dict.fromkeys((*getattr(entry.phrases, language), *addition.phrases.get(language, ()))))
                for language in _LANGUAGES
            }
        )
        changed[FIELDS[sort]][name] = entry.model_copy(update={"phrases": phrases})
    return base.model_copy(update=changed)


def write(folder: Path, additions: Sequence[Addition]) -> list[Path]:
    """Puts the phrases into the files of a knowledge base; the files that were changed.

    Raises:
        PatchError: an entry has no list of phrases in that language to add to; nothing was written then.
    """
    texts = planned(folder, additions)
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    return sorted(texts)


def planned(folder: Path, additions: Iterable[Addition]) -> dict[Path, str]:
    """The files that the phrases change, with what they would hold.

    Raises:
        PatchError: an entry has no list of phrases in that language to add to.
    """
    wanted: dict[tuple[Sort, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for addition in additions:
        for written, added in addition.phrases.items():
            wanted[addition.entry][written] += added
    texts: dict[Path, str] = {}
    for (sort, name), by_language in wanted.items():
        file = _file_of(folder, sort, name)
        for language, phrases in by_language.items():
            text = texts.get(file) or file.read_text(encoding="utf-8")
            texts[file] = _inserted(text, file, name, language, phrases)
    return {file: text for file, text in texts.items() if text != file.read_text(encoding="utf-8")}


def _file_of(folder: Path, sort: Sort, name: str) -> Path:
    stem = FIELDS[sort]
    for file in [folder / f"{stem}.yaml", *sorted((folder / stem).glob("*.yaml"))]:
        if file.is_file() and _entry(file.read_text(encoding="utf-8"), name) is not None:
            return file
    raise PatchError(f"{folder}: no file holds the {sort} {name!r}")


def _entry(text: str, name: str) -> yaml.MappingNode | None:
    """The entry with that id."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    entries = root.value if isinstance(root, yaml.SequenceNode) else [root]
    for entry in entries:
        if isinstance(entry, yaml.MappingNode) and (own := _value(entry, "id")) is not None and own.value == name:
            return entry
    return None


def _value(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for name, value in node.value if name.value == key), None)


def _inserted(text: str, file: Path, name: str, language: str, phrases: Sequence[str]) -> str:
    """``text`` with the phrases behind the last one of their list."""
    entry = _entry(text, name)
    holder = _value(entry, "phrases") if entry else None
    found = _value(holder, language) if isinstance(holder, yaml.MappingNode) else None
    if not isinstance(found, yaml.SequenceNode) or not found.value:
        raise PatchError(f"{file}: {name} has no list of phrases in {language!r} to add to")
    last = found.value[-1]
    known = {item.value for item in found.value}
    new = [_scalar(phrase) for phrase in dict.fromkeys(phrases) if phrase not in known]
    between = ", " if found.flow_style else "\n" + " " * found.start_mark.column + "- "
    addition = "".join(between + phrase for phrase in new)
    return text[: last.end_mark.index] + addition + text[last.end_mark.index :]


def _scalar(phrase: str) -> str:
    """A phrase as YAML writes it in a flow list: in quotes where it must be."""
    dumped = yaml.safe_dump([phrase], allow_unicode=True, default_flow_style=True, width=10_000)
    return str(dumped).strip()[1:-1]
