// Check 20: the rounds of the count, one after the other, against the published costs and totals.

import { USUAL } from "./asked.js";
import { Wrong, hex, sha256, utf8 } from "./bytes.js";
import { canonical } from "./canonical.js";
import { compare, textOf, timesFraction, whole } from "./fractions.js";
import { sumOf } from "./money.js";
import { isTrace } from "./trace.js";
import { say, several } from "./words.js";

/** @import { Outcome } from "./result.js" */
/** @import { Fraction } from "./fractions.js" */
/** @typedef {{ seed: string, question: string } | null} Lot The seed, and the question whose ties it settles. */
/** @typedef {(one: string, other: string) => number} Order */
/** @typedef {[number, number | string, boolean]} Payment how many voters, what each paid, whether it was all they had */
/** @typedef {{ project: string, funded: boolean, left: number, payments: Payment[], award?: number }} Turn */
/** @typedef {{ tied: string[], by: string, order: string[] }} Tie */
/**
 * @typedef {object} Trace
 * @property {string} rule
 * @property {Record<string, string | number | null>} parameters
 * @property {number} budget
 * @property {Record<string, number | string>} support
 * @property {string[]} funded
 * @property {number} cost
 * @property {number} leftover
 * @property {Turn[]} rounds
 * @property {Tie[]} ties
 * @property {Record<string, number>} [awards]
 */
/**
 * The trace beside the published lines. `last`: each project's place in the lot, or its id where
 * there was none; `each`: what a voter paid, by round and payment.
 * @typedef {object} Told
 * @property {Trace} trace
 * @property {Map<string, number>} cost
 * @property {Map<string, Fraction>} support
 * @property {Map<string, string>} last
 * @property {Fraction[][]} each
 * @property {boolean} isDrawn
 * @property {string[]} rungs what parts equals before the lot does
 * @property {number} counted
 */

const TOO_LONG = 1n << 65536n;

export function unreadable() {
  return new Wrong(say("The rounds of the count cannot be read."));
}

/**
 * @param {number | string} figure
 * @returns {Fraction}
 */
export function fractionOf(figure) {
  const found = /^(-?[0-9]{1,4000})(?:\/([0-9]{1,4000}))?$/.exec(String(figure));
  if (!found) throw unreadable();
  const [, above, below = "1"] = found;
  if (BigInt(below) === 0n) throw unreadable();
  return [BigInt(above), BigInt(below)];
}

// Rules and their options that this page knows; under any other only the sums are checked.
/** @type {Record<string, string[]>} */
const DOWN_A_LIST = {
  greedy: ["by", "fit", "threshold"],
  "borda-greedy": ["last", "first", "by", "fit"],
  quadratic: ["fit"],
};
/** @type {Record<string, string[]>} */
const PAID = {
  "equal-shares": ["utility", "completion", "start", "stop", "step", "comparison"],
  phragmen: [],
};

/**
 * @param {Trace} trace
 * @param {Record<string, string[]>} rules
 */
function knows({ rule, parameters }, rules) {
  return (
    Object.hasOwn(rules, rule) &&
    Object.keys(parameters).every((name) => rules[rule].includes(name))
  );
}

/**
 * What was found right in the rounds that `trace` tells beside the published outcome.
 * @param {any} trace
 * @param {Outcome} outcome
 * @param {string | null} seed
 * @param {string} question
 * @param {string[]} rungs what parts equals before the lot does
 */
export async function roundsHold(trace, outcome, seed, question, rungs) {
  if (!isTrace(trace)) throw unreadable();
  const told = await toldOf(trace, outcome, seed === null ? null : { seed, question }, rungs);
  refuseAnotherCount(told.trace, outcome);
  for (const tie of told.trace.ties) refuseTie(told, tie);
  const isFree = (outcome.constraints ?? null) !== null;
  refuseSums(told, isFree);
  const n = told.trace.rounds.length;
  if (told.counted === 0) {
    refuseOtherTurns(told, 0, []);
    return say("No ballot is valid, and the vote funded nothing.");
  }
  if (!isFree && knows(trace, DOWN_A_LIST)) {
    refuseOtherTurns(told, 0, turnsByTotals(told));
    return several(
      "{n} round; it follows from the published totals.",
      "{n} rounds; each follows from the published totals.",
      n,
    );
  }
  if (!isFree && knows(trace, PAID)) {
    refusePayments(told);
    return several(
      "{n} round; it adds up, and so does what was paid.",
      "{n} rounds; each adds up, and so does what was paid.",
      n,
    );
  }
  return several("{n} round adds up.", "{n} rounds add up.", n);
}

/**
 * @param {Trace} trace
 * @param {Outcome} outcome
 * @param {Lot} lot
 * @param {string[]} rungs
 * @returns {Promise<Told>}
 */
async function toldOf(trace, outcome, lot, rungs) {
  const cost = new Map(outcome.projects.map((line) => [line.id, line.cost ?? 0]));
  const named = [
    ...Object.keys(trace.support),
    ...trace.rounds.map((turn) => turn.project),
    ...trace.ties.flatMap((tie) => [...tie.tied, ...tie.order]),
  ];
  const isWholeBallot = Object.keys(trace.support).length === cost.size;
  if (!isWholeBallot || !named.every((id) => cost.has(id))) throw unreadable();
  const support = new Map();
  const last = new Map();
  for (const id of cost.keys()) {
    support.set(id, fractionOf(trace.support[id]));
    last.set(id, lot === null ? hex(utf8(id)) : await lotOf(lot, id));
  }
  const each = trace.rounds.map((turn) => turn.payments.map(([, paid]) => fractionOf(paid)));
  const isDrawn = lot !== null;
  const { counted } = outcome.ballots;
  return { trace, cost, support, last, each, isDrawn, rungs: isDrawn ? rungs : USUAL, counted };
}

/**
 * @param {{ seed: string, question: string }} lot
 * @param {string} id
 */
export function lotOf({ seed, question }, id) {
  const parts = ["pbdesk/lot/2", seed, question, id].map((text) => text.normalize("NFC"));
  return sha256(utf8(parts.join("\0")));
}

/**
 * @param {Trace} trace
 * @param {Outcome} outcome
 */
function refuseAnotherCount(trace, outcome) {
  const parts = (/** @type {Trace | Outcome} */ count) =>
    canonical({
      rule: count.rule,
      parameters: count.parameters,
      budget: count.budget,
      funded: count.funded,
      cost: count.cost,
      leftover: count.leftover,
      awards: count.awards ?? {},
    });
  const differs = outcome.projects.some(
    ({ id, support }) => textOf(fractionOf(trace.support[id])) !== String(support),
  );
  if (parts(trace) !== parts(outcome) || differs) {
    throw new Wrong(say("The rounds are those of another count."));
  }
}

/**
 * How a rung tells two projects apart: below 0 where the first comes first.
 * @param {Told} told
 * @param {string} rung
 * @returns {Order}
 */
function byRung({ cost, support }, rung) {
  return rung === "cheaper"
    ? (one, other) => of(cost, one) - of(cost, other)
    : (one, other) => compare(of(support, other), of(support, one));
}

/**
 * How equals are told apart: by the rungs, then the lot.
 * @param {Told} told
 * @returns {Order}
 */
function ladder(told) {
  const orders = told.rungs.map((rung) => byRung(told, rung));
  return (one, other) => {
    const byLot = of(told.last, one) < of(told.last, other) ? -1 : Number(one !== other);
    return orders.reduce((found, order) => found || order(one, other), 0) || byLot;
  };
}

/**
 * A figure of a project that stands on the ballot.
 * @template T
 * @param {Map<string, T>} figures
 * @param {string} id
 * @returns {T}
 */
function of(figures, id) {
  return /** @type {T} */ (figures.get(id));
}

/**
 * @param {Told} told
 * @param {string[]} among
 * @param {Order} first
 */
function bestFirst(told, among, first) {
  return [...among].sort(ladder(told)).sort(first);
}

/**
 * @param {Told} told
 * @returns {Order}
 */
function moreSupport({ support }) {
  return (one, other) => compare(of(support, other), of(support, one));
}

/**
 * The same for each minor unit; what is supported and costs nothing comes before all else.
 * @param {Told} told
 * @returns {Order}
 */
function moreSupportPerCost({ cost, support }) {
  const isFree = (/** @type {string} */ id) =>
    Number(of(cost, id) === 0 && of(support, id)[0] > 0n);
  const value = (/** @type {string} */ id) =>
    timesFraction(of(support, id), [1n, BigInt(of(cost, id) || 1)]);
  return (one, other) => isFree(other) - isFree(one) || compare(value(other), value(one));
}

/**
 * @param {Told} told
 * @param {Tie} tie
 */
function refuseTie(told, tie) {
  const order = [...new Set(tie.tied)].sort(ladder(told));
  const isSameOrder = order.length === tie.tied.length && canonical(order) === canonical(tie.order);
  if (!isSameOrder || rungOf(told, order) !== tie.by) {
    throw new Wrong(
      say("The tie of “{project}” was decided otherwise than by cost, votes and lot.", {
        project: tie.order[0] ?? "",
      }),
    );
  }
}

/**
 * What told the projects of a tie apart: the first rung at which all differ.
 * @param {Told} told
 * @param {string[]} order
 */
function rungOf(told, order) {
  const pairs = order.slice(1).map((other, i) => ({ one: order[i], other }));
  const depth = told.rungs.findIndex((_, i) => {
    const orders = told.rungs.slice(0, i + 1).map((rung) => byRung(told, rung));
    return pairs.every(({ one, other }) => orders.some((each) => each(one, other) !== 0));
  });
  if (depth >= 0) return told.rungs[depth];
  return told.isDrawn ? "lot" : "id";
}

/**
 * From the whole pot, each funded project takes its cost; one that is passed over costs more than is
 * left. Where constraints bind (`isFree`), they may keep a project out, or leave it a part of its cost.
 * @param {Told} told
 * @param {boolean} isFree
 */
function refuseSums({ trace, cost }, isFree) {
  let left = trace.budget;
  for (const [i, turn] of trace.rounds.entries()) {
    const { project, funded, award = 0 } = turn;
    const price = of(cost, project);
    const after = left - (funded ? price : award);
    const mayBePassedOver = isFree && !funded;
    const fits =
      award === 0
        ? price <= left === funded || mayBePassedOver
        : mayBePassedOver && award > 0 && award < price;
    if (turn.left !== after || after < 0 || !fits) {
      throw new Wrong(
        say("Round {number} does not add up: {project}.", { number: i + 1, project }),
      );
    }
    left = after;
  }
  refuseOtherEnd(trace, left);
}

/**
 * @param {Trace} trace
 * @param {number} left
 */
function refuseOtherEnd(trace, left) {
  const turns = trace.rounds.map((turn) => turn.project);
  const funded = trace.rounds.filter((turn) => turn.funded).map((turn) => turn.project);
  const awarded = trace.rounds.filter((turn) => turn.award);
  const awards = Object.fromEntries(awarded.map((turn) => [turn.project, turn.award]));
  const right =
    new Set(turns).size === turns.length &&
    canonical(funded) === canonical(trace.funded) &&
    left === trace.leftover &&
    canonical(awards) === canonical(trace.awards ?? {});
  if (!right) {
    throw new Wrong(say("The rounds do not lead to the projects that were funded."));
  }
}

/**
 * From round `start` on, the turns are those expected, and nobody pays.
 * @param {Told} told
 * @param {number} start
 * @param {string[]} expected
 */
function refuseOtherTurns({ trace }, start, expected) {
  const turns = trace.rounds.slice(start);
  for (let i = 0; i < Math.max(turns.length, expected.length); i += 1) {
    const number = start + i + 1;
    if (turns[i]?.project !== expected[i]) {
      throw new Wrong(
        say("By the published totals, another project has its turn in round {number}.", {
          number,
        }),
      );
    }
    if (turns[i].payments.length > 0) {
      throw new Wrong(
        say("Round {number}: under this rule nobody pays for a project.", { number }),
      );
    }
  }
}

/**
 * Whose turn comes, by the totals: every project that may be funded, up to where the count stops.
 * @param {Told} told
 */
function turnsByTotals(told) {
  const { rule, parameters, budget } = told.trace;
  const threshold = parameters.threshold ?? 0;
  if (typeof threshold !== "number") throw unreadable();
  const least = whole(threshold);
  const isEnough = (/** @type {string} */ id) => {
    const votes = of(told.support, id);
    if (rule === "quadratic") return votes[0] > 0n;
    return rule !== "greedy" || compare(votes, least) >= 0;
  };
  const isPerCost = parameters.by === "support-per-cost";
  const first = isPerCost ? moreSupportPerCost(told) : moreSupport(told);
  const order = bestFirst(told, [...told.cost.keys()].filter(isEnough), first);
  if (parameters.fit !== "stop") return order;
  let left = budget;
  const tooDear = order.findIndex((id) => {
    left -= of(told.cost, id);
    return left < 0;
  });
  return tooDear < 0 ? order : order.slice(0, tooDear + 1);
}

/**
 * Free projects come first, then what ballots paid for, then (where the rule says so) what the rest
 * pays for.
 * @param {Told} told
 */
function refusePayments(told) {
  const { rounds, parameters } = told.trace;
  for (const [i, { payments, project }] of rounds.entries()) {
    if (payments.length > 0 && !pays(told, i)) {
      throw new Wrong(
        say("Round {number}: what was paid does not make the cost of {project}.", {
          number: i + 1,
          project,
        }),
      );
    }
  }
  const after = rounds.findLastIndex((turn) => turn.payments.length > 0) + 1;
  if (after === 0 && bySupportInstead(told)) return;
  const isFilling = String(parameters.completion).endsWith("greedy");
  for (const { project, payments } of isFilling ? rounds.slice(0, after) : rounds) {
    if (of(told.cost, project) > 0 && payments.length === 0) {
      throw new Wrong(say("“{project}” was funded, and nobody paid for it.", { project }));
    }
  }
  if (isFilling) refuseFilling(told, after || freeAtTheStart(told));
  refuseDearerFirst(told);
}

/** @param {Told} told */
function freeAtTheStart({ trace: { rounds }, cost }) {
  const first = rounds.findIndex((turn) => of(cost, turn.project) > 0);
  return first < 0 ? rounds.length : first;
}

/**
 * Whether the rounds are those of most support alone, which a comparison may prefer.
 * @param {Told} told
 */
function bySupportInstead(told) {
  const { rounds, parameters } = told.trace;
  if ((parameters.comparison ?? "none") === "none") return false;
  const wanted = [...told.support.keys()].filter((id) => of(told.support, id)[0] > 0n);
  const turns = rounds.map((turn) => turn.project);
  return canonical(turns) === canonical(bestFirst(told, wanted, moreSupport(told)));
}

/**
 * Whether what was paid in a round makes the cost, and nobody paid more than a ballot has.
 * @param {Told} told
 * @param {number} i
 */
function pays(told, i) {
  const { payments, funded, project } = told.trace.rounds[i];
  const voters = payments.map(([n]) => n);
  const most = mostOf(told);
  const each = told.each[i];
  return (
    funded &&
    voters.every((n) => n > 0) &&
    sumOf(voters) <= BigInt(told.counted) &&
    each.every((one) => one[0] >= 0n && compare(one, most) <= 0) &&
    compare(sumPaid(voters, each), whole(of(told.cost, project))) === 0
  );
}

/**
 * What was paid in a round, over one denominator. Throws Wrong where that is longer than a count
 * makes it: adding up would take hours.
 * @param {number[]} voters
 * @param {Fraction[]} each
 * @returns {Fraction}
 */
function sumPaid(voters, each) {
  let below = 1n;
  for (const [, denominator] of each) {
    if (below % denominator) below *= denominator / commonDivisor(below, denominator);
    if (below >= TOO_LONG) throw unreadable();
  }
  const above = each.reduce((sum, [a, b], at) => sum + BigInt(voters[at]) * a * (below / b), 0n);
  return [above, below];
}

/**
 * @param {bigint} one
 * @param {bigint} other
 */
function commonDivisor(one, other) {
  let [divisor, rest] = [one, other];
  while (rest) [divisor, rest] = [rest, divisor % rest];
  return divisor;
}

/**
 * What one ballot can pay at most: its share where that is not raised step by step, else the pot.
 * @param {Told} told
 * @returns {Fraction}
 */
function mostOf({ trace, counted }) {
  const isOneShare =
    trace.rule === "equal-shares" &&
    ["none", "greedy"].includes(String(trace.parameters.completion));
  return isOneShare ? [BigInt(trace.budget), BigInt(counted || 1)] : whole(trace.budget);
}

/**
 * The rest of the pot goes down the list of those not bought; what has no support may be left out.
 * @param {Told} told
 * @param {number} start
 */
function refuseFilling(told, start) {
  const { trace, cost, support } = told;
  const turns = new Set(trace.rounds.slice(start).map((turn) => turn.project));
  const bought = new Set(trace.rounds.slice(0, start).map((turn) => turn.project));
  const among = [...cost.keys()].filter(
    (id) => !bought.has(id) && (of(support, id)[0] > 0n || turns.has(id)),
  );
  refuseOtherTurns(told, start, bestFirst(told, among, moreSupport(told)));
}

/**
 * Best value first: where crosses are counted, the price for a cross never falls from one purchase
 * to the next.
 * @param {Told} told
 */
function refuseDearerFirst({ trace, cost, each }) {
  const { utility } = trace.parameters;
  if (utility !== "cost" && utility !== "count") return;
  /** @type {Fraction[]} */
  const prices = [];
  for (const [i, turn] of trace.rounds.entries()) {
    const parts = BigInt(utility === "cost" ? of(cost, turn.project) : 1);
    const full = each[i].filter((_, at) => !turn.payments[at][2]);
    prices.push(...full.map((one) => timesFraction(one, [1n, parts])));
  }
  if (prices.some((price, i) => i > 0 && compare(prices[i - 1], price) > 0)) {
    throw new Wrong(say("A project was bought before one that was better value for money."));
  }
}
