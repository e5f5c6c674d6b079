"""The HTML of rich messages: which tags there are, what may stand in what, and how much of it.

Telegram's own reading is not public. What is checked here is what the Bot API's manual says;
what it leaves open is refused, so that a bot relies on nothing that may change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from ..core.errors import Refusal, bad_request, surely_a_bug
from .links import is_link

CHARACTERS = 32768
BLOCKS = 500
LEVELS = 16
COLUMNS = 20
_INLINE = frozenset("b strong i em u ins s strike del code mark sub sup tg-spoiler a".split())
_TEXTS = frozenset("p h1 h2 h3 h4 h5 h6 footer pre summary caption td th cite".split())
"""What holds text and nothing else."""
_HOLDERS = frozenset("details blockquote li".split())
"""What holds text or blocks."""
_INSIDE: Mapping[str, frozenset[str]] = {
    "table": frozenset({"tr", "caption"}),
    "tr": frozenset({"td", "th"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
}
"""What holds these tags alone."""
_ONLY_IN = {
    "tr": {"table"},
    "td": {"tr"},
    "th": {"tr"},
    "caption": {"table"},
    "summary": {"details"},
    "li": {"ul", "ol"},
}
_COUNTED = (_TEXTS | _HOLDERS | _INSIDE.keys() | {"hr"}) - {"td", "th", "summary", "caption", "cite"}
_VOID = frozenset({"br", "hr"})
_KNOWN = _INLINE | _TEXTS | _HOLDERS | _INSIDE.keys() | _VOID
_CELL = {"align": "left|center|right", "valign": "top|middle|bottom", "colspan": r"\d+", "rowspan": r"\d+"}
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "table": {"bordered": "", "striped": ""},
    "td": _CELL,
    "th": _CELL,
    "details": {"open": ""},
    "a": {"href": ".+"},
    "code": {"class": r"language-\S+"},
}
_REFERENCE = re.compile(r"&(?!(?:lt|gt|amp|quot|apos|nbsp|hellip|[mn]dash|[lr][sd]quo|#\d+|#x[0-9a-fA-F]+);)")
_BREAKS = frozenset("br p h1 h2 h3 h4 h5 h6 footer pre summary caption tr li".split())


def words(source: str) -> str:
    """What a reader sees of it: a line for each block and each row, with bars between cells."""
    return _Reader(source).read()


@dataclass
class _Open:
    tag: str
    columns: int = 0


class _Reader(HTMLParser):
    """Reads one text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self._source = source
        self._open: list[_Open] = []
        self._said: list[str] = []
        self._blocks = 0

    def read(self) -> str:
        """The words.

        Raises:
            Refusal: the markup is wrong, or there is too much of it.
        """
        if _REFERENCE.search(self._source):
            raise _bug('unescaped "&" or unknown character entity')
        self.feed(self._source)
        self.close()
        if self._open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        if len("".join(self._said)) > CHARACTERS:
            raise bad_request("message is too long")
        if self._blocks > BLOCKS:
            raise bad_request("too many blocks in the rich message")
        return re.sub(r"\n{2,}", "\n", "".join(self._said)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Checks a tag, where it stands and what it says."""
        if tag not in _KNOWN:
            raise _wrong(f'Unsupported start tag "{tag}"')
        self._check_place(tag)
        for name, value in attrs:
            self._check_attribute(tag, name, value or "")
        self._blocks += tag in _COUNTED
        if tag in {"td", "th"}:
            self._cell(dict(attrs))
        if tag in _VOID:
            self._said.append("\n")
            return
        self._open.append(_Open(tag))
        if len(self._open) > LEVELS:
            raise bad_request("too many levels in the rich message")

    def handle_endtag(self, tag: str) -> None:
        """Checks that it is the end of what was opened last."""
        if tag in _VOID:
            return
        if not self._open or self._open[-1].tag != tag:
            raise _wrong(f'Unexpected end tag "{tag}"')
        self._open.pop()
        if tag in _BREAKS:
            self._said.append("\n")

    def handle_data(self, data: str) -> None:
        """Keeps text; blanks and line breaks count as one blank."""
        inside = self._open[-1].tag if self._open else ""
        if inside in _INSIDE and data.strip():
            raise _bug(f'text right in "{inside}"')
        preformatted = any(entry.tag == "pre" for entry in self._open)
        self._said.append(data if preformatted else re.sub(r"\s+", " ", data))

    def _check_place(self, tag: str) -> None:
        outer = self._open[-1].tag if self._open else ""
        if tag in _ONLY_IN and outer not in _ONLY_IN[tag]:
            raise _bug(f'tag "{tag}" can\'t be inside "{outer}"')
        if outer in _INSIDE and tag not in _INSIDE[outer]:
            raise _bug(f'tag "{tag}" can\'t be inside "{outer}"')
        if outer in _TEXTS | _INLINE and tag not in _INLINE | {"br", "cite"}:
            raise _bug(f'tag "{tag}" can\'t be inside "{outer}"')

    def _check_attribute(self, tag: str, name: str, value: str) -> None:
        form = _ATTRIBUTES.get(tag, {}).get(name)
        if form is None or not re.fullmatch(form, value):
            raise _bug(f'unknown attribute "{name}" in the tag "{tag}"')
        if name == "href" and not is_link(value):
            raise _bug(f'wrong link "{value}" in the tag "a"')

    def _cell(self, attributes: Mapping[str, str | None]) -> None:
        row = self._open[-1]
        if row.columns:
            self._said.append(" | ")
        row.columns += int(attributes.get("colspan") or 1)
        if row.columns > COLUMNS:
            raise bad_request("too many columns in the table")


def _wrong(reason: str) -> Refusal:
    return bad_request(f"can't parse rich message: {reason}")


def _bug(reason: str) -> Refusal:
    return surely_a_bug(f"can't parse rich message: {reason}")
