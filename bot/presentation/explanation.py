"""Why a question was understood the way it was: the numbers, and the asker's own words behind them."""

from __future__ import annotations

from typing import Any

from bot.understanding.question import Question, Signal, Weighted

_MOST = 12
"""How many signals are worth reading."""


def explanation(question: Question) -> dict[str, Any]:
    """The explanation as plain data for JSON."""
    return {
        "confidence": question.confidence,
        "margin": question.margin,
        "kinds": {kind: round(probability, 4) for kind, probability in question.likely},
        "follows": question.follows,
        "signals": [_signal(question, signal) for signal in question.signals[:_MOST] if signal.contribution],
        "scenarios": [_evidence(question, found) for found in question.scenarios],
        "topics": [_evidence(question, found) for found in question.topics],
    }


def lines(question: Question) -> list[str]:
    """The explanation for a terminal. The ids in it are those of the knowledge base, so it has no language."""
    told = explanation(question)
    kinds = "  ".join(f"{kind} {probability:.2f}" for kind, probability in told["kinds"].items() if probability >= 0.01)
    out = [kinds]
    for group in ("scenarios", "topics"):
        out += [
            f"{found['id']:<24} {found['weight']:.2f}  {found['phrase']}  {_quoted(found['matched'])}"
            for found in told[group]
        ]
    out += [f"{row['contribution']:+.2f}  {row['signal']}  {_quoted(row['matched'])}" for row in told["signals"]]
    return [line.rstrip() for line in out]


def _quoted(words: list[str]) -> str:
    return " ".join(f"“{word}”" for word in words)


def _signal(question: Question, signal: Signal) -> dict[str, Any]:
    return {
        "signal": signal.name,
        "value": signal.value,
        "contribution": signal.contribution,
        "matched": _matched(question, signal.spans),
        "spans": [list(span) for span in signal.spans],
    }


def _evidence(question: Question, found: Weighted) -> dict[str, Any]:
    return {
        "id": found.id,
        "weight": found.weight,
        "phrase": found.phrase,
        "matched": _matched(question, found.spans),
        "spans": [list(span) for span in found.spans],
    }


def _matched(question: Question, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return list(dict.fromkeys(question.text[start:end] for start, end in spans))
