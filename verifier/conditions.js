// Check 25: the conditions in the result are those that the record agreed, word for word.

import { Wrong, fromHex, joined, sha256, utf8 } from "./bytes.js";
import { either, isNull, isText, isWhole, madeOf } from "./canonical.js";
import { isAsRecorded } from "./deliberated.js";
import { inForce } from "./record.js";
import { say, several } from "./words.js";

/** @import { Entry } from "./record.js" */
/** @import { Result } from "./result.js" */
/**
 * @typedef {object} Condition
 * @property {number} number
 * @property {string | null} words
 * @property {string | null} salt
 * @property {string} project
 * @property {number} table
 * @property {number | null} for
 * @property {number | null} against
 * @property {number | null} abstained
 */
/**
 * A condition as the record has it. `seq`: the entry with its words, `said`: their digest.
 * @typedef {{ seq: number, place: string, said: string, hands: string }} Standing
 */

const isHandsOrNone = either(isWhole, isNull);
const isAgreed = madeOf({
  number: isWhole,
  project: isText,
  table: isWhole,
  words: madeOf({ said: isText }),
});
const isCounted = madeOf({
  number: isWhole,
  in_favour: isHandsOrNone,
  against: isHandsOrNone,
  abstained: isHandsOrNone,
});
const NOBODY = JSON.stringify([null, null, null]);

/**
 * Every condition that stands in the record is in the result, and no other.
 * @param {Entry[]} entries
 * @param {Result} result
 */
export async function conditionsHold(entries, { conditions: stated = [], deliberated = null }) {
  const told = inForce(entries);
  const standing = standingIn(told);
  const erased = new Set(
    told.filter(({ type }) => type === "words.erased").map(({ body }) => body?.number),
  );
  const numbers = stated.map(({ number }) => number);
  const asked = [...new Set([...standing.keys(), ...numbers])].sort((a, b) => a - b);
  for (const number of asked) {
    const these = stated.filter((each) => each.number === number);
    const here = standing.get(number);
    const agrees = these.length === 1 && here && (await isTheOne(these[0], here, erased));
    if (!agrees) {
      throw new Wrong(say("Condition {number} is not the one that the record has.", { number }));
    }
  }
  if (!isAsRecorded(told, deliberated ?? {})) {
    throw new Wrong(say("The result tells otherwise than the record what was deliberated."));
  }
  if (stated.length === 0) return say("No condition was agreed.");
  return several(
    "{n} condition, as it was agreed.",
    "{n} conditions, as they were agreed.",
    stated.length,
  );
}

/** @param {Entry[]} told */
function standingIn(told) {
  /** @type {Map<number, Standing>} */
  const found = new Map();
  for (const { seq, type, body = {} } of told) {
    if (type === "condition.agreed") {
      if (!isAgreed(body)) throw new TypeError(type);
      const place = JSON.stringify([body.project, body.table]);
      found.set(body.number, { seq, place, said: body.words.said, hands: NOBODY });
    } else if (type === "condition.dropped") {
      if (!found.delete(body.number)) throw new TypeError(type);
    } else if (type === "condition.hands") {
      const before = found.get(body.number);
      if (!isCounted(body) || !before) throw new TypeError(type);
      const hands = JSON.stringify([body.in_favour, body.against, body.abstained]);
      found.set(body.number, { ...before, hands });
    }
  }
  return found;
}

/**
 * @param {Condition} each
 * @param {Standing} here
 * @param {Set<unknown>} erased
 */
async function isTheOne(each, here, erased) {
  const hands = JSON.stringify([each.for, each.against, each.abstained]);
  if (JSON.stringify([each.project, each.table]) !== here.place || hands !== here.hands) {
    return false;
  }
  if (each.words === null || each.salt === null) {
    return each.words === null && each.salt === null && erased.has(here.seq);
  }
  return (await sha256(joined(fromHex(each.salt), utf8(each.words)))) === here.said;
}
