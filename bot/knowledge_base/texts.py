"""What the entries of a knowledge base are written in: texts in every language, and phrases of those who ask."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Entry(BaseModel):
    """Base of all entries: immutable, and a field that nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(Entry):
    """One text in every language of the answers.

    English and Simplified Chinese are written by people; Traditional Chinese is drafted when the knowledge is loaded
    (see ``traditional.py``) unless a correction stands in ``traditional.yaml``.

    A number that should be written the way the reader's language writes it stands as ``{number:30000}``.
    """

    en: str = Field(min_length=1)
    zh_Hans: str = Field(min_length=1)
    zh_Hant: str = ""

    def in_(self, language: str) -> str:
        """The text in ``language`` (``en``, ``zh_Hans`` or ``zh_Hant``)."""
        return str(getattr(self, language))


class Phrases(Entry):
    """How people say it, per language.

    A phrase is one or more words. Words with a blank between them may stand apart in the question and in any order;
    letters without a blank stand together. Case, full width, Traditional characters, plurals and small typos do not
    matter.
    """

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """The phrases of both languages."""
        return self.en + self.zh
