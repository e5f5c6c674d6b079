"""One answer of every type, as full as it can be."""

from __future__ import annotations

from bot.advice.answer import (
    Answer,
    Clarify,
    Comparison,
    ComponentFact,
    Fact,
    LearningAdvice,
    OutOfScope,
    Overview,
    Portrait,
    Ranked,
    Recommendation,
    Row,
    Smalltalk,
    Support,
)
from bot.understanding.question import Language, Reading

from .sample import ALPHA, BASE, BETA, DELTA, DISAGREEMENT, FIGURE, FIT, GAMMA, VERDICTS

ALL = (ALPHA, BETA, GAMMA, DELTA)
READINGS = (
    Reading("recommend", scenario="race"),
    Reading("fact", topic="brakes", frameworks=(ALPHA,)),
    Reading("compare", frameworks=ALL),
)


def recommendation(language: Language) -> Recommendation:
    return Recommendation(
        language,
        ("S1", "S2", "S3"),
        scenarios=("race", "city"),
        ranking=(
            Ranked(ALPHA, 2.0, FIT, Support(2, 3)),
            Ranked(BETA, 1.0, None, Support(1, 3)),
            Ranked(GAMMA, 0.5, FIT, Support(1, 3)),
        ),
        verdicts=VERDICTS,
        dissent=VERDICTS[2:],
        disagreements=(DISAGREEMENT,),
        excluded=(DELTA,),
        known=(BETA,),
        conflict=(("race", ALPHA), ("city", BETA)),
        combines=(ALPHA, BETA),
        target=(GAMMA,),
    )


def every(language: Language) -> dict[str, Answer]:
    claims = {name: BASE.frameworks[name].topics for name in ALL}
    return {
        "recommendation": recommendation(language),
        "silent recommendation": Recommendation(
            language, (), ("city",), (Ranked(ALPHA, 0.0, None, Support(0, 0)),), (), (), beyond=BETA
        ),
        "nobody's first": Recommendation(
            language, ("S1",), ("race",), (Ranked(DELTA, 0.0, FIT, Support(0, 3)),), VERDICTS, VERDICTS
        ),
        "nothing left": Recommendation(language, (), ("race",), (), (), ()),
        "overview": Overview(
            language, ("S1", "S2"), tuple((name, BASE.frameworks[name].tagline) for name in ALL), excluded=()
        ),
        "comparison": Comparison(
            language,
            ("S1",),
            ALL,
            None,
            (
                *(
                    Row(topic, tuple((name, claims[name][topic].short, claims[name][topic].rating) for name in ALL))
                    for topic in ("speed", "brakes") * 4
                ),
                Row("charm", tuple((name, None, None) for name in ALL)),
            ),
            tuple((name, BASE.frameworks[name].tagline) for name in ALL),
            disagreements=(DISAGREEMENT,),
        ),
        "comparison on a topic": Comparison(
            language,
            ("S1", "S2"),
            (ALPHA, BETA),
            "speed",
            (Row("speed", tuple((name, claims[name]["speed"].short, None) for name in (ALPHA, BETA))),),
            tuple((name, found) for name in (ALPHA, BETA) for found in claims[name]["speed"].points),
            (FIGURE,),
            (DISAGREEMENT,),
        ),
        "portrait": Portrait(
            language,
            ("S1",),
            ALPHA,
            BASE.frameworks[ALPHA].tagline,
            (("brakes", claims[ALPHA]["brakes"].points * 6), ("charm", ())),
            (DISAGREEMENT,),
        ),
        "fact": Fact(
            language,
            ("S1", "S2"),
            "brakes",
            (*((name, "yes", claims[name]["brakes"].points) for name in ALL[:2]), (GAMMA, None, ())),
            tuple((name, claims[name]["brakes"].code or "") for name in ALL[:2]),
            (FIGURE,),
            (DISAGREEMENT,),
        ),
        "component": ComponentFact(
            language,
            ("S2",),
            "Turbo (big, loud; ~fast)",
            BASE.components["Turbo (big, loud; ~fast)"].text,
            (ALPHA,),
            ("speed", "brakes"),
        ),
        "learning": LearningAdvice(
            language,
            ("S1", "S3"),
            ALL,
            BASE.learning.paths,
            ((ALPHA, FIT),),
            ((ALPHA, Support(1, 2)), (BETA, Support(1, 2))),
        ),
        "smalltalk": Smalltalk(language, (), "hello", BASE.smalltalk["hello"].reply),
        "clarify": Clarify(language, (), READINGS),
        "clarify without options": Clarify(language, (), ()),
        "out of scope": OutOfScope(language, (), BASE.outside["boats"].reply, READINGS),
        "out of scope, unknown": OutOfScope(language, (), None, ()),
    }
