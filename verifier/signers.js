// The signers file: whose keys count. It comes from the officer, never from the pack.

import { KINDS, WHO, isDay } from "./bag.js";
import { Unusable, fromBase64, hex, utf8 } from "./bytes.js";
import { namespaceOf, publicOf } from "./sshsig.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Words } from "./words.js" */
/**
 * Somebody whose key counts, given by the key itself or by its fingerprint (a key card).
 * `after`: it counts for packs of that day or later. `kinds`: the kinds of packs they must sign.
 * @typedef {object} Signer
 * @property {string} who
 * @property {Bytes | null} key
 * @property {string | null} print
 * @property {string | null} after
 * @property {string[]} kinds
 */

const MOST_BYTES_OF_SIGNERS = 2 * 2 ** 20; // three signers for each of 2,000 halls, and room
/** Control characters, and what other programs take for the end of a line; a tab is a space. */
const ENDS_A_LINE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/;
const OPTION = '[A-Za-z-]+(?:="[^"]*")?';
const LINE = new RegExp(
  `^(?<who>[^ \\t]+)[ \\t]+(?:(?<options>${OPTION}(?:,${OPTION})*)[ \\t]+)?` +
    "(?<kind>(?:ssh-|ecdsa-|sk-)[^ \\t]+)[ \\t]+(?<key>[A-Za-z0-9+/=]+)(?:[ \\t].*)?$",
);
/** A key card, and behind it the kinds of packs that they must sign where it is not the result alone. */
const CARD = new RegExp(
  "^(?<who>[^ \\t]+)[ \\t]+(?<print>SHA256:[A-Za-z0-9+/]{43})" +
    `(?:[ \\t]+(?<kinds>(?:${KINDS.join("|")})(?:,(?:${KINDS.join("|")}))*))?$`,
);

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
 * Numbered lines that are neither empty nor comments. A line ends as ssh-keygen ends it: at a line
 * feed, and one carriage return before it goes too. Any other sign at which some program ends a line
 * is refused, also in a comment: a second line could hide behind it.
 * @param {string} text
 */
function signersLines(text) {
  if (utf8(text).length > MOST_BYTES_OF_SIGNERS) {
    const most = MOST_BYTES_OF_SIGNERS / 1024;
    throw new Unusable(say("The signers file is larger than {most} KB.", { most }));
  }
  /** @type {[number, string][]} */
  const found = [];
  for (const [i, ended] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    const line = ended.replace(/\r$/, "");
    const unseen = ENDS_A_LINE.exec(line)?.[0].codePointAt(0);
    if (unseen !== undefined) {
      const sign = `U+${unseen.toString(16).toUpperCase().padStart(4, "0")}`;
      throw lineRefused(i + 1, say("it holds a sign that is not seen ({sign})", { sign }));
    }
    const told = line.replace(/^[ \t]+|[ \t]+$/g, "");
    if (told && !told.startsWith("#")) found.push([i + 1, told]);
  }
  return found;
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
 * The signers for one assembly; lines for other assemblies are passed over. A key card that names no
 * assembly counts where `isCardMeant`.
 * @param {string} text
 * @param {string} assembly
 * @param {{ isCardMeant?: boolean }} [options]
 */
export function signersOf(text, assembly, { isCardMeant = true } = {}) {
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
      const isMeant =
        at < 0 ? isCardMeant && card !== undefined : principal.slice(at + 1) === assembly;
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
  if (said.print) {
    const kinds = said.kinds?.split(",") ?? FOR_THE_RESULT;
    return { who, key: null, print: said.print, after: null, kinds };
  }
  const { after, kinds } = optionsOf(number, said.options ?? "");
  return { who, key: keyOf(number, said.kind, said.key), print: null, after, kinds };
}

/** What a line names that says nothing of kinds. */
const FOR_THE_RESULT = ["result"];

/**
 * @param {number} number
 * @param {string} options
 */
function optionsOf(number, options) {
  let after = null;
  let kinds = FOR_THE_RESULT;
  const given = new Set();
  for (const option of options.match(new RegExp(OPTION, "g")) ?? []) {
    const [name, value = ""] = option.replaceAll('"', "").split(/=(.*)/s);
    const kind = name.toLowerCase();
    if (given.has(kind))
      throw lineRefused(number, say("“{option}” is there twice", { option: name }));
    given.add(kind);
    const named = kind === "namespaces" ? kindsNamed(value) : [];
    if (kind === "valid-after") after = validAfter(number, name, value);
    else if (named.length > 0) kinds = named;
    else throw notTaken(number, name, value);
  }
  return { after, kinds };
}

/**
 * The kinds of packs among these namespaces; none where one is a pattern.
 * @param {string} namespaces
 */
function kindsNamed(namespaces) {
  if (/[*?!]/.test(namespaces)) return [];
  const named = namespaces.split(",");
  return KINDS.filter((kind) => named.includes(namespaceOf(kind)));
}

/**
 * @param {number} number
 * @param {string} name
 * @param {string} value
 */
function notTaken(number, name, value) {
  return lineRefused(number, say("“{option}” is not taken here", { option: `${name}=${value}` }));
}

/**
 * @param {number} number
 * @param {string} name
 * @param {string} value
 */
function validAfter(number, name, value) {
  const said = /^(\d{4})(\d\d)(\d\d)(?:\d{4}(?:\d\d)?)?Z?$/.exec(value);
  if (!said) throw notTaken(number, name, value);
  const day = said.slice(1, 4).join("-");
  if (!isDay(day)) throw lineRefused(number, say("“{day}” is no day", { day: value.slice(0, 8) }));
  return day;
}

/**
 * The public keys, in hex, that no longer count.
 * @param {string} text
 */
export function revokedOf(text) {
  return signersLines(text).map(([number, line]) => {
    const [kind, key = ""] = line.split(/[ \t]+/);
    return hex(keyOf(number, kind, key));
  });
}
