// Check 27: what was decided, without a word and without a time, and the code of each question.

import { Unchecked, Wrong, fromHex, joined, same, sha256, utf8 } from "./bytes.js";
import { canonical } from "./canonical.js";
import { codeOf } from "./result.js";
import { say } from "./words.js";

/** @import { Condition } from "./conditions.js" */
/** @import { Files } from "./bag.js" */
/** @import { Question, Result } from "./result.js" */

const OUTCOME = /** @type {const} */ ([
  "funded",
  "awards",
  "elected",
  "passed",
  "cost",
  "leftover",
  "budget",
]);

/**
 * decided.json and the code of each question follow from the result.
 * @param {Files} files
 * @param {Result} result
 */
export async function codesHold(files, result) {
  const objects = await decidedIn(result);
  /** @type {Map<string, string>} */
  const codes = new Map();
  for (const each of objects) codes.set(each.question, await codeOf(utf8(canonical(each))));
  for (const { id, result_code = null } of result.questions) {
    if (result_code !== (codes.get(id) ?? null)) {
      throw new Wrong(say("Question {number} bears another code than its result.", { number: id }));
    }
  }
  const name = "data/decided.json";
  const found = files.get(name);
  if (result.stage === "part") {
    if (found !== undefined) throw new Wrong(say("One hall of several decides nothing."));
    return say("One hall of several decides nothing, so no question bears a code.");
  }
  if (found === undefined) {
    return new Unchecked(say("The pack does not list what was decided."));
  }
  if (!same(found, utf8(canonical(objects)))) {
    throw new Wrong(say("“{name}” says otherwise than the result.", { name }));
  }
  return say("Result code {code}: the same in every language and pack of this result.", {
    code: await codeOf(found),
  });
}

/**
 * The object of each question that is no straw poll, in their order. One hall of several decides
 * nothing, so that it has none.
 * @param {Result} result
 */
async function decidedIn(result) {
  if (result.stage === "part") return [];
  /** @type {string[]} */
  const books = [];
  for (const book of result.rulebooks ?? []) books.push(await sha256(utf8(canonical(book))));
  /** @type {[number, string | null][]} */
  const conditions = [];
  for (const each of result.conditions ?? []) {
    conditions.push([each.number, await digestOfWords(each)]);
  }
  return result.questions
    .filter(({ force }) => force !== "straw")
    .map((question) => decidedOf(result, question, books, conditions));
}

/**
 * @param {Result} result
 * @param {Question} question
 * @param {string[]} books
 * @param {any[]} conditions
 */
function decidedOf({ assembly, stage, rounds = {} }, question, books, conditions) {
  const { id, kind, force, outcome, round = "", rulebook = 0 } = question;
  const lot = Object.hasOwn(rounds, round) ? rounds[round] : null;
  const { dice = "", lot_code: code = "" } = lot ?? {};
  return {
    assembly,
    stage,
    question: id,
    rulebook: books[rulebook - 1] ?? null,
    force,
    outcome: Object.fromEntries(OUTCOME.map((name) => [name, outcome[name] ?? null])),
    sums: Object.fromEntries(outcome.projects.map((line) => [line.id, line.support ?? null])),
    counted: outcome.ballots.counted,
    rejected: outcome.ballots.rejected,
    lot: lot === null ? null : { dice, code },
    conditions: kind === "fund" ? conditions : [],
  };
}

/** @param {Condition} condition */
async function digestOfWords({ words, salt }) {
  if (words === null || salt === null) return null;
  return sha256(joined(fromHex(salt), utf8(words)));
}
