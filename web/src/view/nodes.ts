// Makes nodes. Texts of the data become text nodes and attributes only; no markup is ever parsed. Not responsible for what is shown.

export type Child = Node | string | null | undefined | false;
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const SVG = "http://www.w3.org/2000/svg";
/** Attributes that run scripts or carry styles have no business here. */
const REFUSED = /^(on|style$|srcdoc$)/iu;

function set(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (REFUSED.test(name)) throw new TypeError(`attribute ${name} is not set here: use a listener or a class`);
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

function fill(node: Element, children: readonly Child[]): void {
  for (const child of children) if (child !== null && child !== undefined && child !== false) node.append(child);
}

/** An element with attributes and children. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  set(node, attributes);
  fill(node, children);
  return node;
}

/** The same for drawings. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): SVGElementTagNameMap[K] {
  const node = document.createElementNS(SVG, tag);
  set(node, attributes);
  fill(node, children);
  return node;
}

/** A button that does something when it is pressed. */
export function button(attributes: Attributes, press: (event: MouseEvent) => void, ...children: readonly Child[]): HTMLButtonElement {
  const node = el("button", { type: "button", ...attributes }, ...children);
  node.addEventListener("click", press);
  return node;
}

/** The address if it is one of the web; others (`javascript:`, `data:`, relative ones) are null. */
export function webAddress(url: string | null): string | null {
  if (url === null) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A link that leaves the page, or null where the address is none of the web. */
export function outwardLink(url: string | null, text: string, label: string): HTMLAnchorElement | null {
  const href = webAddress(url);
  if (href === null) return null;
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", "aria-label": label, dir: "auto" }, text);
}

/** A small drawing of one path in a square of 16; decoration, so hidden from screen readers. */
export function icon(path: string): SVGSVGElement {
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true", focusable: "false" }, svg("path", { d: path }));
}

export const ICONS = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  back: "M10.5 2.5 5 8l5.5 5.5 1.2-1.2L7.4 8l4.3-4.3z",
  on: "M5.5 2.5 11 8l-5.5 5.5-1.2-1.2L8.6 8 4.3 3.7z",
  close: "M3.5 2.3 8 6.8l4.5-4.5 1.2 1.2L9.2 8l4.5 4.5-1.2 1.2L8 9.2l-4.5 4.5-1.2-1.2L6.8 8 2.3 3.5z",
} as const;
