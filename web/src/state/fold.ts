// Text as it is compared: without case, marks and the spellings of one letter in two scripts.

/** Letters that Persian, Urdu and Arabic keyboards write differently. */
const SAME_LETTERS: Readonly<Record<string, string>> = { ي: "ی", ى: "ی", ك: "ک", ة: "ه", ۀ: "ه", أ: "ا", إ: "ا", آ: "ا", "\u200c": " ", "’": "'", "–": "-" };

/** What is not seen and would keep a word from being found; not U+200C, which parts words in Persian. */
const WIDTHLESS = /[\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text of these letters alone has no marks and no second spelling; most of a file is such, and a search folds all of it. */
const PLAIN = /^[\u0000-\u007f]*$/;

/** `text` folded. */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const plain = text.replace(WIDTHLESS, "").normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  return plain.replace(/[يىكةۀأإآ\u200c’–]/g, (letter) => SAME_LETTERS[letter] ?? letter);
}
