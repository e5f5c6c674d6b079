"""A knowledge base about another subject, with four entries to choose among: nothing may depend on three."""

from __future__ import annotations

from datetime import date

import opencc

from bot.knowledge_base.models import (
    ChoiceOption,
    ChoiceStep,
    Component,
    Disagreement,
    Figure,
    FigureRow,
    Fit,
    Framework,
    KnowledgeBase,
    Learning,
    LearningPath,
    Outside,
    Point,
    Position,
    Rating,
    Scenario,
    Smalltalk,
    Source,
    Subject,
    Topic,
    TopicClaims,
    Verdict,
)
from bot.knowledge_base.texts import Phrases, Text
from bot.knowledge_base.weights import Weights

_TRADITIONAL = opencc.OpenCC("s2twp")


def text(en: str, zh: str) -> Text:
    return Text(en=en, zh_Hans=zh, zh_Hant=_TRADITIONAL.convert(zh))


def point(en: str, zh: str, *sources: str, dated: Text | None = None) -> Point:
    return Point(text=text(en, zh), sources=sources, dated=dated)


def _claims(rating: Rating | None, *points: Point, code: str | None = None) -> TopicClaims:
    return TopicClaims(short=text("built <in> & ready", "自带"), rating=rating, points=points, code=code)


def _framework(name: str, order: int, emoji: str) -> Framework:
    return Framework(
        id=name.lower(),
        name=name,
        order=order,
        emoji=emoji,
        link=f"https://example.org/{order}",
        tagline=point(f"{name} in a line.", f"一句话说 {name}。", "S1", "S2"),
        topics={
            "speed": _claims(None, point("It does {number:30000} laps.", "它能跑 {number:30000} 圈。", "S1")),
            "brakes": _claims(
                "yes",
                point(
                    "Brakes <always> & ever.", "刹车一直有。", "S1", dated=text("Not since 2020.", "2020 年起没有了。")
                ),
                point("More on brakes.", "再说刹车。", "S2"),
                code="stop(now) if a < b & c > d\n",
            ),
        },
    )


ALPHA, BETA, GAMMA, DELTA = "alpha", "beta", "gamma", "delta"

VERDICTS = (
    Verdict(source="S1", first=(ALPHA,), second=(BETA,), says=text("Alpha for a race.", "比赛选 Alpha。")),
    Verdict(
        source="S2",
        first=(ALPHA,),
        says=text("Alpha, clearly.", "显然是 Alpha。"),
        dated=text("In 2019.", "那是 2019 年。"),
    ),
    Verdict(source="S3", first=(BETA, GAMMA), against=(ALPHA,), says=text("Beta or Gamma.", "Beta 或 Gamma。")),
)

DISAGREEMENT = Disagreement(
    id="tyres",
    title=text("Which tyres?", "用什么轮胎"),
    positions=(
        Position(sources=("S1", "S2"), text=text("Soft ones.", "软的。")),
        Position(sources=("S3",), text=text("Hard ones.", "硬的。"), dated=text("Since banned.", "后来禁用了。")),
    ),
    scenarios=("race",),
)

FIGURE = Figure(
    id="laps",
    topic="speed",
    title=text("Laps", "圈数"),
    unit=text("laps/h", "圈/小时"),
    note=text("Two tracks; compare within one.", "两条赛道，只能各自比。"),
    rows=(
        FigureRow(source="S1", framework=ALPHA, value=30000, at_least=True),
        FigureRow(source="S1", framework=BETA, value=5000),
        FigureRow(source="S2", framework=ALPHA, value=65000),
    ),
)

LONG = "a_situation_with_an_id_that_is_much_too_long_for_a_button"


def _scenario(name: str, order: int, en: str, zh: str, *, verdicts: tuple[Verdict, ...] = ()) -> Scenario:
    return Scenario(
        id=name,
        order=order,
        emoji="🏁",
        title=text(en, zh),
        verdicts=verdicts,
        fits={ALPHA: FIT},
    )


FIT = Fit(text=text("It wins <every> race.", "每场都赢。"), sources=("S1",))

BASE = KnowledgeBase(
    subject=Subject(name=text("racing cars", "赛车"), examples=(text("Which car for a race?", "比赛用哪辆车？"),) * 3),
    sources={
        "S1": Source(
            id="S1",
            title="选Alpha还是Beta",
            author="车迷小王",
            date=date(2025, 7, 19),
            language="zh",
            about=text("A blog.", "博客。"),
        ),
        "S2": Source(
            id="S2", title="Cars <compared> & judged", author="CarUp", language="en", about=text("A table.", "表格。")
        ),
        "S3": Source(id="S3", title="Racing", author="Wheels", language="en", about=text("A film.", "短片。")),
    },
    frameworks={
        entry.id: entry
        for entry in (
            _framework("Alpha", 1, "🅰️"),
            _framework("Beta", 2, "🅱️"),
            _framework("Gamma", 3, "🌀"),
            _framework("Delta", 4, "🔺"),
        )
    },
    topics={
        "speed": Topic(id="speed", order=1, title=text("Speed", "速度"), phrases=Phrases(), table=True),
        "brakes": Topic(id="brakes", order=2, title=text("Brakes", "刹车"), phrases=Phrases(), table=True),
        "charm": Topic(id="charm", order=3, title=text("Charm", "魅力"), phrases=Phrases(), general=True),
    },
    scenarios={
        entry.id: entry
        for entry in (
            _scenario("race", 1, "A race", "比赛", verdicts=VERDICTS),
            _scenario("city", 2, "City traffic", "市区代步"),
            _scenario(LONG, 3, "A long way", "长途"),
            *(_scenario(f"trip_{number}", number, f"Trip {number}", f"第 {number} 趟") for number in range(4, 26)),
            Scenario(id="anything", order=99, emoji="❔", title=text("Anything", "都行"), open=True),
        )
    },
    components={
        "Turbo (big, loud; ~fast)": Component(
            name="Turbo (big, loud; ~fast)",
            goes_with=(ALPHA,),
            topics=("speed",),
            text=text("Makes it <faster>.", "让它更快。"),
            sources=("S2",),
        )
    },
    disagreements={"tyres": DISAGREEMENT},
    figures={"laps": FIGURE},
    learning=Learning(
        paths=(
            LearningPath(source="S1", order=(ALPHA, BETA), says=text("Alpha comes first.", "先学 Alpha。")),
            LearningPath(source="S3", order=(BETA, ALPHA), says=text("Beta comes first.", "先学 Beta。")),
        ),
        fits={ALPHA: FIT},
        topic="speed",
    ),
    outside={"boats": Outside(id="boats", title=text("Boats", "船"), reply=text("No boats here.", "这里没有船。"))},
    smalltalk={"hello": Smalltalk(id="hello", phrases=Phrases(), reply=text("Hello!", "你好！"))},
    cues={},
    choice=(
        ChoiceStep(
            id="start",
            question=text("Where to?", "去哪儿？"),
            options=(
                ChoiceOption(id="r", label=text("A race", "比赛"), scenario="race", next="how"),
                ChoiceOption(id="c", label=text("The city", "市区"), scenario="city", next="how"),
                ChoiceOption(id="n", label=text("Nowhere in particular, thank you", "没想好要去什么地方")),
            ),
        ),
        ChoiceStep(
            id="how",
            question=text("How?", "怎么去？"),
            options=(
                ChoiceOption(id="x", label=text("Not with Alpha", "不要 Alpha"), excludes=(ALPHA,)),
                ChoiceOption(id="r", label=text("As in a race", "像比赛"), scenario="race"),
            ),
        ),
    ),
    weights=Weights(),
)
