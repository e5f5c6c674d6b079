"""Faults that no small edit of the real knowledge makes, and what looks like a fault and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.checking import entries, limits, names, phrases, po, writing
from bot.checking.keys import Asked, asked
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.texts import Phrases
from bot.understanding.lexicon import Lexicon


def with_frameworks(base: KnowledgeBase, count: int) -> KnowledgeBase:
    """The knowledge with as many frameworks."""
    first = next(iter(base.frameworks.values()))
    new = (first.model_copy(update={"id": f"framework_{number}", "order": number}) for number in range(count))
    return base.model_copy(update={"frameworks": {framework.id: framework for framework in new}})


def test_so_many_frameworks_that_no_button_carries_them_all(base: KnowledgeBase) -> None:
    assert not list(limits.callbacks(with_frameworks(base, 6)))
    assert {found.code for found in limits.callbacks(with_frameworks(base, 20))} == {"K704"}


def test_so_many_frameworks_that_the_menu_does_not_hold_their_commands(base: KnowledgeBase) -> None:
    assert not list(limits.commands(with_frameworks(base, 80)))
    found = list(limits.commands(with_frameworks(base, 100)))
    assert {one.code for one in found} == {"K708"}
    assert found[-1].id == "framework_99"


def with_phrases(base: KnowledgeBase, **said: tuple[str, ...]) -> KnowledgeBase:
    """Situations that are asked for so, and nothing else to ask."""
    first = next(iter(base.scenarios.values()))
    scenarios = {
        name: first.model_copy(update={"id": name, "phrases": Phrases(en=those), "hints": Phrases()})
        for name, those in said.items()
    }
    return base.model_copy(update={"scenarios": scenarios, "topics": {}, "outside": {}, "components": {}})


def codes(base: KnowledgeBase) -> list[tuple[str, str]]:
    """The phrases with a fault, and their codes."""
    return [(dict(found.values)["phrase"], found.code) for found in phrases.check(base, Lexicon(base))]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("garden shed",), ("shed garden",), [("garden shed", "K501"), ("shed garden", "K501")]),
        (("garden sheds",), ("garden shed",), [("garden sheds", "K501"), ("garden shed", "K501")]),
        (("Garden Shed",), ("garden shed",), [("Garden Shed", "K501"), ("garden shed", "K501")]),
        (("garden-shed",), ("garden shed",), [("garden-shed", "K504")]),
        (("简单 后台",), ("简单后台",), [("简单后台", "K504")]),
        (("garden shed",), ("garden pond",), []),
        (("garden shed roof",), ("garden shed",), []),
    ],
    ids=["order", "number", "case", "closer", "apart", "half", "longer"],
)
def test_two_phrases(
    base: KnowledgeBase, one: tuple[str, ...], other: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert codes(with_phrases(base, one=one, other=other)) == expected


def test_a_topic_and_a_situation_may_share_their_phrases(base: KnowledgeBase) -> None:
    shed = with_phrases(base, shed=("garden shed",))
    topic = next(iter(base.topics.values())).model_copy(update={"id": "shed", "phrases": Phrases(en=("garden shed",))})
    assert codes(shed.model_copy(update={"topics": {"shed": topic}})) == []


def test_the_strength_of_both_sides_is_told(base: KnowledgeBase) -> None:
    shared = with_phrases(base, one=("garden-shed",), other=("garden shed",))
    (found,) = phrases.check(shared, Lexicon(shared))
    values = dict(found.values)
    assert (values["own"], values["other"], values["theirs"]) == ("one", "other", "garden shed")
    assert (values["own_strength"], values["strength"]) == ("0.90", "0.90")


@pytest.mark.parametrize("phrase", ["琴行，舞蹈班", "琴行、舞蹈班", "琴行；舞蹈班", "「琴行」， 「舞蹈班」"])
def test_two_phrases_in_one_are_told(base: KnowledgeBase, phrase: str) -> None:
    [found] = writing.two_in_one(with_phrases(base, shop=("garden shed", phrase)))
    assert (found.code, found.path, found.values) == ("K513", ("phrases", "en", 1), (("phrase", phrase),))


def test_two_names_in_one_are_not_told_twice(base: KnowledgeBase) -> None:
    first = next(iter(base.outside.values())).model_copy(update={"names": ("琴行、舞蹈班",)})
    changed = base.model_copy(update={"outside": {first.id: first}})
    assert not list(names.names(changed, Lexicon(changed)))
    assert [found.code for found in writing.two_in_one(changed)] == ["K513"]


@pytest.mark.parametrize("phrase", ["琴行 舞蹈班", "琴行，", "？！", "shop"])
def test_one_phrase_is_one(base: KnowledgeBase, phrase: str) -> None:
    assert not list(writing.two_in_one(with_phrases(base, shop=(phrase,))))


def test_names_need_not_be_chinese_and_two_phrases_may_be_names(base: KnowledgeBase) -> None:
    first = next(iter(base.scenarios.values()))
    named = first.model_copy(update={"phrases": Phrases(zh=("Serverless", "AWS Lambda"))})
    framework = next(iter(base.frameworks.values()))
    names = framework.model_copy(update={"names": Phrases(zh=("one", "two", "three"))})
    changed = base.model_copy(update={"scenarios": {"one": named}, "frameworks": {"one": names}})
    assert not list(writing.without_chinese(changed))


@pytest.mark.parametrize("symbol", ["🌐", "🕸️", "☸️", "⚡", "ℹ️", "1️⃣", "🇩🇪", "👩🏽‍💻", "👨‍👩‍👧‍👦"])
def test_an_emoji_is_one(symbol: str) -> None:
    assert writing.is_emoji(symbol)


@pytest.mark.parametrize("text", ["哈哈", "", ":-)", "A", "🌐 web", "！", "⚡" * 11])
def test_words_and_marks_are_no_emoji(text: str) -> None:
    assert not writing.is_emoji(text)


def test_a_choice_may_come_together_again_without_being_a_circle(base: KnowledgeBase) -> None:
    led_to = [option.next for step in base.choice for option in step.options if option.next]
    assert len(led_to) > len(set(led_to))
    assert not list(entries.circles(base))


def test_a_long_choice_is_walked_without_recursion(base: KnowledgeBase) -> None:
    step = base.choice[0]
    option = step.options[0]
    long = tuple(
        step.model_copy(
            update={"id": str(number), "options": (option.model_copy(update={"next": str((number + 1) % 5000)}),)}
        )
        for number in range(5000)
    )
    assert [found.id for found in entries.circles(base.model_copy(update={"choice": long}))] == ["4999"]


def test_keys_that_the_program_puts_together_are_known() -> None:
    known = asked()
    assert "check.K101" in known
    assert "button.why" in known
    assert "button.never" not in known
    assert "settings.title.ambient" in known
    assert 7 not in known


def test_keys_that_the_page_joins_are_known_by_their_first_part() -> None:
    known = Asked(frozenset({"close"}), (), frozenset({"door"}))
    assert "door.private" in known
    assert "window.private" not in known


def test_entries_of_a_catalogue_are_found_with_their_places(tmp_path: Path) -> None:
    lines = [
        'msgid ""',
        'msgstr ""',
        "#, python-format, fuzzy",
        'msgid  "a.b"',
        'msgid_plural "a.b"',
        'msgstr[0] "one"',
        'msgstr[1] ""',
        '"two"',
        '#~ msgid "old"',
        '#~ msgstr "old"',
    ]
    first, second = po.entries(lines)
    assert (first.key, first.place, first.texts, first.fuzzy) == ("a.b", (4, 8), [(6, 11), (7, 11)], (3, 19))
    assert (second.key, second.obsolete, second.texts) == ("old", True, [(10, 11)])
