"""Chinese of one script as Chinese of the other, by OpenCC.

The ways are OpenCC's: ``t2s`` and ``s2t`` change characters alone, ``tw2sp`` and ``s2twp`` Taiwan's words too.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import opencc


def convert(text: str, way: str) -> str:
    """``text`` as it is written the other ``way``."""
    return str(_converter(way).convert(text))


@cache
def _converter(way: str) -> Any:
    return opencc.OpenCC(way)
