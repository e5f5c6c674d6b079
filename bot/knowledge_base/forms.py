"""The forms that ids and links have: what buttons and commands can carry, and what a browser can open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

FORMS: Mapping[str, str] = {
    "id": r"^[a-z][a-z0-9_]*$",
    "article": r"^\w+$",
    "option": r"^[a-z0-9]$",
    "link": r"^(https?://\S+)?$",
}
"""Patterns, by what the form is called in the catalogues (``check.type.<name>``): nobody has to read a pattern."""

Id = Annotated[str, Field(pattern=FORMS["id"])]
"""Names an entry."""
ArticleId = Annotated[str, Field(pattern=FORMS["article"])]
"""Names an article: it is quoted in answers, so it may have letters of any kind."""
OptionId = Annotated[str, Field(pattern=FORMS["option"])]
"""Names an option of the guided choice: a button carries all that were chosen."""
Link = Annotated[str, Field(pattern=FORMS["link"])]
"""Where something can be read; empty if that is not known."""
