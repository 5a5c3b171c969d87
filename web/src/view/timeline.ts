// The timeline: bars for records known to a bin of time, lines for spans, a range that is pulled, stepped or played.
// Not responsible for sorting into bins (timebins.ts).

import type { Incident } from "../model/incident";
import type { Model } from "../state/model";
import type { Words } from "../words/words";
import { button, el, icon, ICONS, svg } from "./nodes";
import { binsOf, firstDay, histogram, lanes, lastDay, monthOf, ticks, type Bins, type Histogram } from "./timebins";
import { spanTold } from "./told";

/** Playing moves on so often; slow enough to read, and under three flashes a second (WCAG 2.3.1). */
const STEP_MS = 700;
/** Playing without a range starts with a window of a year, or of a month where there are fewer years than this. */
const YEARS_FOR_A_YEAR_WINDOW = 3;
const LANES = 6;
const TICKS = 7;
/** A label that begins further on would be cut off. */
const TICK_LAST_SHARE = 0.93;

type Edge = "from" | "to";

/** The range as months, both belonging to it. */
interface Range {
  readonly from: number;
  readonly to: number;
}

export class Timeline {
  readonly element: HTMLElement;
  readonly #bins: Bins | null;
  readonly #all: Histogram | null;
  readonly #chart = svg("svg", { class: "bars", "aria-hidden": "true", preserveAspectRatio: "none" });
  readonly #window = el("div", { class: "window", "aria-hidden": "true" });
  readonly #label = el("output", { class: "range-label" });
  readonly #undated = el("span");
  readonly #spans = el("span", { class: "spans-note" });
  readonly #handles: Readonly<Record<Edge, HTMLElement>>;
  readonly #play: HTMLButtonElement;
  readonly #whole: HTMLButtonElement;
  readonly #track = el("div", { class: "track", part: "timeline-track" });
  #timer: number | null = null;
  #anchor: number | null = null;

  constructor(
    private readonly model: Model,
    private readonly words: Words,
  ) {
    const { time } = words;
    const { incidents } = model.dataset;
    this.#bins = binsOf(incidents);
    this.#all = this.#bins === null ? null : histogram(this.#bins, incidents);
    this.#handles = { from: this.#handle("from"), to: this.#handle("to") };
    this.#play = button({ class: "quiet", "aria-label": time.play, title: time.play }, () => this.#toggle(), icon(ICONS.play));
    this.#whole = button({ class: "quiet whole" }, () => this.#takeWhole(), time.all);
    this.element = el("section", { class: "timeline", part: "timeline", "aria-label": time.label });
    if (this.#bins === null) {
      this.element.append(el("p", { class: "notes" }, time.none));
      return;
    }
    const earlier = button({ class: "quiet turn", "aria-label": time.earlier, title: time.earlier }, () => this.#shift(-1), icon(ICONS.back));
    const later = button({ class: "quiet turn", "aria-label": time.later, title: time.later }, () => this.#shift(1), icon(ICONS.on));
    this.#track.append(this.#chart, this.#window, this.#handles.from, this.#handles.to);
    this.element.append(el("div", { class: "time-bar" }, this.#play, earlier, later, this.#label, this.#whole, el("p", { class: "notes" }, this.#undated, this.#spans)), this.#track, this.#axis(this.#bins));
    this.#listenToPointer();
    this.update();
  }

  /** Draws anew what the filter lets through, and the range. */
  update(): void {
    if (this.#bins === null || this.#all === null) return;
    const { incidents } = this.model.dataset;
    const shown = this.model.shown().map((index) => incidents[index]).filter((incident) => incident !== undefined);
    this.#draw(this.#bins, this.#all, shown);
    this.#drawRange(this.#bins);
  }

  destroy(): void {
    this.#pause();
  }

  #axis(bins: Bins): HTMLElement {
    const axis = el("div", { class: "axis", "aria-hidden": "true" });
    for (const month of ticks(bins, TICKS)) {
      if (this.#share(bins, month) > TICK_LAST_SHARE) continue;
      const tick = el("span", {}, this.words.format.year(firstDay(month)));
      tick.style.setProperty("inset-inline-start", `${100 * this.#share(bins, month)}%`);
      axis.append(tick);
    }
    return axis;
  }

  #share(bins: Bins, month: number): number {
    return (month - bins.first_month) / (bins.count * bins.size_months);
  }

  #draw(bins: Bins, all: Histogram, shown: readonly Incident[]): void {
    const now = histogram(bins, shown);
    const inView = new Set(shown.map((incident) => incident.index));
    const top = Math.max(1, ...all.bars);
    const { placed, left_out } = lanes(all.spans, LANES);
    const rows = placed.length === 0 ? 0 : Math.max(...placed.map(({ row }) => row)) + 1;
    const [height, lane] = [100, 11];
    this.#chart.setAttribute("viewBox", `0 0 ${bins.count} ${height + rows * lane}`);
    const marks: SVGElement[] = [];
    for (const [bars, name] of [[all.bars, "bar"], [now.bars, "bar shown"]] as const) {
      for (const [bin, count] of bars.entries()) {
        if (count === 0) continue;
        // a single record must be seen beside a thousand
        const tall = Math.max(6, (height * count) / top);
        marks.push(svg("rect", { class: name, x: bin, y: height - tall, width: 0.9, height: tall }));
      }
    }
    for (const { span, row } of placed) {
      const name = `span${inView.has(span.index) ? " shown" : ""}${span.open_start || span.open_end ? " open" : ""}`;
      const y = height + row * lane + lane / 2 + 1;
      marks.push(svg("line", { class: name, x1: span.from_bin, x2: span.to_bin + 0.9, y1: y, y2: y }));
    }
    this.#chart.replaceChildren(...marks);
    this.#tell(all, left_out);
  }

  #tell(all: Histogram, left_out: number): void {
    const { time, filters } = this.words;
    const more = left_out > 0 ? ` (${filters.more(left_out)})` : "";
    this.#undated.textContent = all.undated === 0 ? "" : this.#range() === null ? time.undated(all.undated) : time.undatedHidden(all.undated);
    this.#spans.textContent = all.spans.length === 0 ? "" : `${all.undated === 0 ? "" : " · "}${time.spans(all.spans.length)}${more}`;
  }

  #range(): Range | null {
    const bins = this.#bins;
    const { from_day, to_day } = this.model.store.state.filter;
    if (bins === null || (from_day === null && to_day === null)) return null;
    const last = bins.first_month + bins.count * bins.size_months - 1;
    const hold = (month: number): number => Math.min(last, Math.max(bins.first_month, month));
    return { from: from_day === null ? bins.first_month : hold(monthOf(from_day)), to: to_day === null ? last : hold(monthOf(to_day)) };
  }

  #drawRange(bins: Bins): void {
    const { from_day, to_day } = this.model.store.state.filter;
    const last = bins.first_month + bins.count * bins.size_months - 1;
    const range = this.#range() ?? { from: bins.first_month, to: last };
    const { format, time } = this.words;
    this.#whole.hidden = from_day === null && to_day === null;
    this.#window.classList.toggle("all", this.#whole.hidden);
    const [start, end] = [100 * this.#share(bins, range.from), 100 * this.#share(bins, range.to + 1)];
    this.#window.style.setProperty("inset-inline-start", `${start}%`);
    this.#window.style.setProperty("inline-size", `${end - start}%`);
    this.#label.textContent =
      from_day === null && to_day === null ? time.whole : spanTold(from_day ?? firstDay(bins.first_month), to_day ?? lastDay(last), this.words);
    for (const [edge, month, share] of [["from", range.from, start], ["to", range.to, end]] as const) {
      const handle = this.#handles[edge];
      handle.style.setProperty("inset-inline-start", `${share}%`);
      handle.setAttribute("aria-valuemin", String(edge === "from" ? bins.first_month : range.from));
      handle.setAttribute("aria-valuemax", String(edge === "to" ? last : range.to));
      handle.setAttribute("aria-valuenow", String(month));
      handle.setAttribute("aria-valuetext", format.month(firstDay(month)));
    }
  }

  /** Puts the range into the filter; the whole of time is no filter at all. */
  #take(range: Range | null): void {
    const bins = this.#bins;
    if (bins === null) return;
    const last = bins.first_month + bins.count * bins.size_months - 1;
    const whole = range === null || (range.from <= bins.first_month && range.to >= last);
    this.model.store.filtered(whole ? { from_day: null, to_day: null } : { from_day: firstDay(range.from), to_day: lastDay(range.to) });
  }

  #takeWhole(): void {
    this.#pause();
    // the button goes away with the range: the focus stays in the timeline
    this.#play.focus();
    this.#take(null);
  }

  #handle(edge: Edge): HTMLElement {
    const handle = el("div", { class: `handle ${edge}`, role: "slider", tabindex: 0, "aria-label": this.words.time[edge], "aria-orientation": "horizontal" });
    handle.addEventListener("keydown", (event) => this.#key(edge, event));
    return handle;
  }

  #key(edge: Edge, event: KeyboardEvent): void {
    const bins = this.#bins;
    if (bins === null) return;
    const on = this.words.dir === "rtl" ? -1 : 1;
    const [first, last] = [bins.first_month, bins.first_month + bins.count * bins.size_months - 1];
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: on,
      ArrowLeft: -on,
      ArrowUp: 1,
      ArrowDown: -1,
      PageUp: 12,
      PageDown: -12,
      Home: first - last,
      End: last - first,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#pause();
    const range = this.#range() ?? { from: first, to: last };
    const moved = Math.min(last, Math.max(first, range[edge] + step));
    this.#take(edge === "from" ? { from: Math.min(moved, range.to), to: range.to } : { from: range.from, to: Math.max(moved, range.from) });
  }

  #listenToPointer(): void {
    const track = this.#track;
    track.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || this.#bins === null) return;
      this.#pause();
      const range = this.#range();
      const on = (event.target as Element).closest(".handle");
      const bin = this.#binAt(event);
      // a handle is pulled against the other end, the chart against where the pull began
      this.#anchor = on === null || range === null ? (on === null ? bin : on.matches(".from") ? this.#bins.count - 1 : 0) : this.#binOfMonth(on.matches(".from") ? range.to : range.from);
      track.setPointerCapture(event.pointerId);
      if (on === null) this.#pull(bin);
    });
    track.addEventListener("pointermove", (event) => {
      if (this.#anchor !== null) this.#pull(this.#binAt(event));
    });
    for (const name of ["pointerup", "pointercancel"]) track.addEventListener(name, () => (this.#anchor = null));
  }

  #binOfMonth(month: number): number {
    return this.#bins === null ? 0 : Math.floor((month - this.#bins.first_month) / this.#bins.size_months);
  }

  #binAt(event: PointerEvent): number {
    const box = this.#track.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    const count = this.#bins?.count ?? 1;
    return Math.min(count - 1, Math.max(0, Math.floor((this.words.dir === "rtl" ? 1 - share : share) * count)));
  }

  #pull(bin: number): void {
    const bins = this.#bins;
    if (bins === null || this.#anchor === null) return;
    const [from, to] = [Math.min(bin, this.#anchor), Math.max(bin, this.#anchor)];
    this.#take({ from: bins.first_month + from * bins.size_months, to: bins.first_month + (to + 1) * bins.size_months - 1 });
  }

  /** Moves the range by months; false at the end of time. */
  #shift(months: number): boolean {
    const bins = this.#bins;
    if (bins === null) return false;
    const last = bins.first_month + bins.count * bins.size_months - 1;
    const range = this.#range();
    const window = bins.count * bins.size_months > YEARS_FOR_A_YEAR_WINDOW * 12 ? 12 : 1;
    if (range === null) {
      this.#take(months > 0 ? { from: bins.first_month, to: bins.first_month + window - 1 } : { from: last - window + 1, to: last });
      return true;
    }
    const moved = { from: range.from + months, to: range.to + months };
    if (moved.from < bins.first_month || moved.to > last) return false;
    this.#take(moved);
    return true;
  }

  #toggle(): void {
    if (this.#timer !== null) {
      this.#pause();
      return;
    }
    if (!this.#shift(1)) {
      this.#take(null);
      this.#shift(1);
    }
    this.#timer = window.setInterval(() => {
      if (!this.#shift(1)) this.#pause();
    }, STEP_MS);
    this.#showPlaying(this.words.time.pause, ICONS.pause);
  }

  #pause(): void {
    if (this.#timer === null) return;
    window.clearInterval(this.#timer);
    this.#timer = null;
    this.#showPlaying(this.words.time.play, ICONS.play);
  }

  #showPlaying(label: string, path: string): void {
    this.#play.replaceChildren(icon(path));
    this.#play.setAttribute("aria-label", label);
    this.#play.title = label;
  }
}
