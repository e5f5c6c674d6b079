"""``python -m tools.audit LOCK``: known vulnerabilities of what a lock file pins, asked of pip-audit's service.

Where no such service answers, one line says so and nothing fails: it is no fault of the change that is being checked.
A package that the service does not know is named, and so is every finding; a finding fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

_UNREACHABLE = ("Could not connect to", "is not redirecting properly", "requests.exceptions.HTTPError")
"""What pip-audit says when the service cannot be reached."""


def main(arguments: Sequence[str]) -> int:
    """Audits a lock file; returns the exit code."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off"]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "--format=json", "--timeout=10", *(f"--requirement={lock}" for lock in arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    code, lines = verdict(done.stdout, done.stderr)
    print(*lines, sep="\n")
    return code


def verdict(report: str, complaints: str) -> tuple[int, list[str]]:
    """The exit code and what to say.

    Args:
        report: what pip-audit has found, in JSON; empty if it did not get that far.
        complaints: what it wrote to standard error.
    """
    try:
        dependencies = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        if any(sign in complaints for sign in _UNREACHABLE):
            return 0, ["pip-audit: skipped, its vulnerability service cannot be reached"]
        return 1, ["pip-audit: failed", *complaints.splitlines()[-10:]]
    unknown = [str(one["name"]) for one in dependencies if "skip_reason" in one]
    if len(unknown) == len(dependencies):
        return 0, ["pip-audit: skipped, the service that answers here knows none of the packages"]
    found = list(_findings(dependencies))
    lines = [f"pip-audit: {len(dependencies) - len(unknown)} packages, {len(found)} known vulnerabilities", *found]
    if unknown:
        lines.append(f"pip-audit: not known to its service: {', '.join(unknown)}")
    return (1 if found else 0), lines


def _findings(dependencies: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one in dependencies:
        for vulnerability in one.get("vulns", ()):
            mended = ", ".join(vulnerability.get("fix_versions", ())) or "no version yet"
            yield f"{one['name']} {one['version']}: {vulnerability['id']} (mended in: {mended})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
