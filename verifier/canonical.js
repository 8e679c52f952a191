// JSON that can be written in one way only (RFC 8785), and what a value must be.

import { asText } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */
/** @typedef {(value: any) => boolean} Test */

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const MOST_DEEP = 32;

/**
 * The one way of writing a value. Throws RangeError for what JSON cannot hold exactly.
 * @param {any} value
 * @param {number} [depth]
 * @returns {string}
 */
export function canonical(value, depth = 0) {
  if (depth > MOST_DEEP) throw new RangeError("nested too deep");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return wholeNumber(value);
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) {
    return `[${value.map((one) => canonical(one, depth + 1)).join(",")}]`;
  }
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${quoted(key)}:${canonical(value[key], depth + 1)}`).join(",")}}`;
}

/** @param {number} value */
function wholeNumber(value) {
  if (!Number.isSafeInteger(value)) throw new RangeError("not a whole number");
  return String(value);
}

/** @param {string} value */
function quoted(value) {
  if (LONE_SURROGATE.test(value)) throw new RangeError("half a sign");
  return JSON.stringify(value);
}

/**
 * The value of canonical JSON. Throws SyntaxError, TypeError or RangeError for any other text.
 * @param {Bytes} bytes
 * @returns {any}
 */
export function canonicallyRead(bytes) {
  const text = asText(bytes);
  const value = JSON.parse(text);
  if (canonical(value) !== text) throw new RangeError("not written canonically");
  return value;
}

/**
 * The value, or null where the bytes are no canonical JSON or the test does not hold.
 * @param {Bytes} bytes
 * @param {Test} test
 * @returns {any}
 */
export function readAs(bytes, test) {
  try {
    const value = canonicallyRead(bytes);
    return test(value) ? value : null;
  } catch {
    return null;
  }
}

/** @type {Test} */
export const isText = (value) => typeof value === "string";
/** @type {Test} */
export const isWhole = (value) => Number.isSafeInteger(value);
/** @type {Test} */
export const isTruth = (value) => typeof value === "boolean";
/** @type {Test} */
export const isNull = (value) => value === null;
/** @type {Test} */
export const isObject = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {any[]} values
 * @returns {Test}
 */
export function oneOf(...values) {
  return (value) => values.includes(value);
}

/**
 * @param {Test[]} tests
 * @returns {Test}
 */
export function either(...tests) {
  return (value) => tests.some((test) => test(value));
}

/**
 * @param {Test} test
 * @returns {Test}
 */
export function listOf(test) {
  return (value) => Array.isArray(value) && value.every(test);
}

/**
 * @param {Test} test
 * @returns {Test}
 */
export function mapOf(test) {
  return (value) => isObject(value) && Object.values(value).every(test);
}

/**
 * `parts` are the keys that must be there, `more` those that may be; any others are passed over.
 * @param {Record<string, Test>} parts
 * @param {Record<string, Test>} [more]
 * @returns {Test}
 */
export function madeOf(parts, more = {}) {
  return (value) =>
    isObject(value) &&
    Object.entries(parts).every(([key, test]) => Object.hasOwn(value, key) && test(value[key])) &&
    Object.entries(more).every(([key, test]) => !Object.hasOwn(value, key) || test(value[key]));
}

/**
 * As `madeOf`, with no keys but those.
 * @param {Record<string, Test>} parts
 * @param {Record<string, Test>} [more]
 * @returns {Test}
 */
export function onlyMadeOf(parts, more = {}) {
  const test = madeOf(parts, more);
  return (value) =>
    test(value) &&
    Object.keys(value).every((key) => Object.hasOwn(parts, key) || Object.hasOwn(more, key));
}

/**
 * What an entry says. Throws TypeError where it is not what such an entry is.
 * @param {{ type?: string, body?: Record<string, any> }} entry
 * @param {Test} holds
 * @returns {Record<string, any>}
 */
export function heldIn({ type, body }, holds) {
  if (!isObject(body) || !holds(body)) throw new TypeError(type);
  return /** @type {Record<string, any>} */ (body);
}

/**
 * What an earlier entry began. Throws TypeError where none did.
 * @template T
 * @param {Map<string, T>} found
 * @param {string} id
 */
export function begunAs(found, id) {
  const before = found.get(id);
  if (before === undefined) throw new TypeError(id);
  return before;
}
