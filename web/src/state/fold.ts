// Text as it is compared: without case, marks and the spellings of one letter in two scripts.

/** Letters that Persian, Urdu and Arabic keyboards write differently. */
const SAME_LETTERS: Readonly<Record<string, string>> = { ي: "ی", ى: "ی", ك: "ک", ة: "ه", ۀ: "ه", أ: "ا", إ: "ا", آ: "ا", "\u200c": " ", "’": "'", "–": "-" };

/** Text of these letters alone has no marks and no second spelling; most of a file is such, and a search folds all of it. */
const PLAIN = /^[\u0000-\u007f]*$/;

/** `text` folded. */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  return plain.replace(/[يىكةۀأإآ\u200c’–]/g, (letter) => SAME_LETTERS[letter] ?? letter);
}
