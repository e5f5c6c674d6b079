"""``make lint`` goes on where no vulnerability service answers, and never hides a finding."""

from __future__ import annotations

import json
from typing import Any

from tools.audit import verdict

SOUND: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}
UNKNOWN: dict[str, Any] = {"name": "b", "skip_reason": "Dependency not found on PyPI and could not be audited: b (1)"}
BAD: dict[str, Any] = {"name": "c", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1", "2"]}]}
UNMENDED: dict[str, Any] = {"name": "d", "version": "3", "vulns": [{"id": "PYSEC-2"}]}


def report(*dependencies: dict[str, Any]) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_sound_packages_pass() -> None:
    assert verdict(report(SOUND), "No known vulnerabilities found") == (
        0,
        ["pip-audit: 1 packages, 0 known vulnerabilities"],
    )


def test_every_finding_is_told_and_fails() -> None:
    code, lines = verdict(report(SOUND, BAD, UNMENDED, UNKNOWN), "Found 2 known vulnerabilities")
    assert code == 1
    assert lines == [
        "pip-audit: 3 packages, 2 known vulnerabilities",
        "c 1: PYSEC-1 (mended in: 1.1, 2)",
        "d 3: PYSEC-2 (mended in: no version yet)",
        "pip-audit: not known to its service: b",
    ]


def test_a_package_that_the_service_does_not_know_is_named() -> None:
    code, lines = verdict(report(SOUND, UNKNOWN), "")
    assert (code, lines[-1]) == (0, "pip-audit: not known to its service: b")


def test_a_service_that_knows_nothing_has_not_said_that_all_is_well() -> None:
    code, [line] = verdict(report(UNKNOWN, UNKNOWN), "No known vulnerabilities found")
    assert code == 0
    assert "skipped" in line


def test_a_service_that_cannot_be_reached_is_one_line() -> None:
    complaint = "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed"
    code, [line] = verdict("", complaint)
    assert code == 0
    assert "skipped" in line


def test_any_other_failure_fails_and_is_shown() -> None:
    code, lines = verdict("", "ERROR:pip_audit._cli:requirements.lock: no such file")
    assert (code, lines[-1]) == (1, "ERROR:pip_audit._cli:requirements.lock: no such file")
