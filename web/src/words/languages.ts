// The languages there are, and which one a wish such as `ur-PK` means.

import type { LanguageCode } from "../state/store";
import { EN } from "./en";
import { FA } from "./fa";
import { UR } from "./ur";
import type { Words } from "./words";

export const LANGUAGES: Readonly<Record<LanguageCode, Words>> = { en: EN, fa: FA, ur: UR };

/** The language of a BCP 47 tag, if the page speaks it. */
export function languageOf(tag: string | null): LanguageCode | null {
  const code = (tag ?? "").trim().toLowerCase().split(/[-_]/u)[0] ?? "";
  return code === "en" || code === "fa" || code === "ur" ? code : null;
}
