// Rules of sums and grades, counted again from these.

import {
  SEATS,
  anyOf,
  byScore,
  choiceOf,
  figuresOfAll,
  groupedBy,
  notFollowed,
} from "./choosing.js";
import { compare, textOf } from "./fractions.js";

/** @import { Again, Rule } from "./choosing.js" */
/** @import { Fraction } from "./fractions.js" */
/** @typedef {Map<bigint, bigint>} Grades grade -> ballots that gave it, lowest grade first */

/** @type {Record<string, Rule>} */
export const SUM_RULES = {
  approval: fromSums(SEATS, () => 1),
  plurality: fromSums({}, () => 1),
  borda: fromSums(
    { ...SEATS, unranked: anyOf("zero", "average", "modified", "symmetric") },
    (options) => options,
  ),
  "quadratic-choice": fromSums({}, () => null),
  score: { settings: { ...SEATS, blank: anyOf("zero", "skip") }, again: scoreAgain },
  "majority-judgement": { settings: {}, again: judgementAgain },
};

/**
 * A rule of sums. `most`: what one ballot can give an option, or take, among so many options.
 * @param {Rule["settings"]} settings
 * @param {(options: number) => number | null} most
 * @returns {Rule}
 */
function fromSums(settings, most) {
  return {
    settings,
    again: (count) => {
      const sums = figuresOfAll(count.told.support, count.ids);
      const each = most(count.ids.length);
      if (each !== null) {
        /** @type {Fraction} */
        const all = [BigInt(count.n) * BigInt(each), 1n];
        const isTooMuch = (/** @type {Fraction} */ [above, below]) =>
          compare([above < 0n ? -above : above, below], all) > 0;
        if (sums.some(isTooMuch)) throw notFollowed();
      }
      return choiceOf(count, { support: sums.map(textOf), levels: byScore(sums) });
    },
  };
}

/**
 * The grades of each option; those that nobody gave are left out.
 * @param {Again} count
 * @returns {Grades[]}
 */
function gradesIn({ ids, told }) {
  const { grades = {} } = told.chosen ?? {};
  return ids.map((id) => {
    if (!Object.hasOwn(grades, id)) throw notFollowed();
    const given = Object.entries(grades[id]).filter(([, n]) => n !== 0);
    if (!given.every(([grade]) => /^-?[0-9]{1,15}$/.test(grade))) throw notFollowed();
    const read = given.map(([grade, n]) => [BigInt(grade), BigInt(/** @type {number} */ (n))]);
    return new Map(read.sort(([a], [b]) => Number(a - b)).map(([a, n]) => [a, n]));
  });
}

/**
 * @param {Again} count
 * @param {Grades[]} grades
 */
function namedGrades({ ids }, grades) {
  return Object.fromEntries(
    ids.map((id, i) => [
      id,
      Object.fromEntries([...grades[i]].map(([grade, n]) => [String(grade), Number(n)])),
    ]),
  );
}

/** @param {Grades} grades */
function ballotsIn(grades) {
  return [...grades.values()].reduce((a, b) => a + b, 0n);
}

/** @param {Again} count */
function scoreAgain(count) {
  const grades = gradesIn(count);
  const isMean = count.settings.blank === "skip";
  const scores = grades.map((given) => {
    const total = [...given].reduce((all, [grade, n]) => all + grade * n, 0n);
    const ballots = ballotsIn(given);
    return /** @type {Fraction} */ ([total, isMean && ballots > 0n ? ballots : 1n]);
  });
  return {
    ...choiceOf(count, { support: scores.map(textOf), levels: byScore(scores) }),
    grades: namedGrades(count, grades),
  };
}

/** @param {Again} count */
function judgementAgain(count) {
  const grades = gradesIn(count);
  const sorted = grades.map((given) => [...given]);
  if (new Set(grades.map(ballotsIn)).size > 1) throw notFollowed();
  const order = [...grades.keys()].sort((a, b) => compareGrades(sorted[b], sorted[a]));
  const medians = grades.map((given) => String(gradeAt([...given], (ballotsIn(given) + 1n) / 2n)));
  const levels = groupedBy(order, (a, b) => String(sorted[a]) === String(sorted[b]));
  return {
    ...choiceOf(count, { support: medians, levels }),
    grades: namedGrades(count, grades),
    figures: { medians: medians.map(Number) },
  };
}

/**
 * The grade of the ballot at a place, counted from 1, when all are in order; 0 where there is none.
 * @param {[bigint, bigint][]} given
 * @param {bigint} place
 */
function gradeAt(given, place) {
  let upTo = 0n;
  for (const [grade, n] of given) {
    upTo += n;
    if (upTo >= place) return grade;
  }
  return 0n;
}

/**
 * Above 0 if the first has the higher majority value: that of the middle ballot, then of those around
 * it, from the middle outwards. Where one grade ends is where the two can begin to differ.
 * @param {[bigint, bigint][]} one
 * @param {[bigint, bigint][]} other
 */
function compareGrades(one, other) {
  const n = one.reduce((all, [, many]) => all + many, 0n);
  const middle = (n + 1n) / 2n;
  /** @type {[bigint, number] | null} */
  let nearest = null;
  let start = 1n;
  for (const end of endsOf(one, other)) {
    const place = clamped(middle, start, end);
    const difference = gradeAt(one, place) - gradeAt(other, place);
    const struck = struckAs(place - middle, n % 2n === 1n);
    if (difference !== 0n && (nearest === null || struck < nearest[0])) {
      nearest = [struck, difference < 0n ? -1 : 1];
    }
    start = end + 1n;
  }
  return nearest === null ? 0 : nearest[1];
}

/**
 * The last places of every stretch on which both have one grade, in order.
 * @param {[bigint, bigint][][]} both
 */
function endsOf(...both) {
  const ends = new Set();
  for (const given of both) {
    let upTo = 0n;
    for (const [, n] of given) ends.add((upTo += n));
  }
  return [...ends].sort((a, b) => Number(a - b));
}

/**
 * @param {bigint} value
 * @param {bigint} least
 * @param {bigint} most
 */
function clamped(value, least, most) {
  if (value < least) return least;
  return value > most ? most : value;
}

/**
 * As which one a grade so far from the middle one is struck: the middle one, then left and right.
 * @param {bigint} away
 * @param {boolean} isOdd
 */
function struckAs(away, isOdd) {
  if (isOdd) return away >= 0n ? 2n * away : -2n * away - 1n;
  return away > 0n ? 2n * away - 1n : -2n * away;
}
