"""Draws, if there is anything to draw with."""

from __future__ import annotations

from bot.pictures.content import Card, Picture


class Unavailable(Exception):  # noqa: N818 - it says what pictures are
    """There are no pictures here: the library that draws, or a font, is missing."""


def draw(picture: Picture) -> bytes:
    """The picture as a PNG. Takes its time: not to be called on an event loop.

    Raises:
        Unavailable: the library or a font is missing.
    """
    try:
        # Loaded for the first picture: a bot that draws none need not have the library.
        from bot.pictures.card import draw_card  # noqa: PLC0415
        from bot.pictures.chart import draw_chart  # noqa: PLC0415
        from bot.pictures.fonts import NoFontError, put_away  # noqa: PLC0415
    except ImportError as error:
        raise Unavailable("the library that draws is not installed") from error
    content = picture.content
    try:
        if isinstance(content, Card):
            return draw_card(content, picture.language, picture.by)
        return draw_chart(content, picture.language, picture.by)
    except NoFontError as error:
        raise Unavailable(str(error)) from error
    finally:
        put_away()
