// Run-offs and transferable votes, stage by stage: sums, quota, who is elected, who goes out, whose
// surplus passes on, and the lot. Where votes go needs the ballots.

import { Unchecked } from "./bytes.js";
import {
  SEATS,
  anyOf,
  byScore,
  choiceOf,
  figuresOfAll,
  lotBetween,
  notFollowed,
  number,
  textsOf,
  wholeOfAll,
  withTransfers,
} from "./choosing.js";
import { ZERO, compare, minus, textOf } from "./fractions.js";
import { fractionOf } from "./rounds.js";
import { say } from "./words.js";

/** @import { Again, Drawn, Found, Parts, Rule } from "./choosing.js" */
/** @import { Fraction } from "./fractions.js" */

const YES_OR_NO = anyOf("no", "yes");

/** @type {Record<string, Rule>} */
export const STAGE_RULES = {
  irv: { settings: { batch: YES_OR_NO, ties: anyOf("lot", "any-order") }, again: irvAgain },
  "two-round": { settings: {}, again: twoRoundAgain },
  "stv-scottish": { settings: SEATS, again: transfersAgain },
  "stv-wigm": { settings: { ...SEATS, quota: anyOf("droop", "hare") }, again: transfersAgain },
  "stv-meek": { settings: SEATS, again: meekAgain },
};

/**
 * @param {Again} count
 * @param {number} i
 */
function stageOf({ told }, i) {
  const stage = told.rounds[i];
  if (stage === undefined) throw notFollowed();
  return stage;
}

/** @param {bigint[]} numbers */
function sumUp(numbers) {
  return numbers.reduce((a, b) => a + b, 0n);
}

/**
 * Options by a figure, largest first; equals stay as they were.
 * @param {number[]} options
 * @param {Fraction[]} figures
 */
function mostFirst(options, figures) {
  return [...options].sort((a, b) => compare(figures[b], figures[a]));
}

// Instant run-off

/**
 * @param {Again} count
 * @returns {Found}
 */
function irvAgain(count) {
  const { ids, settings } = count;
  if (settings.ties === "any-order") {
    return new Unchecked(say("Who wins in some order of breaking ties needs the ballots."));
  }
  /** @type {bigint[][]} */
  const earlier = [];
  /** @type {Parts[]} */
  const rounds = [];
  /** @type {Drawn[]} */
  const ties = [];
  let still = [...ids.keys()];
  for (;;) {
    const found = wholeOfAll(
      stageOf(count, rounds.length).totals,
      still.map((i) => ids[i]),
    );
    const totals = ids.map((_, i) => (still.includes(i) ? found[still.indexOf(i)] : 0n));
    const all = sumUp(totals);
    const now = irvRound(count, still, totals, BigInt(count.n) - all);
    const leader = mostFirst(
      still,
      totals.map((n) => [n, 1n]),
    )[0];
    if (leader === undefined || still.length === 1 || 2n * totals[leader] > all) {
      const won = leader === undefined ? [] : [ids[leader]];
      rounds.push({ ...now, elected: won });
      return irvEnded(count, rounds, ties, won);
    }
    const last = lowestTogether(still, totals, earlier, settings.batch === "yes");
    let out = last.together;
    let lot = null;
    if (last.tied.length > 0 && count.isDrawn) {
      lot = lotBetween(
        count,
        last.tied.map((i) => ids[i]),
      );
      ties.push(lot);
      out = [ids.indexOf(lot.order[lot.order.length - 1])];
    }
    rounds.push({ ...now, eliminated: out.map((i) => ids[i]), lot });
    if (out.length === 0) {
      const lot_needed = last.tied.map((i) => ids[i]);
      return { ...irvTold(rounds, ties), lot_needed };
    }
    earlier.push(totals);
    const gone = out;
    still = still.filter((i) => !gone.includes(i));
  }
}

/**
 * @param {Again} count
 * @param {number[]} still
 * @param {bigint[]} totals
 * @param {bigint} exhausted
 */
function irvRound({ ids }, still, totals, exhausted) {
  return {
    votes: new Map(still.map((i) => [ids[i], [totals[i], 1n]])),
    nobody: /** @type {Fraction} */ ([exhausted, 1n]),
  };
}

/**
 * @param {Again} count
 * @param {Parts[]} rounds
 * @param {Drawn[]} ties
 * @param {string[]} won
 */
function irvEnded({ ids }, rounds, ties, won) {
  const support = new Map(rounds.flatMap(({ votes }) => [...votes]));
  const out = rounds.flatMap(({ eliminated = [] }) => eliminated);
  const rest = ids.filter((id) => !won.includes(id) && !out.includes(id));
  rest.sort((a, b) => compare(support.get(b), support.get(a)));
  const order = won.length > 0 ? [...won, ...rest, ...out.reverse()] : [];
  return { ...irvTold(rounds, ties), winners: won, order, elected: won };
}

/**
 * @param {Parts[]} rounds
 * @param {Drawn[]} ties
 */
function irvTold(rounds, ties) {
  const support = textsOf(new Map(rounds.flatMap(({ votes }) => [...votes])));
  return { support, rounds: withTransfers(rounds), ties };
}

/**
 * Who is last of those still in, by the votes of the round and of earlier ones: who goes out
 * together, or, where only a lot tells, who is tied.
 * @param {number[]} still
 * @param {bigint[]} totals
 * @param {bigint[][]} earlier
 * @param {boolean} mayBatch
 * @returns {{ together: number[], tied: number[] }}
 */
function lowestTogether(still, totals, earlier, mayBatch) {
  const ranked = [...still].sort((a, b) => Number(totals[a] - totals[b]));
  const batch = mayBatch ? batchOf(ranked, totals) : [];
  if (batch.length > 0) return { together: batch, tied: [] };
  const fewest = totals[ranked[0]];
  let last = still.filter((i) => totals[i] === fewest);
  if (fewest === 0n && last.length < still.length) return { together: last, tied: [] };
  if (still.length === 2) return { together: [], tied: last };
  for (const before of [...earlier].reverse()) {
    const least = last.reduce((low, i) => (before[i] < low ? before[i] : low), before[last[0]]);
    last = last.filter((i) => before[i] === least);
  }
  return last.length === 1 ? { together: last, tied: [] } : { together: [], tied: last };
}

/**
 * The most, two at least, who have fewer ballots in all than the next one.
 * @param {number[]} ranked
 * @param {bigint[]} totals
 */
function batchOf(ranked, totals) {
  for (let size = ranked.length - 2; size > 1; size -= 1) {
    const together = sumUp(ranked.slice(0, size).map((i) => totals[i]));
    if (together < totals[ranked[size]]) return ranked.slice(0, size).sort((a, b) => a - b);
  }
  return [];
}

// Two rounds

/** @param {Again} count */
function twoRoundAgain(count) {
  const { ids, n } = count;
  const firsts = wholeOfAll(stageOf(count, 0).totals, ids);
  const scores = firsts.map((one) => /** @type {Fraction} */ ([one, 1n]));
  const support = firsts.map(String);
  const rounds = [roundOfTwo(ids, firsts, n)];
  const { finalists, tie } = finalistsOf(count, firsts);
  if (tie !== null && !count.isDrawn) {
    const named = Object.fromEntries(ids.map((id, i) => [id, support[i]]));
    return { support: named, rounds, lot_needed: tie.tied };
  }
  let winners = finalists;
  if (finalists.length === 2) {
    const named = finalists.map((i) => ids[i]);
    const votes = wholeOfAll(stageOf(count, 1).totals, named);
    winners = finalists.filter((_, i) => votes[i] >= votes[1 - i]);
    rounds.push(roundOfTwo(named, votes, n));
  }
  const ties = tie === null ? [] : [tie];
  const levels = byScore(scores);
  return { ...choiceOf(count, { winners, support, levels, finalists, ties }), rounds };
}

/**
 * @param {string[]} names
 * @param {bigint[]} votes
 * @param {number} n
 */
function roundOfTwo(names, votes, n) {
  return {
    totals: Object.fromEntries(names.map((id, i) => [id, String(votes[i])])),
    exhausted: String(BigInt(n) - sumUp(votes)),
  };
}

/**
 * One with a majority, or the first two; and the tie for second place where there is one.
 * @param {Again} count
 * @param {bigint[]} firsts
 * @returns {{ finalists: number[], tie: Drawn | null }}
 */
function finalistsOf(count, firsts) {
  const levels = byScore(firsts.map((one) => [one, 1n]));
  if (levels.length === 0) return { finalists: [], tie: null };
  const [first, next = []] = levels;
  const hasMajority = 2n * firsts[first[0]] > sumUp(firsts);
  if (hasMajority || firsts.length === 1 || first.length === 2) {
    return { finalists: first, tie: null };
  }
  const [sure, second] = first.length > 2 ? [[], first] : [first, next];
  if (sure.length + second.length === 2) return { finalists: [...sure, ...second], tie: null };
  const tie = lotBetween(
    count,
    second.map((i) => count.ids[i]),
  );
  const drawn = tie.order.slice(0, 2 - sure.length).map((id) => count.ids.indexOf(id));
  return { finalists: [...sure, ...drawn], tie };
}

// Transferable votes

/**
 * Where a count by transfers stands. `history`: the votes of every stage before.
 * @typedef {object} Standing
 * @property {number[]} elected
 * @property {number[]} out
 * @property {Set<number>} spent whose surplus has passed on
 * @property {Fraction[][]} history
 * @property {Parts[]} rounds
 * @property {Drawn[]} ties
 */

/** @returns {Standing} */
function begun() {
  return { elected: [], out: [], spent: new Set(), history: [], rounds: [], ties: [] };
}

/**
 * Who is neither elected nor out.
 * @param {Again} count
 * @param {Standing} standing
 */
function hopefulIn({ ids }, { elected, out }) {
  return [...ids.keys()].filter((i) => !elected.includes(i) && !out.includes(i));
}

/**
 * @param {Again} count
 * @returns {Parts}
 */
function transfersAgain(count) {
  const { ids, n, settings } = count;
  const standing = begun();
  const seats = Math.min(settings.seats, ids.length);
  const enough = quotaOf(BigInt(n), BigInt(settings.seats), settings.quota === "hare");
  /** @type {Fraction} */
  const quota = [enough, 1n];
  for (;;) {
    const stage = stageOf(count, standing.rounds.length);
    const votes = figuresOfAll(stage.totals, ids);
    const fresh = electedNow(count, standing, votes, quota, seats);
    const now = {
      votes: new Map(ids.map((id, i) => [id, votes[i]])),
      nobody: fractionOf(stage.exhausted),
      elected: fresh.map((i) => ids[i]),
    };
    const isOver = standing.elected.length >= seats || hopefulIn(count, standing).length === 0;
    const move = isOver ? null : nextMove(count, standing, votes, quota);
    if (move === null || move.moved === null) {
      standing.rounds.push(now);
      return transfersTold(count, standing, enough, move?.lot ?? null);
    }
    const { moved, lot } = move;
    if (standing.elected.includes(moved)) {
      standing.spent.add(moved);
      const surplus = { [ids[moved]]: textOf(minus(votes[moved], quota)) };
      standing.rounds.push({ ...now, lot, figures: { surplus } });
    } else {
      standing.out.push(moved);
      standing.rounds.push({ ...now, lot, eliminated: [ids[moved]] });
    }
    standing.history.push(votes);
  }
}

/**
 * @param {bigint} n
 * @param {bigint} seats
 * @param {boolean} isHare
 */
function quotaOf(n, seats, isHare) {
  if (!isHare) return n / (seats + 1n) + 1n;
  const roundedUp = (n + seats - 1n) / seats;
  return roundedUp < 1n ? 1n : roundedUp;
}

/**
 * Whoever reached the quota, most votes first, and all who are left where there are no more than
 * places.
 * @param {Again} count
 * @param {Standing} standing
 * @param {Fraction[]} votes
 * @param {Fraction} quota
 * @param {number} seats
 */
function electedNow(count, standing, votes, quota, seats) {
  const reached = hopefulIn(count, standing).filter((i) => compare(votes[i], quota) >= 0);
  const fresh = mostFirst(reached, votes);
  standing.elected.push(...fresh);
  const left = hopefulIn(count, standing);
  if (left.length > seats - standing.elected.length) return fresh;
  const last = mostFirst(left, votes);
  standing.elected.push(...last);
  return [...fresh, ...last];
}

/**
 * The largest surplus, else the lowest of those still in; nobody where only a lot tells and none is
 * drawn.
 * @param {Again} count
 * @param {Standing} standing
 * @param {Fraction[]} votes
 * @param {Fraction} quota
 * @returns {{ moved: number | null, lot: Drawn | null }}
 */
function nextMove(count, standing, votes, quota) {
  const { elected, spent, history } = standing;
  const rich = elected.filter((i) => compare(votes[i], quota) > 0 && !spent.has(i));
  const isSurplus = rich.length > 0;
  let tied = isSurplus ? rich : hopefulIn(count, standing);
  for (const stage of [votes, ...[...history].reverse()]) {
    const order = mostFirst(tied, stage);
    const wanted = stage[isSurplus ? order[0] : order[order.length - 1]];
    tied = tied.filter((i) => compare(stage[i], wanted) === 0);
  }
  if (tied.length === 1) return { moved: tied[0], lot: null };
  const lot = lotBetween(
    count,
    tied.map((i) => count.ids[i]),
  );
  standing.ties.push(lot);
  if (!count.isDrawn) return { moved: null, lot };
  const id = lot.order[isSurplus ? 0 : lot.order.length - 1];
  return { moved: count.ids.indexOf(id), lot };
}

/**
 * @param {Again} count
 * @param {Standing} standing
 * @param {bigint} quota
 * @param {Drawn | null} lot
 */
function transfersTold(count, standing, quota, lot) {
  const last = standing.rounds[standing.rounds.length - 1].votes;
  const elected = standing.elected.map((i) => count.ids[i]);
  const figures = { quota: number(String(quota)), valid: number(String(count.n)) };
  return {
    support: textsOf(last),
    rounds: withTransfers(standing.rounds),
    ...placesTold(count, standing, last, lot),
    figures: { ...figures, elected_order: elected },
  };
}

/**
 * Who has a place: elected, then who was still in by votes, then who went out, the last first.
 * @param {Again} count
 * @param {Standing} standing
 * @param {Map<string, Fraction>} last
 * @param {Drawn | null} lot
 */
function placesTold(count, standing, last, lot) {
  const named = (/** @type {number[]} */ options) => options.map((i) => count.ids[i]);
  const elected = named(standing.elected);
  const still = named(hopefulIn(count, standing));
  still.sort((a, b) => compare(last.get(b) ?? ZERO, last.get(a) ?? ZERO));
  const { ties } = standing;
  if (lot !== null) return { ties, lot_needed: lot.tied, elected };
  const order = [...elected, ...still, ...named(standing.out).reverse()];
  return { ties, winners: elected, order, elected };
}

// Meek's transferable vote: votes, quota and kept parts in billionths

const BILLIONTHS = 1_000_000_000n;

/** @param {Fraction} figure */
function billionths([above, below]) {
  if ((above * BILLIONTHS) % below !== 0n) throw notFollowed();
  return (above * BILLIONTHS) / below;
}

/** @param {bigint} units */
function inVotes(units) {
  return textOf([units, BILLIONTHS]);
}

/**
 * @param {Again} count
 * @returns {Parts}
 */
function meekAgain(count) {
  const { ids, settings } = count;
  const standing = begun();
  const { seats } = settings;
  const goesOn = () =>
    standing.elected.length < seats &&
    seats < standing.elected.length + hopefulIn(count, standing).length;
  while (goesOn()) {
    const found = meekStage(count, standing, seats);
    const votes = found.votes.map((one) => /** @type {Fraction} */ ([one, 1n]));
    const reached = hopefulIn(count, standing).filter((i) => found.votes[i] >= found.quota);
    const fresh = mostFirst(reached, votes);
    standing.elected.push(...fresh);
    const { moved, lot } =
      fresh.length > 0 ? { moved: null, lot: null } : lowestOf(count, standing, found);
    const out = moved === null ? [] : [moved];
    const drawn = moved === null ? null : lot;
    standing.rounds.push(meekRound(count, standing, found, fresh, out, drawn));
    standing.out.push(...out);
    if (fresh.length === 0 && moved === null) return meekTold(count, standing, lot);
  }
  if (standing.rounds.length === 0) {
    const found = meekStage(count, standing, seats);
    const votes = found.votes.map((one) => /** @type {Fraction} */ ([one, 1n]));
    standing.elected.push(...mostFirst([...ids.keys()], votes));
    standing.rounds.push(meekRound(count, standing, found, standing.elected, [], null));
  } else if (standing.elected.length < seats) {
    standing.elected.push(...restIn(count, standing));
  }
  return meekTold(count, standing, null);
}

/**
 * Those who are left, in the order that was told: their last votes are not published.
 * @param {Again} count
 * @param {Standing} standing
 */
function restIn(count, standing) {
  const told = (count.told.chosen?.elected ?? []).slice(standing.elected.length);
  const rest = told.map((/** @type {string} */ id) => count.ids.indexOf(id));
  const sorted = [...rest].sort((a, b) => a - b);
  if (String(sorted) !== String(hopefulIn(count, standing))) throw notFollowed();
  return rest;
}

/**
 * @param {Again} count
 * @param {Standing} standing
 * @param {number} seats
 */
function meekStage(count, standing, seats) {
  const stage = stageOf(count, standing.rounds.length);
  const { keep } = stage.figures ?? {};
  if (typeof keep !== "object") throw notFollowed();
  const kept = figuresOfAll(keep, count.ids).map(billionths);
  if (kept.some((part) => part < 0n || part > BILLIONTHS)) throw notFollowed();
  const votes = count.ids.map((id) =>
    Object.hasOwn(stage.totals, id) ? billionths(fractionOf(stage.totals[id])) : 0n,
  );
  return { votes, kept, quota: sumUp(votes) / BigInt(seats + 1) + 1n };
}

/**
 * Who goes out: all within what the elected have too much are as low; then only a lot tells.
 * @param {Again} count
 * @param {Standing} standing
 * @param {{ votes: bigint[], quota: bigint }} found
 * @returns {{ moved: number | null, lot: Drawn | null }}
 */
function lowestOf(count, standing, { votes, quota }) {
  const hopeful = hopefulIn(count, standing);
  const surplus = sumUp(standing.elected.map((i) => votes[i] - quota));
  const least = hopeful.reduce((low, i) => (votes[i] < low ? votes[i] : low), votes[hopeful[0]]);
  const tied = hopeful.filter((i) => votes[i] <= least + surplus);
  if (tied.length === 1) return { moved: tied[0], lot: null };
  const lot = lotBetween(
    count,
    tied.map((i) => count.ids[i]),
  );
  standing.ties.push(lot);
  if (!count.isDrawn) return { moved: null, lot };
  const lowest_ = lot.order.at(-1);
  if (lowest_ === undefined) throw notFollowed();
  return { moved: count.ids.indexOf(lowest_), lot };
}

/**
 * @param {Again} count
 * @param {Standing} standing
 * @param {{ votes: bigint[], kept: bigint[], quota: bigint }} found
 * @param {number[]} fresh
 * @param {number[]} out
 * @param {Drawn | null} lot
 */
function meekRound({ ids, n }, standing, { votes, kept, quota }, fresh, out, lot) {
  const still = [...ids.keys()].filter((i) => !standing.out.includes(i));
  return {
    totals: Object.fromEntries(still.map((i) => [ids[i], inVotes(votes[i])])),
    exhausted: inVotes(BigInt(n) * BILLIONTHS - sumUp(votes)),
    elected: fresh.map((i) => ids[i]),
    eliminated: out.map((i) => ids[i]),
    lot,
    figures: {
      quota: inVotes(quota),
      keep: Object.fromEntries(ids.map((id, i) => [id, inVotes(kept[i])])),
    },
  };
}

/**
 * @param {Again} count
 * @param {Standing} standing
 * @param {Drawn | null} lot
 */
function meekTold(count, standing, lot) {
  const { rounds, out, elected } = standing;
  /** @type {Record<string, string>} */
  const support = Object.assign({}, ...rounds.map(({ totals }) => totals));
  const last = new Map(Object.entries(support).map(([id, votes]) => [id, fractionOf(votes)]));
  return {
    support,
    rounds,
    ...placesTold(count, standing, last, lot),
    figures: {
      valid: number(String(count.n)),
      elected_order: elected.map((i) => count.ids[i]),
      excluded: out.map((i) => count.ids[i]),
    },
  };
}
