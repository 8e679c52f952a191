// Checks 22 to 24: the record's own public entries make the result, and what is made from it.

import { Wrong, asText, sha256, utf8 } from "./bytes.js";
import {
  canonical,
  isObject,
  isText,
  isTruth,
  isWhole,
  listOf,
  madeOf,
  mapOf,
} from "./canonical.js";
import { inForce } from "./record.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Test } from "./canonical.js" */
/** @import { Chain, Entry } from "./record.js" */
/** @import { Result } from "./result.js" */
/** @typedef {Record<string, Entry>} Makers */

/** The types of the entries that make a result, in the order of an evening, and what each holds. */
const MAKERS = /** @type {[string, Test][]} */ ([
  ["assembly.started", madeOf({ id: isText, currency: isText, day: isText, rehearsal: isTruth })],
  ["rulebook.sealed", madeOf({ digest: isText, lot_codes: mapOf(isText) })],
  [
    "ballot.drawn_up",
    madeOf({
      lines: listOf(madeOf({ project: isText, code: isText, title: isText, cost: isWhole })),
    }),
  ],
  [
    "papers.reconciled",
    madeOf({
      issued: isWhole,
      cast: isWhole,
      spoilt: isWhole,
      unreturned: isWhole,
      missing: isWhole,
    }),
  ],
  ["urn.sealed", madeOf({ ballots: isWhole })],
  ["seed.drawn", madeOf({ dice: isText, code: isText })],
  [
    "counted",
    madeOf({
      digest: isText,
      counted: isWhole,
      rejected: mapOf(isWhole),
      funded: listOf(isText),
    }),
  ],
  ["declared", isObject],
]);
/** What may be done again before the next act: of these the last holds. */
const AGAIN = ["ballot.drawn_up", "papers.reconciled"];

/**
 * Every figure of the result is the one that the record tells.
 * @param {Chain} chain
 * @param {Result} result
 */
export async function recordMakes({ entries }, result) {
  const makers = makersIn(entries.filter((entry) => entry.type !== undefined));
  for (const [type, recorded, published] of await bothSay(makers, result)) {
    if (canonical(recorded) !== canonical(published)) {
      throw new Wrong(
        say("The result says otherwise than entry {seq} of the record ({type}).", {
          seq: makers[type].seq,
          type,
        }),
      );
    }
  }
  return say("What was sealed, drawn, added up and counted in the record makes this result.");
}

/**
 * @param {Entry[]} told
 * @returns {Makers}
 */
function makersIn(told) {
  const standing = inForce(told);
  /** @type {Makers} */
  const found = {};
  for (const [type] of MAKERS) {
    const these = standing.filter((entry) => entry.type === type);
    if (these.length === 0) {
      throw new Wrong(say("The record does not tell what makes the result: {type}.", { type }));
    }
    if (these.length > 1 && !AGAIN.includes(type)) {
      throw new Wrong(say("The record tells it twice: {type}.", { type }));
    }
    found[type] = these[these.length - 1];
  }
  refuseOtherOrder(Object.values(found));
  for (const [type, holds] of MAKERS) {
    if (!holds(found[type].body)) {
      throw new Wrong(say("An entry that makes the result cannot be read."));
    }
  }
  return found;
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
 * [type, what the record says, what the result says], each of which must be the same.
 * @param {Makers} makers
 * @param {Result} result
 * @returns {Promise<[string, any, any][]>}
 */
async function bothSay(makers, result) {
  const { papers, outcome } = result;
  const of = (/** @type {string} */ type) => makers[type].body ?? {};
  const started = of("assembly.started");
  const lot = of("seed.drawn");
  const sums = of("papers.reconciled");
  const counted = of("counted");
  const cast = papers.counted + (papers.rejected ?? 0);
  const trace = result.trace ?? null;
  return [
    ["assembly.started", started.id, result.assembly],
    ["assembly.started", started.rehearsal, result.stage === "rehearsal"],
    ["assembly.started", started.currency, result.currency ?? ""],
    ["assembly.started", started.day, result.day ?? ""],
    ["rulebook.sealed", of("rulebook.sealed").digest, await sha256OfJson(result.rulebook ?? null)],
    ["rulebook.sealed", of("rulebook.sealed").lot_codes?.[lot.round] ?? null, await sha256(utf8(lot.code))],
    ["ballot.drawn_up", drawnUp(of("ballot.drawn_up").lines), onBallot(outcome.projects)],
    ["papers.reconciled", sums.issued, papers.issued],
    ["papers.reconciled", sums.cast, cast],
    ["papers.reconciled", sums.spoilt, papers.spoilt ?? 0],
    ["papers.reconciled", sums.unreturned, papers.unreturned ?? 0],
    ["papers.reconciled", sums.missing, papers.missing ?? 0],
    ["urn.sealed", of("urn.sealed").ballots, cast],
    ["seed.drawn", [lot.dice, lot.code], [result.dice ?? "", result.lot_code ?? ""]],
    ["seed.drawn", `${lot.dice}-${lot.code}`, result.seed],
    ["counted", counted.counted, outcome.ballots.counted],
    ["counted", counted.rejected, outcome.ballots.rejected],
    ["counted", counted.funded, outcome.funded ?? []],
    ...(trace === null
      ? []
      : [
          /** @type {[string, any, any]} */ ([
            "counted",
            counted.digest,
            await sha256OfJson(trace),
          ]),
        ]),
  ];
}

/** @param {any[]} lines */
function drawnUp(lines) {
  return sorted(lines.map(({ project, code, title, cost }) => [project, code, title, cost]));
}

/** @param {Result["outcome"]["projects"]} lines */
function onBallot(lines) {
  return sorted(lines.map(({ id, code = "", title = "", cost = 0 }) => [id, code, title, cost]));
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
 * @param {Result} result
 */
export function tableHolds(table, result) {
  const name = "data/projects.csv";
  const reasons = reasonsIn(table);
  if (reasons === null) throw new Wrong(say("“{name}” cannot be read.", { name }));
  const rows = result.outcome.projects.map((line, place) =>
    rowOf(line, result, reasons[place] ?? ""),
  );
  const again = [HEADS, ...rows].map((row) => `${row}\r\n`).join("");
  if (asTextOrNull(table) !== again) {
    throw new Wrong(say("“{name}” has other figures than the result.", { name }));
  }
  return say("“{name}” has the figures of the result.", { name });
}

/**
 * @param {Result["outcome"]["projects"][number]} line
 * @param {Result} result
 * @param {string} reason a cell as it is written
 */
function rowOf(line, { outcome, trace, currency = "" }, reason) {
  const turns = turnsIn(trace);
  const given = turns.length > 0 ? turns.map((turn) => turn.project) : (outcome.funded ?? []);
  const order = given.indexOf(line.id) + 1;
  const left = turns.find((turn) => turn.project === line.id)?.left ?? "";
  const { code = "", title = "", cost = 0, support } = line;
  const paid = outcome.awards?.[line.id] ?? cost;
  const place = order > 0 ? ["yes", order] : ["no", ""];
  const cells = [code, title, paid, currency, support ?? "", ...place, left];
  return [...cells.map((cell) => cellOf(String(cell))), reason].join(",");
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
  const first = text
    .normalize("NFKC")
    .replace(/^[ \n]+/, "")
    .slice(0, 1);
  const cell = first !== "" && "=+-@\t\r".includes(first) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * The last cell of every row behind the head, as it is written; null for what is no table.
 * @param {Bytes} table
 */
function reasonsIn(table) {
  const text = asTextOrNull(table);
  if (text === null) return null;
  const rows = text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g) ?? [];
  if (rows.join("") !== text) return null;
  return rows.slice(1).map((row) => /(?:^|,)("(?:[^"]|"")*"|[^",\r\n]*)\r\n$/.exec(row)?.[1] ?? "");
}

/** @param {Bytes} bytes */
function asTextOrNull(bytes) {
  try {
    return asText(bytes);
  } catch {
    return null;
  }
}
