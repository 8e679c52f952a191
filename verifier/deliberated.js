// Part of check 25: what was deliberated stands in the result as the record has it.
//
// The figures of it, who stood aside, what was chosen and confirmed: words stand in the record by
// their digests alone, and nothing in a pack opens these.

import {
  canonical,
  either,
  isNull,
  isObject,
  isText,
  isTruth,
  isWhole,
  listOf,
  madeOf,
} from "./canonical.js";

/** @import { Entry } from "./record.js" */
/** @import { Test } from "./canonical.js" */
/** @typedef {Record<string, any>} Body */
/**
 * A trade-off as the record has it. `isReworded`: since it was confirmed, maybe alike.
 * @typedef {object} TradeOff
 * @property {string} place
 * @property {string | null} choice
 * @property {boolean} isConfirmed
 * @property {boolean} isReworded
 * @property {boolean} isSkipped
 */

const isTextOrNone = either(isText, isNull);
const isManyOrNone = either(isWhole, isNull);
const isToldSide = madeOf({ project: isTextOrNone });
/** @type {Test} */
export const isDeliberated = madeOf(
  {},
  {
    interests: listOf(madeOf({ role: isText, project: isTextOrNone, handled: isText })),
    tradeoffs: listOf(
      madeOf({
        number: isWhole,
        project: isText,
        table: isWhole,
        choice: isTextOrNone,
        confirmed: isTruth,
        skipped: isTextOrNone,
      }),
    ),
    trades: listOf(
      madeOf({
        number: isWhole,
        table: isWhole,
        rather: isToldSide,
        than: isToldSide,
        for: isManyOrNone,
        against: isManyOrNone,
        abstained: isManyOrNone,
        confirmed: isTruth,
      }),
    ),
    matters: listOf(madeOf({ number: isWhole, hands: isManyOrNone })),
    merged: listOf(madeOf({ into: isText })),
  },
);

const isInterest = madeOf({
  interest: isText,
  role: isText,
  project: isTextOrNone,
  handled: isText,
});
const isHandled = madeOf({ interest: isText, handled: isText });
const isTakenUp = madeOf({ tradeoff: isText, number: isWhole, project: isText, table: isWhole });
const isWeighed = madeOf({ tradeoff: isText }, { choice: isTextOrNone });
const isSide = madeOf({ option: isTextOrNone });
/** @type {Test} */
const isThree = (value) => listOf(isWhole)(value) && /** @type {any} */ (value).length === 3;
const isTraded = madeOf({
  trade: isText,
  number: isWhole,
  table: isWhole,
  rather: isSide,
  than: isSide,
  hands: either(isThree, isNull),
});
const isTrade = madeOf({ trade: isText });
const isRaised = madeOf({ matter: isText, number: isWhole });
const isHeard = madeOf({ matter: isText, hands: isWhole });
const isMerged = madeOf({ proposal: isText, into: isText });

/**
 * Whether the interests, trade-offs, trades, matters and merged ideas are those of the record.
 * @param {Entry[]} told
 * @param {Body} said
 */
export function isAsRecorded(told, said) {
  const { interests = [], tradeoffs = [], trades = [], matters = [], merged = [] } = said;
  const weighed = tradeOffsIn(told);
  return (
    saysTheSame(
      interests.map((/** @type {Body} */ each) => [each.role, each.project, each.handled]),
      interestsIn(told),
    ) &&
    weighed.length === tradeoffs.length &&
    weighed.every((each, place) => tellsIt(each, tradeoffs[place])) &&
    saysTheSame(
      trades.map((/** @type {Body} */ each) => [
        ...[each.number, each.table, each.rather.project, each.than.project],
        ...[each.for, each.against, each.abstained, each.confirmed],
      ]),
      tradesIn(told),
    ) &&
    saysTheSame(
      matters.map((/** @type {Body} */ each) => [each.number, each.hands]),
      mattersIn(told),
    ) &&
    saysTheSame(merged.map((/** @type {Body} */ { into }) => into).sort(), mergedIn(told).sort())
  );
}

/**
 * @param {unknown[]} one
 * @param {unknown[]} other
 */
function saysTheSame(one, other) {
  return canonical(one) === canonical(other);
}

/**
 * @param {Entry} entry
 * @param {Test} holds
 * @returns {Body}
 */
function heldIn({ type, body }, holds) {
  if (!isObject(body) || !holds(body)) throw new TypeError(type);
  return /** @type {Body} */ (body);
}

/**
 * What an earlier entry began.
 * @template T
 * @param {Map<string, T>} found
 * @param {string} id
 */
function begunAs(found, id) {
  const before = found.get(id);
  if (before === undefined) throw new TypeError(id);
  return before;
}

/** @param {Entry[]} told */
function interestsIn(told) {
  /** @type {Map<string, unknown[]>} */
  const found = new Map();
  for (const entry of told) {
    if (entry.type === "interest.declared") {
      const { interest, role, project, handled } = heldIn(entry, isInterest);
      found.set(interest, [role, project, handled]);
    } else if (entry.type === "interest.handled") {
      const { interest, handled } = heldIn(entry, isHandled);
      found.set(interest, [...begunAs(found, interest).slice(0, 2), handled]);
    }
  }
  return [...found.values()];
}

/**
 * Whether the result says the same of a trade-off. A reason that was erased is null there.
 * @param {TradeOff} weighed
 * @param {Body} said
 */
function tellsIt(weighed, { number, project, table, choice, confirmed, skipped }) {
  const stands = weighed.isConfirmed && !weighed.isSkipped;
  return (
    canonical([number, project, table]) === weighed.place &&
    choice === weighed.choice &&
    (confirmed === stands || confirmed === (stands && !weighed.isReworded)) &&
    (weighed.isSkipped || skipped === null)
  );
}

/** @param {Entry[]} told */
function tradeOffsIn(told) {
  /** @type {Map<string, TradeOff>} */
  const found = new Map();
  for (const entry of told) {
    if (entry.type === "tradeoff.taken_up") {
      const { tradeoff, number, project, table } = heldIn(entry, isTakenUp);
      const place = canonical([number, project, table]);
      const begun = { isConfirmed: false, isReworded: false, isSkipped: false };
      found.set(tradeoff, { place, choice: null, ...begun });
    } else if (entry.type?.startsWith("tradeoff.")) {
      const { tradeoff, choice = null } = heldIn(entry, isWeighed);
      const after = changedBy(entry.type, choice);
      found.set(tradeoff, { ...begunAs(found, tradeoff), ...after });
    }
  }
  return [...found.values()];
}

/**
 * What an entry changes of a trade-off.
 * @param {string} type
 * @param {string | null} choice
 * @returns {Partial<TradeOff>}
 */
function changedBy(type, choice) {
  switch (type) {
    case "tradeoff.worded":
      return { choice, isReworded: true, isSkipped: false };
    case "tradeoff.confirmed":
      return { isConfirmed: true, isReworded: false, isSkipped: false };
    case "tradeoff.skipped":
      return { isSkipped: true };
    case "tradeoff.reopened":
      return { isConfirmed: false };
    default:
      return {};
  }
}

/** @param {Entry[]} told */
function tradesIn(told) {
  /** @type {Map<string, unknown[]>} */
  const found = new Map();
  for (const entry of told) {
    if (entry.type === "trade.worded") {
      const { trade, number, table, rather, than, hands } = heldIn(entry, isTraded);
      const place = [number, table, rather.option, than.option];
      found.set(trade, [...place, ...(hands ?? [null, null, null]), false]);
    } else if (entry.type === "trade.confirmed") {
      const { trade } = heldIn(entry, isTrade);
      found.set(trade, [...begunAs(found, trade).slice(0, -1), true]);
    }
  }
  return [...found.values()];
}

/** @param {Entry[]} told */
function mattersIn(told) {
  /** @type {Map<string, unknown[]>} */
  const found = new Map();
  for (const entry of told) {
    if (entry.type === "matter.raised") {
      const { matter, number } = heldIn(entry, isRaised);
      found.set(matter, [number, null]);
    } else if (entry.type === "matter.counted") {
      const { matter, hands } = heldIn(entry, isHeard);
      found.set(matter, [begunAs(found, matter)[0], hands]);
    }
  }
  return [...found.values()];
}

/** @param {Entry[]} told */
function mergedIn(told) {
  const entries = told.filter(({ type }) => type === "proposal.merged");
  const bodies = entries.map((entry) => heldIn(entry, isMerged));
  return [...new Map(bodies.map(({ proposal, into }) => [proposal, into])).values()];
}
