"""Photos have the size that they have, and no more than Telegram takes."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from telegram import Bot
from telegram.error import BadRequest

from bot.playground.telegram import TelegramServer
from bot.playground.telegram.core.files import png_size


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def test_the_size_of_a_png_is_read_and_that_of_others_is_not() -> None:
    assert png_size(png(3, 5)) == (3, 5)
    assert png_size(b"GIF89a") is None


@pytest.mark.parametrize(
    ("width", "height", "fine"), [(840, 1283, True), (20, 400, True), (20, 401, False), (5001, 5000, False)]
)
async def test_photos_that_are_too_large_or_too_narrow_are_refused(width: int, height: int, fine: bool) -> None:
    async with TelegramServer() as server:
        alice = server.person("Alice")
        await alice.say(alice.private(), "/start")
        async with Bot(server.token, base_url=server.base_url) as bot:
            if fine:
                sent = await bot.send_photo(alice.private().id, png(width, height))
                assert (sent.photo[-1].width, sent.photo[-1].height) == (width, height)
            else:
                with pytest.raises(BadRequest, match="invalid_dimensions"):
                    await bot.send_photo(alice.private().id, png(width, height))
