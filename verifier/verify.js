// The whole verification of one pack.

import { SIGNED } from "./bag.js";
import { NOTHING, Unchecked, Unusable, Wrong, asShown, sha256, signForByte } from "./bytes.js";
import { CHECKS } from "./checks.js";
import { revokedOf, signersOf } from "./signers.js";
import { say } from "./words.js";
import { unzipped } from "./zip.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Case, Look } from "./checks.js" */
/** @import { Words } from "./words.js" */
/** @import { Entry } from "./zip.js" */
/**
 * `passed` is null where it was not checked: not reached, or without ground (`isOpen`).
 * @typedef {{ passed: boolean | null, detail: Words, isOpen: boolean }} Finding
 */
/** @typedef {Finding & { number: number, name: Words }} Check */
/** @typedef {"genuine" | "not-genuine" | "whole"} Verdict */
/**
 * @typedef {object} Verification
 * @property {Verdict} verdict
 * @property {string | null} assembly
 * @property {string | null} stage
 * @property {string | null} kind
 * @property {Check[]} checks
 */
/** @typedef {Case} Opened A pack that nothing was looked at yet. */
/**
 * What the officer brings beside the packs.
 * @typedef {{ signers: string | null, assembly: string | null, revoked: string }} Brought
 */

/** The checks that rest on what the officer brings: the assembly's id and the keys. */
const BROUGHT = [10, 12];

/**
 * A pack to be looked at. Throws Unusable where there is nothing to check.
 * @param {string} fileName
 * @param {Bytes} data
 * @param {Brought} brought
 * @returns {Promise<Opened>}
 */
export async function opened(fileName, data, brought) {
  const { assembly } = brought;
  const isAsked = brought.signers !== null && assembly !== null;
  const signers = isAsked ? signersOf(/** @type {string} */ (brought.signers), assembly) : null;
  const signersOfHall = isAsked
    ? (/** @type {string} */ hall) =>
        signersOf(/** @type {string} */ (brought.signers), hall, { isCardMeant: false })
    : null;
  const revoked = revokedOf(brought.revoked);
  await refuseForeign(fileName, data);
  return /** @type {Opened} */ ({ fileName, data, assembly, signers, signersOfHall, revoked });
}

/**
 * Every numbered check of one pack; where signers or assembly are null, those that need them are
 * open.
 * @param {Opened} pack
 * @returns {Promise<Verification>}
 */
export async function looksAt(pack) {
  /** @type {Check[]} */
  const checks = [];
  for (const { number, name, needs, look } of CHECKS) {
    const stopped = needs.find((needed) => !isGround(checks[needed - 1]));
    const finding = stopped === undefined ? await looked(look, pack) : notReached(stopped);
    checks.push({ number, name, ...finding });
  }
  const { assembly = null, stage = null, kind = null } = pack.info ?? {};
  return { verdict: verdictOf(checks), assembly, stage, kind, checks };
}

/** @param {Check} check */
function isGround({ passed, isOpen }) {
  return passed === true || isOpen;
}

/**
 * @param {Check[]} checks
 * @returns {Verdict}
 */
function verdictOf(checks) {
  if (checks.some(({ passed }) => passed === false)) return "not-genuine";
  return BROUGHT.every((number) => checks[number - 1].passed) ? "genuine" : "whole";
}

/**
 * @param {number} stopped
 * @returns {Finding}
 */
function notReached(stopped) {
  const detail = say("Not reached: check {number}.", { number: stopped });
  return { passed: null, detail, isOpen: false };
}

/**
 * What a check found. Whatever it meets that nobody foresaw is a fault of the pack.
 * @param {Look} look
 * @param {Case} pack
 * @returns {Promise<Finding>}
 */
export async function looked(look, pack) {
  try {
    const found = await look(pack);
    return found instanceof Unchecked
      ? { passed: null, detail: found.words, isOpen: true }
      : { passed: true, detail: found, isOpen: false };
  } catch (error) {
    return { passed: false, detail: reasonOf(error), isOpen: false };
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (error instanceof Wrong) return error.words;
  const kind = error instanceof Error ? error.name : "?";
  return say("It holds what cannot be read ({kind}).", { kind });
}

/**
 * Throws Unusable where the file is not ours to judge.
 * @param {string} fileName
 * @param {Bytes} data
 */
async function refuseForeign(fileName, data) {
  const all = signForByte(data);
  const isNamed = all.slice(30, 40) === "pb-result_";
  const isOurs = isNamed || (all.includes("/bag-info.txt") && all.includes("/data/result.json"));
  if (!all.startsWith("PK") || !isOurs) {
    throw new Unusable(say("“{name}” is not a result pack.", { name: fileName }));
  }
  const later = await laterFormat(data);
  if (later !== null) {
    throw new Unusable(
      say("“{name}” is a pack of a later format ({later}); a newer copy of this page reads it.", {
        name: fileName,
        later,
      }),
    );
  }
}

/**
 * The later format that the bag says it has, provided that its tag manifest agrees.
 * @param {Bytes} data
 */
async function laterFormat(data) {
  /** @type {Entry[]} */
  let entries;
  try {
    entries = await unzipped(data);
  } catch {
    return null; // check 1 says what is wrong with the zip
  }
  const file = (/** @type {string} */ name) =>
    entries.find((entry) => entry.name.slice(entry.name.indexOf("/") + 1) === name)?.content ??
    NOTHING;
  const info = file("bag-info.txt");
  const format = /^PBDesk-Pack-Format: ([0-9]{1,9})$/m.exec(asShown(info))?.[1];
  if (format === undefined || Number(format) <= 1) return null;
  const line = `${await sha256(info)}  bag-info.txt\n`;
  return asShown(file(SIGNED)).includes(line) ? format : null;
}
