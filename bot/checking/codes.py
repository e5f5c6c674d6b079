"""Every code with what follows from it. A code is stable: it is never given another meaning."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.knowledge_base import Problem


class Severity(StrEnum):
    """What follows from a problem."""

    ERROR = "error"
    """The check fails."""
    WARNING = "warning"
    """It is told, and the check passes."""


_ERRORS = """
    K101 K102 K103 K104 K105 K106 K107 K108
    K201 K202 K203 K204 K205 K206 K207 K208 K209 K210
    K301 K302 K303
    K401 K402 K403 K404 K405 K410 K411 K412 K413 K414
    K501 K502 K503 K505 K506 K508 K509 K510 K511 K512 K513
    K601
    K701 K702 K703 K704 K705 K706 K707 K708 K709
    C101 C102 C103 C104 C105 C106 C107 C109 C110 C111 C112 C113 C114
    R101 R201 R202 R203 R204
"""
_WARNINGS = """
    K406 K407 K408 K409 K415 K416
    K504 K507
    K602
    C108
"""
CODES: Mapping[str, Severity] = {
    code: severity
    for severity, codes in ((Severity.ERROR, _ERRORS), (Severity.WARNING, _WARNINGS))
    for code in codes.split()
}
"""All codes. What each of them means stands in the catalogues (``check.<code>``)."""


def severity(problem: Problem) -> Severity:
    """What follows from ``problem``."""
    return CODES.get(problem.code, Severity.ERROR)
