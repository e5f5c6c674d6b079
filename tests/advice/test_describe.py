from __future__ import annotations

from bot.advice import describe
from bot.advice.answer import Support
from bot.knowledge_base import KnowledgeBase


def test_frameworks_are_set_side_by_side_on_the_rows_of_the_table(coffee: KnowledgeBase) -> None:
    answer = describe.compare(("siphon", "moka"), None, "en", coffee)
    assert [row.topic for row in answer.rows] == ["taste", "cleaning"]
    cells = {name: text.en if text else None for name, text, _ in answer.rows[0].cells}
    assert cells == {"siphon": None, "moka": "strong"}
    assert [rating for _, _, rating in answer.rows[1].cells] == ["no", "yes"]
    assert [(name, point.text.en) for name, point in answer.points] == [
        ("siphon", "A show for guests."),
        ("moka", "Strong and simple."),
    ]
    assert (answer.frameworks, answer.sources) == (("siphon", "moka"), ("B1", "B2"))


def test_a_row_of_which_nobody_speaks_is_left_out(coffee: KnowledgeBase) -> None:
    assert [row.topic for row in describe.compare(("chemex", "siphon"), "time", "en", coffee).rows] == []
    assert [row.topic for row in describe.compare(("siphon",), None, "en", coffee).rows] == ["cleaning"]


def test_a_comparison_on_one_topic_has_its_points_figures_and_disagreements(coffee: KnowledgeBase) -> None:
    answer = describe.compare(("moka", "siphon"), "cleaning", "en", coffee)
    assert [(name, point.text.en) for name, point in answer.points] == [
        ("moka", "Water is enough."),
        ("siphon", "Glass, cloth and patience."),
    ]
    assert [matter.id for matter in answer.disagreements] == ["glass"]
    assert [figure.id for figure in describe.compare(("moka",), "time", "en", coffee).figures] == ["seconds"]
    assert describe.compare(("moka", "aeropress"), "cleaning", "en", coffee).disagreements == ()


def test_a_portrait_has_the_line_and_the_general_topics(coffee: KnowledgeBase) -> None:
    answer = describe.portray("moka", "en", coffee)
    assert answer.tagline.text.en == "Strong and simple."
    assert [topic for topic, _ in answer.sections] == ["taste"]
    assert answer.sources == ("B1", "B2")
    assert describe.portray("siphon", "en", coffee).sections == ()


def test_a_fact_says_where_the_articles_are_silent(coffee: KnowledgeBase) -> None:
    answer = describe.state(("moka", "chemex", "siphon"), "cleaning", "en", coffee)
    assert [(name, rating, len(points)) for name, rating, points in answer.entries] == [
        ("moka", "yes", 1),
        ("chemex", None, 0),
        ("siphon", "no", 1),
    ]
    assert answer.sources == ("B1", "B2")
    assert [matter.id for matter in answer.disagreements] == ["glass"]


def test_figures_bring_their_sources_along(coffee: KnowledgeBase) -> None:
    answer = describe.state(("moka",), "time", "en", coffee)
    assert [figure.id for figure in answer.figures] == ["seconds"]
    assert answer.sources == ("B1", "B3")


def test_what_goes_with_a_framework_is_explained(coffee: KnowledgeBase) -> None:
    answer = describe.explain_component("Bonded filter", "zh_Hant", coffee)
    assert (answer.component, answer.goes_with, answer.topics) == ("Bonded filter", ("chemex",), ("taste",))
    assert (answer.text.in_("zh_Hant"), answer.sources) == ("厚濾紙，留住油脂。", ("B2",))


def test_what_to_learn_first_is_counted_by_article(coffee: KnowledgeBase) -> None:
    answer = describe.teach((), "en", coffee)
    assert answer.first == (("moka", Support(2, 3)), ("aeropress", Support(1, 3)))
    assert answer.frameworks == ("moka", "aeropress", "chemex", "siphon")
    assert [path.source for path in answer.paths] == ["B1", "B2", "B3"]
    assert [name for name, _ in answer.fits] == ["moka"]
    assert answer.sources == ("B1", "B2", "B3")
    assert describe.teach(("siphon",), "en", coffee).frameworks == ("siphon",)
