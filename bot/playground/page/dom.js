// Building the page: nodes only, never markup, so that no text of anybody's can be more than text.

export const $ = (id) => document.getElementById(id);

/** An element with properties and children; "data-…", "aria-…" and "role" are attributes, "on…" are listeners. */
export function h(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node && !key.startsWith("aria")) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A circle with the first letter of a name, in a colour of its own. */
export function avatar(node, name, number) {
  node.textContent = [...(name || "?")][0];
  node.style.setProperty("--hue", (number * 83) % 360);
  return node;
}

/** An address that may be followed; none if it is of another kind. */
export function safe(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
