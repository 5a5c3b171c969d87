// The text of Leaflet's attribution control. It takes markup, so the texts of the data are made harmless; the markup around them is ours. Pure.

/** What is longer is folded after some lines, so that it does not cover a small map; a press shows the rest. */
const SHORT_CHARS = 160;

/** Lines beside what the page itself says of the layer; `null` if there is nothing to say. */
export function attributionOf(lines: readonly string[], own: string | null): string | null {
  const text = lines.map((line) => `<bdi>${escaped(line)}</bdi>`).join(" · ");
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  const told = text === "" ? "" : length <= SHORT_CHARS ? `<span class="sarhad-credit">${text}</span>` : `<details class="sarhad-credit"><summary><span>${text}</span></summary></details>`;
  const all = [own ?? "", told].filter((part) => part !== "").join(" · ");
  return all === "" ? null : all;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
