"""The bot's own sentences, per language, and how that language writes numbers, dates and lists.

A sentence is looked up by its key (``recommend.reason``) in ``locales/<language>/LC_MESSAGES/bot.po``; English has a
catalogue too, so that no sentence stands in the code. Placeholders are written ``{framework}``; ``**bold**`` and
```code``` are the only markup.
"""

from __future__ import annotations

import gettext
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal

from bot.presentation import spacing
from bot.presentation.markup import mark, unmark
from bot.understanding.question import Language

Value = str | int | Sequence[str]
"""What may be put into a placeholder: numbers and lists are written the way the language writes them."""

DOMAINS = ("bot", "page")
"""The catalogues: what the bot says, and what stands on the page of the playground around it."""
_FALLBACK: Language = "en"
_NUMBER = re.compile(r"\{number:(\d+)\}")
_MYRIAD = 10_000
"""Chinese counts in ten thousands from here on."""


class MissingText(UserWarning):
    """A catalogue lacks a sentence. English stands in at run time; under test, warnings are errors."""


class Catalogue:
    """The sentences of one language."""

    def __init__(
        self,
        language: Language,
        forms: Mapping[str, tuple[str, ...]],
        plural: Callable[[int], int],
        fallback: Catalogue | None = None,
    ) -> None:
        self.language = language
        self._forms = forms
        self._plural = plural
        self._fallback = fallback
        self._locale = Locale.parse(language)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all sentences."""
        return frozenset(self._forms)

    @property
    def templates(self) -> dict[str, str]:
        """The sentences as they stand in the catalogue, for who fills them in elsewhere."""
        return {key: forms[0] for key, forms in self._forms.items()}

    def text(self, key: str, **values: Value) -> str:
        """The sentence without its markup, as buttons and terminals need it."""
        return unmark(self.marked(key, **values))

    def marked(self, key: str, **values: Value) -> str:
        """The sentence with marks for :func:`bot.presentation.markup.lines`.

        The template is marked before the values go in, so nothing in a value is ever taken for markup. A sentence with
        plural forms chooses among them by the value ``count``.
        """
        count = values.get("count")
        template = mark(self._template(key, count if isinstance(count, int) else 1))
        pieces = []
        for literal, name, _, _ in Formatter().parse(template):
            pieces += [literal] if name is None else [literal, self._written(values[name])]
        return self._joined(pieces)

    def number(self, value: int) -> str:
        """``30000`` as 30,000, as 3 万 or as 3 萬."""
        if self.language != _FALLBACK and value >= _MYRIAD and value % (_MYRIAD // 100) == 0:
            return re.sub(
                r"(?<=\d)(?=\D+$)", " ", format_compact_decimal(value, locale=self._locale, fraction_digits=2)
            )
        return format_decimal(value, locale=self._locale)

    def expand(self, text: str) -> str:
        """A text of the knowledge base with its ``{number:30000}`` written out."""
        pieces = _NUMBER.split(text)
        pieces[1::2] = [self.number(int(digits)) for digits in pieces[1::2]]
        return self._joined(pieces)

    def date(self, day: date) -> str:
        """``day`` written out."""
        written = format_date(day, "long", locale=self._locale)
        return written if self.language == _FALLBACK else spacing.spaced(written)

    def join(self, items: Sequence[str]) -> str:
        """``A, B and C``; what stands between them is itself in the catalogue."""
        if len(items) < 2:
            return "".join(items)
        comma = self._template("list.comma", 1)
        first, *middle = items[:-1]
        between = [piece for item in middle for piece in (comma, item)]
        return self._joined([first, *between, self._template("list.and", 1), items[-1]])

    def _written(self, value: Value) -> str:
        if isinstance(value, int):
            return self.number(value)
        return value if isinstance(value, str) else self.join(value)

    def _joined(self, pieces: Sequence[str]) -> str:
        return "".join(pieces) if self.language == _FALLBACK else spacing.join(pieces)

    def _template(self, key: str, count: int) -> str:
        forms = self._forms.get(key)
        if forms:
            return forms[self._plural(count) if len(forms) > 1 else 0]
        warnings.warn(f"locales/{self.language}: no text for {key!r}", MissingText, stacklevel=4)
        return self._fallback._template(key, count) if self._fallback else key


def packaged_folder() -> Path:
    """The folder of catalogues that comes with the program, installed or in a checkout."""
    installed = Path(__file__).parent.parent / "_data" / "locales"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "locales"


def path_of(language: Language, folder: Path, domain: str = DOMAINS[0]) -> Path:
    """Where in ``folder`` a catalogue of ``language`` lies."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path) -> Catalog:
    """A ``.po`` file as Babel understands it; a syntax error in it is an exception, not a guess."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def texts_of(message: Message) -> tuple[str, ...]:
    """The forms of a sentence; one, unless it has a plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def load(language: Language, folder: Path | None = None, domain: str = DOMAINS[0]) -> Catalogue:
    """A catalogue of ``language``, with English behind it."""
    folder = folder or packaged_folder()
    file = read(path_of(language, folder, domain))
    forms = {}
    for message in file:
        key = message.id if isinstance(message.id, str) else message.id[0]
        texts = texts_of(message)
        if key and all(texts):
            forms[key] = texts
    fallback = None if language == _FALLBACK else load(_FALLBACK, folder, domain)
    return Catalogue(language, forms, gettext.c2py(file.plural_expr), fallback)


@cache
def catalogue(language: Language) -> Catalogue:
    """The packaged catalogue of ``language``, read once."""
    return load(language)
