// Part of check 25: the time of each item of the agenda, and what was asked at the tables.
//
// Both follow from the record: when a clock was started and stopped, and which questions were put
// and answered. Their words stand there by digests alone.

import { isDay } from "./bag.js";
import {
  begunAs,
  canonical,
  either,
  heldIn,
  isNull,
  isText,
  isWhole,
  listOf,
  madeOf,
} from "./canonical.js";

/** @import { Entry } from "./record.js" */
/** @import { Test } from "./canonical.js" */
/** @typedef {Record<string, any>} Body */
/** @typedef {{ title: string, minutes: number, tables: number }} Item */
/** @typedef {{ kind: string, tradeoff: string, table: number, isAnswered: boolean }} Said */

const isSaidOrNone = either(isText, isNull);
/** @type {Test} */
export const isTiming = madeOf({ title: isText, minutes: isWhole, tables: isWhole, took: isWhole });
/** @type {Test} */
export const isToldQuestion = madeOf(
  { project: isSaidOrNone, table: isWhole },
  { answer: isSaidOrNone, answered_by: isSaidOrNone },
);

const isPlanned = madeOf({ item: isText, title: isText, minutes: isWhole, tables: isWhole });
const isOfItem = madeOf({ item: isText });
const isOrdered = madeOf({ items: listOf(isText) });
const isNoted = madeOf({ argument: isText, tradeoff: isText, kind: isText, table: isWhole });
const isCorrected = madeOf({ argument: isText, kind: isText });
const isAnswered = madeOf({ argument: isText });
const isWeighedOf = madeOf({ tradeoff: isText, project: isText });

const CLOCKS = ["agenda.clock_started", "agenda.clock_paused", "agenda.ended"];
const TIME_OF_DAY =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-](?:[01][0-9]|2[0-3]):[0-5][0-9]$/;
/** @type {Test} */
const isTimeOfDay = (value) =>
  isText(value) && TIME_OF_DAY.test(value) && isDay(value.slice(0, 10));
const isClock = madeOf(
  { item: isText, at: isTimeOfDay },
  { over: either((value) => value === "", isTimeOfDay) },
);

/**
 * Whether the agenda took the time, and the tables put the questions, that the record tells.
 * @param {Entry[]} told
 * @param {Body} said
 */
export function isAsSpoken(told, { timings = [], questions = [] }) {
  const asked = tableQuestionsIn(told);
  return (
    canonical(
      timings.map((/** @type {Body} */ each) => [
        ...[each.title, each.minutes, each.tables, each.took],
      ]),
    ) === canonical(timingsIn(told)) &&
    asked.length === questions.length &&
    asked.every((each, place) => asksIt(each, questions[place]))
  );
}

/**
 * The items in their running order, by their ids.
 * @param {Entry[]} told
 */
export function agendaIn(told) {
  /** @type {Map<string, Item>} */
  let found = new Map();
  for (const entry of told) {
    if (entry.type === "agenda.planned" || entry.type === "agenda.changed") {
      const { item, title, minutes, tables } = heldIn(entry, isPlanned);
      if (entry.type === "agenda.changed") begunAs(found, item);
      found.set(item, { title, minutes, tables });
    } else if (entry.type === "agenda.dropped") {
      const { item } = heldIn(entry, isOfItem);
      if (!found.delete(item)) throw new TypeError(item);
    } else if (entry.type === "agenda.order_set") {
      const { items } = heldIn(entry, isOrdered);
      const before = found;
      found = new Map(items.map((/** @type {string} */ item) => [item, begunAs(before, item)]));
    }
  }
  return found;
}

/**
 * Title, minutes, tables and the seconds it took, of each item that began.
 * @param {Entry[]} told
 */
function timingsIn(told) {
  const took = spokenIn(told);
  return [...agendaIn(told)]
    .filter(([item]) => took.has(item))
    .map(([item, { title, minutes, tables }]) => [title, minutes, tables, took.get(item)]);
}

/**
 * How many seconds each item took, without what was never stopped.
 * @param {Entry[]} told
 */
function spokenIn(told) {
  /** @type {Map<string, number>} */
  const took = new Map();
  let now = "";
  let since = null;
  for (const entry of told.filter(({ type = "" }) => CLOCKS.includes(type))) {
    const { item, at, over = "" } = heldIn(entry, isClock);
    const seconds = Date.parse(over || at) / 1000;
    if (since !== null) took.set(now, begunAs(took, now) + Math.max(0, seconds - since));
    since = null;
    if (entry.type === "agenda.clock_started") {
      took.set(item, took.get(item) ?? 0);
      now = item;
      since = seconds;
    } else if (entry.type === "agenda.ended") {
      begunAs(took, item);
    }
  }
  return took;
}

/** @param {Entry[]} told */
function tableQuestionsIn(told) {
  /** @type {Map<string, Said>} */
  const found = new Map();
  /** @type {Map<string, string>} */
  const projects = new Map();
  for (const entry of told) {
    if (entry.type === "tradeoff.taken_up") {
      const { tradeoff, project } = heldIn(entry, isWeighedOf);
      projects.set(tradeoff, project);
    } else if (entry.type === "argument.noted") {
      const { argument, kind, tradeoff, table } = heldIn(entry, isNoted);
      found.set(argument, { kind, tradeoff, table, isAnswered: false });
    } else if (entry.type === "argument.corrected") {
      const { argument, kind } = heldIn(entry, isCorrected);
      found.set(argument, { ...begunAs(found, argument), kind });
    } else if (entry.type === "argument.answered") {
      const { argument } = heldIn(entry, isAnswered);
      found.set(argument, { ...begunAs(found, argument), isAnswered: true });
    }
  }
  const asked = [...found.values()].filter(({ kind }) => kind === "question");
  return asked.map((each) => ({ ...each, project: projects.get(each.tradeoff) ?? null }));
}

/**
 * Whether the result says the same of a question. Words that were erased are null there.
 * @param {Said & { project: string | null }} asked
 * @param {Body} said
 */
function asksIt(asked, { project, table, answer = null, answered_by: by = null }) {
  return (
    project === asked.project &&
    table === asked.table &&
    (asked.isAnswered || (answer === null && by === null))
  );
}
