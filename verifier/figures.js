// Part of check 20: of a question without money, whether the outcome follows from its own figures.
//
// Needs no ballots: what a rule says of its pairs, sums, grades or stages is worked out again, and
// must be what the count tells.

import { Unchecked, Wrong, hex, utf8 } from "./bytes.js";
import { canonical } from "./canonical.js";
import { notFollowed, number, numberIn, numbersIn } from "./choosing.js";
import { DECISION_RULES } from "./decisions.js";
import { ZERO, areLong, compare, lowest, minus, plus, whole } from "./fractions.js";
import { givenOut, sumOf } from "./money.js";
import { PAIR_RULES } from "./pairs.js";
import { fractionOf, lotOf, unreadable } from "./rounds.js";
import { STAGE_RULES } from "./stages.js";
import { SUM_RULES } from "./sums.js";
import { isTrace } from "./trace.js";
import { say } from "./words.js";

/** @import { Asked } from "./asked.js" */
/** @import { Fraction } from "./fractions.js" */
/** @import { Outcome } from "./result.js" */
/** @import { Allowed, Parts, Rule } from "./choosing.js" */

const MOST_OPTIONS = 200;

/** @type {Record<string, Rule>} */
const WITHOUT_MONEY = {
  ...PAIR_RULES,
  ...SUM_RULES,
  ...STAGE_RULES,
  ...DECISION_RULES,
};

/**
 * What was found right in what `trace` tells of a question without money.
 * @param {any} trace
 * @param {Asked} asked
 */
export async function figuresHold(trace, asked) {
  const { id, outcome, seed } = asked;
  if (!isTrace(trace)) throw unreadable();
  refuseAnotherQuestion(trace, outcome);
  if (trace.decided && !isBase(asked, trace.decided.of)) {
    throw new Wrong(say("The base of the threshold is not what the result says it is."));
  }
  const rule = Object.hasOwn(WITHOUT_MONEY, trace.rule) ? WITHOUT_MONEY[trace.rule] : null;
  if (rule === null) {
    return new Unchecked(say("“{rule}” needs the ballots.", { rule: trace.rule }));
  }
  const ids = outcome.projects.map((line) => line.id);
  if (ids.length > MOST_OPTIONS) {
    return new Unchecked(
      say("More than {most} options: this needs the ballots.", { most: MOST_OPTIONS }),
    );
  }
  refuseImpossible(trace, outcome.ballots.counted);
  refuseOtherOptions(trace, ids);
  refuseOtherSettings(trace.parameters, rule.settings);
  const last = new Map();
  for (const each of ids) {
    last.set(each, seed === null ? hex(utf8(each)) : await lotOf({ seed, question: id }, each));
  }
  const isOfNobody = outcome.ballots.counted === 0 && !Object.hasOwn(DECISION_RULES, trace.rule);
  const found = isOfNobody
    ? ofNobody(ids)
    : rule.again({
        ids,
        n: outcome.ballots.counted,
        settings: trace.parameters,
        told: trace,
        isDrawn: seed !== null,
        last,
      });
  if (found instanceof Unchecked) return found;
  refuseAnother(trace, found);
  return trace.rounds.length > 0
    ? say("Every stage follows from its sums; where votes go needs the ballots.")
    : say("The outcome follows from the published sums.");
}

/**
 * What comes out where no ballot is valid: no lot draws from an empty box.
 * @param {string[]} ids
 * @returns {Parts}
 */
function ofNobody(ids) {
  return { support: Object.fromEntries(ids.map((id) => [id, "0"])), winners: [] };
}

/**
 * @param {any} trace
 * @param {Outcome} outcome
 */
function refuseAnotherQuestion(trace, outcome) {
  const { winners = null, elected = [] } = trace.chosen ?? {};
  const sums = outcome.projects.map(({ id, support }) => [id, String(support || 0)]);
  const pairs = [
    [trace.rule, outcome.rule],
    [trace.parameters, outcome.parameters],
    [numbersIn(trace.support), Object.fromEntries(sums)],
    [winners, outcome.winners ?? null],
    [elected, outcome.elected ?? []],
    [trace.decided?.passed ?? null, outcome.passed ?? null],
  ];
  if (pairs.some(([told, said]) => canonical(told) !== canonical(said))) {
    throw new Wrong(say("The rounds are those of another count."));
  }
}

/**
 * Whether the base of a threshold agrees with what stands beside it. The register may have grown
 * after the count; who was present is compared with the record.
 * @param {Asked} asked
 * @param {number} of
 */
function isBase({ outcome, papers = null, people, register }, of) {
  const { counted, rejected } = outcome.ballots;
  const given = papers ? givenOut(papers) : people;
  switch (outcome.parameters.base) {
    case "entitled":
      return (given ?? 0) <= of && of <= (register || of);
    case "given":
      return given === null || of === given;
    case "cast":
      return BigInt(of) === sumOf([counted, ...Object.values(rejected)]);
    default:
      return true;
  }
}

/**
 * @param {any} trace
 * @param {string[]} ids
 */
function refuseOtherOptions({ support }, ids) {
  if (canonical(Object.keys(support).sort()) !== canonical([...ids].sort())) {
    throw new Wrong(say("The figures are of other options than stood on the ballot."));
  }
}

/**
 * Every setting of the rule is there, with a value that it has.
 * @param {Record<string, unknown>} parameters
 * @param {Record<string, Allowed>} settings
 */
function refuseOtherSettings(parameters, settings) {
  const isKnown = Object.keys(parameters).every((name) => Object.hasOwn(settings, name));
  const isWhole = Object.entries(settings).every(
    ([name, allows]) => Object.hasOwn(parameters, name) && allows(parameters[name]),
  );
  if (!isKnown || !isWhole) throw notFollowed();
}

// Sums that so many ballots cannot give

/**
 * @param {any} trace
 * @param {number} counted
 */
function refuseImpossible(trace, counted) {
  const { matrix = {}, grades = {}, figures = {} } = trace.chosen ?? {};
  refuseImpossiblePairs(matrix, counted);
  for (const [name, given] of Object.entries(grades)) {
    const many = Object.values(given);
    if (many.some((n) => n < 0) || sumOf(many) > BigInt(counted)) {
      throw new Wrong(say("More ballots grade “{name}” than were counted.", { name }));
    }
  }
  for (const [i, stage] of trace.rounds.entries()) {
    refuseImpossibleStage(stage, i, counted, Object.hasOwn(figures, "quota"));
    const after = trace.rounds[i + 1];
    if (after !== undefined && stage.figures !== undefined) {
      if (Object.hasOwn(stage.figures, "passed")) refuseTransfer(i + 1, stage, after);
    }
  }
}

/**
 * @param {Record<string, Record<string, number>>} matrix
 * @param {number} counted
 */
function refuseImpossiblePairs(matrix, counted) {
  const names = Object.keys(matrix).sort();
  for (const one of names) {
    if (canonical(Object.keys(matrix[one]).sort()) !== canonical(names)) throw notFollowed();
    if (matrix[one][one] !== 0) throw notFollowed();
  }
  for (const one of names) {
    for (const other of names) {
      const above = matrix[one][other];
      if (above < 0 || BigInt(above) + BigInt(matrix[other][one]) > BigInt(counted)) {
        throw new Wrong(
          say("More ballots compare “{one}” and “{other}” than were counted.", { one, other }),
        );
      }
    }
  }
}

/**
 * @param {any} stage
 * @param {number} i
 * @param {number} counted
 * @param {boolean} mayCutOff votes have five decimals, and each surplus may lose what is behind them
 */
function refuseImpossibleStage(stage, i, counted, mayCutOff) {
  const votes = Object.values(stage.totals).map(fractionOf);
  const exhausted = fractionOf(stage.exhausted);
  if (areLong([...votes, exhausted])) throw notFollowed();
  if ([...votes, exhausted].some((one) => one[0] < 0n)) throw notFollowed();
  const lost = minus(whole(counted), votes.reduce(plus, exhausted));
  /** @type {Fraction} */
  const most = mayCutOff ? [BigInt(counted) * BigInt(i), 100_000n] : ZERO;
  if (lost[0] < 0n || compare(lost, most) > 0) {
    throw new Wrong(
      say("The votes of stage {number} are not those that were counted.", { number: i + 1 }),
    );
  }
}

/**
 * Who does not move loses nothing; who goes out keeps nothing; a surplus leaves the quota.
 * @param {number} stage
 * @param {any} now
 * @param {any} after
 */
function refuseTransfer(stage, now, after) {
  const { surplus = {} } = now.figures;
  if (typeof surplus !== "object") throw notFollowed();
  for (const [name, figure] of Object.entries(now.totals)) {
    const votes = fractionOf(/** @type {any} */ (figure));
    const left = Object.hasOwn(after.totals, name) ? fractionOf(after.totals[name]) : ZERO;
    let isRight = compare(left, votes) >= 0;
    if (now.eliminated.includes(name)) isRight = left[0] === 0n;
    else if (Object.hasOwn(surplus, name)) {
      isRight = compare(left, minus(votes, fractionOf(surplus[name]))) === 0;
    }
    if (!isRight) {
      throw new Wrong(
        say("The votes of “{name}” do not pass on as stage {number} says.", {
          name,
          number: stage,
        }),
      );
    }
  }
}

// What the count tells beside what was worked out

const NO_CHOICE = {
  winners: null,
  order: [],
  lot_needed: [],
  matrix: {},
  levels: [],
  strengths: {},
  finalists: [],
  elected: [],
  grades: {},
  figures: {},
};
const EMPTY = {
  ...NO_CHOICE,
  funded: [],
  cost: 0,
  leftover: 0,
  rounds: [],
  ties: [],
  awards: {},
  decided: null,
  spread: null,
};
const STAGE = {
  project: null,
  funded: false,
  left: 0,
  payments: [],
  totals: {},
  eliminated: [],
  elected: [],
  exhausted: "0",
  words: null,
  award: 0,
  lot: null,
  figures: {},
};

/**
 * @param {any} trace
 * @param {Record<string, unknown>} found
 */
function refuseAnother(trace, found) {
  const told = toldBy(trace);
  const again = /** @type {any} */ ({ ...EMPTY, ...found });
  again.rounds = again.rounds.map((/** @type {object} */ stage) => ({ ...STAGE, ...stage }));
  for (const [i, stage] of told.rounds.entries()) {
    const other = again.rounds[i];
    if (other !== undefined && canonical({ ...stage, words: null }) !== canonical(other)) {
      throw new Wrong(say("Stage {number} does not follow from its sums.", { number: i + 1 }));
    }
  }
  if (canonical(told) !== canonical(again)) {
    throw new Wrong(say("The published sums give another outcome."));
  }
}

/**
 * The parts of an outcome, every number as text in lowest terms.
 * @param {any} trace
 */
function toldBy(trace) {
  const { chosen = NO_CHOICE, decided = null, spread = null, awards = {} } = trace;
  const { funded, cost, leftover, ties, support } = trace;
  return {
    ...chosen,
    figures: Object.fromEntries(
      Object.entries(chosen.figures).map(([name, value]) => [name, figureIn(value)]),
    ),
    support: numbersIn(support),
    rounds: trace.rounds.map(stageTold),
    decided: decided && { ...decided, share: lowest(decided.share.fraction) },
    ...{ funded, cost, leftover, ties, awards, spread },
  };
}

/** @param {any} stage */
function stageTold(stage) {
  const { lot = null, award = 0, figures = {} } = stage;
  const told = Object.entries(figures).map(([name, value]) => [
    name,
    typeof value === "object" ? numbersIn(value) : numberIn(/** @type {any} */ (value)),
  ]);
  return {
    ...stage,
    lot,
    award,
    totals: numbersIn(stage.totals),
    exhausted: numberIn(stage.exhausted),
    figures: Object.fromEntries(told),
  };
}

/**
 * @param {any} value a number, a text, or a list of these
 */
function figureIn(value) {
  if (typeof value === "number") return number(String(value));
  if (value === null || typeof value === "string" || Array.isArray(value)) return value;
  return number(lowest(value.fraction));
}
