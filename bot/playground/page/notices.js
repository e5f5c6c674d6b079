// What passes by: a few words of the bot's after a tap, an alert to be closed, a refusal, a lost connection.

import { $, h } from "./dom.js";
import { t } from "./words.js";

const SECONDS = 6;

function show(text, kind = "") {
  const note = h("p", { className: `toast ${kind}` }, text);
  $("toasts").append(note);
  setTimeout(() => note.remove(), SECONDS * 1000);
  return note;
}

let lost = null;

export const notices = {
  toast: (text) => show(text),
  refused: (text) => show(t("refused", { text }), "bad"),
  alert(text) {
    $("alert-text").textContent = text;
    $("alert").showModal();
  },
  connected(is) {
    if (is) {
      lost?.remove();
      lost = null;
    } else if (!lost) {
      lost = h("p", { className: "toast bad" }, t("lost"));
      $("toasts").append(lost);
    }
  },
};
