// Puts the styles of the page into a shadow root as constructed sheets: a strict content security policy lets these pass.

import { PAGE_CSS } from "./page-css";
import { PARTS_CSS } from "./parts-css";
import { THEME_CSS } from "./theme-css";

let sheets: readonly CSSStyleSheet[] | null = null;

/** All elements of a document share the sheets. */
export function adoptPageStyle(root: ShadowRoot): void {
  sheets ??= [THEME_CSS, PAGE_CSS, PARTS_CSS].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}
