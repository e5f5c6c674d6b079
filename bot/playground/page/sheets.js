// On a narrow screen the sides are sheets over the chat, one at a time.

import { $ } from "./dom.js";

const openers = (name) => document.querySelectorAll(`[data-open="${name}"]`);

export const isOpen = (name) => $(name).classList.contains("open");

export function open(name) {
  for (const other of ["side", "why"]) if (other !== name) close(other);
  $(name).classList.add("open");
  for (const node of openers(name)) node.setAttribute("aria-expanded", "true");
  if (name === "why") $("why-dot").hidden = true;
  // Where it is a sheet, the focus goes along.
  if (getComputedStyle($(name)).position === "fixed") $(name).querySelector("button")?.focus();
}

export function close(name) {
  const inside = $(name).contains(document.activeElement);
  $(name).classList.remove("open");
  for (const node of openers(name)) node.setAttribute("aria-expanded", "false");
  if (inside) [...openers(name)].find((node) => node.offsetParent)?.focus();
}

export function begin() {
  for (const node of document.querySelectorAll("[data-open]")) {
    node.addEventListener("click", () => (isOpen(node.dataset.open) ? close(node.dataset.open) : open(node.dataset.open)));
  }
  for (const node of document.querySelectorAll("[data-close]")) node.addEventListener("click", () => close(node.dataset.close));
  $("scrim").addEventListener("click", () => ["side", "why"].forEach(close));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const name of ["side", "why"]) close(name);
  });
}
