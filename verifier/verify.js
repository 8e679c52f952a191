// The whole verification of one pack.

import { SIGNED } from "./bag.js";
import { NOTHING, Unusable, Wrong, asShown, sha256, signForByte } from "./bytes.js";
import { CHECKS, Unchecked } from "./checks.js";
import { revokedOf, signersOf } from "./signers.js";
import { say } from "./words.js";
import { unzipped } from "./zip.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Case, Look } from "./checks.js" */
/** @import { Words } from "./words.js" */
/** @import { Entry } from "./zip.js" */
/** @typedef {{ passed: boolean | null, detail: Words }} Finding `passed` is null where it was not checked */
/** @typedef {Finding & { number: number, name: Words }} Check */
/** @typedef {{ assembly: string | null, stage: string | null, checks: Check[] }} Verification */

/**
 * Every numbered check of one pack. Throws Unusable where there is nothing to check.
 * @param {string} fileName
 * @param {Bytes} data
 * @param {string} signersText
 * @param {string} assembly
 * @param {string} revokedText
 * @returns {Promise<Verification>}
 */
export async function verify(fileName, data, signersText, assembly, revokedText) {
  const signers = signersOf(signersText, assembly);
  const revoked = revokedOf(revokedText);
  await refuseForeign(fileName, data);
  const pack = /** @type {Case} */ ({ fileName, data, assembly, signers, revoked });
  /** @type {Check[]} */
  const checks = [];
  for (const { number, name, needs, look } of CHECKS) {
    const stopped = needs.find((needed) => checks[needed - 1].passed !== true);
    const finding = stopped === undefined ? await looked(look, pack) : notReached(stopped);
    checks.push({ number, name, ...finding });
  }
  const info = pack.info ?? null;
  return { assembly: info?.assembly ?? null, stage: info?.stage ?? null, checks };
}

/**
 * @param {number} stopped
 * @returns {Finding}
 */
function notReached(stopped) {
  return { passed: null, detail: say("Not reached: check {number}.", { number: stopped }) };
}

/**
 * @param {Look} look
 * @param {Case} pack
 * @returns {Promise<Finding>}
 */
export async function looked(look, pack) {
  try {
    const found = await look(pack);
    return found instanceof Unchecked
      ? { passed: null, detail: found.words }
      : { passed: true, detail: found };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { passed: false, detail: error.words };
  }
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
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return null;
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
