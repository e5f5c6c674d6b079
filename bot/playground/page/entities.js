// Texts with entities become nodes. Offsets count UTF-16 units, as JavaScript does.

import { h, safe } from "./dom.js";
import { t } from "./words.js";

const SIMPLE = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  blockquote: "blockquote",
};

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/** The nodes of a text; `on.command`, `on.mention` and `on.link` are called when somebody takes them. */
export function nodes(text, entities = [], on = {}) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return part(text, 0, text.length, sorted, on);
}

function part(text, start, end, entities, on) {
  const found = [];
  let at = start;
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    const inner = [];
    for (index += 1; index < entities.length && entities[index].offset < to; index += 1) inner.push(entities[index]);
    if (from >= to) continue;
    // A block begins on a line of its own: the break that puts it there would be a second one.
    if (from > at) found.push(BLOCKS.has(entity.type) ? text.slice(at, from).replace(/\n$/, "") : text.slice(at, from));
    found.push(styled(entity, text.slice(from, to), part(text, from, to, inner, on), on));
    at = to;
  }
  if (at < end) found.push(text.slice(at, end));
  return found;
}

function styled(entity, text, children, on) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, on);
    case "url":
      return link(/^\w+:/.test(text) ? text : `https://${text}`, children, on);
    case "bot_command":
      return h("button", { type: "button", className: "inline", onclick: () => on.command?.(text) }, children);
    case "mention":
      return h("button", { type: "button", className: "inline", onclick: () => on.mention?.(text) }, children);
    case "spoiler":
      return spoiler(children);
    case "expandable_blockquote":
      return folded(children);
    case "pre":
      return h("pre", {}, h("code", {}, children));
    default:
      return h(SIMPLE[entity.type] ?? "span", {}, children);
  }
}

export function link(address, children, on = {}) {
  const url = safe(address);
  if (!url) return h("span", {}, children);
  const open = (event) => {
    if (on.link?.(url)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: open }, children);
}

function spoiler(children) {
  const node = h("button", { type: "button", className: "spoiler", "aria-label": t("spoiler") }, h("span", {}, children));
  node.addEventListener("click", () => node.replaceWith(...node.firstChild.childNodes));
  return node;
}

/** A long quote shows its first lines until somebody wants the rest, as clients do. */
export function folded(children) {
  const quote = h("blockquote", { className: "folded" }, h("div", {}, children));
  const turn = h("button", { type: "button", className: "unfold", "aria-expanded": "false" }, t("unfold"));
  turn.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    turn.setAttribute("aria-expanded", open);
    turn.textContent = t(open ? "fold" : "unfold");
  });
  quote.append(turn);
  return quote;
}
