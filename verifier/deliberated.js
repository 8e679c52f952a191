// Part of check 25: what was deliberated stands in the result as the record has it.
//
// The figures of it, who stood aside, what was chosen and confirmed: words stand in the record by
// their digests alone, and nothing in a pack opens these.

import {
  begunAs,
  canonical,
  either,
  heldIn,
  isNull,
  isText,
  isTruth,
  isWhole,
  listOf,
  madeOf,
} from "./canonical.js";
import {
  isAsPrepared,
  isToldDots,
  isToldEvidence,
  isToldSeating,
  isToldSteering,
} from "./prepared.js";
import { agendaIn, isAsSpoken, isToldQuestion, isTiming } from "./spoken.js";

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
/**
 * What people asked together, as the record has it. `agenda`: the title of its item.
 * @typedef {object} Matter
 * @property {number} number
 * @property {number | null} hands
 * @property {string | null} agenda
 * @property {boolean} isReplied
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
        condition: isManyOrNone,
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
        condition: isManyOrNone,
        for: isManyOrNone,
        against: isManyOrNone,
        abstained: isManyOrNone,
        confirmed: isTruth,
      }),
    ),
    matters: listOf(
      madeOf(
        { number: isWhole, hands: isManyOrNone },
        { agenda: isTextOrNone, answered_by: isTextOrNone, reason: isTextOrNone },
      ),
    ),
    merged: listOf(madeOf({ into: isText }, { title: isTextOrNone })),
    timings: listOf(isTiming),
    questions: listOf(isToldQuestion),
    evidence: listOf(isToldEvidence),
    dots: listOf(isToldDots),
    steering: isToldSteering,
    seating: either(isToldSeating, isNull),
  },
);

const isInterest = madeOf({
  interest: isText,
  role: isText,
  project: isTextOrNone,
  handled: isText,
});
const isHandled = madeOf({ interest: isText, handled: isText });
const isAgreedIn = madeOf({ number: isWhole, agreed_in: isText });
const isDropped = madeOf({ number: isWhole });
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
const isPutOn = madeOf({ matter: isText, item: isText });
const isReplied = madeOf({ matter: isText });
const isMerged = madeOf({ proposal: isText, into: isText });
const isTitled = madeOf({ proposal: isText, title: isText });

/**
 * Whether interests, trade-offs, trades, matters, merged ideas and times are the record's.
 * @param {Entry[]} told
 * @param {Body} said
 */
export function isAsRecorded(told, said) {
  const { interests = [], tradeoffs = [], trades = [], matters = [], merged = [] } = said;
  const weighed = tradeOffsIn(told);
  const numbers = conditionsIn(told);
  const asked = mattersIn(told);
  return (
    saysTheSame(
      interests.map((/** @type {Body} */ each) => [each.role, each.project, each.handled]),
      interestsIn(told),
    ) &&
    weighed.size === tradeoffs.length &&
    [...weighed].every(
      ([id, each], place) =>
        tellsIt(each, tradeoffs[place]) && tradeoffs[place].condition === (numbers.get(id) ?? null),
    ) &&
    saysTheSame(
      trades.map((/** @type {Body} */ each) => [
        ...[each.number, each.table, each.rather.project, each.than.project, each.condition],
        ...[each.for, each.against, each.abstained, each.confirmed],
      ]),
      tradesIn(told, numbers),
    ) &&
    asked.length === matters.length &&
    asked.every((each, place) => tellsOf(each, matters[place])) &&
    areMerged(told, merged) &&
    isAsSpoken(told, said) &&
    isAsPrepared(told, said)
  );
}

/**
 * @param {unknown[]} one
 * @param {unknown[]} other
 */
function saysTheSame(one, other) {
  return canonical(one) === canonical(other);
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

/**
 * @param {Entry[]} told
 * @returns {Map<string, TradeOff>}
 */
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
  return found;
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

/**
 * All trades, each with the number of the condition that it asks for.
 * @param {Entry[]} told
 * @param {Map<string, number>} numbers
 */
function tradesIn(told, numbers) {
  /** @type {Map<string, unknown[]>} */
  const found = new Map();
  for (const entry of told) {
    if (entry.type === "trade.worded") {
      const { trade, number, table, rather, than, hands } = heldIn(entry, isTraded);
      const condition = numbers.get(trade) ?? null;
      const place = [number, table, rather.option, than.option, condition];
      found.set(trade, [...place, ...(hands ?? [null, null, null]), false]);
    } else if (entry.type === "trade.confirmed") {
      const { trade } = heldIn(entry, isTrade);
      found.set(trade, [...begunAs(found, trade).slice(0, -1), true]);
    }
  }
  return [...found.values()];
}

/**
 * Whether the result says the same of what people asked. Words that were erased are null there.
 * @param {Matter} matter
 * @param {Body} said
 */
function tellsOf(matter, { number, hands, agenda = null, answered_by: by = null, reason = null }) {
  return (
    saysTheSame([number, hands, agenda], [matter.number, matter.hands, matter.agenda]) &&
    (matter.isReplied || (by === null && reason === null))
  );
}

/** @param {Entry[]} told */
function mattersIn(told) {
  /** @type {Map<string, Matter>} */
  const found = new Map();
  const items = agendaIn(told);
  for (const entry of told) {
    if (entry.type === "matter.raised") {
      const { matter, number } = heldIn(entry, isRaised);
      found.set(matter, { number, hands: null, agenda: null, isReplied: false });
    } else if (entry.type === "matter.counted") {
      const { matter, hands } = heldIn(entry, isHeard);
      found.set(matter, { ...begunAs(found, matter), hands });
    } else if (entry.type === "matter.put_on") {
      const { matter, item } = heldIn(entry, isPutOn);
      found.set(matter, { ...begunAs(found, matter), agenda: items.get(item)?.title ?? null });
    } else if (entry.type === "matter.answered") {
      const { matter } = heldIn(entry, isReplied);
      found.set(matter, { ...begunAs(found, matter), isReplied: true });
    }
  }
  return [...found.values()];
}

/**
 * Whether these ideas were merged, under the titles that the record has of them.
 * @param {Entry[]} told
 * @param {Body[]} said
 */
function areMerged(told, said) {
  /** @type {Map<string, string>} */
  const titles = new Map();
  /** @type {Map<string, string>} */
  const merged = new Map();
  for (const entry of told) {
    if (entry.type === "proposal.received" || entry.type === "proposal.amended") {
      const { proposal, title } = heldIn(entry, isTitled);
      titles.set(proposal, title);
    } else if (entry.type === "proposal.merged") {
      const { proposal, into } = heldIn(entry, isMerged);
      merged.set(proposal, into);
    }
  }
  const rows = new Set(said.map(({ into, title = null }) => canonical([into, title])));
  return (
    saysTheSame(said.map(({ into }) => into).sort(), [...merged.values()].sort()) &&
    [...merged].every(
      ([proposal, into]) =>
        !titles.has(proposal) || rows.has(canonical([into, titles.get(proposal)])),
    )
  );
}

/**
 * The number of the condition that stands, by what asks for it.
 * @param {Entry[]} told
 * @returns {Map<string, number>}
 */
function conditionsIn(told) {
  /** @type {Map<number, string>} */
  const found = new Map();
  for (const entry of told) {
    if (entry.type === "condition.agreed") {
      const { number, agreed_in } = heldIn(entry, isAgreedIn);
      found.set(number, agreed_in);
    } else if (entry.type === "condition.dropped") {
      const { number } = heldIn(entry, isDropped);
      if (!found.delete(number)) throw new TypeError(entry.type);
    }
  }
  return new Map([...found].map(([number, agreed]) => [agreed, number]));
}
