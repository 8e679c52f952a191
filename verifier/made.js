// Checks 22 to 24: the record's own public entries make the result, and what is made from it.

import { askedOf, isAsAnswered, isAsSealed, questionsIn } from "./asked.js";
import { Wrong, asText, sha256, utf8 } from "./bytes.js";
import {
  canonical,
  either,
  isNull,
  isObject,
  isText,
  isTruth,
  isWhole,
  listOf,
  madeOf,
  mapOf,
} from "./canonical.js";
import { givenOut, hasMoney, sumOf } from "./money.js";
import { inForce } from "./record.js";
import { say, visible } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Test } from "./canonical.js" */
/** @import { Chain, Entry } from "./record.js" */
/** @import { Asked } from "./asked.js" */
/** @import { Line, Result, Tallied } from "./result.js" */

const isStarted = madeOf(
  { id: isText, currency: isText, day: isText, rehearsal: isTruth },
  { name: either(isText, isNull), place: either(isText, isNull) },
);
const isFixed = madeOf({ digest: isText });
const isSealedRules = madeOf({
  digest: isText,
  lot_codes: mapOf(isText),
  number: isWhole,
  questions: listOf(isText),
});
/** @type {[string, Test]} */
const BALLOT = [
  "ballot.drawn_up",
  madeOf({
    lines: listOf(madeOf({ project: isText, code: isText, title: isText, cost: isWhole })),
  }),
];
/** @type {[string, Test]} */
const SUMS = [
  "papers.reconciled",
  madeOf({
    issued: isWhole,
    cast: isWhole,
    spoilt: isWhole,
    unreturned: isWhole,
    missing: isWhole,
  }),
];
const isSeed = madeOf({ round: isText, dice: isText, code: isText });
/** @type {[string, Test]} */
const COUNT = [
  "counted",
  madeOf(
    { digest: isText, counted: isWhole, rejected: mapOf(isWhole), funded: listOf(isText) },
    { elected: either(listOf(isText), isNull), passed: either(isTruth, isNull) },
  ),
];
/** @type {[string, Test]} */
const DECLARED = ["declared", madeOf({ quorum_met: isTruth })];
/** @type {[string, Test][]} */
const ON_SHEET = [
  BALLOT,
  SUMS,
  ["urn.sealed", madeOf({ ballots: isWhole })],
  ["seed.drawn", isSeed],
  COUNT,
  DECLARED,
];
/** @type {[string, Test][]} */
const BY_HANDS = [
  BALLOT,
  ["hands.counted", madeOf({ hands: mapOf(isWhole), present: isWhole })],
  COUNT,
  DECLARED,
];
/** @type {[string, Test][]} */
const ON_SLIPS = [BALLOT, ["slips.released", madeOf({ answers: mapOf(isWhole) })], COUNT];
/**
 * The types of the entries that make a question's result, in the order of an evening, and what each
 * holds, by the way that it is answered.
 */
const WAYS = new Map([
  ["sheet", ON_SHEET],
  ["hands", BY_HANDS],
  ["slip", ON_SLIPS],
]);
/** What may be done again before the next act: of these the last holds. */
const AGAIN = ["ballot.drawn_up", "papers.reconciled"];

/**
 * Every figure of the result is the one that the record tells.
 * @param {Chain} chain
 * @param {Result} result
 */
export async function recordMakes({ entries }, result) {
  const told = inForce(entries);
  const isSum = result.stage === "combined";
  const started = begunIn(told);
  const sealed = told.filter(({ type }) => type === "rulebook.sealed");
  if (sealed.length === 0) throw missing("rulebook.sealed");
  const codes = new Map(sealed.flatMap((entry) => codesIn(entry)));
  refuseOther(started, ofEvening(bodyOf(started, isStarted), result));
  refuseOtherOrder([started, ...told]);
  await refuseOtherRules(sealed, result);
  if (isSum) return fixedTold(told, result);
  if (codes.size !== sealed.flatMap((entry) => codesIn(entry)).length) {
    throw toldTwice("rulebook.sealed");
  }
  refuseLeftOut(told, result);
  refuseOtherLots(told, result);
  refuseOtherSlips(told, result);
  for (const asked of askedOf(result)) {
    if (asked.kind !== "fund" && hasMoney(asked.outcome)) {
      throw new Wrong(say("Money stands in a question that is not about money."));
    }
    if (!isAsSealed(result, asked) || !isAsAnswered(asked)) {
      throw new Wrong(
        say("Question {number} stands otherwise in the sealed rules.", { number: asked.id }),
      );
    }
    await refuseOtherQuestion(told, asked, sealed, codes);
  }
  return say("What was sealed, drawn, added up and counted in the record makes this result.");
}

/**
 * [what the record says of the evening, what the result says]; a name or place that either leaves
 * out is not compared.
 * @param {Record<string, any>} started
 * @param {Result} result
 * @returns {[any, any][]}
 */
function ofEvening({ id, rehearsal, currency, day, name = null, place = null }, result) {
  return [
    [id, result.assembly],
    [rehearsal, result.stage === "rehearsal"],
    [currency, result.currency ?? ""],
    [day, result.day ?? ""],
    [name, name === null ? null : (result.name ?? name)],
    [place, place === null ? null : (result.place ?? place)],
  ];
}

/**
 * What the halls of a sum began from is what the record of their parent fixed.
 * @param {Entry[]} told
 * @param {Result} result
 */
function fixedTold(told, { parent, tallies = [] }) {
  const [fixed, ...others] = told.filter(({ type }) => type === "parent.fixed");
  if (fixed === undefined) throw missing("parent.fixed");
  if (others.length > 0) throw toldTwice("parent.fixed");
  refuseOther(fixed, [[bodyOf(fixed, isFixed).digest, parent?.sha256 ?? ""]]);
  if (tallies.length > 0) throw otherSlips();
  return say("What the parent sealed in its record is what all halls were asked.");
}

/**
 * The code of each round that an entry seals.
 * @param {Entry} entry
 * @returns {[string, string][]}
 */
function codesIn(entry) {
  return Object.entries(bodyOf(entry, isSealedRules).lot_codes);
}

/**
 * @param {Entry[]} sealed
 * @param {Result} result
 */
async function refuseOtherRules(sealed, { assembly, stage, rulebooks = [] }) {
  /** @type {string[]} */
  const digests = [];
  for (const book of rulebooks) digests.push(await sha256OfJson(book));
  for (const [i, entry] of sealed.entries()) {
    if (i >= digests.length) continue;
    const { digest, number, questions } = bodyOf(entry, isSealedRules);
    const ids = questionsIn(rulebooks[i]).map(({ id }) => id ?? null);
    refuseOther(entry, [
      [
        [digest, number, questions],
        [digests[i], i + 1, ids.length > 0 ? ids : questions],
      ],
    ]);
  }
  const areInOrder = rulebooks.every((book, i) =>
    isInPlace(book, {
      number: i + 1,
      follows: digests[i - 1] ?? null,
      ...(stage === "part" ? {} : { assembly }), // one hall is asked what the parent sealed
    }),
  );
  const ids = rulebooks.flatMap((book) => questionsIn(book)).map(({ id }) => String(id));
  const areOnce = new Set(ids).size === ids.length;
  if (sealed.length !== rulebooks.length || !areInOrder || !areOnce) {
    throw new Wrong(say("The result tells another rulebook than the record sealed."));
  }
}

/**
 * Whether a sealed document is of this assembly, has its number, and names the one before. What it
 * does not say is not compared.
 * @param {any} book
 * @param {Record<string, unknown>} right
 */
function isInPlace(book, right) {
  return (
    !isObject(book) ||
    Object.entries(right).every(
      ([name, value]) => !Object.hasOwn(book, name) || book[name] === value,
    )
  );
}

/**
 * Every lot in the result is one that was drawn, and a round without one has none.
 * @param {Entry[]} told
 * @param {Result} result
 */
function refuseOtherLots(told, { rounds = {} }) {
  const entries = told.filter(({ type }) => type === "seed.drawn");
  const drawn = new Map(entries.map((entry) => [String(entry.body?.round), entry]));
  for (const [name, lot] of Object.entries(rounds)) {
    const { seed = null, dice = "", lot_code = "" } = lot ?? {};
    const entry = drawn.get(name);
    if (entry === undefined) {
      if (seed !== null || dice !== "" || lot_code !== "") throw missing("seed.drawn");
      continue;
    }
    const body = bodyOf(entry, isSeed);
    refuseOther(entry, [
      [
        [seed, body.dice, body.code],
        [`${dice}-${lot_code}`, dice, lot_code],
      ],
    ]);
  }
}

/**
 * Every question that was counted stands in the result, once.
 * @param {Entry[]} told
 * @param {Result} result
 */
function refuseLeftOut(told, { questions }) {
  const counted = told.filter(({ type }) => type === "counted").map(({ body }) => body?.question);
  const stated = questions.map(({ id }) => id);
  if (!counted.every(isText) || canonical(counted.sort()) !== canonical(stated.sort())) {
    throw new Wrong(say("The result has other questions than the record counted."));
  }
}

const isAddedUp = madeOf({
  question: isText,
  slips: isWhole,
  items: listOf(
    madeOf({
      item: isText,
      cells: listOf(madeOf({ answers: listOf(isText), slips: isWhole })),
    }),
  ),
});

/**
 * The slips with several items that were added up stand in the result, each once.
 * @param {Entry[]} told
 * @param {Result} result
 */
function refuseOtherSlips(told, { rulebooks = [], tallies = [] }) {
  const released = told.filter(
    ({ type, body }) => type === "slips.released" && hasItems(body?.items),
  );
  const recorded = released.map((entry) => {
    const { question, slips, items } = bodyOf(entry, isAddedUp);
    return asSlips(question, slips, items, "item");
  });
  const published = tallies.map(({ id, slips, items }) => asSlips(id, slips, items, "id"));
  if (canonical(recorded.sort()) !== canonical(published.sort())) {
    throw otherSlips();
  }
  const sealed = rulebooks.flatMap((book) => questionsIn(book));
  for (const tallied of tallies) {
    if (!isWordedAsSealed(tallied, sealed.find(({ id }) => id === tallied.id) ?? {})) {
      throw new Wrong(
        say("Question {number} stands otherwise in the sealed rules.", { number: tallied.id }),
      );
    }
  }
}

/**
 * Whether slips ask what was sealed, in these words; what either does not say is left.
 * @param {Tallied} tallied
 * @param {Record<string, any>} sealed
 */
function isWordedAsSealed({ wording, items }, { charter, items: asked }) {
  const question = isObject(charter) ? charter.question : null;
  const listed = Array.isArray(asked) ? asked.filter((each) => isObject(each)) : [];
  const titles = new Map(listed.map(({ id, title }) => [String(id), title]));
  /** @type {[unknown, string | undefined][]} */
  const pairs = [[question, wording]];
  for (const { id, title } of items) pairs.push([titles.get(id), title]);
  return pairs.every(([one, other]) => (one ?? null) === null || !other || one === other);
}

function otherSlips() {
  return new Wrong(say("The result has other slips than the record added up."));
}

/** @param {any} items */
function hasItems(items) {
  return items !== undefined && !(Array.isArray(items) && items.length === 0);
}

/**
 * @param {string} question
 * @param {number} slips
 * @param {any[]} items
 * @param {string} name
 */
function asSlips(question, slips, items, name) {
  const cells = items.map((each) => [
    each[name],
    each.cells.map((/** @type {any} */ cell) => [cell.answers, cell.slips]),
  ]);
  return canonical([question, slips, cells]);
}

/**
 * Hold one question against its entries.
 * @param {Entry[]} told
 * @param {Asked} asked
 * @param {Entry[]} sealed
 * @param {Map<string, string>} codes
 */
async function refuseOtherQuestion(told, asked, sealed, codes) {
  const isPart = asked.stage === "part";
  const parts = (WAYS.get(asked.way) ?? ON_SHEET).filter(
    ([type]) =>
      (asked.force !== "straw" || type !== "declared") && (!isPart || type !== "seed.drawn"),
  );
  const isDeclared = told.some(
    ({ type, body }) => type === "declared" && body?.question === asked.id,
  );
  if (asked.force === "straw" && isDeclared) {
    throw new Wrong(
      say("Question {number} is a straw poll and was declared.", { number: asked.id }),
    );
  }
  const entries = parts.map(([type]) => lastOf(told, type, asked));
  const { rulebook = 0 } = asked;
  refuseOtherOrder([...sealed.slice(Math.max(rulebook - 1, 0), Math.max(rulebook, 0)), ...entries]);
  if (asked.way === "sheet") {
    refuseOtherOrder([entries[0], ...votedIn(told, asked.round ?? ""), entries[1]]);
  }
  let quorum = null;
  for (const [i, [, holds]] of parts.entries()) {
    const body = bodyOf(entries[i], holds);
    refuseOther(entries[i], await bothSay(parts[i][0], body, asked, codes));
    if (parts[i] === DECLARED) {
      quorum = quorumOf(asked, tookPart(asked, entries));
      refuseOther(entries[i], [[body.quorum_met, quorum === null || quorum.met]]);
    }
  }
  if (canonical(asked.quorum ?? null) !== canonical(quorum)) {
    throw new Wrong(
      say("The quorum of question {number} is told otherwise.", { number: asked.id }),
    );
  }
}

/**
 * How many count towards the quorum: who was given a ballot, of hands who is present.
 * @param {Asked} asked
 * @param {Entry[]} entries
 */
function tookPart({ papers }, entries) {
  const hands = entries.find(({ type }) => type === "hands.counted");
  if (hands) return hands.body?.present;
  return papers ? givenOut(papers) : 0;
}

/**
 * The sealed quorum. One hall of several has none of its own: the sum of all has.
 * @param {Asked} asked
 * @param {number} people
 */
function quorumOf({ stage, rules }, people) {
  const least = isObject(rules?.rulebook) ? rules.rulebook.quorum : null;
  if (stage === "part" || !isWhole(least) || least <= 0) return null;
  return { needed: least, people, met: people >= least };
}

/**
 * The entries that open and close a round, as far as there are any.
 * @param {Entry[]} told
 * @param {string} round
 */
function votedIn(told, round) {
  const ofRound = told.filter(({ body }) => body?.round === round);
  return ofRound.filter(({ type }) => type === "vote.opened" || type === "vote.closed");
}

/**
 * The entry that holds for a question.
 * @param {Entry[]} told
 * @param {string} type
 * @param {Asked} asked
 */
function lastOf(told, type, { id, round = "" }) {
  const these = told.filter(
    (entry) =>
      entry.type === type &&
      (type === "seed.drawn" ? entry.body?.round === round : entry.body?.question === id),
  );
  if (these.length === 0) throw missing(type);
  if (these.length > 1 && !AGAIN.includes(type)) throw toldTwice(type);
  return these[these.length - 1];
}

/**
 * The entry that begins the file, of whatever kind it is. Nothing else begins it again.
 * @param {Entry[]} told
 */
function begunIn(told) {
  const first = told.find(({ seq }) => seq === 1);
  if (first === undefined || !first.type?.endsWith(".started")) throw missing("assembly.started");
  if (told.filter(({ type }) => type === first.type).length > 1) {
    throw toldTwice(first.type);
  }
  return first;
}

/** @param {string} type */
function missing(type) {
  return new Wrong(say("The record does not tell what makes the result: {type}.", { type }));
}

/** @param {string} type */
function toldTwice(type) {
  return new Wrong(say("The record tells it twice: {type}.", { type }));
}

/**
 * @param {Entry} entry
 * @param {Test} holds
 * @returns {Record<string, any>}
 */
function bodyOf({ body }, holds) {
  if (!body || !holds(body)) {
    throw new Wrong(say("An entry that makes the result cannot be read."));
  }
  return body;
}

/**
 * Throws Wrong where the record says one thing and the result another.
 * @param {Entry} entry
 * @param {[any, any][]} pairs
 */
function refuseOther({ seq, type = "" }, pairs) {
  for (const [recorded, published] of pairs) {
    if (canonical(recorded) !== canonical(published)) {
      throw new Wrong(
        say("The result says otherwise than entry {seq} of the record ({type}).", { seq, type }),
      );
    }
  }
}

/** @param {Entry[]} entries */
function refuseOtherOrder(entries) {
  for (const [place, after] of entries.entries()) {
    const one = entries[place - 1];
    if (one !== undefined && one.seq > after.seq) {
      throw new Wrong(
        say("The record tells the evening in another order: {one} after {after}.", {
          one: one.type ?? "",
          after: after.type ?? "",
        }),
      );
    }
  }
}

/**
 * [what an entry says, what the result says], each of which must be the same.
 * @param {string} type
 * @param {Record<string, any>} body
 * @param {Asked} asked
 * @param {Map<string, string>} codes
 * @returns {Promise<[any, any][]>}
 */
async function bothSay(type, body, asked, codes) {
  const papers = asked.papers ?? { issued: 0, counted: 0 };
  const { outcome } = asked;
  const cast = papers.counted + (papers.rejected ?? 0);
  switch (type) {
    case "ballot.drawn_up":
      return [[drawnUp(body.lines), onBallot(outcome.projects, body.lines)]];
    case "papers.reconciled":
      return [
        [body.issued, papers.issued],
        [body.cast, cast],
        [body.spoilt, papers.spoilt ?? 0],
        [body.unreturned, papers.unreturned ?? 0],
        [body.missing, papers.missing ?? 0],
      ];
    case "urn.sealed":
      return [[body.ballots, cast]];
    case "seed.drawn":
      return [
        [codes.get(body.round) ?? null, await sha256(utf8(body.code))],
        [
          [body.dice, body.code],
          [asked.dice, asked.lot_code],
        ],
        [`${body.dice}-${body.code}`, asked.seed],
      ];
    case "hands.counted":
      return [
        [texts(body.hands), supportOf(outcome)],
        [String(sumOf(Object.values(body.hands))), String(outcome.ballots.counted)],
        ...presentPairs(body, outcome),
      ];
    case "slips.released": {
      const support = supportOf(outcome);
      const areTooFew = Object.keys(body.answers).length === 0; // nothing of them is told
      const nothing = Object.fromEntries(Object.keys(support).map((id) => [id, "0"]));
      return [[areTooFew ? nothing : texts(body.answers), support]];
    }
    case "counted":
      return countedPairs(body, asked);
    default:
      return [];
  }
}

/**
 * @param {Record<string, any>} counted
 * @param {Asked} asked
 */
async function countedPairs({ digest, counted, rejected, funded, elected, passed }, asked) {
  const { outcome, trace = null } = asked;
  /** @type {[any, any][]} */
  const pairs = [
    [counted, outcome.ballots.counted],
    [rejected, outcome.ballots.rejected],
    [funded, outcome.funded ?? []],
    [passed ?? null, outcome.passed ?? null],
  ];
  const sums = asked.stage === "part" ? hallSums(outcome) : trace;
  pairs.push([elected ?? [], outcome.elected ?? []]);
  pairs.push([digest, await sha256OfJson(sums)], ...tracedPairs(asked));
  return pairs;
}

/**
 * What the record of one hall attached: its sums, and nothing that was decided.
 * @param {Asked["outcome"]} outcome
 */
function hallSums({ budget, rule, projects }) {
  return {
    budget: budget ?? 0,
    cost: 0,
    format: "pbdesk/outcome/1",
    funded: [],
    leftover: 0,
    parameters: {},
    reasons: {},
    rounds: [],
    rule,
    support: Object.fromEntries(projects.map(({ id, support }) => [id, Number(support)])),
    ties: [],
  };
}

/**
 * What the count itself tells, where nothing is funded. Of money check 20 looks at every round.
 * @param {Asked} asked
 * @returns {[any, any][]}
 */
function tracedPairs({ kind, trace, outcome }) {
  if (kind === "fund" || !isObject(trace)) return [];
  const { rule = null, parameters = null, support } = /** @type {any} */ (trace);
  return [
    [rule, outcome.rule],
    [parameters, outcome.parameters],
    [texts(isObject(support) ? support : {}), supportOf(outcome)],
  ];
}

/**
 * Who was present, where a threshold is a part of them.
 * @param {Record<string, any>} body
 * @param {Asked["outcome"]} outcome
 * @returns {[any, any][]}
 */
function presentPairs({ present }, { parameters: { base, of = null } }) {
  return base === "present" ? [[present, of]] : [];
}

/** @param {Record<string, number>} figures */
function texts(figures) {
  return Object.fromEntries(Object.entries(figures).map(([id, n]) => [id, String(n)]));
}

/**
 * What each answer got, by the published lines.
 * @param {Asked["outcome"]} outcome
 */
function supportOf({ projects }) {
  return Object.fromEntries(projects.map(({ id, support }) => [id, String(support || 0)]));
}

/** @param {any[]} lines */
function drawnUp(lines) {
  return sorted(lines.map(({ project, code, title, cost }) => [project, code, title, cost]));
}

/**
 * The record names no person: where it has no title, the result may have a name.
 * @param {Line[]} lines
 * @param {any[]} recorded
 */
function onBallot(lines, recorded) {
  const people = new Set(recorded.filter(({ title }) => !title).map(({ project }) => project));
  return sorted(
    lines.map(({ id, code = "", title = "", cost = 0 }) => [
      id,
      code,
      people.has(id) ? "" : title,
      cost,
    ]),
  );
}

/** @param {any[][]} lines */
function sorted(lines) {
  return lines.map((line) => canonical(line)).sort();
}

/** @param {any} value */
function sha256OfJson(value) {
  return sha256(utf8(canonical(value)));
}

const HEADS = "code,title,cost_minor,currency,support,funded,order_funded,left_after_minor,reason";

/**
 * projects.csv has the figures of the result, but for the sentences in it.
 * @param {Bytes} table
 * @param {Asked} asked
 */
export function tableHolds(table, asked) {
  const name = "data/projects.csv";
  const reasons = reasonsIn(table);
  if (reasons === null) throw new Wrong(say("“{name}” cannot be read.", { name }));
  const rows = asked.outcome.projects.map((line, place) =>
    rowOf(line, asked, reasons[place] ?? ""),
  );
  const again = [HEADS, ...rows].map((row) => `${row}\r\n`).join("");
  if (asTextOrNull(table) !== again) {
    throw new Wrong(say("“{name}” has other figures than the result.", { name }));
  }
  return say("“{name}” has the figures of the result.", { name });
}

/**
 * @param {Line} line
 * @param {Asked} asked
 * @param {string} reason
 */
function rowOf(line, { outcome, trace, currency }, reason) {
  const turns = turnsIn(trace);
  const given = turns.length > 0 ? turns.map((turn) => turn.project) : (outcome.funded ?? []);
  const order = given.indexOf(line.id) + 1;
  const left = turns.find((turn) => turn.project === line.id)?.left ?? "";
  const { code = "", title = "", cost = 0, support } = line;
  const paid = outcome.awards?.[line.id] ?? cost;
  const place = order > 0 ? ["yes", order] : ["no", ""];
  const cells = [code, title, paid, currency, support ?? "", ...place, left, reason];
  return cells.map((cell) => cellOf(String(cell))).join(",");
}

/**
 * The turns in which a project got its cost or a part of it, in their order.
 * @param {unknown} trace
 * @returns {any[]}
 */
function turnsIn(trace) {
  const told = /** @type {{ rounds?: any[] } | null} */ (trace ?? null);
  const rounds = Array.isArray(told?.rounds) ? told.rounds : [];
  return rounds.filter((turn) => turn.project && (turn.funded || turn.award));
}

/**
 * A cell as pbdesk writes it: quoted where it must be, with an apostrophe where it could run.
 * @param {string} text
 */
function cellOf(text) {
  const seen = visible(text);
  const cell = isFormula(seen) ? `'${seen}` : seen;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A number below nothing begins as a formula may, and is none.
 * @param {string} text
 */
function isFormula(text) {
  if (/^-[0-9]+(\.[0-9]+)?$/.test(text)) return false;
  const first = text
    .normalize("NFKC")
    .replace(/^[ \n]+/, "")
    .slice(0, 1);
  return first !== "" && "=+-@\t\r".includes(first);
}

/**
 * The last cell of every row behind the head, as it was before it was written; null for no table.
 * @param {Bytes} table
 */
function reasonsIn(table) {
  const text = asTextOrNull(table);
  if (text === null) return null;
  const rows = text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g) ?? [];
  if (rows.join("") !== text) return null;
  return rows.slice(1).map((row) => {
    const cell = /(?:^|,)("(?:[^"]|"")*"|[^",\r\n]*)\r\n$/.exec(row)?.[1] ?? "";
    const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    return read.startsWith("'") && isFormula(read.slice(1)) ? read.slice(1) : read;
  });
}

/** @param {Bytes} bytes */
function asTextOrNull(bytes) {
  try {
    return asText(bytes);
  } catch {
    return null;
  }
}
