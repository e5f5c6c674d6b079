// Why the bot did what it did: what it understood by which words, what it decided, and on whose word it relies.

import { $, h } from "./dom.js";
import { explanation, store } from "./store.js";
import { current, has, t } from "./words.js";

const LIKELY = 0.01;

export function render() {
  const told = explanation();
  $("reasons").replaceChildren(...(told ? shown(told) : [h("p", { className: "quiet" }, t("why.none"))]));
  refusals();
}

function shown(told) {
  const { answer, explain } = told;
  return [
    h("p", { className: "outcome" }, tag("door", told.door), tag("action", told.action), told.fault ? h("span", { className: "tag bad" }, told.fault) : null),
    fact(t("why.reason"), h("code", {}, told.reason || "–"), has(reason(told)) ? h("p", {}, t(reason(told))) : null),
    ...(answer ? understood(told, answer, explain) : []),
  ];
}

function understood(told, answer, explain) {
  return [
    fact(t("why.kind"), h("code", {}, answer.kind), h("p", {}, t(`kind.${answer.kind}`))),
    fact(
      t("why.confidence"),
      h("strong", {}, percent(answer.confidence)),
      h("meter", { min: 0, max: 1, low: 0.4, high: 0.7, optimum: 1, value: answer.confidence, "aria-label": t("why.confidence") }),
    ),
    answer.question ? fact(t("why.words"), h("blockquote", {}, marked(answer.question, explain))) : null,
    explain.follows ? h("p", { className: "note" }, t("why.follows")) : null,
    matters(told, explain),
    signals(answer.question, explain),
    kinds(explain),
    fact(t("why.sources"), told.sources.length ? sources(told) : h("p", { className: "quiet" }, t("why.sources.none"))),
  ].filter(Boolean);
}

const reason = (told) => `reason.${told.reason.replaceAll(/[^a-z]+/g, "_").replaceAll(/^_|_$/g, "")}`;
const percent = (part) => new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(part);

function tag(what, value) {
  const key = `${what}.${value.replaceAll(" ", "_")}`;
  return h("span", { className: `tag ${what} ${value}` }, has(key) ? t(key) : value);
}

function fact(label, ...content) {
  return h("section", { className: "fact" }, h("h3", {}, label), content);
}

/** The asker's words, the stronger marked the more they counted. Offsets count characters, not UTF-16 units. */
function marked(text, explain) {
  const characters = [...text];
  const weight = characters.map(() => 0);
  const seen = (spans, strength) => {
    for (const [start, end] of spans) for (let at = start; at < end; at += 1) weight[at] = Math.max(weight[at] ?? 0, strength);
  };
  for (const signal of explain.signals) seen(signal.spans, Math.abs(signal.contribution));
  for (const found of [...explain.scenarios, ...explain.topics]) seen(found.spans, found.weight);
  const nodes = [];
  for (let at = 0; at < characters.length; ) {
    let end = at;
    while (end < characters.length && level(weight[end]) === level(weight[at])) end += 1;
    const piece = characters.slice(at, end).join("");
    nodes.push(level(weight[at]) ? h("mark", { className: `l${level(weight[at])}` }, piece) : piece);
    at = end;
  }
  return nodes;
}

/** The words in some places, those that overlap as one. */
function words(text, spans) {
  const characters = [...text];
  const joined = [];
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined.map(([start, end]) => characters.slice(start, end).join(""));
}

const level = (weight) => (weight <= 0 ? 0 : weight < 0.4 ? 1 : weight < 1 ? 2 : 3);

function matters(told, explain) {
  const found = [...explain.scenarios, ...explain.topics];
  if (!found.length) return null;
  return fact(
    t("why.matters"),
    h(
      "ul",
      { className: "matters" },
      found.map((each) =>
        h(
          "li",
          {},
          h("span", {}, h("strong", {}, told.titles[each.id]?.[current()] ?? each.id), " ", h("code", {}, each.id)),
          h("span", { className: "weight" }, percent(each.weight)),
          each.phrase ? h("p", {}, t("why.phrase", { phrase: each.phrase })) : null,
        ),
      ),
    ),
  );
}

/** What spoke for the kind and what against it, as bars to either side of a line. */
function signals(text, explain) {
  if (!explain.signals.length) return null;
  const most = Math.max(...explain.signals.map((each) => Math.abs(each.contribution)));
  return fact(
    t("why.signals"),
    h(
      "table",
      { className: "signals" },
      h("thead", { className: "hidden" }, h("tr", {}, ["why.signal", "why.words", "why.contribution"].map((key) => h("th", { scope: "col" }, t(key))))),
      h("tbody", {}, explain.signals.map((each) => signal(text, each, most))),
    ),
  );
}

function signal(text, each, most) {
  const bar = h("span", { className: `part ${each.contribution < 0 ? "against" : "for"}`, "aria-hidden": "true" });
  bar.style.setProperty("--size", Math.abs(each.contribution) / most);
  const number = new Intl.NumberFormat(document.documentElement.lang, { signDisplay: "always", minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, each.signal),
    h("td", { className: "words" }, words(text, each.spans).join(" · ")),
    h("td", { className: "number" }, bar, h("span", {}, number.format(each.contribution))),
  );
}

function kinds(explain) {
  const likely = Object.entries(explain.kinds).filter(([, part]) => part >= LIKELY);
  if (!likely.length) return null;
  return fact(
    t("why.kinds"),
    h("ul", { className: "kinds" }, likely.map(([kind, part]) => h("li", {}, h("code", {}, kind), h("span", {}, percent(part))))),
  );
}

const sources = (told) => h("ul", { className: "sources" }, told.sources.map((each) => h("li", {}, h("cite", {}, each.title), h("span", {}, each.author))));

function refusals() {
  const found = store.refusals.toReversed();
  $("refusals-count").textContent = found.length || "";
  $("refusals-none").hidden = found.length > 0;
  $("refusals").replaceChildren(
    ...found.map((each) =>
      h(
        "li",
        {},
        h("p", {}, h("code", {}, each.method), h("span", { className: "tag bad" }, each.strict ? t("refusal.strict") : each.code)),
        h("p", {}, each.description),
      ),
    ),
  );
}
