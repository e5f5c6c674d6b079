"""A question in a few words: on a button, as the title of an inline result, and its line of description."""

from __future__ import annotations

from bot.presentation.voice import Voice
from bot.understanding.question import Reading


def label(reading: Reading, voice: Voice) -> str:
    """The reading in a few words."""
    # "All of them" goes without saying where something else names the matter.
    everyone = set(reading.frameworks) == set(voice.base.frameworks)
    names = "" if everyone else voice.versus(reading.frameworks)
    match reading:
        case Reading(component=str(component)):
            text = component
        case Reading(kind="recommend"):
            text = _situation(reading, voice)
        case Reading(kind="framework", frameworks=(framework,)):
            text = voice.text("label.framework", framework=names, emoji=voice.emoji(framework))
        case Reading(kind="learn"):
            text = voice.text("label.learn_one", frameworks=names) if names else voice.text("label.learn")
        case Reading(topic=str(topic)):
            title = voice.topic(topic)
            text = voice.text("label.topic_of", topic=title, frameworks=names) if names else title
        case Reading(kind="compare" | "framework"):
            text = voice.text("label.compare", frameworks=names or voice.versus(voice.base.frameworks))
        case Reading(outside=str(outside)) if outside in voice.base.outside:
            text = voice.say(voice.base.outside[outside].title)
        case _:
            text = voice.text("label.smalltalk")
    return text


def describe(reading: Reading, voice: Voice) -> str:
    """What the answer to the reading holds, in a line."""
    match reading:
        case Reading(component=str(component)) if component in voice.base.components:
            text = voice.say(voice.base.components[component].text)
        case Reading(kind="recommend"):
            scenario = voice.base.scenarios.get(reading.scenario or "")
            articles = len(scenario.verdicts) if scenario else 0
            text = voice.text("describe.recommend", count=articles) if articles else voice.text("describe.overview")
        case Reading(kind="learn"):
            text = voice.text("describe.learn", count=len(voice.base.learning.paths))
        case Reading(kind="framework", frameworks=(framework,)):
            text = voice.say(voice.base.frameworks[framework].tagline.text)
        case Reading(topic=str(topic)):
            cells = _cells(reading.frameworks or tuple(voice.base.frameworks), topic, voice)
            text = voice.text("between").join(cells) or voice.text("describe.silent")
        case Reading(kind="compare" | "framework"):
            text = voice.text("describe.compare")
        case _:
            text = voice.text("describe.smalltalk")
    return text


def _situation(reading: Reading, voice: Voice) -> str:
    scenario = voice.base.scenarios.get(reading.scenario or "")
    if scenario is None:
        return voice.text("label.recommend")
    return voice.text("label.situation", emoji=scenario.emoji, title=voice.say(scenario.title))


def _cells(frameworks: tuple[str, ...], topic: str, voice: Voice) -> list[str]:
    claims = {framework: voice.base.frameworks[framework].topics.get(topic) for framework in frameworks}
    return [
        voice.text("cell", framework=voice.name(framework), short=voice.say(found.short))
        for framework, found in claims.items()
        if found
    ]
