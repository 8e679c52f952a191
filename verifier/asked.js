// The questions of a result, each with what stands beside it, and the checks made of every one.

import { Unchecked, Wrong } from "./bytes.js";
import { isObject, listOf, madeOf } from "./canonical.js";
import { say } from "./words.js";

/** @import { Question, Result } from "./result.js" */
/** @import { Words } from "./words.js" */
/**
 * One question as the checks look at it. `rules`: what the sealed document says of it, null where
 * it says nothing; `people`: how many were given a sheet in its round; `register`: who is entitled;
 * `isThrown`: its round has a lot.
 * @typedef {object} Beside
 * @property {string} stage
 * @property {boolean} isThrown
 * @property {string} currency
 * @property {string | null} seed
 * @property {string} dice
 * @property {string} lot_code
 * @property {number | null} people
 * @property {number | null} register
 * @property {any} rules
 * @property {string[]} rungs what parts equal projects before the lot does
 */
/** @typedef {Question & Beside} Asked
 */
/** @typedef {Words | Unchecked | Promise<Words | Unchecked>} Finds */

/** What the clauses of a counting rule begin with; behind it stands the name of its setting. */
const OF_THE_RULE = "count.";
/** What Equal Shares counts where the rules leave it to the sheet, by the style of the sheet. */
const UTILITY = {
  approval: "cost",
  cumulative: "points",
  scoring: "points",
  quadratic: "points",
  ordinal: "borda",
};

const isDocument = madeOf({ questions: listOf(isObject) });

/**
 * @param {Result} result
 * @returns {Asked[]}
 */
export function askedOf(result) {
  const { rounds = {}, currency = "", turnout = {}, stage } = result;
  const { register = null } = turnout;
  return result.questions.map((question) => {
    const round = question.round ?? "";
    const lot = Object.hasOwn(rounds, round) ? rounds[round] : null;
    const { seed, dice = "", lot_code = "", people = null } = lot ?? { seed: null };
    const thrown = { isThrown: lot !== null, seed, dice, lot_code, people };
    const rules = rulesOf(result, question);
    const rungs = rungsOf(question, rules);
    return { ...question, ...thrown, ...{ stage, currency, register, rules, rungs } };
  });
}

/**
 * What the sealed document that the question names says of it.
 * @param {Result} result
 * @param {Question} question
 */
function rulesOf({ rulebooks = [] }, { id, rulebook = 0 }) {
  return questionsIn(rulebooks[rulebook - 1]).find((each) => each.id === id) ?? null;
}

/**
 * The questions of a sealed document; none where it is no such document.
 * @param {any} book
 * @returns {Record<string, any>[]}
 */
export function questionsIn(book) {
  return isDocument(book) ? book.questions : [];
}

/** What parts equals before the lot does, by the word that rulebooks seal. */
const LADDERS = new Map([
  ["cheaper-votes", ["cheaper", "votes"]],
  ["votes-cheaper", ["votes", "cheaper"]],
  ["cheaper", ["cheaper"]],
  ["votes", ["votes"]],
  ["lot", []],
]);
export const USUAL = ["cheaper", "votes"];

/**
 * What parts equal projects before the lot does, as the sealed document says.
 * @param {Question} question
 * @param {any} rules
 */
function rungsOf({ kind }, rules) {
  const clauses = isObject(rules?.rulebook) ? rules.rulebook : {};
  return (kind === "fund" && LADDERS.get(/** @type {any} */ (own(clauses, "ties")))) || USUAL;
}

/**
 * Whether a question is of the kind, force, way, round and counting rule that were sealed. What the
 * sealed document does not say is not compared; nor is a document without questions.
 * @param {Result} result
 * @param {Asked} asked
 */
export function isAsSealed({ rulebooks = [] }, asked) {
  const { id, kind, wording, force, way, round = "", rules, outcome } = asked;
  if (rules === null) {
    return !rulebooks.some((book) => questionsIn(book).some((each) => each.id === id));
  }
  const charter = isObject(rules.charter) ? rules.charter : {};
  const clauses = isObject(rules.rulebook) ? rules.rulebook : {};
  const sealedRound = (own(clauses, "round") ?? null) === null ? null : String(clauses.round);
  const said = [
    [own(rules, "kind"), kind],
    [own(charter, "question"), wording],
    [Object.keys(charter).length > 0 ? own(charter, "binding") || "straw" : null, force],
    [own(clauses, "way"), way],
    [way === "sheet" ? sealedRound : null, round],
    [own(clauses, "rule"), outcome.rule],
    [asked.stage === "part" ? null : own(charter, "pot"), outcome.budget],
    ...Object.entries(sealedSettings(asked.stage === "part" ? {} : clauses)).map(
      ([option, value]) => [value, own(outcome.parameters, option)],
    ),
  ];
  return said.every(([one, other]) => (one ?? null) === null || one === other);
}

/**
 * The settings of the counting rule in a sealed rulebook, as the count names them.
 * @param {Record<string, unknown>} rules
 * @returns {Record<string, unknown>}
 */
export function sealedSettings(rules) {
  const named = Object.fromEntries(
    Object.entries(rules)
      .filter(([clause]) => clause.startsWith(OF_THE_RULE))
      .map(([clause, value]) => [clause.slice(OF_THE_RULE.length), value]),
  );
  if (named.utility === "by-ballot") {
    named.utility = own(UTILITY, String(rules.style)) ?? "by-ballot";
  }
  return named;
}

/**
 * Whether only what was answered on sheets has papers and a round, and so a lot.
 * @param {Asked} asked
 */
export function isAsAnswered({ way, papers, round = "" }) {
  return way === "sheet" ? papers !== null : papers === null && round === "";
}

/**
 * @param {Record<string, unknown>} object
 * @param {string} key
 */
function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : null;
}

/**
 * A check of every question: what is wrong with one is wrong with the pack.
 * @param {Result} result
 * @param {(asked: Asked) => Finds} look
 */
export async function ofEach(result, look) {
  const all = askedOf(result);
  if (all.length === 0) throw new Wrong(say("The result has no question."));
  if (all.length === 1) return look(all[0]);
  /** @type {[string, Words | Unchecked][]} */
  const found = [];
  for (const asked of all) found.push([asked.id, await lookedAt(look, asked)]);
  return together(found);
}

/**
 * The same, of those that were answered on a sheet; others have no papers.
 * @param {Result} result
 * @param {(asked: Asked) => Finds} look
 */
export function ofEachOnSheets(result, look) {
  return ofEach(result, (asked) =>
    asked.papers === null
      ? say("Nobody voted on a sheet: two people counted, or slips were added up.")
      : look(asked),
  );
}

/**
 * @param {(asked: Asked) => Finds} look
 * @param {Asked} asked
 */
async function lookedAt(look, asked) {
  try {
    return await look(asked);
  } catch (error) {
    if (error instanceof Wrong) throw new Wrong(ofQuestion(asked.id, error.words));
    throw error;
  }
}

/**
 * @param {string} number
 * @param {Words} told
 */
function ofQuestion(number, told) {
  return say("Question {number}: {told}", { number, told });
}

/**
 * What was found of all, question by question; open only where every one of them is.
 * @param {[string, Words | Unchecked][]} found
 */
function together(found) {
  const told = found
    .map(([id, each]) => (each instanceof Unchecked ? openOf(id, each) : ofQuestion(id, each)))
    .reduce((first, second) => say("{first} {second}", { first, second }));
  return found.every(([, each]) => each instanceof Unchecked) ? new Unchecked(told) : told;
}

/**
 * @param {string} id
 * @param {Unchecked} open
 */
function openOf(id, { words }) {
  return say("Question {number} stays open: {told}", { number: id, told: words });
}
