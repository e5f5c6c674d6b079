"""Nothing in the program or in its catalogues says what the knowledge is about, or how much of it there is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.knowledge_base import KnowledgeBase
from bot.presentation.catalogue import packaged_folder, read, texts_of

ROOT = Path(__file__).parents[1]
PROGRAM = sorted(
    path
    for path in (ROOT / "bot").rglob("*")
    if path.is_file() and not {"_data", "__pycache__"} & set(path.parts) and b"\0" not in path.read_bytes()
)
CATALOGUES = sorted(packaged_folder().rglob("*.po"))

ENGLISH_COUNTS = re.compile(
    r"\b(?:all|these|those)\s+(?:three|four|five)\b"
    r"|\b(?:the|of)\s+(?:three|four|five)(?=[^\w\s]|$)"
    r"|\b(?:two|three|four|five|[2-9])\s+(?:\w+\s+)?(?:frameworks?|articles?|sources?|choices)\b"
    r"|\b(?:three|four|five)\b(?=[^\n]{0,20}\b(?:frameworks?|articles?|sources?)\b)",
    re.IGNORECASE,
)
CHINESE_COUNTS = re.compile("[二三四五六七八九十两兩2-9] ?(?:个|個|种|種|款|篇|者|大)|仨|俩|倆")
OF_THE_SUBJECT = re.compile(r"\bframeworks?\b(?!-advisor)|框架", re.IGNORECASE)
OF_FILES = ("check.", "new.", "coverage.", "try.")
"""Sentences for those who write knowledge: they speak of its folders and fields, which are the same for any subject."""
PLACEHOLDERS = re.compile(r"\{[^{}]*\}")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every line with its place; comments and docstrings are lines too."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        yield f"{name_of(path)}:{number}", line


def names_of(base: KnowledgeBase) -> re.Pattern[str]:
    """The names of everything that the knowledge compares, in any case, as words."""
    names = {name for entry in base.frameworks.values() for name in (entry.id, entry.name, *entry.names.all())}
    longest_first = sorted(names, key=len, reverse=True)
    written = (re.escape(name).replace(r"\ ", r"[ _-]?") for name in longest_first)
    return re.compile("|".join(rf"(?<![a-z]){name}(?![a-z])" for name in written), re.IGNORECASE)


def said(path: Path) -> Iterator[tuple[str, str]]:
    """Every sentence of a catalogue with its key, as far as those see it who ask."""
    for message in read(path):
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and not key.startswith(OF_FILES):
            yield from ((f"{name_of(path)}: {key}", PLACEHOLDERS.sub("", text)) for text in texts_of(message))


def test_the_program_is_looked_at_as_a_whole() -> None:
    assert {path.suffix for path in PROGRAM} >= {".py"}
    assert {path.name for path in PROGRAM} >= {"cli.py", "loader.py", "handlers.py"}
    assert len({path.parents[1] for path in CATALOGUES}) == 3


def test_no_file_of_the_program_names_what_the_knowledge_compares(base: KnowledgeBase) -> None:
    named = names_of(base)
    assert [
        f"{place}: {line.strip()}" for path in PROGRAM for place, line in lines_of(path) if named.search(line)
    ] == []


def test_no_catalogue_names_what_the_knowledge_compares(base: KnowledgeBase) -> None:
    named = names_of(base)
    assert [
        f"{place}: {line.strip()}" for path in CATALOGUES for place, line in lines_of(path) if named.search(line)
    ] == []


@pytest.mark.parametrize(
    "text", ["flask", "a Django app", "django_orm", "FastAPI()", "fast api", "用烧瓶", "# flask", "DJ"]
)
def test_a_name_would_be_seen(text: str, base: KnowledgeBase) -> None:
    assert names_of(base).search(text)


@pytest.mark.parametrize("text", ["flasks", "adjust", "fasten", "a flashlight"])
def test_a_word_that_only_looks_like_a_name_is_none(text: str, base: KnowledgeBase) -> None:
    assert not names_of(base).search(text)


def test_no_file_of_the_program_counts_what_the_knowledge_holds() -> None:
    python = [path for path in PROGRAM if path.suffix == ".py"]
    assert [
        f"{place}: {line}" for path in python for place, line in lines_of(path) if ENGLISH_COUNTS.search(line)
    ] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_no_catalogue_counts_what_the_knowledge_holds(path: Path) -> None:
    counts = (ENGLISH_COUNTS, CHINESE_COUNTS)
    assert [f"{key}: {text}" for key, text in said(path) if any(count.search(text) for count in counts)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_no_catalogue_says_what_the_knowledge_is_about(path: Path) -> None:
    assert [f"{key}: {text}" for key, text in said(path) if OF_THE_SUBJECT.search(text)] == []


@pytest.mark.parametrize("text", ["all three", "the five articles", "three web frameworks", "of these four"])
def test_a_count_would_be_seen(text: str) -> None:
    assert ENGLISH_COUNTS.search(text)


@pytest.mark.parametrize("text", ["三个都行", "五篇文章", "三者", "兩個框架", "三款"])
def test_a_count_in_chinese_would_be_seen(text: str) -> None:
    assert CHINESE_COUNTS.search(text)


COUNTED = re.compile(r"frameworks|sources|ranking|portraits")
"""What there are as many of as the knowledge has."""


def counted(what: ast.expr) -> bool:
    """Whether an expression is a list of such things."""
    name = what.attr if isinstance(what, ast.Attribute) else what.id if isinstance(what, ast.Name) else ""
    return bool(COUNTED.fullmatch(name))


def literal_counts(tree: ast.AST) -> Iterator[ast.AST]:
    """Comparisons of how many there are with a number above one, and slices up to such a number."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(
                left=ast.Call(func=ast.Name(id="len"), args=[what]), comparators=[ast.Constant(value=int(n))]
            ):
                if n > 1 and counted(what):
                    yield node
            case ast.Subscript(value=what, slice=ast.Slice(upper=ast.Constant(value=int(n)))):
                if n > 1 and counted(what):
                    yield node


def test_no_module_expects_a_number_of_them() -> None:
    found = [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"
        for path in PROGRAM
        if path.suffix == ".py"
        for node in literal_counts(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize("text", ["len(base.frameworks) == 3", "answer.frameworks[:3]", "len(base.sources) > 4"])
def test_a_number_would_be_seen(text: str) -> None:
    assert list(literal_counts(ast.parse(text)))
