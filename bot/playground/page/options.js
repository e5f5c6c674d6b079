// A list above the field, chosen from by arrows or by pointing, while the focus stays in the field.

import { $, h } from "./dom.js";

export class Options {
  constructor(field) {
    this.field = field;
    this.list = $("options");
    this.frame = $("offers");
    this.items = [];
    this.at = -1;
  }

  get open() {
    return !this.frame.hidden;
  }

  show(hint, items) {
    this.items = items;
    $("offers-hint").textContent = hint;
    this.list.replaceChildren(
      ...items.map((each, index) =>
        h(
          "li",
          {
            role: "option",
            id: `option-${index}`,
            "aria-selected": "false",
            // The field keeps the focus, and with it the keyboard of a phone.
            onmousedown: (event) => event.preventDefault(),
            onclick: () => this.take(index),
          },
          each.node,
        ),
      ),
    );
    this.frame.hidden = false;
    this.list.scrollTop = 0;
    this.mark(-1);
  }

  close() {
    this.frame.hidden = true;
    this.items = [];
    this.mark(-1);
  }

  mark(index) {
    this.at = index;
    for (const [at, node] of [...this.list.children].entries()) node.setAttribute("aria-selected", String(at === index));
    if (index < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", `option-${index}`);
    return this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const { take } = this.items[index];
    this.close();
    take();
  }

  /** Whether a key was for the list. */
  key(event) {
    const count = this.items.length;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && count) {
      // Beyond either end nothing is marked: there one writes on.
      this.mark(((this.at + 1 + steps[event.key] + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && !event.shiftKey && this.at >= 0) {
      this.take(this.at);
    } else if (event.key === "Tab" && !event.shiftKey && this.items[Math.max(this.at, 0)]?.complete) {
      this.items[Math.max(this.at, 0)].complete();
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }
}
