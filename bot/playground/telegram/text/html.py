"""Telegram's HTML: the tags, their rules, and the very words of its complaints.

The reading follows Telegram's own, byte by byte, because its complaints name byte offsets.
In strict mode also refused is what Telegram silently drops or leaves as it stands: unknown
attributes and character entities, bare ampersands, wrong links, tags inside code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..core.errors import Refusal, bad_request, surely_a_bug
from ..core.model import Json
from .links import is_link, mentioned_user

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_ATTRIBUTES = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id"}
_REFERENCE = re.compile(
    rb"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>[0-9]{1,7})|(?P<name>lt|gt|amp|quot))"
    rb"(?![0-9a-zA-Z]);?"
)
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACE = b" \t\r\n\0\v"
_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


@dataclass
class HtmlReader:
    """Reads one text; `entities` and the plain text are there when `read` returns."""

    source: bytes
    strict: bool = True
    entities: list[Json] = field(default_factory=list)
    _plain: list[str] = field(default_factory=list)
    _units: int = 0
    _at: int = 0
    _open: list[_Open] = field(default_factory=list)

    def read(self) -> str:
        """The plain text.

        Raises:
            Refusal: the markup is wrong.
        """
        while self._at < len(self.source):
            byte = self.source[self._at : self._at + 1]
            if byte == b"&":
                self._write(self._reference() or self._bare_ampersand())
            elif byte != b"<":
                end = re.compile(rb"[&<]|\Z").search(self.source, self._at)
                stop = end.start() if end else len(self.source)
                self._write(self.source[self._at : stop].decode())
                self._at = stop
            elif self.source[self._at + 1 : self._at + 2] == b"/":
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            tag = self._open[-1].tag
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self._plain)

    def _write(self, text: str) -> None:
        self._plain.append(text)
        self._units += len(text.encode("utf-16-le")) // 2

    def _reference(self) -> str | None:
        match = _REFERENCE.match(self.source, self._at)
        if match is None:
            return None
        if name := match["name"]:
            character = _NAMED[name]
        else:
            code = int(match["hex"], 16) if match["hex"] else int(match["number"])
            if code == 0 or code >= 0x10FFFF or 0xD800 <= code < 0xE000:
                return None
            character = chr(code)
        self._at = match.end()
        return character

    def _bare_ampersand(self) -> str:
        if self.strict:
            raise _bug(f'unescaped "&" or unknown character entity at byte offset {self._at}')
        self._at += 1
        return "&"

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        self._skip_until(_SPACE + b">")
        tag = self.source[begin + 1 : self._at].decode(errors="replace").lower()
        if self._at >= len(self.source):
            raise _wrong(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while (given := self._attribute(tag, begin)) is not None:
            argument = self._argument(tag, *given, begin) or argument
        self._at += 1
        if tag == "span" and argument != "spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        if tag == "tg-emoji" and not argument.isdigit():
            raise _wrong("Invalid custom emoji identifier specified")
        self._check_nesting(tag, begin)
        self._open.append(_Open(tag, argument, self._units, len("".join(self._plain))))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        """The next attribute with its value, or nothing at the end of the tag."""
        self._skip_while(_SPACE)
        if self.source[self._at : self._at + 1] == b">":
            return None
        start = self._at
        self._skip_until(_SPACE + b"=>")
        name = self.source[start : self._at].decode(errors="replace").lower()
        if self._at >= len(self.source):
            raise _wrong(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if not name:
            raise _wrong(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_while(_SPACE)
        if self.source[self._at : self._at + 1] != b"=":
            return name, ""
        self._at += 1
        self._skip_while(_SPACE)
        quote = self.source[self._at : self._at + 1]
        value = self._quoted(quote) if quote in {b'"', b"'"} else self._token()
        if self._at >= len(self.source):
            raise _wrong(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return name, value

    def _quoted(self, quote: bytes) -> str:
        self._at += 1
        value = b""
        while self._at < len(self.source) and (byte := self.source[self._at : self._at + 1]):
            if byte == quote:
                self._at += 1
                break
            if byte == b"&":
                value += (self._reference() or self._bare_ampersand()).encode()
            else:
                value += byte
                self._at += 1
        return value.decode(errors="replace")

    def _token(self) -> str:
        start = self._at
        match = _TOKEN.match(self.source, start)
        self._at = match.end() if match else start
        after = self.source[self._at : self._at + 1]
        if after and after not in {b">", *(bytes([space]) for space in _SPACE)}:
            raise _wrong(f"Unexpected end of name token at byte offset {start}")
        return self.source[start : self._at].decode().lower()

    def _argument(self, tag: str, name: str, value: str, begin: int) -> str | None:
        """What an attribute says about the entity, if it is one that counts."""
        if tag == "blockquote" and name == "expandable":
            return "expandable"
        if _ATTRIBUTES.get(tag) == name:
            prefix = {"code": "language-", "span": "tg-"}.get(tag, "")
            if value.startswith(prefix):
                return value.removeprefix(prefix)
        if self.strict:
            raise _bug(f'unknown attribute "{name}" in the tag "{tag}" at byte offset {begin}')
        return None

    def _check_nesting(self, tag: str, begin: int) -> None:
        if not self.strict:
            return
        outer = [entry.tag for entry in self._open]
        language = tag == "code" and outer[-1:] == ["pre"]
        inside_code = bool({"code", "pre"} & set(outer)) and not language
        if inside_code or (tag in outer and tag in {"a", "blockquote"}):
            raise _bug(f'tag "{tag}" can\'t be inside "{outer[-1]}" at byte offset {begin}')

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _wrong(f"Unexpected end tag at byte offset {begin}")
        self._at += 2
        self._skip_until(_SPACE + b">")
        name = self.source[begin + 2 : self._at].decode(errors="replace")
        self._skip_while(_SPACE)
        if self.source[self._at : self._at + 1] != b">":
            raise _wrong(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        entry = self._open.pop()
        if name and name.lower() != entry.tag:
            raise _wrong(f'Unmatched end tag at byte offset {begin}, expected "</{entry.tag}>", found "</{name}>"')
        if self._units > entry.offset:
            self._close(entry, begin)

    def _close(self, entry: _Open, begin: int) -> None:
        entity: Json = {
            "type": _TYPES[entry.tag],
            "offset": entry.offset,
            "length": self._units - entry.offset,
        }
        if entry.tag == "a" and not self._link(entity, entry, begin):
            return
        if entry.tag == "code" and entry.argument:
            entity["language"] = entry.argument
        elif entry.tag == "blockquote" and entry.argument:
            entity["type"] = "expandable_blockquote"
        elif entry.tag == "tg-emoji":
            entity["custom_emoji_id"] = entry.argument
        elif entry.tag == "pre" and self.entities:
            last = self.entities[-1]
            if last["type"] == "code" and _span(last) == _span(entity):
                entity = {**self.entities.pop(), "type": "pre"}
        self.entities.append(entity)

    def _link(self, entity: Json, entry: _Open, begin: int) -> bool:
        """Complete a link; false if Telegram would drop it."""
        url = entry.argument or "".join(self._plain)[entry.begin :]
        if user := mentioned_user(url):
            entity.update(type="text_mention", user={"id": user})
        elif is_link(url):
            entity["url"] = url
        elif self.strict:
            raise _bug(f'wrong link "{url}" in the tag "a" before byte offset {begin}')
        else:
            return False
        return True

    def _skip_until(self, stop: bytes) -> None:
        while self._at < len(self.source) and self.source[self._at] not in stop:
            self._at += 1

    def _skip_while(self, skip: bytes) -> None:
        while self._at < len(self.source) and self.source[self._at] in skip:
            self._at += 1


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["length"]


def _wrong(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


def _bug(reason: str) -> Refusal:
    return surely_a_bug(f"can't parse entities: {reason}")
