from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.document import LIMIT, Block, Code, Document, Line, Paragraph, Quote, Span, plain_line, units
from bot.presentation.markup import lines, mark
from bot.presentation.message import Message

from .telegram_html import parsed

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40)
SPANS = st.builds(Span, text=WORDS, bold=st.booleans(), italic=st.booleans(), code=st.booleans())
LINES: st.SearchStrategy[tuple[Line, ...]] = st.lists(
    st.lists(SPANS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=6
).map(tuple)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, LINES), st.builds(Quote, LINES), st.builds(Code, WORDS)
)


@given(st.lists(BLOCKS, min_size=1, max_size=5).map(tuple))
def test_html_and_plain_text_have_the_same_characters(blocks: tuple[Block, ...]) -> None:
    message = Message(Document(blocks))
    if message.plain.strip():
        assert parsed(message) == message.plain


def test_every_style_in_html() -> None:
    line = (
        Span("a < b & c", bold=True),
        Span("i", italic=True),
        Span("<x>", code=True, bold=True),
        Span("link", link='https://example.org/?a="1"&b=2'),
    )
    document = Document((Paragraph((line, plain_line("second"))), Quote((plain_line("q"),)), Code("if a < b:")))
    assert document.html() == (
        "<b>a &lt; b &amp; c</b><i>i</i><code>&lt;x&gt;</code>"
        '<a href="https://example.org/?a=&quot;1&quot;&amp;b=2">link</a>\nsecond'
        "\n\n<blockquote expandable>q</blockquote>"
        "\n\n<pre>if a &lt; b:</pre>"
    )
    assert document.plain() == "a < b & ci<x>link\nsecond\n\nq\n\nif a < b:"


@given(st.lists(BLOCKS, min_size=1, max_size=5).map(tuple), st.integers(2, 200))
def test_a_cut_document_keeps_to_the_limit_and_to_whole_lines(blocks: tuple[Block, ...], limit: int) -> None:
    document = Document(blocks)
    cut = document.fitted(limit)
    assert units(cut.plain()) <= limit
    if cut is not document:
        assert cut.plain().endswith("…")
        assert document.plain().startswith(cut.plain()[:-1].rstrip("\n"))


def test_length_is_counted_in_utf16() -> None:
    assert units("🧭é中") == 4
    smiles = Document(tuple(Paragraph((plain_line("🧭" * 100),)) for _ in range(30)))
    assert LIMIT - 210 < units(smiles.fitted().plain()) <= LIMIT


def test_markup_of_the_catalogues() -> None:
    assert lines(mark("**bold** and `code`\nsecond")) == (
        (Span("bold", bold=True), Span(" and "), Span("code", code=True)),
        (Span("second"),),
    )
