"""A text as people type it becomes tokens that can be looked up.

Full width, case, Traditional characters (with Taiwan's vocabulary) and word endings are evened out; every token still
knows which characters of the asker's own text it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from bot.knowledge_base.scripts import convert

LIMIT = 4096
"""Characters of a text that are looked at, as long as a message of Telegram can be."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_RUN = re.compile(f"[{_HAN}]+")
_TOKEN = re.compile(
    rf"(?P<latin>[a-z\u00c0-\u024f]+(?:\+\+|\#)(?![a-z])|[a-z\u00c0-\u024f][a-z0-9\u00c0-\u024f]*(?:['’][a-z]+)?)"
    rf"|(?P<number>\d+(?:\.\d+)*[a-z]*)|(?P<han>[{_HAN}])|(?P<stop>[!?;。！？；…\n]+|\.+(?![a-z0-9]))|(?P<pause>[,:，、：()（）「」『』“”\"]+)"
)
_HALVES = re.compile("[\ud800-\udfff]")
_VOWEL = re.compile("[aeiouy]")
_PAUSE, _STOP = 1, 4
"""How far a comma and the end of a sentence move words apart."""


@dataclass(frozen=True, slots=True)
class Token:
    """A Latin word, a number or one Han character."""

    form: str
    """As written, evened out."""
    key: str
    """The form without its ending: what words are compared by."""
    start: int
    end: int
    position: int
    """Place in the order of tokens; punctuation leaves gaps, so neighbours differ by one."""
    script: str
    """``latin``, ``number``, ``han``, or ``name`` for a token that stands for a name."""
    quality: float = 1.0
    """1 for what was typed, less for what a typo was corrected to."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """``word`` without the ending of its number or tense; short words and words with digits stay as they are.

    Only inflection goes: stemmers that also take derivation away make one word of customer and custom, of production
    and product, and those mean different things here.
    """
    if len(word) <= 3 or not (word.isascii() and word.isalpha()):
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and _VOWEL.search(base):
            word = base[:-1] if base[-1] == base[-2] and base[-1] not in "lsz" else base
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def even_out(text: str) -> tuple[str, list[int]]:
    """``text`` in one width, case and Chinese script, with the original offset of each character."""
    # Halves of characters, which JSON can carry and no converter takes, become the sign for what cannot be read.
    text = _HALVES.sub("\ufffd", text[:LIMIT])
    plain, offsets = text.casefold(), list(range(len(text)))
    if len(plain) != len(text) or not unicodedata.is_normalized("NFKC", text):
        plain, offsets = _character_by_character(text)
    # Taiwan's words are looked for only where the characters are Traditional: 文件 is a file in Simplified Chinese.
    traditional = _HAN_RUN.search(plain) and convert(plain, "t2s") != plain
    return _simplify(plain, offsets) if traditional else (plain, offsets)


def _character_by_character(text: str) -> tuple[str, list[int]]:
    """``text`` in one width and case, where that changes more than the case of single characters."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character).casefold()
        characters.append(plain)
        offsets.extend([offset] * len(plain))
    return "".join(characters), offsets


def _simplify(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    out: list[str] = []
    places: list[int] = []
    done = 0
    for run in _HAN_RUN.finditer(text):
        start, end = run.span()
        converted = convert(run.group(), "tw2sp")
        out += (text[done:start], converted)
        places += offsets[done:start]
        places += _aligned(run.group(), converted, offsets[start:end])
        done = end
    out.append(text[done:])
    places += offsets[done:]
    return "".join(out), places


def _aligned(before: str, after: str, offsets: list[int]) -> list[int]:
    """The offset of each character of ``after``, where ``before`` was converted to it."""
    if len(before) == len(after):
        return offsets
    places: list[int] = []
    for step in Levenshtein.opcodes(before, after):
        length = step.dest_end - step.dest_start
        last = min(max(step.src_end - 1, 0), len(offsets) - 1)
        places += [offsets[min(step.src_start + index, last)] for index in range(length)]
    return places


def tokenise(text: str) -> tuple[Token, ...]:
    """The words, numbers and Han characters of ``text``, in order."""
    plain, offsets = even_out(text)
    tokens: list[Token] = []
    position = 0
    for match in _TOKEN.finditer(plain):
        script = match.lastgroup or ""
        if script == "stop":
            position += _STOP
            continue
        if script == "pause":
            position += _PAUSE
            continue
        form = match.group().replace("'", "").replace("’", "")
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        tokens.append(Token(form, stem(form) if script == "latin" else form, start, end, position, script))
        position += 1
    return tuple(tokens)
