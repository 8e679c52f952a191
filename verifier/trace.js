// What the rounds of a count must hold: every part, and no other (docs/result.schema.json).

import { isDay } from "./bag.js";
import {
  either,
  isNull,
  isObject,
  isText,
  isTruth,
  isWhole,
  listOf,
  mapOf,
  oneOf,
  onlyMadeOf,
} from "./canonical.js";
import { isParameters } from "./result.js";

/** @import { Test } from "./canonical.js" */

/**
 * A fraction, or a whole number, as text.
 * @type {Test}
 */
const isFraction = (value) =>
  isText(value) && /^-?[0-9]{1,4000}(?:\/[0-9]{1,4000})?$/.test(value) && !/\/0+$/.test(value);
const isFigure = either(isWhole, isFraction);

/**
 * @param {Test[]} tests
 * @returns {Test}
 */
function tupleOf(...tests) {
  return (value) =>
    Array.isArray(value) &&
    value.length === tests.length &&
    tests.every((test, i) => test(value[i]));
}

/** @type {Test} */
const isMoment = (value) =>
  isText(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));

/** @type {Test} */
const isSentence = (value) =>
  onlyMadeOf(
    { text: isText, values: mapOf(either(isWhole, isText, isFilling)) },
    { many: isText, n: isWhole, context: isText },
  )(value);

/** @type {Test} */
const isItem = (value) => isText(value) || (isFormed(value) && isSentence(value.words));

/** What may fill a gap of a sentence, by kind: the form of each, and what more it must be. */
/** @type {[string, Test, Test][]} */
const KINDS_OF_FILLING = [
  ["fraction", isText, isFraction],
  ["money", tupleOf(isWhole, isText), () => true],
  ["day", isText, isDay],
  ["clock", isText, isMoment],
  [
    "share",
    tupleOf(either(isWhole, isText), either(isWhole, isText), isWhole),
    tupleOf(isFigure, isFigure, isWhole),
  ],
  ["listing", listOf(either(isText, isObject)), listOf(isItem)],
  ["words", isObject, isSentence],
];
const isFormed = onlyMadeOf(
  {},
  {
    ...Object.fromEntries(KINDS_OF_FILLING.map(([kind, form]) => [kind, form])),
    weekday: isTruth,
    short: isTruth,
    either: isTruth,
  },
);

/**
 * What fills a gap of a sentence: of the first kind that it has a key of.
 * @param {any} value
 * @returns {boolean}
 */
function isFilling(value) {
  if (!isFormed(value)) return false;
  const kind = KINDS_OF_FILLING.find(([name]) => Object.hasOwn(value, name));
  return kind !== undefined && kind[2](value[kind[0]]);
}

const isTie = onlyMadeOf({ tied: listOf(isText), by: isText, order: listOf(isText) });
const isRound = onlyMadeOf(
  {
    project: either(isText, isNull),
    funded: isTruth,
    left: isWhole,
    payments: listOf(tupleOf(isWhole, isFigure, isTruth)),
    totals: mapOf(isFigure),
    eliminated: listOf(isText),
    elected: listOf(isText),
    exhausted: isFigure,
    words: either(isNull, isSentence),
  },
  { award: isWhole, lot: isTie, figures: mapOf(either(isFigure, mapOf(isFigure))) },
);
const isTable = mapOf(mapOf(isWhole));
const isChosenFigure = either(
  isNull,
  isWhole,
  isText,
  listOf(either(isWhole, isText)),
  onlyMadeOf({ fraction: isFraction }),
);
const isChosen = onlyMadeOf({
  winners: either(isNull, listOf(isText)),
  order: listOf(isText),
  lot_needed: listOf(isText),
  matrix: isTable,
  levels: listOf(listOf(isText)),
  strengths: isTable,
  finalists: listOf(isText),
  elected: listOf(isText),
  grades: isTable,
  figures: mapOf(isChosenFigure),
});
const isDecided = onlyMadeOf({
  passed: isTruth,
  base: oneOf("entitled", "present", "given", "cast", "valid", "yes_no"),
  of: isWhole,
  share: onlyMadeOf({ fraction: isFraction }),
  than: oneOf("more-than", "at-least"),
  needed: isWhole,
  switched: either(isNull, isWhole),
  added: either(isNull, isWhole),
});
const isSpread = onlyMadeOf({
  steps: listOf(isText),
  middle: listOf(isText),
  ballots: isWhole,
  apart: listOf(isText),
});

export const isTrace = onlyMadeOf(
  {
    format: oneOf("pbdesk/outcome/1"),
    rule: isText,
    parameters: isParameters,
    budget: isWhole,
    support: mapOf(isFigure),
    reasons: mapOf(isSentence),
    funded: listOf(isText),
    cost: isWhole,
    leftover: isWhole,
    rounds: listOf(isRound),
    ties: listOf(isTie),
  },
  {
    awards: mapOf(isWhole),
    notes: listOf(isSentence),
    chosen: isChosen,
    decided: isDecided,
    spread: isSpread,
  },
);
