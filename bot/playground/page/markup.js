// Rich messages come as HTML. It is parsed where nothing of it runs, and only what is known is built again.

import { h } from "./dom.js";
import { folded, link } from "./entities.js";

const KEPT = new Set(
  "b strong i em u ins s strike del code pre blockquote p br hr h1 h2 h3 h4 h5 h6 ul ol li table caption thead tbody tfoot tr th td figcaption sup sub mark".split(" "),
);
const DROPPED = new Set("script style iframe object embed form input button textarea select svg math template".split(" "));
const HEADING = /^h[1-6]$/;

/** What a message says in words, whatever it is made of. */
export function said({ text, caption, rich_message: rich }) {
  return text ?? caption ?? (rich ? new DOMParser().parseFromString(rich.blocks[0]?.text ?? "", "text/html").body.textContent : "");
}

export function built(html, on) {
  return children(new DOMParser().parseFromString(html, "text/html").body, on);
}

function children(node, on) {
  return [...node.childNodes].flatMap((child) => element(child, on));
}

function element(node, on) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const name = node.localName;
  if (DROPPED.has(name)) return [];
  if (name === "a") return [link(node.getAttribute("href") ?? "", children(node, on), on)];
  if (name === "blockquote" && node.hasAttribute("expandable")) return [folded(children(node, on))];
  if (name === "details") return [details(node, on)];
  if (!KEPT.has(name)) return children(node, on);
  // Headings of a message are none of the page's.
  const made = h(HEADING.test(name) ? "p" : name, { className: HEADING.test(name) ? "heading" : "" }, children(node, on));
  for (const span of ["colspan", "rowspan"]) {
    if (/^\d+$/.test(node.getAttribute(span) ?? "")) made.setAttribute(span, node.getAttribute(span));
  }
  if (["left", "center", "right"].includes(node.getAttribute("align"))) made.style.textAlign = node.getAttribute("align");
  return [name === "table" ? h("div", { className: "table", tabIndex: 0 }, made) : made];
}

function details(node, on) {
  const summary = [...node.children].find((child) => child.localName === "summary");
  const rest = [...node.childNodes].filter((child) => child !== summary).flatMap((child) => element(child, on));
  return h("details", {}, h("summary", {}, summary ? children(summary, on) : []), rest);
}
