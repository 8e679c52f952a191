// Part of check 25: who prepared the assembly, who sat where, the evidence, and the dots.
//
// Of the steering group counts alone, of tables the lot that dealt the cards, of evidence the digest
// of its file, of dots the figures of each table: all of it stands in the public entries.

import {
  begunAs,
  canonical,
  either,
  heldIn,
  isNull,
  isText,
  isTruth,
  isWhole,
  listOf,
  madeOf,
} from "./canonical.js";

/** @import { Entry } from "./record.js" */
/** @typedef {Record<string, any>} Body */

const isMaybeText = either(isText, isNull);
const isMaybeMany = either(isWhole, isNull);
export const isToldSteering = madeOf(
  {},
  {
    seats: listOf(madeOf({ interest: isText, seats: isWhole, taken: isWhole })),
    needs: listOf(madeOf({ need: isText, met: isTruth })),
  },
);
export const isToldSeating = madeOf({
  tables: isWhole,
  dealt: listOf(madeOf({ cards: isWhole, seed: isText })),
});
export const isToldEvidence = madeOf({ project: isMaybeText, table: isWhole, file: isMaybeText });
export const isToldDots = madeOf({
  about: isMaybeText,
  table: isWhole,
  people: isMaybeMany,
  lines: listOf(madeOf({ project: isMaybeText })),
  dots: either(listOf(isWhole), isNull),
});

const isOfProject = madeOf({ tradeoff: isText, project: isText });
const isSeats = madeOf({ interest: isText, seats: isWhole });
const isSeatTaken = madeOf({ seat: isText, interest: isText });
const isSeatLeft = madeOf({ seat: isText });
const isChecked = madeOf({ need: isText, met: isTruth });
const isDrawn = madeOf({ cards: isWhole, seed: isText, tables: isWhole });
const isLate = madeOf({ cards: isWhole, seed: isText });
const isArgued = madeOf({ argument: isText, tradeoff: isText, kind: isText, table: isWhole });
const isPutRight = madeOf({ argument: isText, kind: isText });
const isEnclosed = madeOf({ argument: isText, file: madeOf({ digest: isText }) });
const isDotted = madeOf({
  sheet: isText,
  table: isWhole,
  people: isMaybeMany,
  lines: listOf(isText),
  dots: either(listOf(isWhole), isNull),
});

/**
 * Whether seats, needs, tables, evidence and dots are those of the record.
 * @param {Entry[]} told
 * @param {Body} said
 */
export function isAsPrepared(told, said) {
  return isPrepared(told, said) && isEvident(told, said);
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function areAlike(one, other) {
  return canonical(one) === canonical(other);
}

/**
 * Whether who prepared it, and how the tables were drawn, is told as it was.
 * @param {Entry[]} told
 * @param {Body} said
 */
function isPrepared(told, { steering = {}, seating = null }) {
  const { seats = [], needs = [] } = steering;
  return (
    areAlike(
      inOneOrder(seats.map((/** @type {Body} */ each) => [each.interest, each.seats, each.taken])),
      inOneOrder(seatsIn(told)),
    ) &&
    areAlike(
      inOneOrder(needs.map((/** @type {Body} */ each) => [each.need, each.met])),
      inOneOrder(needsIn(told)),
    ) &&
    areAlike(
      seating && [
        seating.tables,
        seating.dealt.map((/** @type {Body} */ each) => [each.cards, each.seed]),
      ],
      seatingIn(told),
    )
  );
}

/**
 * Rows in one order, whatever the order they came in.
 * @param {unknown[]} rows
 */
function inOneOrder(rows) {
  return rows.map((row) => canonical(row)).sort();
}

/** @param {Entry[]} told */
function seatsIn(told) {
  /** @type {Map<string, number>} */
  const seats = new Map();
  /** @type {Map<string, string>} */
  const taken = new Map();
  for (const entry of told) {
    if (entry.type === "seats.set") {
      const { interest, seats: many } = heldIn(entry, isSeats);
      seats.set(interest, many);
    } else if (entry.type === "seat.taken") {
      const { seat, interest } = heldIn(entry, isSeatTaken);
      taken.set(seat, interest);
    } else if (entry.type === "seat.left") {
      const { seat } = heldIn(entry, isSeatLeft);
      begunAs(taken, seat);
      taken.delete(seat);
    }
  }
  const there = [...taken.values()];
  return [...seats].map(([each, many]) => [each, many, there.filter((at) => at === each).length]);
}

/** @param {Entry[]} told */
function needsIn(told) {
  const bodies = told
    .filter(({ type }) => type === "need.checked")
    .map((each) => heldIn(each, isChecked));
  return [...new Map(bodies.map(({ need, met }) => [need, met]))];
}

/**
 * @param {Entry[]} told
 * @returns {unknown[] | null}
 */
function seatingIn(told) {
  /** @type {[number, unknown[]] | null} */
  let found = null;
  for (const entry of told) {
    if (entry.type === "tables.drawn") {
      const { cards, seed, tables } = heldIn(entry, isDrawn);
      found = [tables, [[cards, seed]]];
    } else if (entry.type === "tables.late" && found !== null) {
      const { cards, seed } = heldIn(entry, isLate);
      found = [found[0], [...found[1], [cards, seed]]];
    }
  }
  return found;
}

/**
 * The project of each trade-off.
 * @param {Entry[]} told
 * @returns {Map<string, string>}
 */
function projectsIn(told) {
  const bodies = told
    .filter(({ type }) => type === "tradeoff.taken_up")
    .map((each) => heldIn(each, isOfProject));
  return new Map(bodies.map(({ tradeoff, project }) => [tradeoff, project]));
}

/**
 * Whether evidence and dots are told as they were.
 * @param {Entry[]} told
 * @param {Body} said
 */
function isEvident(told, { evidence = [], dots = [] }) {
  const projects = projectsIn(told);
  const noted = argumentsIn(told, projects).filter(({ kind }) => kind === "evidence");
  return (
    areAlike(
      evidence.map((/** @type {Body} */ each) => [each.project, each.table, each.file]),
      noted.map(({ place, file }) => [...place, file]),
    ) &&
    areAlike(
      dots.map((/** @type {Body} */ each) => [
        ...[each.about, each.table, each.people],
        each.lines.map((/** @type {Body} */ line) => line.project),
        each.dots,
      ]),
      dotsIn(told, projects),
    )
  );
}

/**
 * What was said, as it was last put right.
 * @param {Entry[]} told
 * @param {Map<string, string>} projects
 */
function argumentsIn(told, projects) {
  /** @type {Map<string, { kind: string, place: unknown[], file: string | null }>} */
  const found = new Map();
  for (const entry of told) {
    if (entry.type === "argument.noted") {
      const { argument, tradeoff, kind, table } = heldIn(entry, isArgued);
      found.set(argument, { kind, place: [projects.get(tradeoff) ?? null, table], file: null });
    } else if (entry.type === "argument.corrected") {
      const { argument, kind } = heldIn(entry, isPutRight);
      found.set(argument, { ...begunAs(found, argument), kind });
    } else if (entry.type === "argument.enclosed") {
      const { argument, file } = heldIn(entry, isEnclosed);
      found.set(argument, { ...begunAs(found, argument), file: file.digest });
    }
  }
  return [...found.values()];
}

/**
 * The last count of each sheet at each table; of what was said the lines are no projects.
 * @param {Entry[]} told
 * @param {Map<string, string>} projects
 */
function dotsIn(told, projects) {
  /** @type {Map<string, unknown[]>} */
  const found = new Map();
  for (const entry of told) {
    if (entry.type === "dots.counted") {
      const { sheet, table, people, lines, dots } = heldIn(entry, isDotted);
      const shown = sheet === "" ? lines : lines.map(() => null);
      const about = projects.get(sheet) ?? null;
      found.set(canonical([sheet, table]), [about, table, people, shown, dots]);
    }
  }
  return [...found.values()];
}
