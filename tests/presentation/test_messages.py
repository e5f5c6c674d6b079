from __future__ import annotations

from dataclasses import replace

import pytest

from bot.presentation import explain, render
from bot.presentation.actions import LIMIT, Choose, Misheard, Show, Situations, Sources, Why, encode, question_of
from bot.presentation.catalogue import catalogue
from bot.presentation.document import Code, Document, Quote
from bot.presentation.message import Message
from bot.presentation.phone import CHARACTERS, LINES
from bot.understanding.question import LANGUAGES, Language, Reading

from .answers import READINGS, every, recommendation
from .sample import ALPHA, BASE, BETA, DELTA, VERDICTS
from .telegram_html import parsed

CASES = [(language, name) for language in LANGUAGES for name in every(language)]


def visible(message: Message) -> str:
    """What is read at a glance: neither folded evidence nor code with its captions."""
    blocks = message.document.blocks
    if any(isinstance(block, Code) for block in blocks):
        blocks = blocks[:3]
    return Document(tuple(block for block in blocks if not isinstance(block, Quote))).plain()


@pytest.mark.parametrize(("language", "name"), CASES)
def test_every_answer_is_a_valid_message(language: Language, name: str) -> None:
    answer = every(language)[name]
    for message in (render(answer, BASE), render(answer, BASE, short=True), explain(answer, BASE)):
        assert parsed(message) == message.plain
        assert "{" not in message.plain
        assert "\x01" not in message.plain
        assert "\n\n\n" not in message.plain


@pytest.mark.parametrize(("language", "name"), CASES)
def test_every_answer_fits_on_a_phone(language: Language, name: str) -> None:
    message = render(every(language)[name], BASE)
    assert len(visible(message)) <= CHARACTERS
    assert visible(message).count("\n") + 1 <= LINES


@pytest.mark.parametrize(("language", "name"), CASES)
def test_buttons_are_few_short_and_carry_their_state(language: Language, name: str) -> None:
    message = render(every(language)[name], BASE)
    assert message.buttons
    assert len(message.buttons) <= (3 if name in {"clarify", "out of scope"} else 2)
    for row in message.buttons:
        assert 1 <= len(row) <= 4
        for button in row:
            assert 1 <= len(button.label) <= 40
            assert len(encode(button.action).encode()) <= LIMIT


@pytest.mark.parametrize(("language", "name"), CASES)
def test_the_short_form_is_the_head_of_the_whole(language: Language, name: str) -> None:
    answer = every(language)[name]
    whole, brief = render(answer, BASE), render(answer, BASE, short=True)
    assert whole.plain.startswith(brief.plain)
    assert not any(isinstance(block, Quote) for block in brief.document.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recommendation_says_who_says_so_and_who_does_not(language: Language) -> None:
    message = render(recommendation(language), BASE)
    first, reason, support, *_ = message.plain.split("\n")
    assert "Alpha" in first
    assert "🅰️" in first
    assert reason
    assert "2" in support
    assert "3" in support
    assert "Wheels" in support
    assert "Beta / Gamma" in support
    for verdict in VERDICTS:
        assert verdict.says.in_(language) in message.plain
        assert BASE.sources[verdict.source].author in message.plain
    head = visible(message)
    assert "Delta" in head, "what was excluded is said"
    assert "Alpha + Beta" in head, "what is combined is said"


def test_a_recommendation_in_words() -> None:
    english = visible(render(recommendation("en"), BASE)).split("\n")
    assert english[0] == "🅰️ Go with Alpha · A race + City traffic"
    assert english[1] == "It wins <every> race."
    assert english[2] == "📰 First choice in 2 of 3 articles. Otherwise: Wheels → Beta / Gamma."
    assert english[4] == "2. 🅱️ Beta: The articles say nothing on this."
    chinese = visible(render(recommendation("zh_Hans"), BASE)).split("\n")
    assert chinese[0] == "🅰️ 选 Alpha · 比赛 + 市区代步"
    assert chinese[2] == "📰 3 篇里 2 篇首选它。另有：Wheels 选 Beta / Gamma。"


def test_numbers_of_an_article_stand_together() -> None:
    message = render(every("zh_Hans")["comparison on a topic"], BASE)
    assert "车迷小王：Alpha 3 万+ · Beta 5,000" in message.plain
    assert "CarUp：Alpha 6.5 万" in message.plain
    assert "两条赛道，只能各自比。" in message.plain
    assert "它能跑 3 万圈。" in message.plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_silence_is_said(language: Language) -> None:
    silent = catalogue(language).text("silent.here")
    assert silent in render(every(language)["silent recommendation"], BASE).plain
    assert silent in render(every(language)["portrait"], BASE).plain
    gamma = catalogue(language).text("entry.silent", emoji="🌀", framework="Gamma")
    assert gamma in render(every(language)["fact"], BASE).plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_position_of_a_disagreement_has_its_own_sources(language: Language) -> None:
    lines = explain(recommendation(language), BASE).plain.split("\n")
    (soft,) = [line for line in lines if BASE.disagreements["tyres"].positions[0].text.in_(language) in line]
    (hard,) = [line for line in lines if BASE.disagreements["tyres"].positions[1].text.in_(language) in line]
    assert "CarUp" in soft
    assert "Wheels" not in soft
    assert "Wheels" in hard
    assert lines[lines.index(hard) + 1].startswith("⏳")


def test_the_evidence_names_the_articles() -> None:
    text = explain(recommendation("en"), BASE).plain
    assert "Cars <compared> & judged" in text
    assert "选Alpha还是Beta" in explain(recommendation("zh_Hans"), BASE).plain, (
        "titles stand as their authors wrote them"
    )
    assert "July 19, 2025" in text


def test_code_stands_in_a_block_of_its_own() -> None:
    assert "<pre>stop(now) if a &lt; b &amp; c &gt; d</pre>" in render(every("en")["fact"], BASE).html


def test_the_buttons_of_a_recommendation_lead_on() -> None:
    answer = recommendation("en")
    (why, compare), (situations, sources, misheard) = render(answer, BASE).buttons
    assert isinstance(why.action, Why)
    assert isinstance(misheard.action, Misheard)
    assert isinstance(situations.action, Situations)
    assert isinstance(sources.action, Sources)
    assert compare.action == Show(Reading("compare", frameworks=(ALPHA, BETA)), "en")
    asked = question_of(why.action)
    assert [scenario.id for scenario in asked.scenarios] == ["race", "city"]
    assert (asked.excluded, asked.known, asked.target) == (answer.excluded, answer.known, answer.target)
    assert asked.frameworks == (), "nobody limited the choice"


def test_a_choice_among_named_ones_is_asked_again_among_these() -> None:
    answer = replace(recommendation("en"), excluded=())
    (why, _), _ = render(answer, BASE).buttons
    assert isinstance(why.action, Why)
    assert DELTA not in why.action.reading.frameworks
    assert len(why.action.reading.frameworks) == 3


def test_what_no_button_can_carry_has_no_button() -> None:
    many = ("race", "city", *(f"trip_{number}" for number in range(4, 26)))
    message = render(replace(recommendation("en"), scenarios=many), BASE)
    actions = [button.action for row in message.buttons for button in row]
    assert not any(isinstance(action, Why) for action in actions)
    assert any(isinstance(action, Show) for action in actions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_back_offers_what_could_be_meant(language: Language) -> None:
    message = render(every(language)["clarify"], BASE)
    offered = [button for row in message.buttons for button in row]
    assert [button.action for button in offered] == [Show(reading, language) for reading in READINGS]
    for button in offered:
        assert f"• {button.label}" in message.plain


def test_without_a_situation_the_guided_choice_is_offered() -> None:
    message = render(every("en")["overview"], BASE)
    assert Choose("", "en") in [button.action for row in message.buttons for button in row]
    for framework in BASE.frameworks.values():
        assert framework.name in message.plain


def test_everybody_gets_as_much_of_the_screen() -> None:
    text = visible(render(every("en")["fact"], BASE))
    assert text.count("More on brakes.") in {0, 2}
