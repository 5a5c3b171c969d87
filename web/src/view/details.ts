// The panel of one record: what is told, how precisely, and the claims side by side. Not responsible for choosing the record.

import { inputOf } from "../data/untold";
import type { Claim, Incident } from "../model/incident";
import { kindIn, topicIn, type Words } from "../words/words";
import { given, givenAs } from "./given";
import { el, outwardLink, type Child } from "./nodes";
import { otherColumnsNode, tollNodes } from "./record-columns";
import { claimWhen, conflictTopics, dateTold, whenTold, type Gazetteer } from "./told";

/** All about one record. */
export function details(incident: Incident, words: Words, gazetteer: Gazetteer): HTMLElement {
  const heading = el("h3", { tabindex: -1, class: "record-title", ...givenAs(incident.title, words) }, incident.title);
  const topics = conflictTopics(incident);
  return el(
    "article",
    { class: "record", part: "record", "data-index": incident.index },
    heading,
    incident.summary === null ? null : el("p", { class: "summary", ...givenAs(incident.summary, words) }, incident.summary),
    facts(incident, words, gazetteer),
    claims(incident, { words, gazetteer, topics }),
    otherColumnsNode(incident, words),
  );
}

function facts(incident: Incident, words: Words, gazetteer: Gazetteer): HTMLElement {
  const { panel } = words;
  const list = el("dl", { class: "facts" });
  const tell = (term: string, ...values: Child[]): void => {
    if (values.every((value) => value === null)) return;
    list.append(el("dt", {}, term), el("dd", {}, ...values));
  };
  const theirs = incident.where_text === null ? null : el("span", { class: "theirs" }, el("q", givenAs(incident.where_text, words), incident.where_text), ` ${panel.inTheirWords}`);
  tell(panel.date, whenTold(incident, words), dateTrouble(incident, words));
  tell(panel.place, el("span", { class: "where" }, capitalised(gazetteer.where(incident))), theirs);
  const distance = gazetteer.distance(incident);
  tell(panel.border, distance === null ? el("i", {}, words.table.noDistance) : capitalised(distance));
  tell(panel.kind, incident.kind === null ? null : given(kindIn(words, incident.kind), words));
  // each on a line of its own: "forces of A and B" would be one party
  tell(panel.actors, ...incident.actors.map((actor) => el("div", givenAs(actor, words), actor)));
  tell(words.record.toll, ...tollNodes(incident, words));
  tell(panel.source, source(incident, words));
  tell(panel.note, incident.note === null ? null : el("span", givenAs(incident.note, words), incident.note));
  const input = inputOf(incident);
  tell(words.record.input, input === null ? null : el("span", givenAs(input, words), input));
  return list;
}

/** Why a date that is written is not taken. */
function dateTrouble({ when: { trouble } }: Incident, { record }: Words): Child {
  return trouble === null ? null : el("span", { class: "theirs" }, ` ${trouble === "backwards" ? record.backwardsDate : record.unreadDate}`);
}

function source(incident: Incident, words: Words): Child {
  if (incident.source === null && incident.source_url === null) return null;
  const name = incident.source ?? words.panel.unnamedSource;
  const link = outwardLink(incident.source_url, name, words.panel.openSource(name));
  if (link !== null) return link;
  // an address that cannot be opened safely is told as text
  const address = incident.source_url === null ? null : el("span", { class: "address" }, ` (${incident.source_url})`);
  return el("span", {}, given(name, words), address);
}

/** What the telling of claims needs. */
interface Telling {
  readonly words: Words;
  readonly gazetteer: Gazetteer;
  readonly topics: readonly string[];
}

function claims(incident: Incident, telling: Telling): HTMLElement {
  const { words, topics } = telling;
  const { panel } = words;
  const section = el("section", { class: "claims", part: "claims" });
  if (incident.claims.length === 0) {
    section.append(el("p", { class: "notes" }, panel.noClaims));
    return section;
  }
  const differ = topics.length === 0 ? null : el("p", { class: "conflict" }, panel.conflict(topicsTold(topics, words)));
  section.append(
    el("h4", {}, panel.claims(incident.claims.length)),
    el("p", { class: "notes" }, panel.claimsLead),
    differ ?? el("p", { class: "notes" }, panel.agreed),
    el("ol", { class: "claim-list" }, ...incident.claims.map((claim) => el("li", {}, claimNode(claim, telling)))),
  );
  return section;
}

/** The words of the source, where there are some; behind them, where they say it in another way, what they mean in the language of the page. */
function claimPart(theirs: string | null, ours: string | null, words: Words): Child[] {
  const text = theirs === null || theirs === "" ? null : theirs;
  if (text === null) return ours === null ? [] : [el("span", {}, capitalised(ours))];
  const same = ours === null || ours.toLowerCase() === text.toLowerCase();
  return [el("span", givenAs(text, words), text), same ? null : el("span", { class: "theirs" }, ` ${words.record.meaning(ours)}`)];
}

function claimNode(claim: Claim, { words, gazetteer }: Telling): HTMLElement {
  const { panel } = words;
  const verb = claim.quoted ? el("q", { class: "verb" }, given(claim.verb, words)) : given(claim.verb, words, { class: "verb" });
  const said = claim.said_on === null ? null : el("span", { class: "said" }, ` · ${panel.saidOn(dateTold(claim.said_on, words))}`);
  const { when_parts, where_parts } = claim;
  // without parts the text may be the source's or ours, and stands as it is
  const written = when_parts === null ? claim.when : when_parts.as_written;
  const when = [written === null ? null : dateTold(written, words), when_parts === null ? null : claimWhen(when_parts, words)];
  const where = where_parts === null ? [claim.where, null] : [where_parts.as_written, gazetteer.claimWhere(where_parts)];
  const own = el("dl", { class: "own" });
  for (const [term, [theirs = null, ours = null]] of [[panel.saysWhen, when], [panel.saysWhere, where], [panel.saysToll, [claim.toll]]] as const) {
    const nodes = claimPart(theirs, ours, words);
    if (nodes.length > 0) own.append(el("dt", {}, term), el("dd", {}, ...nodes));
  }
  const note = where_parts?.note ?? null;
  if (note !== null) own.append(el("dt", {}, panel.note), el("dd", { class: "theirs", ...givenAs(note, words) }, note));
  return el(
    "div",
    { class: `claim${claim.differs_in.length > 0 ? " differs" : ""}`, part: "claim" },
    el("p", { class: "who" }, el("strong", {}, given(claim.who, words)), " ", verb, said),
    el("blockquote", givenAs(claim.statement, words), claim.statement),
    own.childElementCount === 0 ? null : own,
    claim.differs_in.length === 0 ? null : el("p", { class: "differs-in" }, panel.differsIn(topicsTold(claim.differs_in, words))),
    claimSource(claim, words),
  );
}

/** Several topics of the file may have one word. */
function topicsTold(topics: readonly string[], words: Words): string {
  return words.list([...new Set(topics.map((topic) => topicIn(words, topic)))]);
}

function claimSource(claim: Claim, words: Words): HTMLElement | null {
  if (claim.source === null) return null;
  const { title, publisher, published, url } = claim.source;
  const rest = [publisher, published === null ? null : dateTold(published, words)].filter((part) => part !== null && part !== "").join(", ");
  const link = outwardLink(url, title, words.panel.openSource(title));
  return el("p", { class: "cite" }, link ?? el("cite", givenAs(title, words), title), rest === "" ? null : el("span", { dir: "auto" }, ` — ${rest}`));
}

/** A sentence that stands alone begins with a capital letter; scripts without capitals stay as they are. */
export function capitalised(text: string): string {
  const first = text.codePointAt(0);
  if (first === undefined) return text;
  const letter = String.fromCodePoint(first);
  return letter.toLocaleUpperCase("en") + text.slice(letter.length);
}
