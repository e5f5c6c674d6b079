// The field to write in, with what opens above it: commands, and the bot's inline results.

import { act, menu } from "./api.js";
import { $, h } from "./dom.js";
import { said } from "./markup.js";
import { Options } from "./options.js";
import { messages, person, place, store } from "./store.js";
import { t } from "./words.js";

const PAUSE = 250;
const TOUCH = matchMedia("(hover: none)");

export class Writing {
  /** `on` has what others do about it: refused, start. */
  constructor(on) {
    this.on = on;
    this.field = $("text");
    this.options = new Options(this.field);
    this.asked = 0;
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    $("write").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    $("about-not").addEventListener("click", () => this.set({ text: store.edit ? "" : this.field.value }));
    $("commands").addEventListener("click", () => {
      if (this.options.open) return this.close();
      if (!this.field.value.startsWith("/")) this.field.value = "/";
      this.field.focus();
      return this.changed();
    });
    $("offers-button").addEventListener("click", () => this.on.start($("offers-button").dataset.start));
  }

  /** Begins to write: something, a reply, or an own message anew. */
  set({ text, reply = null, edit = null }) {
    store.reply = reply;
    store.edit = edit;
    if (edit) this.field.value = edit.message.text;
    else if (text !== undefined) this.field.value = text;
    const about = reply ?? edit;
    $("about").hidden = !about;
    if (about) {
      $("about-what").textContent = t(edit ? "editing" : "replying");
      $("about-text").textContent = said(about.message);
    }
    // Where a keyboard would come up on the screen, it does so only for who begins to write.
    if (about || text || !TOUCH.matches) this.field.focus();
    this.changed();
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.options.close();
    $("commands").setAttribute("aria-expanded", "false");
  }

  key(event) {
    // While an input method composes, Enter and the arrows are its own.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.options.open && this.options.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      if (store.reply || store.edit) this.set({ text: store.edit ? "" : this.field.value });
      this.close();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      const mine = [...messages().values()].filter((each) => each.by === person().id && each.message.text && !each.message.via_bot);
      if (mine.length) this.set({ edit: mine.sort((one, other) => one.id - other.id).at(-1) });
    }
  }

  changed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 160)}px`;
    this.close();
    const text = this.field.value;
    if (store.edit) return;
    const query = text.match(new RegExp(`^@${store.bot.username}\\s(.*)$`, "is"));
    if (query) this.timer = setTimeout(() => this.query(query[1].trim()), PAUSE);
    else if (/^\/\w*$/.test(text)) this.commands(text.slice(1).toLowerCase());
  }

  async commands(begun) {
    const asked = (this.asked += 1);
    const found = (await menu(store.person, store.place)).filter((each) => each.command.startsWith(begun));
    if (asked !== this.asked || !found.length) return;
    const suffix = place().person ? "" : `@${store.bot.username}`;
    $("commands").setAttribute("aria-expanded", "true");
    $("offers-button").hidden = true;
    this.options.show(
      t(TOUCH.matches ? "commands.hint.touch" : "commands.hint"),
      found.map((each) => ({
        node: [h("strong", {}, `/${each.command}`), h("span", {}, each.description)],
        take: () => this.say(`/${each.command}${suffix}`),
        complete: () => this.set({ text: `/${each.command}${suffix} ` }),
      })),
    );
  }

  async query(text) {
    const asked = (this.asked += 1);
    const about = { person: store.person, place: store.place };
    const answer = await act("inline", { ...about, text }, this.on.refused);
    if (!answer || asked !== this.asked) return;
    const button = $("offers-button");
    button.hidden = !answer.button?.start_parameter;
    button.textContent = answer.button?.text ?? "";
    button.dataset.start = answer.button?.start_parameter ?? "";
    this.options.show(
      t(place().person ? "inline.hint.private" : "inline.hint"),
      answer.results.map((each, index) => ({
        node: [h("strong", {}, each.title), h("span", {}, each.description)],
        take: async () => {
          this.set({ text: "" });
          await act("choose", { ...about, query: answer.query, index }, this.on.refused);
        },
      })),
    );
  }

  async send() {
    const text = this.field.value;
    if (!text.trim()) return;
    const { edit, reply } = store;
    if (edit) {
      const about = { person: store.person, place: store.place, message: edit.id, text };
      const done = await act("edit", about, this.on.refused);
      if (done) this.set({ text: "" });
      return;
    }
    const done = await this.say(text, reply);
    if (!done) this.field.value = text;
  }

  /** Says something here; the field is empty again at once, as one writes on while it is on its way. */
  async say(text, reply = null) {
    this.set({ text: "" });
    const about = { person: store.person, place: store.place, text, reply_to: reply?.id ?? null };
    return act("say", about, this.on.refused);
  }
}
