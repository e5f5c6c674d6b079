// Who speaks, and where.

import { title } from "./chat.js";
import { $, avatar, h } from "./dom.js";
import { open, person, place, store } from "./store.js";
import { clientLanguages, t } from "./words.js";

/** `go(person, place)` changes either; a third argument of true says that more may be chosen. */
export function render(go) {
  people(go);
  places(go);
  const here = place();
  $("client-language").replaceChildren(...Object.entries(clientLanguages).map(([code, name]) => new Option(name, code)));
  $("client-language").value = person()?.language ?? "";
  $("standing-field").hidden = !here || Boolean(here.person);
  if (!here?.bot) return;
  $("standing").value = here.bot;
  $("standing-what").textContent = t(`standing.${here.bot}.what`);
}

function people(go) {
  const keys = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  const turn = (event, index) => {
    if (!(event.key in keys)) return;
    event.preventDefault();
    const next = store.people.at((index + keys[event.key]) % store.people.length);
    go(next.key, store.place, true);
    $(`person-${next.key}`).focus();
  };
  refill($("people"), store.people.map((each, index) => {
    const chosen = each.key === store.person;
    return h(
      "button",
      {
        type: "button",
        id: `person-${each.key}`,
        role: "radio",
        "aria-checked": String(chosen),
        tabIndex: chosen ? 0 : -1,
        onclick: () => go(each.key, store.place),
        onkeydown: (event) => turn(event, index),
      },
      avatar(h("span", { className: "avatar", "aria-hidden": "true" }), each.name, each.id),
      h("span", {}, h("strong", {}, each.name), h("span", {}, t(`person.${each.key}`))),
    );
  }));
}

function places(go) {
  refill($("places"), open().map((each) => {
    const count = store.unread.get(each.key) ?? 0;
    return h(
      "li",
      { className: each.kind },
      h(
        "button",
        { type: "button", id: `place-${each.kind}`, "aria-current": each.key === store.place ? "page" : undefined, onclick: () => go(store.person, each.key) },
        avatar(h("span", { className: "avatar", "aria-hidden": "true" }), title(each), each.person ? store.bot.id : each.chat),
        h("span", {}, h("strong", {}, title(each)), h("span", {}, t(`place.${each.kind}.what`))),
        count ? h("span", { className: "count", "aria-label": t("unread", { count }) }, String(count)) : null,
      ),
    );
  }));
}

/** New children, and the focus where it was. */
function refill(node, children) {
  const focused = node.contains(document.activeElement) ? document.activeElement.id : null;
  node.replaceChildren(...children);
  if (focused) $(focused)?.focus();
}
