// Check 28: one hall of several asked what the parent of all of them sealed, and nothing else.

import { Unchecked, Wrong, sha256 } from "./bytes.js";
import {
  canonical,
  either,
  isNull,
  isObject,
  isText,
  isTruth,
  isWhole,
  listOf,
  mapOf,
  onlyMadeOf,
  readAs,
} from "./canonical.js";
import { askedOf } from "./asked.js";
import { WHO, isAssemblyId } from "./bag.js";
import { codeOf, isConstraints, isHash } from "./result.js";
import { inForce } from "./record.js";
import { say } from "./words.js";

/** @import { Asked } from "./asked.js" */
/** @import { Bytes } from "./bytes.js" */
/** @import { Case } from "./checks.js" */
/** @import { Entry } from "./record.js" */
/** @import { Result } from "./result.js" */
/** @import { Words } from "./words.js" */
/** @import { Test } from "./canonical.js" */
/** @typedef {{ id: string, code: string, title: string, cost?: number, person?: boolean }} Option */
/**
 * @typedef {object} ParentQuestion
 * @property {string} id
 * @property {string} kind
 * @property {string} wording
 * @property {string} force
 * @property {string} way
 * @property {string} round
 * @property {number} rulebook
 * @property {number | null} budget
 * @property {Option[]} options
 * @property {Record<string, any> | null} constraints
 */
/**
 * What all halls of one vote have alike.
 * @typedef {object} Parent
 * @property {string} assembly
 * @property {string} name
 * @property {string} day
 * @property {string} currency
 * @property {any[]} rulebooks
 * @property {Record<string, string>} lot_codes
 * @property {ParentQuestion[]} questions
 * @property {{ id: string, name: string, place: string }[]} halls
 * @property {{ role: string, key: string }[]} combiners
 */

const FILE = "data/parent.json";
const FORMAT = "pbdesk-parent/1";
const MOST_EXPORT = 4 * 2 ** 20;
const MOST_HALLS = 2_000;
const MOST_QUESTIONS = 99;
const MOST_ON_SHEET = 2_000;
const MOST_TEXT = 2_000;
const MOST_SUMMARY = 20_000;
const ASKED_KINDS = ["fund", "choose", "decide", "scale"];
const WITH_PARENT = ["part", "combined"];

/** @param {number} most */
function textUpTo(most) {
  return (/** @type {any} */ value) => isText(value) && [...value].length <= most;
}
const isShort = textUpTo(MOST_TEXT);
/** @type {Test} */
const isMinor = (value) => isWhole(value) && value >= 0;
const isOption = onlyMadeOf(
  { id: isShort, code: isShort, title: isShort },
  {
    summary: textUpTo(MOST_SUMMARY),
    cost: isMinor,
    category: isShort,
    excludes: listOf(isShort),
    person: isTruth,
  },
);
const isSealedQuestion = onlyMadeOf({
  id: isShort,
  kind: isShort,
  wording: isShort,
  force: isShort,
  way: isShort,
  round: isShort,
  rulebook: isWhole,
  seed: isShort,
  budget: either(isMinor, isNull),
  options: listOf(isOption),
  constraints: either(isConstraints, isNull),
});
const isParent = onlyMadeOf({
  format: (value) => value === FORMAT,
  assembly: isShort,
  name: isShort,
  day: isShort,
  currency: isShort,
  language: isShort,
  rulebooks: listOf(isObject),
  lot_codes: mapOf(isHash),
  questions: listOf(isSealedQuestion),
  halls: listOf(onlyMadeOf({ id: isShort, name: isShort, place: isShort })),
  combiners: listOf(onlyMadeOf({ role: isShort, key: isShort })),
});

/**
 * The export of a parent, from its bytes. Throws Wrong where it is none or does not go together.
 * @param {Bytes} data
 * @returns {Parent}
 */
export function parentOf(data) {
  /** @type {Parent | null} */
  const parent = data.length > MOST_EXPORT ? null : readAs(data, isParent);
  if (!parent || !goesTogether(parent)) {
    throw new Wrong(say("The export of the parent cannot be read."));
  }
  return parent;
}

/** @param {Parent} parent */
function goesTogether({ assembly, halls, questions, combiners, lot_codes, rulebooks }) {
  const ids = [assembly, ...halls.map(({ id }) => id)];
  const roles = combiners.map(({ role }) => role);
  return (
    ids.every(isAssemblyId) &&
    isOnce(ids, MOST_HALLS + 1, 2) &&
    isOnce(
      questions.map(({ id }) => id),
      MOST_QUESTIONS,
    ) &&
    roles.every((role) => WHO.includes(role)) &&
    isOnce(roles, WHO.length, 0) &&
    questions.every((question) => goesWithRules(question, lot_codes, rulebooks))
  );
}

/**
 * Whether each stands there once, and they are no more than so many.
 * @param {string[]} names
 * @param {number} most
 * @param {number} [least]
 */
function isOnce(names, most, least = 1) {
  return new Set(names).size === names.length && names.length <= most && names.length >= least;
}

/**
 * @param {ParentQuestion} question
 * @param {Record<string, string>} lots
 * @param {any[]} books
 */
function goesWithRules({ id, kind, way, round, rulebook, budget, options }, lots, books) {
  const questions = Array.isArray(books[rulebook - 1]?.questions)
    ? books[rulebook - 1].questions
    : [];
  return (
    isOnce(
      options.map((option) => option.id),
      MOST_ON_SHEET,
    ) &&
    isOnce(
      options.map((option) => option.code),
      MOST_ON_SHEET,
    ) &&
    ASKED_KINDS.includes(kind) &&
    way === "sheet" &&
    (kind === "fund") === (budget !== null) &&
    Object.hasOwn(lots, round) &&
    questions.every(isObject) &&
    questions.some((/** @type {any} */ each) => each.id === id)
  );
}

/**
 * The pack of a hall holds its parent's export and differs in nothing that it fixed.
 * @param {Case} pack
 */
export async function hallIsAlike({ files, info, result, chain }) {
  const data = files.get(FILE);
  const named = result.parent ?? null;
  if (!WITH_PARENT.includes(info.stage)) {
    if (data !== undefined || named !== null) {
      throw new Wrong(say("Only one hall of several, or their sum, has a parent."));
    }
    return new Unchecked(say("This assembly stands alone: it is no hall of several."));
  }
  if (data === undefined) throw new Wrong(say("The export of the parent is not in the pack."));
  const digest = await sha256(data);
  if (named?.sha256 !== digest) {
    throw new Wrong(say("The result names another parent than lies in the pack."));
  }
  const parent = parentOf(data);
  if (info.stage === "part") {
    refuseAnotherHall(info.assembly, result, parent);
    refuseAnotherRecord(inForce(chain.entries), parent, digest);
  }
  return say("As all halls of “{name}” have it, under {code}.", {
    name: parent.name,
    code: await codeOf(data),
  });
}

/**
 * @param {string} hall
 * @param {Result} result
 * @param {Parent} parent
 */
function refuseAnotherHall(hall, result, parent) {
  const { name, halls, rulebooks, currency, questions } = parent;
  if (!halls.some(({ id }) => id === hall)) {
    throw new Wrong(say("“{name}” names no hall “{hall}”.", { name, hall }));
  }
  const sealed = (result.rulebooks ?? []).slice(0, rulebooks.length);
  if (canonical(sealed) !== canonical(rulebooks)) {
    throw new Wrong(say("The rules are not those that the parent sealed."));
  }
  if ((result.currency ?? "") !== currency) {
    throw new Wrong(say("The currency is not that of the parent."));
  }
  const asked = askedOf(result);
  if (canonical(asked.map(({ id }) => id)) !== canonical(questions.map(({ id }) => id))) {
    throw new Wrong(say("The questions are not those of the parent."));
  }
  for (const [place, question] of questions.entries()) refuseUnlikeSealed(asked[place], question);
}

/**
 * The record began from this export, and sealed the same lots.
 * @param {Entry[]} told
 * @param {Parent} parent
 * @param {string} digest
 */
function refuseAnotherRecord(told, { assembly, rulebooks, lot_codes }, digest) {
  const begun = told.filter(({ type }) => type === "hall.begun").map(({ body }) => body);
  if (begun.length !== 1) {
    throw new Wrong(say("The record does not tell from which parent the hall began."));
  }
  const [body] = begun;
  const right =
    body?.parent === digest && body.assembly === assembly && body.sealings === rulebooks.length;
  if (!right) throw new Wrong(say("The record began from another parent."));
  const sealed = told.filter(({ type }) => type === "rulebook.sealed");
  const codes = Object.fromEntries(
    sealed.flatMap(({ body: said }) => Object.entries(said?.lot_codes ?? {})),
  );
  if (canonical(codes) !== canonical(lot_codes)) {
    throw new Wrong(say("The sealed lots are not those of the parent."));
  }
}

/**
 * @param {Asked} asked
 * @param {ParentQuestion} question
 */
function refuseUnlikeSealed(asked, question) {
  const { kind, wording, force, way, round = "", rulebook = 0, outcome } = asked;
  const told = [kind, wording, force, way, round, rulebook];
  const sealed = [
    question.kind,
    question.wording,
    question.force,
    question.way,
    question.round,
    question.rulebook,
  ];
  refuseUnlike(asked, say("what is asked"), told, sealed);
  refuseUnlike(asked, say("the sum"), outcome.budget ?? null, question.budget);
  refuseUnlike(asked, say("the limits"), outcome.constraints ?? null, question.constraints);
  const erased = outcome.projects.filter(({ title = "" }) => title === "").map(({ id }) => id);
  const lines = outcome.projects.map(({ id, code = "", title = "", cost = 0 }) => [
    id,
    code,
    title,
    cost,
  ]);
  const options = question.options.map(({ id, code, title, cost = 0, person = false }) => [
    id,
    code,
    person && erased.includes(id) ? "" : title,
    cost,
  ]);
  refuseUnlike(asked, say("the options, their order and codes"), lines, options);
}

/**
 * @param {Asked} asked
 * @param {Words} what
 * @param {any} ours
 * @param {any} theirs
 */
function refuseUnlike({ id }, what, ours, theirs) {
  if (canonical(ours) !== canonical(theirs)) {
    throw new Wrong(
      say("Question {number} differs from what the parent sealed: {what}.", { number: id, what }),
    );
  }
}
