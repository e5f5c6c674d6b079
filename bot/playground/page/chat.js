// The chat: its head, its messages, and what can be done with them.

import { act } from "./api.js";
import { $, avatar, h } from "./dom.js";
import { called, item, nodeId } from "./message.js";
import { begin, t } from "./words.js";
import { messages, person, place, reachable, registered, store } from "./store.js";

const NEAR = 120;

export class Chat {
  /** `on` has what others do about it: go, write, say, why, toast, refused. */
  constructor(on) {
    this.on = on;
    this.log = $("log");
    this.list = $("messages");
    this.deeds = {
      reply: (shown) => on.write({ reply: shown }),
      edit: (shown) => on.write({ edit: shown }),
      why: (id) => on.why(id),
      jump: (id) => this.jump(id),
      command: (text) => on.say(text),
      mention: (text) => on.write({ text: `${text} ` }),
      link: (url) => this.follow(url),
      button: (...about) => this.press(...about),
    };
  }

  /** Everything anew: another place, another person, another language. */
  render() {
    this.head();
    this.list.replaceChildren(...[...messages().values()].sort((one, other) => one.id - other.id).map((each) => item(each, this.deeds)));
    this.beginning();
    this.bottom();
  }

  head() {
    const here = place();
    const speaker = person();
    if (!here || !speaker) return;
    const bot = called();
    $("chat-title").textContent = here.person ? bot : t(`place.${here.kind}`);
    $("chat-about").textContent = here.person
      ? t("about.private", { bot: `@${store.bot.username}` })
      : t(`about.${here.bot === "left" ? "without" : "group"}`, { count: here.members, bot: `@${store.bot.username}` });
    avatar($("chat-avatar"), here.person ? bot : t(`place.${here.kind}`), here.person ? store.bot.id : here.chat);
    $("speaking").replaceChildren(
      h("span", { className: "hidden" }, t("speaking")),
      avatar(h("span", { className: "avatar small", "aria-hidden": "true" }), speaker.name, speaker.id),
      h("span", {}, speaker.name),
    );
    $("wait").hidden = store.ready;
  }

  /** What stands in a chat before anybody has written: in private the bot's own words, and questions to try. */
  beginning() {
    const here = place();
    const start = $("start");
    const real = [...messages().values()].some((each) => !each.message.forum_topic_created);
    start.hidden = !here || real;
    if (start.hidden) return;
    const words = here.person ? registered("description", person().language) : t("start.group", { bot: `@${store.bot.username}` });
    const questions = begin(person().language).slice(0, here.person ? 4 : 2);
    const before = here.person ? "" : `@${store.bot.username} `;
    start.replaceChildren(
      h("p", {}, words),
      h("div", { className: "row" }, here.person ? h("button", { type: "button", className: "main", onclick: () => this.start("") }, t("start")) : null),
      h("div", { className: "tries" }, questions.map((text) => h("button", { type: "button", onclick: () => this.on.say(before + text) }, before + text))),
    );
  }

  /** Takes in messages that are new or have changed. */
  take(fresh) {
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
    let down = near;
    for (const shown of fresh) {
      const node = $(nodeId(shown.id));
      if (shown.gone) {
        node?.remove();
        continue;
      }
      down ||= shown.by === person()?.id && !node;
      const made = item(shown, this.deeds);
      if (node) replace(node, made);
      else this.insert(made, shown.id);
    }
    this.beginning();
    if (down) this.bottom();
  }

  /** Draws some messages again because what is known of them has changed. */
  again(ids) {
    for (const id of ids) {
      const shown = messages().get(id);
      const node = $(nodeId(id));
      if (shown && node) replace(node, item(shown, this.deeds));
    }
  }

  insert(node, id) {
    const after = [...this.list.children].find((each) => Number(each.dataset.id ?? 0) > id);
    this.list.insertBefore(node, after ?? null);
  }

  bottom() {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: "instant" });
  }

  jump(id) {
    const node = $(nodeId(id));
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("flash");
    requestAnimationFrame(() => node.classList.add("flash"));
  }

  /** Follows links that stay inside this Telegram; others are the browser's. */
  follow(address) {
    const url = new URL(address);
    if (url.host !== "t.me") return false;
    const parts = url.pathname.split("/").filter(Boolean);
    if (parts[0] === "c") this.jump(Number(parts.at(-1)));
    else if (parts[0].toLowerCase() === store.bot.username.toLowerCase()) this.start(url.searchParams.get("start") ?? "");
    return true;
  }

  async start(parameter) {
    const own = reachable("private");
    this.on.go(store.person, own.key);
    await act("start", { person: store.person, parameter }, this.on.refused);
  }

  async press(shown, look, row, column, node) {
    if (look.copy_text) {
      await navigator.clipboard?.writeText(look.copy_text.text);
      return this.on.toast(t("copied"));
    }
    const query = look.switch_inline_query_current_chat ?? look.switch_inline_query;
    if (query !== undefined) return this.on.write({ text: `@${store.bot.username} ${query}` });
    node.setAttribute("aria-busy", "true");
    const about = { person: store.person, place: store.place, message: shown.id, row, column };
    const answer = await act("tap", about, this.on.refused);
    node.removeAttribute("aria-busy");
    if (answer?.text) answer.alert ? this.on.alert(answer.text) : this.on.toast(answer.text);
    return undefined;
  }
}

/** Puts a message in the place of its earlier self, and keeps the focus on the button that had it. */
function replace(node, made) {
  const buttons = [...node.querySelectorAll("button, a")];
  const at = buttons.indexOf(document.activeElement);
  node.replaceWith(made);
  if (at >= 0) (made.querySelectorAll("button, a")[at] ?? made.querySelector("button"))?.focus();
}

export const title = (each) => (each.person ? called() : t(`place.${each.kind}`));
