from __future__ import annotations

import builtins
import io
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageFont

from bot.conversation import Desk
from bot.pictures import Picture, Unavailable, draw, fonts, picture_of
from bot.playground.telegram.core.files import png_size
from bot.playground.telegram.methods.media import PHOTO_BYTES, PHOTO_RATIO, PHOTO_SIDES
from bot.understanding import Reading
from bot.understanding.question import LANGUAGES, Language
from tests.presentation.answers import every
from tests.presentation.sample import BASE


@pytest.fixture
def fresh_fonts() -> Iterator[None]:
    """Fonts that are looked for anew, before and after."""
    found = (fonts.font, fonts._face, fonts._path)
    for each in found:
        each.cache_clear()
    yield
    for each in found:
        each.cache_clear()


def pictures(desk: Desk, language: Language) -> list[Picture]:
    everyone = tuple(desk.base.frameworks)
    readings = [
        Reading("compare", everyone),
        Reading("compare", everyone[:2]),
        *(Reading("fact", everyone, topic=figure.topic) for figure in desk.base.figures.values()),
    ]
    own = [picture_of(desk.show(reading, language).answer, desk.base, "@FrameBot") for reading in readings]
    return [found for found in (*own, *(picture_of(answer, BASE) for answer in every(language).values())) if found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_picture(language: Language, desk: Desk) -> None:
    for picture in pictures(desk, language):
        png = draw(picture)
        size = png_size(png)
        assert size
        assert len(png) < PHOTO_BYTES / 50
        assert sum(size) <= PHOTO_SIDES
        assert max(size) <= PHOTO_RATIO * min(size)
        # A phone shows it as wide as its screen, and no smaller for being too tall.
        assert 800 <= size[0] <= 900
        assert size[1] <= 1300


def test_what_is_drawn_is_the_same_every_time(desk: Desk) -> None:
    first, *_ = pictures(desk, "zh_Hant")
    assert draw(first) == draw(first)


def test_signs_and_bars_are_there(desk: Desk) -> None:
    card, _, chart, *_ = pictures(desk, "en")
    for picture, wanted in ((card, {(31, 138, 76), (199, 119, 0)}), (chart, {(47, 111, 79), (53, 102, 192)})):
        image = Image.open(io.BytesIO(draw(picture))).convert("RGB")
        colours = image.getcolors(1_000_000)
        assert colours
        for colour in wanted:
            near = sum(n for n, c in colours if isinstance(c, tuple) and max(map(abs, _minus(c, colour))) <= 6)
            assert near > 100


def _minus(one: tuple[Any, ...], other: tuple[int, ...]) -> list[int]:
    return [int(a) - b for a, b in zip(one, other, strict=True)]


def test_a_figure_of_one_number_or_of_none_can_be_drawn(desk: Desk) -> None:
    *_, fact = pictures(desk, "en")
    assert png_size(draw(fact))


class TestTheFont:
    def test_each_script_has_its_own_forms(self) -> None:
        assert [fonts.font(language, 20).getname()[0] for language in LANGUAGES] == [
            "Noto Sans CJK SC",
            "Noto Sans CJK SC",
            "Noto Sans CJK TC",
        ]

    def test_bold_is_bolder(self) -> None:
        assert fonts.font("en", 40, bold=True).getlength("Wide") > fonts.font("en", 40).getlength("Wide")

    @pytest.mark.usefixtures("fresh_fonts")
    def test_without_its_package_one_of_the_system_serves(self, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
        package, _ = fonts._face("SC")
        real = ImageFont.truetype

        def found(name: str, *args: Any, **options: Any) -> ImageFont.FreeTypeFont:
            if name != fonts._SYSTEM[3]:
                raise OSError("cannot open resource")
            return real(package, *args, **options)

        for each in (fonts.font, fonts._face, fonts._path):
            each.cache_clear()
        monkeypatch.setattr(fonts, "_packaged", lambda: iter(()))
        monkeypatch.setattr(ImageFont, "truetype", found)
        assert png_size(draw(pictures(desk, "zh_Hant")[0]))

    @pytest.mark.usefixtures("fresh_fonts")
    def test_without_any_there_are_no_pictures(self, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
        def missing(*_: Any, **__: Any) -> ImageFont.FreeTypeFont:
            raise OSError("cannot open resource")

        picture = pictures(desk, "en")[0]
        monkeypatch.setattr(ImageFont, "truetype", missing)
        with pytest.raises(Unavailable, match="font"):
            draw(picture)


def test_without_the_library_there_are_no_pictures(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    picture = pictures(desk, "en")[0]
    for name in [name for name in sys.modules if name == "PIL" or name.startswith(("PIL.", "bot.pictures."))]:
        if name not in {"bot.pictures.composing", "bot.pictures.content", "bot.pictures.drawing"}:
            monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name == "PIL" or name.startswith("PIL."):
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unavailable, match="library"):
        draw(picture)
