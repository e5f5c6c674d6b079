"""The HTML of rich messages, as strictly as the manual can be read."""

from __future__ import annotations

import pytest

from bot.playground.telegram.core.errors import Refusal
from bot.playground.telegram.text.rich import BLOCKS, words

CELL = "<td>x</td>"


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("plain", "plain"),
        ("<h1>A</h1><p>b<br>c &amp; d</p>", "A\nb\nc & d"),
        ("<table bordered striped><caption>C</caption><tr><th>a</th><td align='right'>1</td></tr></table>", "C\na | 1"),
        ("<details open><summary>S</summary><p>x</p><ul><li>y</li></ul></details>", "S\nx\ny"),
        ('<p><b>a</b> <a href="https://example.org">b</a>\n  c</p>', "a b c"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<hr/><blockquote>q</blockquote>", "q"),
    ],
)
def test_what_is_right_is_read(source: str, read: str) -> None:
    assert words(source) == read


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<video>x</video>", "Unsupported start tag"),
        ("<p>x", "Can't find end tag"),
        ("<p>x</b></p>", "Unexpected end tag"),
        ("<p>R&D</p>", "unescaped"),
        ("<p>&copy;</p>", "unescaped"),
        ("<p class='x'>x</p>", "unknown attribute"),
        ("<table border='1'><tr><td>x</td></tr></table>", "unknown attribute"),
        ("<table><tr><td align='middle'>x</td></tr></table>", "unknown attribute"),
        ("<p><p>x</p></p>", "can't be inside"),
        ("<b><p>x</p></b>", "can't be inside"),
        ("<td>x</td>", "can't be inside"),
        ("<table><td>x</td></table>", "can't be inside"),
        ("<table><tr><td><p>x</p></td></tr></table>", "can't be inside"),
        ("<table>x</table>", "text right in"),
        ("<p><a href='nowhere'>x</a></p>", "wrong link"),
        (f"<table><tr>{CELL * 21}</tr></table>", "too many columns"),
        ("<p>x</p>" * (BLOCKS + 1), "too many blocks"),
        ("<b><i>" * 9 + "x" + "</i></b>" * 9, "too many levels"),
        ("x" * 40_000, "too long"),
    ],
)
def test_what_is_wrong_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        words(source)
