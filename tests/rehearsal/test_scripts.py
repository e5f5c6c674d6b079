from __future__ import annotations

import pytest

from bot.conversation import Desk
from bot.knowledge_base import KnowledgeError
from bot.rehearsal import files_of, read_scripts

from .conftest import Write

GOOD = """
- name: one
  turns:
    - say: Moka
    - say: and the siphon?
      expect: {kind: [fact, framework], frameworks: [siphon]}
- name: two
  place: group
  turns:
    - {say: Moka, how: mention, by: Bob}
"""


def test_one_value_is_as_good_as_a_list(write: Write) -> None:
    first, second = read_scripts([write(GOOD)])
    assert first.conversation.turns[1].expect.kind == ("fact", "framework")
    assert first.conversation.turns[1].expect.frameworks == ("siphon",)
    assert first.places == ((3, 7), (4, 7))
    assert [first.conversation.needs_telegram, second.conversation.needs_telegram] == [False, True]


def test_one_conversation_may_be_a_file(write: Write) -> None:
    [script] = read_scripts([write("name: alone\nturns: [{say: Moka}]")])
    assert (script.name, script.places) == ("alone", ((2, 9),))


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("- name: x\n  turns: []", "2:10", "K207"),
        ("- name: x\n  turns:\n    - say: ''", "3:12", "K204"),
        ("- name: x\n  turns: [{say: a}]\n- name: x\n  turns: [{say: b}]", "3:9", "K302"),
        ("- name: x\n  turns:\n    - say: a\n      how: mention", "4:7", "R101"),
        ("- name: x\n  place: group\n  turns:\n    - {say: a, place: private, to: Bob}", "4:32", "R101"),
        ("- name: x\n  turns:\n    - say: a\n      expect: {first: mokka}", "4:23", "K301"),
        ("- name: x\n  turns:\n    - say: a\n      expect: {topic: [taste, tast]}", "4:23", "K301"),
        ("- name: x\n  turns:\n    - say: a\n      expect: {kind: recomend}", "4:22", "K206"),
        ("- name: x\n  turns:\n    - say: a\n      expect: {knd: fact}", "4:16", "K201"),
        ("- name: x\n  turns:\n    - say: a\n      expect: {silent: true, kind: fact}", "4:15", "K210"),
        ("- name: x\n  turns: [{say: a}\n", "3:1", "K101"),
    ],
)
def test_a_fault_is_found_at_its_place(write: Write, coffee: Desk, text: str, place: str, code: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        read_scripts([write(text)], coffee.base)
    [problem] = caught.value.problems
    assert (f"{problem.line}:{problem.column}", problem.code) == (place, code)
    assert problem.file == "conversations/some.yaml"


def test_all_faults_are_found_at_once(write: Write, coffee: Desk) -> None:
    broken = "- name: x\n  turns:\n    - {say: a, expect: {first: mokka, topic: tast}}\n- nme: y"
    with pytest.raises(KnowledgeError) as caught:
        read_scripts([write(broken)], coffee.base)
    assert [problem.line for problem in caught.value.problems] == [3, 3, 4, 4, 4]


def test_the_packaged_knowledge_has_conversations_of_its_own() -> None:
    files = files_of(None)
    assert files
    assert sum(len(read_scripts([file])) for file in files) >= 25
