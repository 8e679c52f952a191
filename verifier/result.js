// What result.json must hold, and its code.

import { digest } from "./bytes.js";
import {
  either,
  isNull,
  isObject,
  isText,
  isTruth,
  isWhole,
  listOf,
  madeOf,
  mapOf,
  oneOf,
  onlyMadeOf,
} from "./canonical.js";
import { isDeliberated } from "./deliberated.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Test } from "./canonical.js" */
/** @import { Condition } from "./conditions.js" */
/** @typedef {{ id: string, cost?: number, support?: number | string | null, funded?: boolean, code?: string, title?: string }} Line */
/**
 * @typedef {object} Outcome
 * @property {string} rule
 * @property {Record<string, string | number | null>} parameters
 * @property {{ counted: number, rejected: Record<string, number> }} ballots
 * @property {Line[]} projects
 * @property {number | null} [budget]
 * @property {string[] | null} [funded]
 * @property {number | null} [cost]
 * @property {number | null} [leftover]
 * @property {string[] | null} [winners]
 * @property {Record<string, number>} [awards]
 * @property {unknown} [constraints]
 * @property {string[]} [elected]
 * @property {boolean | null} [passed]
 */
/**
 * What result.json says in a pack of every kind.
 * @typedef {object} Stated
 * @property {string} assembly
 * @property {string} stage
 * @property {Record<string, { sha256: string, bytes: number }>} files
 * @property {{ entries: number, head: string }} record
 * @property {string | null} previous
 * @property {string} [kind]
 * @property {number} [number]
 */
/** @typedef {Record<string, number>} Papers */
/** @typedef {{ seed: string | null, dice?: string, lot_code?: string, people?: number | null }} RoundLot */
/**
 * One question: what was asked, how it was answered, and what came out. `papers` is null where
 * nobody voted on a sheet; `rulebook` is the number of the sealed document with its rules, from 1.
 * @typedef {object} Question
 * @property {string} id
 * @property {string} kind
 * @property {string} way
 * @property {string} force
 * @property {string} wording
 * @property {string} [round]
 * @property {number} [rulebook]
 * @property {Papers | null} papers
 * @property {Outcome} outcome
 * @property {unknown} [trace]
 * @property {string | null} [result_code]
 * @property {{ needed: number, people: number, met: boolean } | null} [quorum]
 */
/**
 * Slips that were only added up: how many came in (0: too few to tell), item by item.
 * @typedef {object} Tallied
 * @property {string} id
 * @property {number} slips
 * @property {{ id: string, title?: string, cells: { answers: string[], slips: number }[] }[]} items
 * @property {string} [wording]
 */
/**
 * How many people are entitled, and how many were given a sheet in any round; `rounds`: in each,
 * where one hall or the sum of all tells it.
 * @typedef {object} Turnout
 * @property {number | null} [register]
 * @property {number | null} [people]
 * @property {Record<string, number>} [rounds]
 */
/**
 * @typedef {object} ResultParts
 * @property {string | null} [name]
 * @property {string | null} [place]
 * @property {string} [currency]
 * @property {string} [day]
 * @property {unknown[]} [rulebooks]
 * @property {Record<string, RoundLot | null>} [rounds] a hall throws no lot: null
 * @property {Turnout} [turnout]
 * @property {Question[]} questions
 * @property {Condition[]} [conditions]
 * @property {Record<string, any> | null} [deliberated]
 * @property {Tallied[]} [tallies]
 * @property {{ sha256: string } | null} [parent]
 */
/** @typedef {Stated & ResultParts} Result */

/** Where a ballot that was issued can have ended. */
export const ENDS = [
  "counted",
  "rejected",
  "to_rule_on",
  "spoilt",
  "provisional",
  "unreturned",
  "to_key",
  "missing",
];

const isPapers = madeOf(
  { issued: isWhole, counted: isWhole },
  Object.fromEntries(ENDS.slice(1).map((key) => [key, isWhole])),
);
const isLine = madeOf(
  { id: isText },
  {
    cost: isWhole,
    support: either(isWhole, isText, isNull),
    funded: isTruth,
    code: isText,
    title: isText,
  },
);
export const isParameters = mapOf(either(isText, isWhole, isNull));
const isOutcome = madeOf(
  {
    rule: isText,
    parameters: isParameters,
    ballots: madeOf({ counted: isWhole, rejected: mapOf(isWhole) }),
    projects: listOf(isLine),
  },
  {
    budget: either(isWhole, isNull),
    funded: either(listOf(isText), isNull),
    cost: either(isWhole, isNull),
    leftover: either(isWhole, isNull),
    winners: either(listOf(isText), isNull),
    awards: mapOf(isWhole),
    elected: listOf(isText),
    passed: either(isTruth, isNull),
  },
);

/** @type {Test} */
const isShare = (value) => isText(value) && /^-?[0-9]{1,40}(?:\/0*[1-9][0-9]{0,39})?$/.test(value);

/** @type {Test} */
const isSalt = (value) => isText(value) && /^(?:[0-9a-f]{2})*$/.test(value);
const isHands = either(isWhole, isNull);
const isConditions = listOf(
  madeOf({
    number: isWhole,
    words: either(isText, isNull),
    salt: either(isSalt, isNull),
    project: isText,
    table: isWhole,
    for: isHands,
    against: isHands,
    abstained: isHands,
  }),
);

const isTallies = listOf(
  madeOf(
    {
      id: isText,
      slips: isWhole,
      items: listOf(
        madeOf(
          {
            id: isText,
            cells: listOf(madeOf({ answers: listOf(isText), slips: isWhole })),
          },
          { title: isText },
        ),
      ),
    },
    { wording: isText },
  ),
);

/** @param {string} sum */
function limitsWith(sum) {
  return listOf(madeOf({ name: isText, projects: listOf(isText), [sum]: isWhole }));
}

export const isConstraints = onlyMadeOf(
  {},
  {
    caps: limitsWith("most"),
    floors: limitsWith("least"),
    pots: limitsWith("amount"),
    exclusive: listOf(listOf(isText)),
    funded: listOf(isText),
    partial: either(isShare, isNull),
    leftover: oneOf("returned", "next", "on"),
    threshold: either(
      madeOf({ least: isShare, base: oneOf("ballots", "all", "marked", "cost") }),
      isNull,
    ),
  },
);

/**
 * @param {string} format
 * @param {Test} isOfKind
 */
function statedAs(format, isOfKind) {
  const isOf = madeOf(
    {
      format: oneOf(format),
      assembly: isText,
      stage: isText,
      files: mapOf(madeOf({ sha256: isText, bytes: isWhole })),
      record: madeOf({ entries: isWhole, head: isText }),
      previous: either(isText, isNull),
    },
    { kind: isText, number: isWhole },
  );
  return (/** @type {any} */ value) => isOf(value) && isOfKind(value.kind ?? RESULT);
}

const RESULT = "result";
/** @type {Test} */
export const isSupplement = statedAs("pbdesk-supplement/1", (kind) => kind !== RESULT);
const isStatedResult = statedAs("pbdesk-result/2", (kind) => kind === RESULT);
const isLeastChange = madeOf(
  { more: isWhole, less: isWhole, proved: isTruth },
  { mark: either(isWhole, isNull) },
);
const isQuorum = madeOf({ needed: isWhole, people: isWhole, met: isTruth });
const isQuestion = madeOf(
  {
    id: isText,
    kind: isText,
    way: isText,
    force: isText,
    wording: isText,
    papers: either(isPapers, isNull),
    outcome: isOutcome,
  },
  {
    round: isText,
    rulebook: isWhole,
    result_code: either(isText, isNull),
    least_changes: mapOf(listOf(isLeastChange)),
    quorum: either(isQuorum, isNull),
  },
);
const isMany = either(isWhole, isNull);
const isRoundLot = madeOf(
  { seed: either(isText, isNull) },
  { dice: isText, lot_code: isText, people: isMany },
);
const hasResult = madeOf(
  { questions: listOf(isQuestion) },
  {
    name: either(isText, isNull),
    place: either(isText, isNull),
    currency: isText,
    day: isText,
    rulebooks: Array.isArray,
    rounds: mapOf(either(isRoundLot, isNull)),
    turnout: madeOf({}, { register: isMany, people: isMany, rounds: mapOf(isWhole) }),
    conditions: isConditions,
    deliberated: either(isDeliberated, isNull),
    tallies: isTallies,
    parent: either(madeOf({ sha256: isText }), isNull),
  },
);
/** @type {Test} */
export const isResult = (value) => isStatedResult(value) && hasResult(value);

/** @type {Test} */
export const isHash = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);

const isWithheld = onlyMadeOf({ seq: isWhole, prev: isHash, digest: isHash });

const isTold = onlyMadeOf({
  seq: isWhole,
  prev: isHash,
  digest: isHash,
  type: isText,
  body: isObject,
  random: (value) => isText(value) && /^[0-9a-f]{32}$/.test(value),
});

/** A line of the record: a public entry gives its type, its body and its chance too. @type {Test} */
export const isEntry = (value) => isWithheld(value) || isTold(value);

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The code that people compare: 160 bits of the digest, 8 groups of 4 (D. Crockford, Base 32).
 * @param {Bytes} result
 */
export async function codeOf(result) {
  const bits = Array.from(await digest("SHA-256", result), (byte) =>
    byte.toString(2).padStart(8, "0"),
  ).join("");
  const fives = bits.slice(0, 160).match(/.{5}/g) ?? [];
  const signs = fives.map((five) => CROCKFORD[parseInt(five, 2)]).join("");
  return signs.replace(/.{4}(?=.)/g, "$& ");
}
