// Light, dark, or as the system has it.

import { $ } from "./dom.js";

export function begin() {
  const set = (theme) => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("theme", theme);
  };
  $("theme").value = localStorage.getItem("theme") ?? "auto";
  set($("theme").value || "auto");
  $("theme").addEventListener("change", (event) => set(event.target.value));
}
