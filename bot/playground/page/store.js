// What the page knows: the state of the local Telegram, who speaks and where, and what is being written.

export const store = {
  ready: false,
  bot: { id: 0, username: "", name: "", texts: [] },
  people: [],
  places: [],
  messages: new Map(),
  told: [],
  refusals: [],
  person: null,
  place: null,
  reply: null,
  edit: null,
  chosen: null,
  unread: new Map(),
};

/** Forgets what the server will tell again. */
export function forget() {
  store.messages.clear();
  store.told.length = 0;
  store.refusals.length = 0;
}

export const person = () => store.people.find((each) => each.key === store.person);
export const place = () => store.places.find((each) => each.key === store.place);

/** The places that somebody can go to: the groups, and the own private chat. */
export const open = (key = store.person) => store.places.filter((each) => !each.person || each.person === key);

export function messages(key = store.place) {
  if (!store.messages.has(key)) store.messages.set(key, new Map());
  return store.messages.get(key);
}

/** The place of a kind ("private", "group"…) for whoever speaks now. */
export const reachable = (kind) => open().find((each) => each.kind === kind);

/** A text that the bot has registered with Telegram, as a client in this language shows it. */
export function registered(what, code = "") {
  const found = (language) => store.bot.texts.find((each) => each.what === what && each.language === language)?.text;
  return found(code.slice(0, 2)) || found("") || "";
}

/** Why the bot did what it did last here, or at the message that was chosen. */
export function explanation() {
  const here = store.told.filter((each) =>
    each.chat === null ? each.person === person()?.id : each.chat === place()?.chat && inTopic(each),
  );
  if (store.chosen === null) return here.at(-1);
  return here.findLast((each) => each.message === store.chosen);
}

export const explained = (id) => store.told.some((each) => each.chat === place()?.chat && each.message === id);

function inTopic(told) {
  return messages().has(told.message) || !store.places.some((each) => messages(each.key).has(told.message));
}
