"""The templates: what is asked about a new entry, and the page that the answers make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePath

from bot.knowledge_base import KnowledgeBase
from bot.workshop.asking import Check, Interview
from bot.workshop.page import Page

_ID = re.compile("[a-z][a-z0-9_]*")


def scenario(interview: Interview, base: KnowledgeBase) -> tuple[PurePath, Page]:
    """A situation: how people ask for it, and what each article advises."""
    title = interview.both("scenario.title")
    order = _next_order(base.scenarios.values())
    name = _id(interview, base.scenarios, title["en"], f"situation_{order}")
    page = Page(interview.words)
    page.comment(page.words.text("new.head.scenario"))
    page.put("id", name)
    page.put("order", order)
    page.put("emoji", interview.ask("emoji", default="🧩"))
    page.both("title", title, "title")
    page.phrases("phrases", _phrases(interview, "scenario.phrases"), "phrases")
    leaders = _verdicts(interview, page, base)
    _fits(interview, page, base, leaders)
    return PurePath("scenarios", f"{name}.yaml"), page


def framework(interview: Interview, base: KnowledgeBase) -> tuple[PurePath, Page]:
    """Something to choose: its names, a line on it, and a place for each topic."""
    title = interview.ask("framework.name")
    order = _next_order(base.frameworks.values())
    name = _id(interview, base.frameworks, title, f"choice_{order}")
    page = Page(interview.words)
    page.comment(page.words.text("new.head.framework"))
    page.put("id", name)
    page.put("name", title, "name")
    page.put("order", order)
    page.put("emoji", interview.ask("emoji", default="🔹"))
    page.put("link", interview.ask("framework.link", check=_link(interview)), "link")
    page.open("names")
    for language, names in _phrases(interview, "framework.names").items():
        page.put(language, names, depth=1)
    page.open("tagline")
    page.both("text", interview.both("framework.tagline"), "tagline", 1)
    page.put("sources", _sources(interview, base), "sources", 1)
    _topics(page, base)
    return PurePath("frameworks", f"{name}.yaml"), page


def article(interview: Interview, base: KnowledgeBase) -> tuple[PurePath, Page]:
    """A source: who wrote what, and when."""
    title = interview.ask("article.title")
    default = _next_number(base.sources)
    name = interview.ask("id", default=default, check=_free(interview, base.sources, re.compile(r"\w+")))
    page = Page(interview.words)
    page.comment(page.words.text("new.head.article"))
    page.put("id", name)
    page.put("title", title, "headline")
    page.put("author", interview.ask("article.author"), "author")
    if day := interview.ask("article.date", check=_day(interview)):
        page.lines.append(f"date: {day}")
    if link := interview.ask("article.link", check=_link(interview)):
        page.put("link", link)
    language = interview.ask("article.language", default="en", check=_one_of(interview, ("en", "zh")))
    page.put("language", language)
    page.both("about", interview.both("article.about"), "about")
    page.comment(page.words.text("new.next.article", id=name))
    return PurePath("sources", f"{name}.yaml"), page


TEMPLATES: Mapping[str, Callable[[Interview, KnowledgeBase], tuple[PurePath, Page]]] = {
    "scenario": scenario,
    "framework": framework,
    "article": article,
}
"""By the name of what is written: asks about it, and gives where it belongs in the folder, and its page."""


def _verdicts(interview: Interview, page: Page, base: KnowledgeBase) -> dict[str, list[str]]:
    """What each article advises; gives the frameworks that some put first, each with the articles that do."""
    leaders: dict[str, list[str]] = {}
    told: list[str] = []
    while source := _source(interview, base, told):
        told.append(source)
        if len(told) == 1:
            page.open("verdicts")
        first = interview.listed("verdict.first", _one_of(interview, base.frameworks), source=source)
        page.lines.append(f"  - source: {source}")
        page.put("first", first, "first", 2)
        page.both("says", interview.both("verdict.says", source=source), "says", 2)
        for name in first:
            leaders.setdefault(name, []).append(source)
    if not told:
        page.lines.append("verdicts: []")
        page.note("verdicts")
    return leaders


def _source(interview: Interview, base: KnowledgeBase, told: Collection[str]) -> str:
    left = [name for name in base.sources if name not in told]
    key = "verdict.another" if told else "verdict.source"
    return interview.ask(key, check=_one_of(interview, left), sources=_articles(base, left)) if left else ""


def _fits(interview: Interview, page: Page, base: KnowledgeBase, leaders: Mapping[str, list[str]]) -> None:
    """Why the frameworks that lead fit, and who says so: it is the reason that a recommendation gives."""
    if not leaders:
        return
    page.open("fits")
    for name, leading in leaders.items():
        page.open(name, 1)
        page.both("text", interview.both("fit", framework=base.frameworks[name].name), "fit", 2)
        page.put("sources", _sources(interview, base, leading), "sources", 2)


def _topics(page: Page, base: KnowledgeBase) -> None:
    """A place for what the articles say on each topic: commented out, for an empty claim would be a fault."""
    page.comment(page.words.text("new.next.framework"))
    page.comment("topics:")
    for topic in base.topics.values():
        page.comment(f"  {topic.id}:  # {topic.title.in_(page.words.language) or topic.title.zh_Hans}")
        page.comment('    short: {en: "", zh_Hans: ""}')
        page.comment('    points: [{text: {en: "", zh_Hans: ""}, sources: []}]')


def _sources(interview: Interview, base: KnowledgeBase, default: Sequence[str] = ()) -> tuple[str, ...]:
    known = _articles(base, base.sources)
    return interview.listed("sources", _one_of(interview, base.sources), default, sources=known)


def _articles(base: KnowledgeBase, sources: Iterable[str]) -> list[str]:
    """Articles with their authors: few know them by their ids."""
    return [f"{name} {base.sources[name].author}" for name in sources]


def _phrases(interview: Interview, key: str) -> dict[str, tuple[str, ...]]:
    return {
        language: interview.listed(key, language=interview.words.text(f"new.in.{language}"))
        for language in ("en", "zh")
    }


def _id(interview: Interview, taken: Collection[str], title: str, otherwise: str) -> str:
    """An id that follows from the title, or from nothing where the title has no letters for it."""
    return interview.ask("id", default=_free_of(_slug(title) or otherwise, taken), check=_free(interview, taken, _ID))


def _slug(title: str) -> str:
    """A title as an id: small letters, digits and lines between them."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")[:40].rstrip("_")


def _free_of(name: str, taken: Collection[str]) -> str:
    """``name``, or with a number behind it if it is taken."""
    numbered = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def _free(interview: Interview, taken: Collection[str], pattern: re.Pattern[str]) -> Check:
    def check(answer: str) -> str | None:
        if not pattern.fullmatch(answer):
            return interview.wrong("id")
        return interview.wrong("taken", id=answer) if answer in taken else None

    return check


def _one_of(interview: Interview, known: Iterable[str]) -> Check:
    names = list(known)
    return lambda answer: None if answer in names else interview.wrong("unknown", given=answer, known=names)


def _day(interview: Interview) -> Check:
    def check(answer: str) -> str | None:
        try:
            date.fromisoformat(answer)
        except ValueError:
            return interview.wrong("date")
        return None

    return check


def _link(interview: Interview) -> Check:
    return lambda answer: None if re.fullmatch(r"https?://\S+", answer) else interview.wrong("link")


def _next_order(entries: Iterable[object]) -> int:
    return max((getattr(entry, "order", 0) for entry in entries), default=0) + 1


def _next_number(sources: Collection[str]) -> str:
    """The next of ids such as A0, A1: the letters that most of them have, and one more than the highest."""
    found = [match for name in sources if (match := re.fullmatch(r"(\D+)(\d+)", name))]
    if not found:
        return "A1"
    letters = [match[1] for match in found]
    most = max(letters, key=letters.count)
    return f"{most}{max(int(match[2]) for match in found if match[1] == most) + 1}"
