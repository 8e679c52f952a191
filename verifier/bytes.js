// Bytes, and what is thrown where something is wrong with them.

/** @import { Words } from "./words.js" */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** Something in the pack is wrong, said in a sentence: the check that meets it fails. */
export class Wrong extends Error {
  /** @param {Words} words */
  constructor(words) {
    super(words.text);
    this.words = words;
  }
}

/** The file or what was typed in cannot be used at all: nothing is checked. */
export class Unusable extends Error {
  /** @param {Words} words */
  constructor(words) {
    super(words.text);
    this.words = words;
  }
}

/** A check for which there is no ground, and why; those that need it are made all the same. */
export class Unchecked {
  /** @param {Words} words */
  constructor(words) {
    this.words = words;
  }
}

export const NOTHING = new Uint8Array();

/** @param {string} text */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/**
 * The text of bytes in UTF-8. Throws TypeError where they are none.
 * @param {Bytes} bytes
 */
export function asText(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/**
 * The text of any bytes, with U+FFFD for what is not UTF-8.
 * @param {Bytes} bytes
 */
export function asShown(bytes) {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/**
 * One sign a byte, so that places in the text are places in the bytes.
 * @param {Bytes} bytes
 */
export function signForByte(bytes) {
  return Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, i) =>
    String.fromCharCode(...bytes.subarray(i * 8192, (i + 1) * 8192)),
  ).join("");
}

/** @param {Bytes} bytes */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} digits */
export function fromHex(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/**
 * @param {Bytes} one
 * @param {Bytes} other
 */
export function same(one, other) {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** @param {Bytes[]} parts */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * @param {"SHA-1" | "SHA-256" | "SHA-384" | "SHA-512"} name
 * @param {Bytes} bytes
 */
export async function digest(name, bytes) {
  return new Uint8Array(await crypto.subtle.digest(name, bytes));
}

/** @param {Bytes} bytes */
export async function sha256(bytes) {
  return hex(await digest("SHA-256", bytes));
}

/** @param {Bytes} bytes */
export function toBase64(bytes) {
  return btoa(signForByte(bytes));
}

/**
 * Throws RangeError or DOMException for text that base64 would not write.
 * @param {string} text
 */
export function fromBase64(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  if (toBase64(bytes) !== text) throw new RangeError("not written as base64 is");
  return bytes;
}
