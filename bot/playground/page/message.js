// One message as a list item.

import { avatar, h, icon, safe } from "./dom.js";
import { nodes } from "./entities.js";
import { built, said } from "./markup.js";
import { explained, person, place, registered, store } from "./store.js";
import { html, of, t } from "./words.js";

const SERVICE = {
  forum_topic_created: () => t("service.topic", { topic: t("place.topic") }),
  new_chat_members: (message) => t("service.joined", { who: names(message.new_chat_members) }),
  left_chat_member: (message) => t("service.left", { who: name(message.left_chat_member) }),
};

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** The item; `on` has what happens at reply, edit, why, tap, command, mention and link. */
export function item(shown, on) {
  const { message } = shown;
  const service = Object.keys(SERVICE).find((field) => field in message);
  if (service) return h("li", { className: "service", id: nodeId(shown.id) }, h("span", {}, SERVICE[service](message)));
  const own = shown.by === person()?.id;
  const bot = message.from?.id === store.bot.id;
  const side = own ? "own" : "other";
  const bubble = h(
    "div",
    { className: "bubble" },
    own || place().person ? null : who(message),
    message.via_bot ? h("p", { className: "via" }, t("via", { bot: `@${message.via_bot.username}` })) : null,
    quoted(message, on),
    content(message, on),
    foot(shown, own, on),
  );
  return h(
    "li",
    { className: `message ${side}${bot ? " bot" : ""}`, id: nodeId(shown.id), "data-id": shown.id },
    own || place().person ? null : avatar(h("span", { className: "avatar small", "aria-hidden": "true" }), name(message.from), message.from?.id ?? 0),
    h("div", { className: "body" }, bubble, keyboard(shown, on)),
  );
}

export const nodeId = (id) => `message-${id}`;

/** The message that an answer answers, as far as the page can tell. */
export function question(shown) {
  const replied = shown.message.reply_to_message?.message_id;
  return explained(shown.id) ? shown.id : explained(replied) ? replied : shown.answers;
}

/** What somebody is called here; the bot as it has registered itself. */
export function name(user) {
  if (!user) return "";
  if (user.id === store.bot.id) return called();
  return user.first_name;
}

/** The bot's name as this person's client shows it. */
export const called = () => registered("name", person()?.language) || store.bot.name;

const names = (users) => users.map(name).join(t("list.comma"));

function who(message) {
  const found = store.people.find((each) => each.id === message.from?.id);
  const note = found?.admin ? t("admin") : message.from?.id === store.bot.id ? t("bot") : "";
  return h("p", { className: "who" }, h("strong", {}, name(message.from)), note ? h("span", {}, note) : null);
}

function quoted(message, on) {
  const replied = message.reply_to_message;
  // In a topic everything hangs on the message that opened it.
  if (!replied || replied.forum_topic_created) return null;
  const text = message.quote?.text ?? said(replied);
  return h(
    "button",
    { type: "button", className: "quoted", onclick: () => on.jump(replied.message_id) },
    h("span", { className: "hidden" }, t("in.reply")),
    h("strong", {}, name(replied.from)),
    h("span", {}, text),
  );
}

function content(message, on) {
  const { text, caption, photo } = message;
  const found = [];
  if (photo) {
    const { file_id: file, width, height } = photo.at(-1);
    found.push(h("img", { className: "photo", src: `/files/${file}`, alt: caption ?? t("photo"), width, height }));
  }
  const rich = message.rich_message;
  if (rich) found.push(h("div", { className: "text rich" }, rich.blocks.flatMap((block) => built(`${block.text ?? ""}`, on))));
  const words = text ?? caption;
  if (words) {
    const writer = store.people.find((each) => each.id === message.from?.id);
    const properties = { className: "text", lang: writer && /\p{Script=Han}/u.test(words) ? html(of(writer.language)) : undefined };
    found.push(h("div", properties, nodes(words, message.entities ?? message.caption_entities, on)));
  }
  if (!found.length) found.push(h("p", { className: "text quiet" }, t("unshown")));
  return found;
}

function foot(shown, own, on) {
  const { message, unheard } = shown;
  const time = new Date(message.date * 1000);
  return h(
    "div",
    { className: "foot" },
    tools(shown, own, on),
    unheard && own ? h("span", { className: "unheard", title: t("unheard.why") }, t("unheard")) : null,
    message.edit_date ? h("span", {}, t("edited")) : null,
    h("time", { dateTime: time.toISOString() }, time.toLocaleTimeString(document.documentElement.lang, CLOCK)),
  );
}

function keyboard(shown, on) {
  const rows = shown.message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return h(
    "div",
    { className: "keyboard", role: "group", "aria-label": t("buttons") },
    rows.map((row, at) =>
      h("div", { className: "row" }, row.map((look, column) => button(shown, look, at, column, on))),
    ),
  );
}

function button(shown, look, row, column, on) {
  const address = look.url && safe(look.url);
  if (address) {
    const follow = (event) => on.link(address) && event.preventDefault();
    return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", onclick: follow }, look.text, icon("link"));
  }
  return h("button", { type: "button", onclick: (event) => on.button(shown, look, row, column, event.currentTarget) }, look.text);
}

function tools(shown, own, on) {
  const why = question(shown);
  const tool = (label, glyph, act, pressed) =>
    h("button", { type: "button", className: "icon", "aria-label": t(label), title: t(label), "aria-pressed": pressed, onclick: act }, icon(glyph));
  return h(
    "div",
    { className: "tools" },
    why ? tool("why.this", "why", () => on.why(why), String(store.chosen === why)) : null,
    tool("reply", "reply", () => on.reply(shown)),
    own && !shown.message.via_bot && shown.message.text ? tool("edit", "edit", () => on.edit(shown)) : null,
  );
}
