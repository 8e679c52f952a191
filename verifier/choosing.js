// What rules without money share: places by the best, the lot between equals, numbers as text.

import { Wrong } from "./bytes.js";
import { ZERO, compare, lowest, minus, textOf } from "./fractions.js";
import { fractionOf } from "./rounds.js";
import { say } from "./words.js";

/** @import { Unchecked } from "./bytes.js" */
/** @import { Fraction } from "./fractions.js" */
/** @typedef {{ tied: string[], by: string, order: string[] }} Drawn */
/** @typedef {(value: any) => boolean} Allowed */
/**
 * What is counted again: the options in the order of the ballot, `n` ballots, the settings, what the
 * count tells, and the place of each option in the lot.
 * @typedef {object} Again
 * @property {string[]} ids
 * @property {number} n
 * @property {Record<string, any>} settings
 * @property {any} told
 * @property {boolean} isDrawn
 * @property {Map<string, string>} last
 */
/** @typedef {Record<string, any>} Parts of an outcome; those that are left out are empty */
/** @typedef {Parts | Unchecked} Found */
/** @typedef {{ settings: Record<string, Allowed>, again: (count: Again) => Found }} Rule */
/**
 * What a rule found whose winners are a set: the first of `levels` where none are given. Options are
 * places on the ballot, from 0.
 * @typedef {object} Choice
 * @property {number[]} [winners]
 * @property {string[]} support
 * @property {number[][]} levels
 * @property {number[]} [finalists]
 * @property {Drawn[]} [ties]
 * @property {boolean} [isApart] whether the lot is the rule's own matter
 */

/** What the count tells is no figure that can be followed. */
export function notFollowed() {
  return new Wrong(say("The published figures cannot be followed."));
}

/**
 * @param {string[]} values
 * @returns {Allowed}
 */
export function anyOf(...values) {
  return (value) => values.includes(value);
}

/**
 * @param {number} least
 * @param {number} most
 * @returns {Allowed}
 */
export function from(least, most) {
  return (value) => typeof value === "number" && value >= least && value <= most;
}

export const SEATS = { seats: from(1, 100) };

/**
 * The tied options in the order of the lot: nothing else tells options of a choice apart.
 * @param {Again} count
 * @param {string[]} tied
 * @returns {Drawn}
 */
export function lotBetween({ last, isDrawn }, tied) {
  const place = (/** @type {string} */ id) => last.get(id) ?? "";
  const order = [...tied].sort((one, other) => {
    if (place(one) === place(other)) return 0;
    return place(one) < place(other) ? -1 : 1;
  });
  const drawn = isDrawn ? "lot" : "id";
  return { tied: order, by: tied.length > 1 ? drawn : "cheaper", order };
}

/**
 * @param {Again} count
 * @param {Choice} choice
 * @returns {Parts}
 */
export function choiceOf(count, { winners, support, levels, finalists = [], ties = [], isApart }) {
  const { ids, settings } = count;
  const seats = settings.seats ?? 1;
  const { sure, equal } = seated(winners === undefined ? levels : [winners], seats);
  const named = (/** @type {number[]} */ options) => options.map((i) => ids[i]);
  const tied = named(equal);
  const elected = named(sure);
  const isDrawn = count.isDrawn && !isApart;
  const drawn = [];
  if (tied.length > 0 && isDrawn) {
    const lot = lotBetween(count, tied);
    drawn.push(lot);
    elected.push(...lot.order.slice(0, seats - sure.length));
  }
  return {
    support: Object.fromEntries(ids.map((id, i) => [id, support[i]])),
    ties: [...ties, ...drawn],
    winners: [...named(sure), ...tied],
    order: levels.flatMap(named),
    lot_needed: isDrawn ? [] : tied,
    levels: levels.map(named),
    finalists: named(finalists),
    elected,
  };
}

/**
 * Who has a place for sure, and who is equal for the last ones.
 * @param {number[][]} levels
 * @param {number} seats
 */
function seated(levels, seats) {
  /** @type {number[]} */
  const sure = [];
  for (const level of levels) {
    const free = seats - sure.length;
    if (free === 0) break;
    if (level.length > free) return { sure, equal: level };
    sure.push(...level);
  }
  return { sure, equal: [] };
}

/**
 * Options grouped by score, best first.
 * @param {Fraction[]} scores
 */
export function byScore(scores) {
  const order = scores.map((_, i) => i).sort((a, b) => compare(scores[b], scores[a]));
  return groupedBy(order, (a, b) => compare(scores[a], scores[b]) === 0);
}

/**
 * Neighbours that are alike, together.
 * @param {number[]} order
 * @param {(a: number, b: number) => boolean} areAlike
 */
export function groupedBy(order, areAlike) {
  /** @type {number[][]} */
  const groups = [];
  for (const i of order) {
    const last = groups.at(-1);
    if (last !== undefined && areAlike(last[0], i)) last.push(i);
    else groups.push([i]);
  }
  return groups;
}

/**
 * Rounds with what passed on from each to the next: what each option then got, and nobody.
 * @param {Parts[]} rounds `votes` by option and `spent`, as fractions
 */
export function withTransfers(rounds) {
  return rounds.map(({ votes, nobody, figures = {}, ...stage }, i) => {
    const after = rounds[i + 1];
    const told = {
      ...stage,
      totals: textsOf(votes),
      exhausted: textOf(nobody),
      figures: figures,
    };
    if (after === undefined) return told;
    const gains = new Map();
    for (const [id, then] of after.votes) {
      const before = votes.get(id);
      if (before === undefined) throw notFollowed();
      const gain = minus(then, before);
      if (compare(gain, ZERO) > 0) gains.set(id, gain);
    }
    const passed_to_nobody = textOf(minus(after.nobody, nobody));
    return { ...told, figures: { ...figures, passed: textsOf(gains), passed_to_nobody } };
  });
}

/** @param {Map<string, Fraction>} votes */
export function textsOf(votes) {
  return Object.fromEntries([...votes].map(([id, figure]) => [id, textOf(figure)]));
}

/**
 * The figures of some options, all of which must be there.
 * @param {Record<string, any>} figures
 * @param {string[]} ids
 * @returns {Fraction[]}
 */
export function figuresOfAll(figures, ids) {
  return ids.map((id) => {
    if (!Object.hasOwn(figures, id)) throw notFollowed();
    return fractionOf(figures[id]);
  });
}

/**
 * The same, where they are whole.
 * @param {Record<string, any>} figures
 * @param {string[]} ids
 */
export function wholeOfAll(figures, ids) {
  return figuresOfAll(figures, ids).map(([above, below]) => {
    if (above % below !== 0n) throw notFollowed();
    return above / below;
  });
}

/**
 * A figure of the outcome that is a number, not a text.
 * @param {string} text
 */
export function number(text) {
  return { number: text };
}

/** @param {Record<string, any>} figures */
export function numbersIn(figures) {
  return Object.fromEntries(Object.entries(figures).map(([id, each]) => [id, numberIn(each)]));
}

/** @param {number | string} figure */
export function numberIn(figure) {
  return lowest(String(figure));
}
