// The signers file: whose keys count. It comes from the officer, never from the pack.

import { WHO, isDay } from "./bag.js";
import { Unusable, fromBase64, hex } from "./bytes.js";
import { NAMESPACE, publicOf } from "./sshsig.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Words } from "./words.js" */
/**
 * Somebody whose key counts, given by the key itself or by its fingerprint (a key card).
 * `after`: it counts for packs of that day or later.
 * @typedef {object} Signer
 * @property {string} who
 * @property {Bytes | null} key
 * @property {string | null} print
 * @property {string | null} after
 */

const OPTION = '[A-Za-z-]+(?:="[^"]*")?';
const LINE = new RegExp(
  `^(?<who>\\S+)\\s+(?:(?<options>${OPTION}(?:,${OPTION})*)\\s+)?` +
    "(?<kind>(?:ssh-|ecdsa-|sk-)\\S+)\\s+(?<key>[A-Za-z0-9+/=]+)(?:\\s.*)?$",
);
const CARD = /^(?<who>\S+)\s+(?<print>SHA256:[A-Za-z0-9+/]{43})$/;

/**
 * @param {number} number
 * @param {Words} why
 */
function lineRefused(number, why) {
  return new Unusable(
    say("Line {number} of the signers file is not taken: {why}.", {
      number: String(number),
      why,
    }),
  );
}

/**
 * Numbered lines that are neither empty nor comments.
 * @param {string} text
 * @returns {[number, string][]}
 */
function signersLines(text) {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((line, i) => /** @type {[number, string]} */ ([i + 1, line.trim()]))
    .filter(([, line]) => line && !line.startsWith("#"));
}

/**
 * @param {number} number
 * @param {string} kind
 * @param {string} key
 */
function keyOf(number, kind, key) {
  try {
    if (kind !== "ssh-ed25519") throw new RangeError(kind);
    return publicOf(fromBase64(key));
  } catch {
    throw lineRefused(number, say("its key is not an Ed25519 key"));
  }
}

/**
 * The signers for one assembly; lines for other assemblies are passed over.
 * @param {string} text
 * @param {string} assembly
 */
export function signersOf(text, assembly) {
  /** @type {Signer[]} */
  const signers = [];
  for (const [number, line] of signersLines(text)) {
    const card = CARD.exec(line)?.groups;
    const said = card ?? LINE.exec(line)?.groups;
    if (!said) throw lineRefused(number, say("it is not a line of a signers file"));
    for (const principal of said.who.split(",")) {
      if (/[*?!"]/.test(principal)) {
        throw lineRefused(number, say("it names its signers by a pattern"));
      }
      const at = principal.lastIndexOf("@");
      const isMeant = at < 0 ? card !== undefined : principal.slice(at + 1) === assembly;
      const who = at < 0 ? principal : principal.slice(0, at);
      if (isMeant) signers.push(signerOf(number, who, said));
    }
  }
  return signers;
}

/**
 * @param {number} number
 * @param {string} who
 * @param {Record<string, string>} said
 * @returns {Signer}
 */
function signerOf(number, who, said) {
  if (!WHO.includes(who)) {
    throw lineRefused(number, say("“{who}” is nobody who signs packs", { who }));
  }
  if (said.print) return { who, key: null, print: said.print, after: null };
  const after = afterOf(number, said.options ?? "");
  return { who, key: keyOf(number, said.kind, said.key), print: null, after };
}

/**
 * @param {number} number
 * @param {string} options
 */
function afterOf(number, options) {
  let after = null;
  for (const option of options.match(new RegExp(OPTION, "g")) ?? []) {
    const [name, value = ""] = option.replaceAll('"', "").split(/=(.*)/s);
    const forPacks = name.toLowerCase() === "namespaces" && value.split(",").includes(NAMESPACE);
    if (forPacks) continue;
    const day = /^(\d{4})(\d\d)(\d\d)(?:\d{4}(?:\d\d)?Z?)?$/.exec(value);
    if (name.toLowerCase() !== "valid-after" || !day) {
      throw lineRefused(
        number,
        say("“{option}” is not taken here", { option: `${name}=${value}` }),
      );
    }
    after = day.slice(1, 4).join("-");
    if (!isDay(after)) {
      throw lineRefused(number, say("“{day}” is no day", { day: value.slice(0, 8) }));
    }
  }
  return after;
}

/**
 * The public keys, in hex, that no longer count.
 * @param {string} text
 */
export function revokedOf(text) {
  return signersLines(text).map(([number, line]) => {
    const [kind, key = ""] = line.split(/\s+/);
    return hex(keyOf(number, kind, key));
  });
}
