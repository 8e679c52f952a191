// The sums of a result, and the limits that its count had to obey.

import { Wrong } from "./bytes.js";
import { canonical, isObject, isText, isWhole } from "./canonical.js";
import { lowest } from "./fractions.js";
import { ENDS, isConstraints } from "./result.js";
import { say, several } from "./words.js";

/** @import { Asked } from "./asked.js" */
/** @import { Line, Outcome, Papers, Result } from "./result.js" */
/** @typedef {{ name: string, projects: string[], [sum: string]: any }} Limit */

/** @param {Iterable<number>} numbers */
export function sumOf(numbers) {
  let sum = 0n;
  for (const number of numbers) sum += BigInt(number);
  return sum;
}

/** @param {Asked} asked */
export function ballotsAddUp({ papers: given, outcome }) {
  const papers = /** @type {Papers} */ (given);
  const ends = ENDS.map((key) => papers[key] ?? 0);
  const found = sumOf(ends);
  if (Math.min(...ends) < 0 || BigInt(papers.issued) !== found) {
    throw new Wrong(
      say("{issued} ballots were issued, but {found} are accounted for.", {
        issued: papers.issued,
        found,
      }),
    );
  }
  const reasons = Object.values(outcome.ballots.rejected);
  const rejected = sumOf(reasons);
  const isBelow = reasons.some((n) => n < 0);
  if (
    isBelow ||
    outcome.ballots.counted !== papers.counted ||
    rejected !== BigInt(papers.rejected ?? 0)
  ) {
    throw new Wrong(say("The count took other ballots than those accounted for."));
  }
  return several(
    "{n} ballot issued, and accounted for.",
    "{n} ballots issued, all accounted for.",
    papers.issued,
  );
}

/**
 * How many ballots were given out and did not go back spoilt.
 * @param {Papers} papers
 */
export function givenOut({ issued, spoilt = 0 }) {
  return issued - spoilt;
}

/**
 * Everybody who came, and nobody else, has a ballot of each question of the round that did not go
 * back spoilt; nobody gets one who is not in the register.
 * @param {Result} result
 */
export function refuseOtherTurnout({ questions, rounds = {}, turnout = {} }) {
  /** @type {[string, number][]} */
  const given = questions.flatMap(({ round = "", papers }) =>
    papers ? [[round, givenOut(papers)]] : [],
  );
  /** @type {[string, number][]} */
  const lots = Object.entries(rounds).flatMap(([name, lot]) =>
    typeof lot?.people === "number" ? [[name, lot.people]] : [],
  );
  const held = new Map(given);
  const told = new Map([...Object.entries(turnout.rounds ?? {}), ...lots]);
  const came = new Map([...told, ...held]);
  const many = [...came.values()];
  const most = many.reduce((one, other) => Math.max(one, other), 0);
  const people = turnout.people ?? most;
  const isAlike =
    given.every(([round, n]) => held.get(round) === n) &&
    [...told].every(([round, n]) => came.get(round) === n) &&
    many.every((n) => n >= 0) &&
    most <= people &&
    BigInt(people) <= sumOf(many) &&
    people <= (turnout.register ?? people);
  if (!isAlike) throw new Wrong(say("Other people came than were given a ballot."));
}

/** @param {Asked} asked */
export function moneyAddsUp(asked) {
  const { outcome, rules } = asked;
  const ids = outcome.projects.map((line) => line.id);
  if (new Set(ids).size !== ids.length) {
    throw new Wrong(say("A project stands in the result twice."));
  }
  if (asked.stage === "part") return sumsAlone(asked);
  if (!outcome.funded) return winnersStood(outcome, ids);
  const funded = outcome.projects.filter((line) => line.funded);
  if (canonical(funded.map((line) => line.id).sort()) !== canonical([...outcome.funded].sort())) {
    throw new Wrong(say("The list of funded projects is not that of the projects’ own lines."));
  }
  refuseOtherSums(outcome, outcome.funded, funded);
  refuseOtherLimits(outcome, rules?.rulebook);
  return several(
    "{n} project funded; with what is left it makes the pot.",
    "{n} projects funded; with what is left they make the pot.",
    funded.length,
  );
}

/** What one hall adds to the others is a whole number. */
const WHOLE_SUM = /^(?:0|-?[1-9][0-9]{0,15})$/;

/**
 * One hall gives sums, and nothing that follows from them.
 * @param {Asked} asked
 */
function sumsAlone({ kind, outcome, rules, trace = null, isThrown }) {
  const { funded, cost, leftover, winners, passed, awards = {}, elected = [] } = outcome;
  const isDecided =
    [funded, cost, leftover, winners, passed].some((said) => (said ?? null) !== null) ||
    Object.keys(awards).length > 0 ||
    elected.length > 0 ||
    Object.keys(outcome.parameters).length > 0 ||
    outcome.projects.some((line) => line.funded || !WHOLE_SUM.test(String(line.support)));
  if (isDecided) throw new Wrong(say("One hall of several decides nothing."));
  if (trace !== null || isThrown) {
    throw new Wrong(say("One hall of several throws no lot and counts no rounds."));
  }
  if (kind === "fund") refuseOtherLimits(outcome, rules?.rulebook);
  return say("Sums alone: nothing is decided in one hall of several.");
}

/** @param {Outcome} outcome */
export function hasMoney({
  budget = null,
  funded = null,
  cost = null,
  leftover = null,
  awards = {},
  projects,
}) {
  const sums = [budget, funded, cost, leftover];
  const isFunded = projects.some((line) => line.funded);
  return sums.some((sum) => sum !== null) || Object.keys(awards).length > 0 || isFunded;
}

/**
 * @param {Outcome} outcome
 * @param {string[]} ids
 */
function winnersStood(outcome, ids) {
  for (const winners of [outcome.winners ?? [], outcome.elected ?? []]) {
    const isDoubled = new Set(winners).size !== winners.length;
    if (isDoubled || !winners.every((id) => ids.includes(id))) {
      throw new Wrong(say("A winner did not stand on the ballot, or is named twice."));
    }
  }
  return say("This rule chooses and spends nothing; every winner stood on the ballot.");
}

/**
 * @param {Outcome} outcome
 * @param {string[]} names
 * @param {Line[]} funded
 */
function refuseOtherSums(outcome, names, funded) {
  refuseOtherAwards(outcome, names);
  const { budget = null, cost = null, leftover = null } = outcome;
  const isBelowNothing = outcome.projects.some((line) => (line.cost ?? 0) < 0);
  if (isBelowNothing || leftover === null || leftover < 0) {
    throw new Wrong(say("A sum is missing or below nothing."));
  }
  const awards = Object.values(outcome.awards ?? {});
  const spent = sumOf([...funded.map((line) => line.cost ?? 0), ...awards]);
  const adds =
    cost !== null &&
    budget !== null &&
    spent === BigInt(cost) &&
    spent + BigInt(leftover) === BigInt(budget);
  if (!adds) throw new Wrong(say("What was funded and what is left do not make the pot."));
}

/**
 * Who gets a part of its cost is not funded, and gets less than the whole.
 * @param {Outcome} outcome
 * @param {string[]} funded
 */
function refuseOtherAwards({ projects, awards = {} }, funded) {
  const costOf = new Map(projects.map((line) => [line.id, line.cost ?? 0]));
  for (const [project, award] of Object.entries(awards)) {
    const isAPart = award > 0 && award < (costOf.get(project) ?? 0);
    if (funded.includes(project) || !isAPart) {
      throw new Wrong(say("“{project}” does not get a part of its cost.", { project }));
    }
  }
}

/**
 * What the count had to obey is what the clauses of the sealed rulebook say, and nothing else.
 * @param {Outcome} outcome
 * @param {unknown} clauses
 */
function refuseOtherLimits({ constraints, projects }, clauses) {
  if ((constraints ?? null) !== null && !isConstraints(constraints)) {
    throw new Wrong(say("What the count had to obey cannot be read."));
  }
  if (!isObject(clauses)) return;
  const book = /** @type {Record<string, unknown>} */ (clauses);
  const said = /** @type {any} */ (constraints ?? {});
  const onBallot = new Set(projects.map((line) => line.id));
  const right =
    canonical(figuresOf(said)) === canonical(limitsOf(book)) &&
    mayExclude(book, said.exclusive ?? [], onBallot) &&
    areParted([...(said.caps ?? []), ...(said.floors ?? []), ...(said.pots ?? [])], onBallot);
  if (!right) {
    throw new Wrong(say("The count had to obey other limits than the clauses of the rulebook."));
  }
}

/**
 * The figures of the limits, without the projects that they are for.
 * @param {any} said
 */
function figuresOf(said) {
  const bare = (/** @type {Limit[]} */ limits, /** @type {string} */ sum) =>
    limits.map((limit) => ({ name: limit.name, [sum]: limit[sum] }));
  const { threshold = null } = said;
  return {
    caps: bare(said.caps ?? [], "most"),
    floors: bare(said.floors ?? [], "least"),
    pots: bare(said.pots ?? [], "amount"),
    funded: said.funded ?? [],
    partial: said.partial ? lowest(said.partial) : null,
    threshold: threshold && { least: lowest(threshold.least), base: threshold.base },
    leftover: said.leftover ?? "returned",
  };
}

/**
 * Pairs of projects exclude each other only where the rulebook lets them.
 * @param {Record<string, unknown>} clauses
 * @param {string[][]} pairs
 * @param {Set<string>} onBallot
 */
function mayExclude(clauses, pairs, onBallot) {
  const arePairs = pairs.every(
    (pair) => new Set(pair).size === 2 && pair.every((id) => onBallot.has(id)),
  );
  return pairs.length === 0 || (clauses.exclusive === true && arePairs);
}

/**
 * Each category has the same projects everywhere, and none is in two.
 * @param {Limit[]} limits
 * @param {Set<string>} onBallot
 */
function areParted(limits, onBallot) {
  /** @type {Map<string, string>} */
  const ofCategory = new Map();
  for (const { name, projects } of limits) {
    const written = canonical([...new Set(projects)].sort());
    if ((ofCategory.get(name) ?? written) !== written) return false;
    ofCategory.set(name, written);
  }
  /** @type {string[]} */
  const all = [...ofCategory.values()].flatMap((written) => JSON.parse(written));
  return new Set(all).size === all.length && all.every((id) => onBallot.has(id));
}

/**
 * The limits that the clauses set.
 * @param {Record<string, unknown>} clauses
 */
function limitsOf(clauses) {
  const clause = (/** @type {string} */ name) =>
    Object.hasOwn(clauses, name) ? clauses[name] : null;
  const number = (/** @type {string} */ name) => {
    const value = clause(name);
    return isWhole(value) ? /** @type {number} */ (value) : null;
  };
  const percent = (/** @type {string} */ name) => {
    const value = number(name);
    return value ? lowest(`${value}/100`) : null;
  };
  const categories = categoriesOf(clause("categories"));
  const sums = (/** @type {string} */ kind, /** @type {string} */ key) =>
    categories
      .map((name) => ({ name, [key]: number(`${kind}.${name}`) }))
      .filter((limit) => limit[key] !== null);
  const own = clause("pots") === "own";
  const byCost = clause("threshold_of") === "cost";
  const pots = own ? sums("pot", "amount") : [];
  const least = percent("threshold") ?? (byCost ? percent("least_share") : null);
  const leftover = clause("pots_leftover");
  return {
    caps: own ? [] : sums("cap", "most"),
    floors: own ? [] : sums("floor", "least").filter((floor) => floor.least !== 0),
    pots,
    funded: [],
    partial: percent("partial"),
    threshold: least && { least, base: byCost ? "cost" : "all" },
    leftover: pots.length > 0 && (leftover === "next" || leftover === "on") ? leftover : "returned",
  };
}

/** @param {unknown} said */
function categoriesOf(said) {
  if (!isText(said)) return [];
  const names = /** @type {string} */ (said).split(",").map((name) => name.trim());
  return [...new Set(names.filter((name) => name))];
}
