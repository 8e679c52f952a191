// The public record: one unbroken chain of entries.

import { Wrong, sha256, utf8 } from "./bytes.js";
import { canonical, isWhole, readAs } from "./canonical.js";
import { isEntry } from "./result.js";
import { say, several } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Result, Stated } from "./result.js" */
/**
 * A line of record.jsonl; `type`, `body` and `random` are missing where the entry is not public.
 * @typedef {object} Entry
 * @property {number} seq
 * @property {string} prev
 * @property {string} digest
 * @property {string} [type]
 * @property {Record<string, any>} [body]
 * @property {string} [random]
 */
/** @typedef {{ entries: Entry[], head: string }} Chain */

const LINE_END = 10;
const MOST_LINES = 250_000;
const MOST_LINE = 80 * 1024; // bytes: a body has at most 64 KB
const FIRST = "0".repeat(64);

/**
 * Every entry names the one before it, and every public one has the digest that its line says.
 * @param {Bytes} data
 * @returns {Promise<Chain>}
 */
export async function chainOf(data) {
  if (data.at(-1) !== LINE_END) throw new Wrong(say("The record is cut short."));
  /** @type {Entry[]} */
  const entries = [];
  let prev = FIRST;
  for (const line of recordLines(data)) {
    const seq = entries.length + 1;
    if (line.length > MOST_LINE) {
      throw new Wrong(say("Entry {seq} of the record is longer than an entry can be.", { seq }));
    }
    /** @type {Entry | null} */
    const entry = readAs(line, isEntry);
    if (!entry) throw new Wrong(say("Entry {seq} of the record cannot be read.", { seq }));
    if (entry.seq !== seq || entry.prev !== prev) {
      throw new Wrong(say("The record breaks at entry {seq}.", { seq }));
    }
    if (entry.body && (await digestOf(entry)) !== entry.digest) {
      throw new Wrong(say("Entry {seq} of the record was changed.", { seq }));
    }
    entries.push(entry);
    prev = await entryHash(entry);
  }
  return { entries, head: prev };
}

/**
 * The public entries but for those of acts that were taken back: read from the newest back, so that
 * taking back an undo restores its act. An act has a number; of anything else nothing is taken back.
 * @param {Entry[]} entries
 */
export function inForce(entries) {
  const told = entries.filter((entry) => entry.body);
  /** @type {Set<number>} */
  const skipped = new Set();
  for (const { type, body } of told.toReversed()) {
    const undone = body?.undone;
    if (type === "undone" && !skipped.has(body?.act) && isWhole(undone)) skipped.add(undone);
  }
  return told.filter(({ body }) => !skipped.has(body?.act));
}

/** @param {Bytes} data */
function recordLines(data) {
  const lines = [];
  let start = 0;
  for (let end = data.indexOf(LINE_END); end >= 0; end = data.indexOf(LINE_END, start)) {
    lines.push(data.subarray(start, end));
    start = end + 1;
    if (lines.length > MOST_LINES) {
      throw new Wrong(say("The record has more than {most} entries.", { most: MOST_LINES }));
    }
  }
  return lines;
}

/** @param {Entry} entry */
function digestOf({ type, body, random }) {
  return sha256(utf8(`\0pbdesk/entry/2\0${canonical({ type, body, random })}`));
}

/** @param {Entry} entry */
function entryHash({ seq, prev, digest }) {
  return sha256(utf8(`\0pbdesk/event/2\0${canonical({ seq, prev, digest })}`));
}

/** @param {Chain} chain */
export function chainTold({ entries }) {
  const seq = entries.length;
  const hidden = entries.filter((entry) => !entry.body).map((entry) => entry.seq);
  if (hidden.length === 0) {
    return several(
      "{n} entry; every fingerprint was computed again.",
      "{n} entries; every fingerprint was computed again.",
      seq,
    );
  }
  return say(
    "{seq} entries; {again} fingerprints were computed again. {hidden} are not public, so only chained: {which}.",
    {
      seq,
      again: seq - hidden.length,
      hidden: hidden.length,
      which: someOf(rangesOf(hidden)).join(", "),
    },
  );
}

/**
 * The first few of many, so that the sentence stays readable.
 * @param {string[]} ranges
 */
function someOf(ranges) {
  return ranges.length <= 6 ? ranges : [...ranges.slice(0, 5), "…", ranges[ranges.length - 1]];
}

/**
 * Ascending numbers as "3", "7-9".
 * @param {number[]} numbers
 */
function rangesOf(numbers) {
  const there = new Set(numbers);
  const starts = numbers.filter((n) => !there.has(n - 1));
  const ends = numbers.filter((n) => !there.has(n + 1));
  return starts.map((start, i) => (start === ends[i] ? String(start) : `${start}-${ends[i]}`));
}

/**
 * The record ends where the result says.
 * @param {Chain} chain
 * @param {Stated} stated
 */
export function endAgrees({ entries, head }, { record }) {
  if (record.entries !== entries.length || record.head !== head) {
    throw new Wrong(say("The record does not end where the result says it ends."));
  }
  return say("The record ends at entry {seq}, as the result says.", { seq: record.entries });
}

/**
 * Throws Wrong where the record sealed other rules than the result tells, or in another order.
 * @param {Chain} chain
 * @param {Result} result
 */
export async function refuseAnotherRulebook({ entries }, { rulebooks = [] }) {
  const sealed = entries.filter((entry) => entry.type === "rulebook.sealed" && entry.body);
  /** @type {string[]} */
  const digests = [];
  for (const book of rulebooks) digests.push(await sha256(utf8(canonical(book))));
  const isAsSealed =
    sealed.length === digests.length && sealed.every(({ body }, i) => body?.digest === digests[i]);
  if (!isAsSealed) {
    throw new Wrong(say("The result tells another rulebook than the record sealed."));
  }
}
