"""The font: one that has Han characters, from its package or from the system."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from bot.understanding.question import Language

_PACKAGE = "manimgx_fonts_cjk"
"""Ships Noto Sans CJK: every weight, and the forms that characters have in each region."""
_SYSTEM = (
    "NotoSansCJK-VF.otf.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "SourceHanSans.ttc",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "PingFang.ttc",
    "msyh.ttc",
)
"""Names under which such fonts are found where the package is missing; the library knows the folders of each system."""
_REGION: dict[Language, str] = {"en": "SC", "zh_Hans": "SC", "zh_Hant": "TC"}
_REGULAR, _BOLD = 400, 700


class NoFontError(Exception):
    """There is no font with Han characters."""


@cache
def font(language: Language, size: int, bold: bool = False) -> FreeTypeFont:
    """The font for ``language``.

    Args:
        language: whose forms of the characters are wanted.
        size: of the em square, in pixels.
        bold: as heavy as headings are, if the font has such a weight.

    Raises:
        NoFontError: there is none.
    """
    path, index = _face(_REGION[language])
    found = _open(path, size, index)
    # A font of one weight serves for both.
    with contextlib.suppress(OSError, NotImplementedError):
        found.set_variation_by_axes([_BOLD if bold else _REGULAR])
    return found


def put_away() -> None:
    """Closes the fonts. Each size maps some megabytes of the file, and is opened again in no time."""
    font.cache_clear()


@cache
def _face(region: str) -> tuple[str, int]:
    """The file, and which of its faces is that of the region; the first one if none says so."""
    path = _path()
    faces = {found.getname()[0] or "": index for index, found in enumerate(_faces(path))}
    return path, next((index for name, index in faces.items() if name.endswith(region)), 0)


@cache
def _path() -> str:
    for name in (*_packaged(), *_SYSTEM):
        try:
            _open(name, 10)
        except OSError:
            continue
        return name
    raise NoFontError("no font with Han characters")


def _packaged() -> Iterator[str]:
    package = find_spec(_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        yield from (str(path) for path in sorted(Path(folder).glob("*.tt[cf]")))


def _faces(path: str) -> Iterator[FreeTypeFont]:
    index = 0
    while True:
        try:
            yield _open(path, 10, index)
        except OSError:
            return
        index += 1


def _open(path: str, size: int, index: int = 0) -> FreeTypeFont:
    # The plain layout is there on every system, so that a picture is the same everywhere.
    return ImageFont.truetype(path, size, index, layout_engine=ImageFont.Layout.BASIC)
