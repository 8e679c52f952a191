// The chain of packs: the result, and what followed it, each naming the one before.

import { canonical, either, isNull, isText, isWhole, listOf, madeOf } from "./canonical.js";
import { looksAt } from "./verify.js";
import { say } from "./words.js";

/** @import { Case } from "./checks.js" */
/** @import { Result } from "./result.js" */
/** @import { Opened, Verdict, Verification } from "./verify.js" */
/** @import { Words } from "./words.js" */
/**
 * A pack in its place, or (`file` is empty) a place where one is missing.
 * @typedef {object} Link
 * @property {string} file
 * @property {string | null} code
 * @property {string | null} kind
 * @property {string | null} day
 * @property {boolean} passed
 * @property {Words} detail
 */
/** @typedef {Verification & { chain: Link[] }} Chained */
/** @typedef {{ pack: Case, found: Verification }} Checked */

/** What a pack must say of itself to be put in its place. */
const READ = [3, 7];
/** Four groups of a code, as a projector shows them. */
const LEAST_SIGNS = 16;
/** The item that stands for what is left of the pot. */
const LEFTOVER = "leftover";
const isAsked = madeOf(
  {},
  {
    items: either(isNull, listOf(madeOf({ id: isText, cost: isWhole }))),
    currency: either(isNull, isText),
  },
);
const LOST = say("Where it belongs in the chain cannot be read.");

/**
 * Check every pack, and that together they are one chain with nothing missing.
 * @param {Opened[]} opened
 * @param {string | null} last
 * @returns {Promise<Chained>}
 */
export async function chained(opened, last) {
  /** @type {Checked[]} */
  const packs = [];
  for (const pack of opened) packs.push({ pack, found: await looksAt(pack) });
  const placed = packs.filter(isReadable).sort(byPlace);
  const lost = packs
    .filter((one) => !isReadable(one))
    .map((one) => linkOf(one, ownFault(one) ?? LOST, LOST));
  const links = [...walk(placed), ...lost];
  links.push(...missingLast(links, last));
  const first = placed.find((one) => numberOf(one) === 0)?.found ?? null;
  const worst = packs.find(({ found }) => found.verdict === "not-genuine")?.found ?? first;
  const { assembly = null, stage = null, kind = null } = first ?? {};
  const verdict = verdictOfChain(links, packs);
  return { verdict, assembly, stage, kind, checks: worst?.checks ?? [], chain: links };
}

/**
 * @param {Link[]} links
 * @param {Checked[]} packs
 * @returns {Verdict}
 */
function verdictOfChain(links, packs) {
  if (links.some(({ passed }) => !passed)) return "not-genuine";
  return packs.every(({ found }) => found.verdict === "genuine") ? "genuine" : "whole";
}

/** @param {Checked} one */
function isReadable(one) {
  const isRead = READ.every((number) => one.found.checks[number - 1].passed === true);
  return isRead && numberOf(one) >= 0;
}

/** @param {Checked} one */
function numberOf({ pack }) {
  return pack.stated.number ?? 0;
}

/**
 * @param {Checked} one
 * @param {Checked} other
 */
function byPlace(one, other) {
  const [mine, theirs] = [one, other].map(({ pack }) => `${pack.info.date} ${pack.info.code}`);
  return numberOf(one) - numberOf(other) || (mine < theirs ? -1 : 1);
}

/**
 * @param {Checked} one
 * @param {Words | null} why
 * @param {Words} fine
 * @returns {Link}
 */
function linkOf({ pack, found }, why, fine) {
  const isTold = found.checks[2].passed === true;
  const { code = null, kind = null, date = null } = isTold ? pack.info : {};
  return {
    file: pack.fileName,
    code,
    kind,
    day: date,
    passed: why === null,
    detail: why ?? fine,
  };
}

/**
 * The links in the order of their numbers, with one for each gap.
 * @param {Checked[]} placed
 */
function walk(placed) {
  /** @type {Link[]} */
  const links = [];
  /** @type {Checked | null} */
  let before = null;
  const first = placed.find(({ pack }) => kindIn(pack) === "result") ?? null;
  let expected = 0;
  for (const number of new Set(placed.map(numberOf))) {
    const same = placed.filter((one) => numberOf(one) === number);
    const isNear = number === expected;
    if (!isNear) links.push(gap(expected, number, same[0]));
    const faults = same.map(
      (one) => faultOf(one, before, isNear) ?? (first && otherItems(one.pack, first.pack)),
    );
    const chosen = same[Math.max(faults.indexOf(null), 0)];
    for (const [i, one] of same.entries()) {
      const why = faults[i] ?? (one === chosen ? null : twice(one, chosen));
      links.push(linkOf(one, why, fineOf(number)));
    }
    before = chosen;
    expected = number + 1;
  }
  return placed.length > 0 ? links : [gap(0, 1, null)];
}

/**
 * @param {Checked} one
 * @param {Checked} chosen
 */
function twice(one, chosen) {
  const { code } = chosen.pack.info;
  if (one.pack.info.code === code) return say("The same pack was brought twice.");
  return say("It does not belong to this chain: number {number} is {code}.", {
    number: numberOf(one),
    code,
  });
}

/** @param {number} number */
function fineOf(number) {
  if (number === 0) return say("The result, with which the chain begins.");
  return say("Number {number}; it goes on from the pack before.", { number });
}

/**
 * The place of packs that are missing: numbers from `first` to before `after`.
 * @param {number} first
 * @param {number} after
 * @param {Checked | null} following
 * @returns {Link}
 */
function gap(first, after, following) {
  const code = following?.pack.stated.previous ?? null;
  const kind = after === 1 ? "result" : null;
  return { file: "", code, kind, day: null, passed: false, detail: gapTold(first, after) };
}

/**
 * @param {number} first
 * @param {number} after
 */
function gapTold(first, after) {
  if (after - first > 1) {
    return say("Numbers {first} to {last} are missing.", { first, last: after - 1 });
  }
  if (first === 0) return say("The result itself is missing, with which the chain begins.");
  return say("Number {number} is missing.", { number: first });
}

/**
 * Why the pack is no link behind `before`; `isNear`: it should be the very next.
 * @param {Checked} one
 * @param {Checked | null} before
 * @param {boolean} isNear
 */
function faultOf(one, before, isNear) {
  const own = ownFault(one);
  if (own) return own;
  const { kind = "result" } = one.pack.stated;
  const number = numberOf(one);
  if ((number === 0) !== (kind === "result")) {
    return say("It says that it is number {number}, which no pack of its kind is ({kind}).", {
      number,
      kind,
    });
  }
  return before && breakOf(one.pack, before.pack, isNear);
}

/**
 * What keeps the pack from going on from the one before it.
 * @param {Case} mine
 * @param {Case} other
 * @param {boolean} isNear
 */
function breakOf(mine, other, isNear) {
  const { assembly, stage, previous } = mine.stated;
  if (assembly !== other.stated.assembly || stage !== other.stated.stage) {
    return say("It is of another assembly or stage than the pack before.");
  }
  if (isNear && previous !== other.info.code) {
    return say("It goes on from {previous}, and the pack before is {code}.", {
      previous: previous || "-",
      code: other.info.code,
    });
  }
  const { entries, head } = other.stated.record;
  if (headAt(mine, entries) !== head) {
    return say("Its record does not begin with the record of the pack before.");
  }
  if (mine.info.date < other.info.date) {
    return say("It is of an earlier day than the pack before.");
  }
  return null;
}

/**
 * The hash of an entry of the pack's record; null where there are fewer.
 * @param {Case} pack
 * @param {number} entries
 */
function headAt({ chain, stated }, entries) {
  if (entries === stated.record.entries) return stated.record.head;
  return entries > 0 ? (chain.entries[entries]?.prev ?? null) : null;
}

/** @param {Case} pack */
function kindIn({ stated }) {
  return stated.kind ?? "result";
}

/**
 * What keeps a supplement from being about the items that the result funded.
 * @param {Case} mine
 * @param {Case} first
 */
function otherItems(mine, { result }) {
  if (kindIn(mine) === "result") return null;
  const wrong = say("It tells other items, sums or another currency than the result.");
  const told = /** @type {any} */ (mine.stated);
  if (!isAsked(told)) return wrong;
  const { items = null, currency = null } = told;
  const own = items?.map((/** @type {any} */ { id, cost }) => [id, cost]).sort(byId) ?? null;
  const right = [...funded(result)].sort(byId);
  const isRight = own === null || canonical(own) === canonical(right);
  const isSame = currency === null || currency === (result.currency ?? "");
  return isRight && isSame ? null : wrong;
}

/**
 * @param {[string, number]} one
 * @param {[string, number]} other
 */
function byId([one, cost], [other, sum]) {
  if (one === other) return cost - sum;
  return one < other ? -1 : 1;
}

/**
 * What the result gives to each item, the rest of the pot among them.
 * @param {Result} result
 * @returns {Map<string, number>}
 */
function funded({ questions }) {
  const asked = questions.find(({ kind }) => kind === "fund");
  if (asked === undefined) return new Map();
  const { projects, funded: given, awards = {}, leftover = null } = asked.outcome;
  const lines = projects.filter(({ id }) => (given ?? []).includes(id));
  return new Map([
    ...lines.map(({ id, cost = 0 }) => /** @type {[string, number]} */ ([id, cost])),
    ...Object.entries(awards),
    ...(leftover ? /** @type {[string, number][]} */ ([[LEFTOVER, leftover]]) : []),
  ]);
}

/** @param {Checked} one */
function ownFault({ found }) {
  const failed = found.checks.find(({ passed }) => passed === false);
  if (!failed) return null;
  const { number, name, detail } = failed;
  return say("Check {number} failed. {name}: {detail}", { number, name, detail });
}

/**
 * A link for the pack that should be the last, where it was not brought.
 * @param {Link[]} links
 * @param {string | null} last
 * @returns {Link[]}
 */
function missingLast(links, last) {
  if (last === null) return [];
  const asked = bare(last);
  const isThere = links.some(({ file, code }) => file && bare(code ?? "").startsWith(asked));
  const isShort = asked.length < LEAST_SIGNS;
  if (isThere && !isShort) return [];
  const detail = isShort
    ? say("“{code}” is too short for the last code: give four groups or more.", { code: last })
    : say("The pack with the last code that was given, {code}, is missing.", { code: last });
  return [{ file: "", code: last, kind: null, day: null, passed: false, detail }];
}

/**
 * The signs of a code, however its groups are parted; O, I and L are read as 0 and 1.
 * @param {string} code
 */
function bare(code) {
  const signs = code.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  return signs.replaceAll("O", "0").replace(/[IL]/g, "1");
}
