// Rules that decide, or only tell, counted again from their sums.

import { anyOf, from, notFollowed, wholeOfAll } from "./choosing.js";
import { textOf } from "./fractions.js";

/** @import { Again, Rule } from "./choosing.js" */

const isBaseOf = (/** @type {unknown} */ of) => of === null || from(0, 1_000_000_000)(of);

/** @type {Record<string, Rule>} */
export const DECISION_RULES = {
  threshold: {
    settings: {
      numerator: from(1, 1000),
      denominator: from(1, 1000),
      than: anyOf("more-than", "at-least"),
      base: anyOf("entitled", "present", "given", "cast", "valid", "yes_no"),
      of: isBaseOf,
    },
    again: thresholdAgain,
  },
  distribution: { settings: { apart: anyOf("no", "yes") }, again: distributionAgain },
};

const ANSWERS = ["yes", "no", "abstain"];

/**
 * Ballots by what they say; `blank` say nothing. `fixed`: the base, where these do not make it.
 * @typedef {{ yes: bigint, no: bigint, abstain: bigint, blank: bigint, fixed: bigint | null }} Votes
 */

/**
 * @param {Again} count
 */
function thresholdAgain(count) {
  const { ids, settings } = count;
  const { numerator, denominator, than, base } = settings;
  const isReachable = numerator < denominator || (numerator === denominator && than === "at-least");
  const isAsked = ["yes", "no"].every((id) => ids.includes(id));
  if (!isReachable || !isAsked || !ids.every((id) => ANSWERS.includes(id))) throw notFollowed();
  const votes = votesIn(count);
  const of = baseOf(votes, settings);
  const passed = isPassed(votes, settings);
  const most = passed ? votes.yes : votes.no + votes.abstain + votes.blank;
  const switched = leastOf(
    (n) => isPassed(switchedBy(votes, n, passed), settings) !== passed,
    most,
  );
  const added_ = leastOf(
    (n) => isPassed(joinedBy(votes, n, settings, passed), settings) !== passed,
    roomIn(votes, settings, of),
  );
  return {
    support: Object.fromEntries(ids.map((id) => [id, String(votes[/** @type {"yes"} */ (id)])])),
    decided: {
      passed,
      base,
      of: Number(of),
      share: textOf([BigInt(numerator), BigInt(denominator)]),
      than,
      needed: Number(neededOf(of, settings)),
      switched: switched === null ? null : Number(switched),
      added: added_ === null ? null : Number(added_),
    },
  };
}

/**
 * @param {Again} count
 * @returns {Votes}
 */
function votesIn({ ids, n, settings, told }) {
  const sums = wholeOfAll(told.support, ids);
  const [yes, no, abstain] = ANSWERS.map((id) => (ids.includes(id) ? sums[ids.indexOf(id)] : 0n));
  const blank = BigInt(n) - yes - no - abstain;
  if (sums.some((sum) => sum < 0n) || blank < 0n) throw notFollowed();
  const isByBallots = settings.base === "valid" || settings.base === "yes_no";
  if (!isByBallots && settings.of === null) throw notFollowed();
  return { yes, no, abstain, blank, fixed: isByBallots ? null : BigInt(settings.of) };
}

/**
 * @param {Votes} votes
 * @param {Record<string, any>} settings
 */
function baseOf({ yes, no, abstain, blank, fixed }, { base }) {
  if (fixed !== null) return fixed;
  return base === "yes_no" ? yes + no : yes + no + abstain + blank;
}

/**
 * Whether it is passed, exactly: a tie fails.
 * @param {Votes} votes
 * @param {Record<string, any>} settings
 */
function isPassed(votes, settings) {
  const said = votes.yes * BigInt(settings.denominator);
  const needed = baseOf(votes, settings) * BigInt(settings.numerator);
  const isEnough = settings.than === "more-than" ? said > needed : said >= needed;
  return isEnough && votes.yes > votes.no;
}

/**
 * The fewest yes that are enough of the base as it is.
 * @param {bigint} of
 * @param {Record<string, any>} settings
 */
function neededOf(of, { numerator, denominator, than }) {
  const part = of * BigInt(numerator);
  const below = BigInt(denominator);
  return than === "more-than" ? part / below + 1n : (part + below - 1n) / below;
}

/**
 * So many ballots the other way round: no is turned first, then what says neither.
 * @param {Votes} votes
 * @param {bigint} ballots
 * @param {boolean} passed
 * @returns {Votes}
 */
function switchedBy(votes, ballots, passed) {
  if (passed) return { ...votes, yes: votes.yes - ballots, no: votes.no + ballots };
  const ofNo = ballots < votes.no ? ballots : votes.no;
  const left = ballots - ofNo;
  const ofAbstain = left < votes.abstain ? left : votes.abstain;
  return {
    ...votes,
    yes: votes.yes + ballots,
    no: votes.no - ofNo,
    abstain: votes.abstain - ofAbstain,
    blank: votes.blank - (left - ofAbstain),
  };
}

/**
 * So many ballots more, against what came out. Ballots cast make the ballots cast more.
 * @param {Votes} votes
 * @param {bigint} ballots
 * @param {Record<string, any>} settings
 * @param {boolean} passed
 * @returns {Votes}
 */
function joinedBy(votes, ballots, { base }, passed) {
  const isMore = votes.fixed !== null && base === "cast";
  const fixed = isMore ? /** @type {bigint} */ (votes.fixed) + ballots : votes.fixed;
  if (passed) return { ...votes, no: votes.no + ballots, fixed };
  return { ...votes, yes: votes.yes + ballots, fixed };
}

/**
 * How many ballots more there could have been, at most, or enough for any change there is.
 * @param {Votes} votes
 * @param {Record<string, any>} settings
 * @param {bigint} of
 */
function roomIn({ yes, no, abstain, blank }, { base, denominator }, of) {
  if (!["entitled", "present", "given"].includes(base)) {
    return BigInt(denominator) * (of + 1n) + yes + no;
  }
  const room = of - yes - no - abstain - blank;
  return room < 0n ? 0n : room;
}

/**
 * The least number that changes the result; null where not even `most` does. More ballots the same
 * way change it all the more.
 * @param {(n: bigint) => boolean} changes
 * @param {bigint} most
 */
function leastOf(changes, most) {
  let [low, high] = [0n, most + 1n];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (changes(middle)) high = middle;
    else low = middle + 1n;
  }
  return low > most ? null : low;
}

/**
 * The ballots on each step of a scale, and the middle one.
 * @param {Again} count
 */
function distributionAgain(count) {
  const { ids, n, told, settings } = count;
  const counts = wholeOfAll(told.support, ids);
  const all = counts.reduce((a, b) => a + b, 0n);
  if (counts.some((one) => one < 0n) || all > BigInt(n)) throw notFollowed();
  const steps = settings.apart === "yes" ? ids.slice(0, -1) : ids;
  const onSteps = counts.slice(0, steps.length);
  const ballots = onSteps.reduce((a, b) => a + b, 0n);
  const middle = ballots === 0n ? [] : [(ballots + 1n) / 2n, ballots / 2n + 1n];
  const places = new Set(middle.map((ballot) => stepOf(onSteps, ballot)));
  return {
    support: Object.fromEntries(ids.map((id, i) => [id, String(counts[i])])),
    spread: {
      steps,
      middle: [...places].map((i) => steps[i]),
      ballots: Number(ballots),
      apart: ids.slice(steps.length),
    },
  };
}

/**
 * On which step a ballot is, counted from 1, when all are in order.
 * @param {bigint[]} counts
 * @param {bigint} ballot
 */
function stepOf(counts, ballot) {
  let upTo = 0n;
  return counts.findIndex((n) => (upTo += n) >= ballot);
}
