// Talking to the server: acts go there one by one, news come back as a stream.

import { t } from "./words.js";

const FAILURES = { 404: "failed.gone", 504: "failed.unanswered" };

/**
 * Does something as somebody, and returns what only they see of it; null if it was not done, and `refused` is told why.
 * What Telegram refuses comes in Telegram's own words.
 */
export async function act(name, details, refused) {
  let reason = t("lost");
  try {
    const answer = await fetch("/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ act: name, ...details }),
    });
    const body = await answer.json();
    if (answer.ok) return body;
    reason = answer.status in FAILURES ? t(FAILURES[answer.status]) : body.error;
  } catch {
    // There was no answer: the program has ended.
  }
  refused(reason, name);
  return null;
}

export async function menu(person, place) {
  const answer = await fetch(`/menu?${new URLSearchParams({ person, place })}`).catch(() => null);
  return answer?.ok ? answer.json() : [];
}

/** Hears the news: `on` has a function for each kind, and for "open" and "lost". */
export function listen(on) {
  const stream = new EventSource("/events");
  stream.onopen = on.open;
  stream.onerror = on.lost;
  for (const name of ["state", "messages", "refusal", "told"]) {
    stream.addEventListener(name, (event) => on[name](JSON.parse(event.data)));
  }
}
