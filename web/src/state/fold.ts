// Text as it is compared: without case, marks and the spellings of one letter in two scripts.

/** Letters that Persian, Urdu and Arabic keyboards write differently. */
const SAME_LETTERS: Readonly<Record<string, string>> = { ي: "ی", ى: "ی", ك: "ک", ة: "ه", ۀ: "ه", أ: "ا", إ: "ا", آ: "ا", "\u200c": " ", "’": "'", "–": "-" };

/** `text` folded. */
export function folded(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  return plain.replace(/[يىكةۀأإآ\u200c’–]/g, (letter) => SAME_LETTERS[letter] ?? letter);
}
