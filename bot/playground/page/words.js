// The texts of the page, in the language that its reader has chosen.

import { $ } from "./dom.js";

const LANGUAGES = { en: "en", zh_Hans: "zh-Hans", zh_Hant: "zh-Hant" };
let texts = {};
let examples = [];
let language = "en";
export let clientLanguages = {};

export async function load() {
  const words = await (await fetch("/words")).json();
  texts = words.texts;
  examples = words.examples;
  clientLanguages = words.languages;
  language = remembered() ?? preferred();
  for (const code of Object.keys(LANGUAGES)) $("page-language").append(new Option(texts[code]["page.name"], code));
}

/** A text with its values put in. */
export function t(key, values = {}) {
  const text = texts[language][key] ?? texts.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Whether there is such a text. */
export const has = (key) => key in texts.en;

export const current = () => language;
export const html = (code) => LANGUAGES[code];

/** The questions to begin with, as somebody with this client would read them. */
export const begin = (code) => examples.map((example) => example[of(code)]);

/** The language of the texts that is closest to a code. */
export function of(code = "") {
  const small = code.toLowerCase().replace("_", "-");
  if (!small.startsWith("zh")) return "en";
  return /hant|tw|hk|mo/.test(small) ? "zh_Hant" : "zh_Hans";
}

/** Writes the texts into everything that names one. */
export function fill(chosen = language) {
  language = chosen;
  localStorage.setItem("language", language);
  document.documentElement.lang = LANGUAGES[language];
  $("page-language").value = language;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.dataset.tLabel));
    if (node.matches("button")) node.title = t(node.dataset.tLabel);
  }
  for (const node of document.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
}

function remembered() {
  const kept = localStorage.getItem("language");
  return kept in LANGUAGES ? kept : null;
}

function preferred() {
  const known = navigator.languages.find((code) => /^(en|zh)/i.test(code));
  return of(known);
}
