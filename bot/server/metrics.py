"""What is counted for Prometheus. Every label comes from a small, closed set; no chat, no person, no text is one."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

from bot.handlers import Outcome

UPDATES = Counter("advisor_updates", "Updates that were handled, by door and by what was done.", ["door", "action"])
QUESTIONS = Counter("advisor_questions", "Questions that were understood, by kind and language.", ["kind", "language"])
REASONS = Counter("advisor_decisions", "Decisions to speak or to be silent, by reason.", ["reason"])
UNDELIVERED = Counter("advisor_undelivered", "Answers that Telegram did not take, by class of fault.", ["fault"])
SKIPPED = Counter("advisor_skipped", "Updates that were not handled, by reason.", ["reason"])
CALLS_FAILED = Counter("advisor_calls_failed", "Calls to Telegram that failed.", ["method", "fault"])
CONFLICTS = Counter("advisor_conflicts", "How often another program was found to poll with the same token.")
SECONDS = Histogram(
    "advisor_reply_seconds",
    "From an update's arrival to Telegram's having its answer.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
CONFIDENCE = Histogram(
    "advisor_confidence",
    "How sure the understanding was.",
    ["language"],
    buckets=tuple(tenth / 10 for tenth in range(1, 11)),
)
IN_FLIGHT = Gauge("advisor_in_flight", "Updates that are being handled.")
WAITING = Gauge("advisor_waiting", "Updates that were taken in and are not done, those being handled among them.")
LAG = Histogram(
    "advisor_lag_seconds",
    "How old a message, or its last edit, was when it was taken up. Taps and inline queries have no date.",
    buckets=(1, 2.5, 5, 10, 30, 60, 300, 600, 1800, 3600),
)
POLLING = Gauge("advisor_polling", "Whether this replica is the one that polls.")


def count(outcome: Outcome) -> None:
    """Counts the end of an update."""
    UPDATES.labels(outcome.door.value, outcome.action.value).inc()
    if outcome.kind:
        QUESTIONS.labels(outcome.kind, outcome.language).inc()
    if outcome.reason:
        REASONS.labels(outcome.reason).inc()
    if outcome.fault is not None:
        UNDELIVERED.labels(outcome.fault.value).inc()
    if outcome.confidence is not None:
        CONFIDENCE.labels(outcome.language).observe(outcome.confidence)
