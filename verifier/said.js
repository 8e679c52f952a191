// Somebody's words in a pack: {"words", "salt"} where the record has {"said": their digest}.

import { fromHex, joined, sha256, utf8 } from "./bytes.js";
import { isObject, isText, isWhole } from "./canonical.js";

/** @import { Entry } from "./record.js" */

/**
 * The digests of all words that an entry in force says were erased.
 * @param {Entry[]} told
 */
export function erasedDigests(told) {
  const numbers = told
    .filter(({ type }) => type === "words.erased")
    .map(({ body }) => body?.number)
    .filter(isWhole);
  const erased = new Set(numbers);
  return new Set(told.filter(({ seq }) => erased.has(seq)).flatMap(({ body }) => digestsIn(body)));
}

/**
 * @param {any} value
 * @returns {string[]}
 */
function digestsIn(value) {
  if (Array.isArray(value)) return value.flatMap(digestsIn);
  if (!isObject(value)) return [];
  const own = Object.keys(value).join() === "said" ? [String(value.said)] : [];
  return [...own, ...Object.values(value).flatMap(digestsIn)];
}

/**
 * Whether a value is the recorded one, with words and salt in place of their digest.
 * @param {any} shown
 * @param {any} recorded
 * @param {Set<string>} erased
 * @returns {Promise<boolean>}
 */
export async function isAlike(shown, recorded, erased) {
  if (Array.isArray(recorded)) {
    if (!Array.isArray(shown) || shown.length !== recorded.length) return false;
    for (const [i, each] of recorded.entries()) {
      if (!(await isAlike(shown[i], each, erased))) return false;
    }
    return true;
  }
  if (!isObject(recorded)) return shown === recorded;
  if (!isObject(shown)) return false;
  const names = Object.keys(recorded);
  if (names.join() === "said") return gives(shown, recorded.said, erased);
  if (Object.keys(shown).sort().join() !== names.sort().join()) return false;
  for (const name of names) {
    if (!(await isAlike(shown[name], recorded[name], erased))) return false;
  }
  return true;
}

/**
 * @param {Record<string, any>} shown
 * @param {any} digest
 * @param {Set<string>} erased
 */
async function gives(shown, digest, erased) {
  if (Object.keys(shown).sort().join() !== "salt,words") return false;
  const { words, salt } = shown;
  if (words === null && salt === null) return erased.has(digest);
  if (!isText(words) || !isText(salt) || !/^(?:[0-9a-f]{2})*$/.test(salt)) return false;
  return (await sha256(joined(fromHex(salt), utf8(words)))) === digest;
}
