// Rules that compare two options at a time, counted again from the pairs that they publish.

import { Unchecked } from "./bytes.js";
import { anyOf, byScore, choiceOf, groupedBy, lotBetween, notFollowed } from "./choosing.js";
import { textOf, whole } from "./fractions.js";
import { say } from "./words.js";

/** @import { Again, Found, Rule } from "./choosing.js" */
/** @typedef {number[][]} Matrix matrix[a][b]: ballots that put a above b */

const STRENGTH = { strength: anyOf("winning-votes", "margins") };

/** @type {Record<string, Rule>} */
export const PAIR_RULES = {
  schulze: fromPairs(STRENGTH, schulzeAgain),
  "ranked-pairs": fromPairs(STRENGTH, rankedPairsAgain),
  copeland: fromPairs({ tied: anyOf("1/2", "1", "0") }, copelandAgain),
  minimax: fromPairs({ strength: anyOf("winning-votes", "margins", "opposition") }, minimaxAgain),
  condorcet: fromPairs({}, condorcetAgain),
  smith: fromPairs({}, smithAgain),
  schwartz: fromPairs({}, schwartzAgain),
};

/**
 * @param {Rule["settings"]} settings
 * @param {(count: Again, matrix: Matrix) => Found} again
 * @returns {Rule}
 */
function fromPairs(settings, again) {
  return {
    settings,
    again: (count) => {
      const { matrix = {} } = count.told.chosen ?? {};
      const table = count.ids.map((one) =>
        count.ids.map((other) => {
          if (!Object.hasOwn(matrix, one) || !Object.hasOwn(matrix[one], other)) {
            throw notFollowed();
          }
          return matrix[one][other];
        }),
      );
      const found = again(count, table);
      if (found instanceof Unchecked) return found;
      const smith = smithSet(table).map((i) => count.ids[i]);
      return { ...found, matrix: named(count, table), figures: { ...found.figures, smith } };
    },
  };
}

/**
 * @param {Again} count
 * @param {Matrix} table
 */
function named({ ids }, table) {
  return Object.fromEntries(
    ids.map((one, a) => [one, Object.fromEntries(ids.map((other, b) => [other, table[a][b]]))]),
  );
}

/** @param {Matrix} matrix */
function winsIn(matrix) {
  return matrix.map((row, a) => row.filter((n, b) => n > matrix[b][a]).length);
}

/** @param {number[]} figures */
function asTexts(figures) {
  return figures.map(String);
}

/** @param {number[]} figures */
function levelsBy(figures) {
  return byScore(figures.map(whole));
}

/** @param {Matrix} matrix */
function smithSet(matrix) {
  if (matrix.length === 0) return [];
  const wins = winsIn(matrix);
  const inside = new Set([wins.indexOf(Math.max(...wins))]);
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const a of matrix.keys()) {
      if (!inside.has(a) && [...inside].some((b) => matrix[a][b] >= matrix[b][a])) {
        inside.add(a);
        isGrowing = true;
      }
    }
  }
  return [...inside].sort((a, b) => a - b);
}

/**
 * @param {Again} count
 * @param {Matrix} matrix
 */
function smithAgain(count, matrix) {
  return insideAndOut(count, matrix, smithSet(matrix));
}

/**
 * @param {Again} count
 * @param {Matrix} matrix
 */
function schwartzAgain(count, matrix) {
  const reaches = matrix.map((row, a) => row.map((n, b) => n > matrix[b][a]));
  for (const via of matrix.keys()) {
    for (const row of reaches) {
      if (row[via]) reaches[via].forEach((is, b) => (row[b] ||= is));
    }
  }
  const all = [...matrix.keys()];
  const inside = all.filter((a) => !all.some((b) => reaches[b][a] && !reaches[a][b]));
  return insideAndOut(count, matrix, inside);
}

/**
 * @param {Again} count
 * @param {Matrix} matrix
 * @param {number[]} inside
 */
function insideAndOut(count, matrix, inside) {
  const outside = [...matrix.keys()].filter((i) => !inside.includes(i));
  const levels = [inside, outside].filter((level) => level.length > 0);
  return choiceOf(count, { support: asTexts(winsIn(matrix)), levels });
}

/**
 * @param {Again} count
 * @param {Matrix} matrix
 */
function condorcetAgain(count, matrix) {
  const wins = winsIn(matrix);
  const others = wins.length - 1;
  const winners = [...wins.keys()].filter((i) => wins[i] === others);
  const losers = [...wins.keys()].filter(
    (b) => others > 0 && matrix.filter((row, a) => row[b] > matrix[b][a]).length === others,
  );
  const idOf = (/** @type {number[]} */ [i]) => (i === undefined ? null : count.ids[i]);
  return {
    ...choiceOf(count, { winners, support: asTexts(wins), levels: levelsBy(wins) }),
    figures: { winner: idOf(winners), loser: idOf(losers) },
  };
}

/**
 * @param {Again} count
 * @param {Matrix} matrix
 */
function copelandAgain(count, matrix) {
  const wins = winsIn(matrix);
  const ties = matrix.map((row, a) => row.filter((n, b) => a !== b && n === matrix[b][a]).length);
  const worth = { "1/2": 1, 1: 2, 0: 0 }[/** @type {string} */ (count.settings.tied)] ?? 0;
  const halves = wins.map((won, a) => 2 * won + worth * ties[a]);
  const support = halves.map((n) => textOf([BigInt(n), 2n]));
  return choiceOf(count, { support, levels: levelsBy(halves) });
}

/**
 * @param {Again} count
 * @param {Matrix} matrix
 */
function minimaxAgain(count, matrix) {
  const sizes = {
    margins: (/** @type {number} */ won, /** @type {number} */ lost) => lost - won,
    opposition: (/** @type {number} */ _won, /** @type {number} */ lost) => lost,
    "winning-votes": (/** @type {number} */ won, /** @type {number} */ lost) =>
      lost > won ? lost : 0,
  };
  const strength = /** @type {keyof sizes} */ (count.settings.strength);
  const worst = matrix.map((row, a) => {
    const others = row.flatMap((won, b) => (a === b ? [] : [sizes[strength](won, matrix[b][a])]));
    if (others.length === 0) return 0;
    return Math.max(...others);
  });
  const levels = levelsBy(worst.map((size) => -size));
  return choiceOf(count, { support: asTexts(worst), levels });
}

/**
 * @param {Again} count
 * @param {Matrix} matrix
 */
function schulzeAgain(count, matrix) {
  const isMargins = count.settings.strength === "margins";
  const paths = matrix.map((row, a) =>
    row.map((won, b) => {
      const lost = matrix[b][a];
      if (won <= lost) return 0;
      return isMargins ? won - lost : won;
    }),
  );
  for (const via of paths.keys()) {
    for (const row of paths) {
      for (const b of row.keys()) row[b] = Math.max(row[b], Math.min(row[via], paths[via][b]));
    }
  }
  for (const a of paths.keys()) paths[a][a] = 0;
  const beats = (/** @type {number} */ a, /** @type {number} */ b) => paths[a][b] > paths[b][a];
  /** @type {number[][]} */
  const levels = [];
  let left = [...paths.keys()];
  while (left.length > 0) {
    const level = left.filter((a) => !left.some((b) => beats(b, a)));
    levels.push(level);
    left = left.filter((a) => !level.includes(a));
  }
  return {
    ...choiceOf(count, { support: asTexts(winsIn(paths)), levels }),
    strengths: named(count, paths),
  };
}

// Ranked pairs: an order of options "above" is a list of bits, for each option those below it

/** @typedef {bigint[]} Locked */
/** @typedef {[number, number]} Pair winner, loser */

const MOST_STATES = 5000;

/**
 * @param {Again} count
 * @param {Matrix} matrix
 * @returns {Found}
 */
function rankedPairsAgain(count, matrix) {
  const { ids, isDrawn } = count;
  const levels = pairsByStrength(matrix, count.settings.strength === "margins");
  const lot = isDrawn ? lotBetween(count, ids) : null;
  const drawn = lot && lockedInOrder(levels, ids, lot.order);
  const every = everyLocking(levels, ids.length);
  if (every === null && drawn === null) {
    return new Unchecked(
      say("There are too many orders of equal majorities to look at all of them."),
    );
  }
  const found = every ?? [/** @type {Locked} */ (drawn)];
  const all = [...ids.keys()];
  const winners = all.filter((a) => found.some((locked) => overIn(locked, a).length === 0));
  const rest = all.filter((a) => !winners.includes(a));
  const outcome = choiceOf(count, {
    support: asTexts(winsIn(matrix)),
    levels: [winners, rest].filter((level) => level.length > 0),
    isApart: true,
  });
  const isClear = every !== null && winners.length < 2;
  if (lot === null || drawn === null || isClear) return outcome;
  const free = lot.order.filter((id) => overIn(drawn, ids.indexOf(id)).length === 0);
  return { ...outcome, elected: free.slice(0, 1), lot_needed: [], ties: [lot] };
}

/**
 * Majorities, grouped by strength, strongest first.
 * @param {Matrix} matrix
 * @param {boolean} isMargins
 */
function pairsByStrength(matrix, isMargins) {
  /** @type {Pair[]} */
  const pairs = [];
  for (const a of matrix.keys()) {
    for (const b of matrix.keys()) if (matrix[a][b] > matrix[b][a]) pairs.push([a, b]);
  }
  const order = (/** @type {Pair} */ [a, b], /** @type {Pair} */ [c, d]) => {
    const won = matrix[c][d] - matrix[a][b];
    const lost = matrix[b][a] - matrix[d][c];
    return isMargins ? won + lost : won || lost;
  };
  pairs.sort(order);
  const places = groupedBy([...pairs.keys()], (i, j) => order(pairs[i], pairs[j]) === 0);
  return places.map((level) => level.map((i) => pairs[i]));
}

/**
 * Majorities locked in one by one: of equal ones that of the winner whom the lot names first.
 * @param {Pair[][]} levels
 * @param {string[]} ids
 * @param {string[]} lot
 */
function lockedInOrder(levels, ids, lot) {
  const place = ids.map((id) => lot.indexOf(id));
  /** @type {Locked} */
  let locked = ids.map(() => 0n);
  for (const level of levels) {
    const order = [...level].sort(([a, b], [c, d]) => place[a] - place[c] || place[d] - place[b]);
    for (const [a, b] of order) if (!isAbove(locked, b, a)) locked = withPair(locked, a, b);
  }
  return locked;
}

/**
 * @param {Locked} locked
 * @param {number} a
 * @param {number} b
 */
function isAbove(locked, a, b) {
  return ((locked[a] >> BigInt(b)) & 1n) === 1n;
}

/**
 * With a above b, and so above all below b.
 * @param {Locked} locked
 * @param {number} a
 * @param {number} b
 * @returns {Locked}
 */
function withPair(locked, a, b) {
  const below = locked[b] | (1n << BigInt(b));
  return locked.map((under, i) => (i === a || isAbove(locked, i, a) ? under | below : under));
}

/**
 * Who is locked above an option.
 * @param {Locked} locked
 * @param {number} a
 */
function overIn(locked, a) {
  return [...locked.keys()].filter((b) => isAbove(locked, b, a));
}

/**
 * Every order that some order of equal majorities ends in; null where there are too many.
 * @param {Pair[][]} levels
 * @param {number} options
 * @returns {Locked[] | null}
 */
function everyLocking(levels, options) {
  /** @type {Map<string, Locked>} */
  let states = new Map();
  const nothing = Array.from({ length: options }, () => 0n);
  states.set(nothing.join(), nothing);
  for (const level of levels) {
    const ended = everyEnd(states, level);
    if (ended === null) return null;
    states = ended;
  }
  return [...states.values()];
}

/**
 * @param {Map<string, Locked>} states
 * @param {Pair[]} level
 * @returns {Map<string, Locked> | null}
 */
function everyEnd(states, level) {
  /** @type {Map<string, Locked>} */
  const ended = new Map();
  const seen = new Set(states.keys());
  let open = states;
  while (open.size > 0) {
    /** @type {Map<string, Locked>} */
    const grown = new Map();
    for (const [key, locked] of open) {
      const following = grownFrom(locked, level);
      for (const each of following) grown.set(each.join(), each);
      if (following.length === 0) ended.set(key, locked);
    }
    open = new Map([...grown].filter(([key]) => !seen.has(key)));
    for (const key of open.keys()) seen.add(key);
    if (seen.size > MOST_STATES) return null;
  }
  return ended;
}

/**
 * What one more step makes of it: all majorities in no circle at once, else each single one.
 * @param {Locked} locked
 * @param {Pair[]} level
 * @returns {Locked[]}
 */
function grownFrom(locked, level) {
  const undecided = level.filter(([a, b]) => !isAbove(locked, b, a) && !isAbove(locked, a, b));
  if (undecided.length === 0) return [];
  const withAll = undecided.reduce((all, [a, b]) => withPair(all, a, b), locked);
  const safe = undecided.filter(([a, b]) => !isAbove(withAll, b, a));
  if (safe.length === 0) return undecided.map(([a, b]) => withPair(locked, a, b));
  return [safe.reduce((all, [a, b]) => withPair(all, a, b), locked)];
}
