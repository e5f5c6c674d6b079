// Puts the page together: news come in, what they concern is drawn again.

import { act, listen } from "./api.js";
import { Chat } from "./chat.js";
import { $ } from "./dom.js";
import { notices } from "./notices.js";
import * as sheets from "./sheets.js";
import * as side from "./side.js";
import { forget, messages, open, person, place, store } from "./store.js";
import * as theme from "./theme.js";
import * as why from "./why.js";
import { fill, load, current, t } from "./words.js";
import { Writing } from "./write.js";

const FIRST = { en: "english", zh_Hans: "admin", zh_Hant: "taiwan" };
const SETTLES = 500;

const on = {
  ...notices,
  go,
  refused,
  why: choose,
  write: (about) => writing.set(about),
  say: (text) => writing.say(text),
  start: (parameter) => chat.start(parameter),
};
// What comes at once after a connection was there before: nothing of it is news.
let settled = false;

// Whatever answers a key or a tap needs words for what it says.
await load();
const chat = new Chat(on);
const writing = new Writing(on);

fill();
theme.begin();
sheets.begin();
$("page-language").addEventListener("change", (event) => {
  fill(event.target.value);
  draw();
});
$("client-language").addEventListener("change", (event) => change("language", { code: event.target.value }));
$("standing").addEventListener("change", (event) => change("standing", { place: store.place, standing: event.target.value }));
window.addEventListener("hashchange", () => go(...fromAddress()));

listen({
  open() {
    forget();
    settled = false;
    setTimeout(() => (settled = true), SETTLES);
    notices.connected(true);
    if (store.people.length) draw();
  },
  lost: () => notices.connected(false),
  state(state) {
    const first = !store.people.length;
    Object.assign(store, state);
    if (first) {
      $("text").disabled = false;
      go(...fromAddress());
    } else draw(false);
  },
  messages(fresh) {
    for (const shown of fresh) {
      const kept = messages(shown.place);
      if (shown.gone) kept.delete(shown.id);
      else kept.set(shown.id, { ...shown, answers: kept.get(shown.id)?.answers });
      const theirs = shown.place !== store.place && shown.by !== person()?.id && !shown.gone && !shown.message.edit_date;
      if (theirs && settled) store.unread.set(shown.place, (store.unread.get(shown.place) ?? 0) + 1);
    }
    const here = fresh.filter((shown) => shown.place === store.place).map((shown) => messages().get(shown.id) ?? shown);
    chat.take(here);
    side.render(go);
  },
  refusal(refusal) {
    store.refusals.push(refusal);
    if (settled) notices.refused(refusal.description);
    why.render();
  },
  told(told) {
    store.told.push(told);
    const changed = [told.message, link(told)].filter(Boolean);
    if (settled) store.chosen = null;
    chat.again(changed);
    why.render();
    $("why-dot").hidden = !settled || sheets.isOpen("why");
  },
});
/** Lets a person speak in a place; their own private chat, if the place is another's. */
function go(who, where, more = false) {
  const next = open(who).find((each) => each.key === where || (each.kind === "private" && where?.startsWith("private")));
  if (!next) return;
  const moved = who !== store.person || next.key !== store.place;
  store.person = who;
  store.place = next.key;
  store.unread.delete(next.key);
  history.replaceState(null, "", `#${who}/${next.kind}`);
  if (moved) {
    store.chosen = null;
    writing.set({ text: "" });
  }
  if (!more) sheets.close("side");
  draw();
}

function fromAddress() {
  const [who, kind] = location.hash.slice(1).split("/");
  const known = store.people.some((each) => each.key === who) ? who : FIRST[current()];
  const found = open(known).find((each) => each.kind === kind) ?? open(known)[0];
  return [known, found?.key];
}

function draw(all = true) {
  document.title = t("title");
  side.render(go);
  if (all) chat.render();
  else {
    chat.head();
    chat.beginning();
  }
  why.render();
}

/** The answer that belongs to what was told: the first thing that the bot said after it. */
function link(told) {
  if (told.chat !== place()?.chat || ["silent", "edit"].includes(told.action) || told.door === "button") return null;
  const found = [...messages().values()].find((each) => each.id > told.message && each.message?.from?.id === store.bot.id && !each.answers);
  if (found) found.answers = told.message;
  return found?.id;
}

/** What no client would do is refused before Telegram is asked. */
function refused(description, method = "") {
  store.refusals.push({ method, code: t("refusal.client"), description });
  notices.refused(description);
  why.render();
}

function choose(id) {
  const before = store.chosen;
  store.chosen = id;
  chat.again([...messages().keys()].filter((each) => [before, id].includes(each) || [before, id].includes(messages().get(each).answers)));
  why.render();
  sheets.open("why");
}

async function change(name, details) {
  const done = await act(name, { person: store.person, ...details }, refused);
  if (!done) draw(false);
}
