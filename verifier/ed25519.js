// Ed25519 from RFC 8032, section 5.1: for browsers that do not bring it.
// Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.

import { digest, hex, joined } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */
/** @typedef {[bigint, bigint, bigint, bigint]} Point */

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** @param {bigint} number */
function mod(number) {
  return ((number % P) + P) % P;
}

/**
 * @param {bigint} base
 * @param {bigint} exponent
 */
function power(base, exponent) {
  let result = 1n;
  let square = mod(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** @param {bigint} number */
function inverse(number) {
  return power(number, P - 2n);
}

const D = mod(-121665n * inverse(121666n));
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);

/**
 * @param {Point} one
 * @param {Point} other
 * @returns {Point}
 */
function added([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * t2 * D);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

/**
 * @param {bigint} number
 * @param {Point} point
 */
function times(number, point) {
  /** @type {Point} */
  let sum = [0n, 1n, 1n, 0n];
  let doubled = point;
  for (let rest = number; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = added(sum, doubled);
    doubled = added(doubled, doubled);
  }
  return sum;
}

/** @param {Bytes} bytes */
function littleEndian(bytes) {
  return BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`);
}

/**
 * @param {Bytes} bytes
 * @returns {Point | null}
 */
function pointOf(bytes) {
  const number = littleEndian(bytes);
  const sign = number >> 255n;
  const y = number & (2n ** 255n - 1n);
  if (y >= P) return null;
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square) !== 0n) x = mod(x * ROOT_OF_MINUS_1);
  if (mod(x * x - square) !== 0n || (x === 0n && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

const BASE = /** @type {Point} */ (pointOf(Uint8Array.from([0x58, ...Array(31).fill(0x66)])));

/**
 * Whether `raw` (64 bytes) is the signature of the message by the key (32 bytes).
 * @param {Bytes} key
 * @param {Bytes} raw
 * @param {Bytes} message
 */
export async function ed25519Holds(key, raw, message) {
  const a = pointOf(key);
  const r = pointOf(raw.subarray(0, 32));
  const s = littleEndian(raw.subarray(32));
  if (!a || !r || s >= L) return false;
  const hashed = await digest("SHA-512", joined(raw.subarray(0, 32), key, message));
  const [x1, y1, z1] = times(s, BASE);
  const [x2, y2, z2] = added(r, times(littleEndian(hashed) % L, a));
  return mod(x1 * z2 - x2 * z1) === 0n && mod(y1 * z2 - y2 * z1) === 0n;
}
