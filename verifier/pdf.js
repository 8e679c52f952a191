// An update behind the end of a PDF, read strictly: whole new objects, one table, one trailer.

import { canonical } from "./canonical.js";

/** @typedef {Map<string, string[]>} Dictionary The keys of a dictionary, each with the tokens of its value. */
/**
 * `places`: where each object starts; `before`: the trailer that the update follows.
 * @typedef {object} Update
 * @property {Map<number, string>} objects
 * @property {Map<number, number>} places
 * @property {Dictionary} trailer
 * @property {Dictionary} before
 */

const TOKEN =
  /%[^\r\n]*|(\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]+>|<<|>>|[[\]]|\/[^\s/<>[\]()%]*|[^\s/<>[\]()%]+)|\s+/sy;
const LAST_TRAILER = /^trailer\s*(<<(?:(?!trailer).)*>>)\s*startxref\s+([0-9]+)\s+%%EOF\s*$/s;
const OBJECT = /([1-9][0-9]*) 0 obj\n(.*?)\nendobj\n/sy;
const TABLE_AND_TRAILER =
  /^xref\n((?:[0-9 nf]+\n)+)trailer\n(<<\n.*?\n>>)\nstartxref\n([0-9]+)\n%%EOF\n$/s;

/** @param {boolean} wrong */
export function refuseIf(wrong) {
  if (wrong) throw new RangeError("more than a seal");
}

/** @param {string} text */
function tokensOf(text) {
  const found = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (!token) throw new RangeError("no PDF");
    if (token[1]) found.push(unescaped(token[1]));
    at = TOKEN.lastIndex;
  }
  return found;
}

/** @param {string} token */
function unescaped(token) {
  if (!token.startsWith("(")) return token;
  return token.replace(/\\([0-7]{3})/g, (_, octal) =>
    String.fromCharCode(parseInt(octal, 8) & 255),
  );
}

/**
 * Throws RangeError where the text is no dictionary.
 * @param {string} text
 * @returns {Dictionary}
 */
export function dictionary(text) {
  const tokens = tokensOf(text);
  refuseIf(tokens.length < 2 || tokens[0] !== "<<" || tokens.at(-1) !== ">>");
  /** @type {Dictionary} */
  const found = new Map();
  /** @type {string[] | null} */
  let value = null;
  let deep = 0;
  for (const token of tokens.slice(1, -1)) {
    const mayBeAKey = value === null || value.length > 0;
    if (deep === 0 && token.startsWith("/") && mayBeAKey) {
      refuseIf(found.has(token));
      value = [];
      found.set(token, value);
      continue;
    }
    if (token === "<<" || token === "[") deep += 1;
    if (token === ">>" || token === "]") deep -= 1;
    if (value === null || deep < 0) throw new RangeError("no dictionary");
    value.push(token);
  }
  return found;
}

/**
 * The number of the object that a value such as `7 0 R` means.
 * @param {string[] | undefined} tokens
 */
export function reference(tokens) {
  if (
    tokens?.length !== 3 ||
    tokens[1] !== "0" ||
    tokens[2] !== "R" ||
    !/^[0-9]+$/.test(tokens[0])
  ) {
    throw new RangeError("no reference");
  }
  return Number(tokens[0]);
}

/**
 * What was added behind the first `length` signs. Throws RangeError where it is not one plain update.
 * @param {string} text
 * @param {number} length
 * @returns {Update}
 */
export function updateOf(text, length) {
  const unsigned = text.slice(0, length);
  const end = LAST_TRAILER.exec(unsigned.slice(Math.max(0, unsigned.lastIndexOf("trailer"))));
  if (!end) throw new RangeError("no trailer");
  let at = unsigned.endsWith("\n") ? length : length + 1;
  refuseIf(text.slice(length, at).replace("\n", "") !== "");
  const objects = new Map();
  const places = new Map();
  for (;;) {
    OBJECT.lastIndex = at;
    const found = OBJECT.exec(text);
    if (!found) break;
    const number = Number(found[1]);
    refuseIf(objects.has(number));
    objects.set(number, found[2]);
    places.set(number, at);
    at = OBJECT.lastIndex;
  }
  const last = TABLE_AND_TRAILER.exec(text.slice(at));
  if (!last || Number(last[3]) !== at || last[1] !== tableOf(places)) {
    throw new RangeError("another table");
  }
  const trailer = dictionary(last[2]);
  refuseIf(String(trailer.get("/Prev")) !== end[2]);
  trailer.delete("/Prev");
  return { objects, places, trailer, before: dictionary(end[1]) };
}

/**
 * The one cross-reference table of these objects.
 * @param {Map<number, number>} places
 */
function tableOf(places) {
  const numbers = [0, ...[...places.keys()].sort((one, other) => one - other)];
  let text = "";
  numbers.forEach((number, i) => {
    if (numbers[i - 1] !== number - 1) {
      let run = 1;
      while (numbers[i + run] === number + run) run += 1;
      text += `${number} ${run}\n`;
    }
    // Number 0 begins the list of what is free; all others are where they were written.
    text +=
      number === 0
        ? "0000000000 65535 f \n"
        : `${String(places.get(number)).padStart(10, "0")} 00000 n \n`;
  });
  return text;
}

/**
 * The one object of this number. Throws RangeError where there are more, or none.
 * @param {string} text
 * @param {number} number
 */
export function objectIn(text, number) {
  const head = `${number} 0 obj`;
  const found = [];
  let at = text.indexOf(head);
  while (at >= 0) {
    const end = text.indexOf("endobj", at);
    const startsALine = at === 0 || "\r\n".includes(text[at - 1]);
    const isOne = startsALine && end >= 0;
    if (isOne) found.push(text.slice(at + head.length, end).trim());
    at = text.indexOf(head, isOne ? end : at + 1);
  }
  if (found.length !== 1) throw new RangeError("not one such object");
  return found[0];
}

/**
 * @param {Dictionary} one
 * @param {Dictionary} other
 */
export function sameEntries(one, other) {
  if (one.size !== other.size) return false;
  return [...one].every(([key, value]) => canonical(value) === canonical(other.get(key) ?? null));
}
