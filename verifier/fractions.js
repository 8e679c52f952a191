// Exact numbers: fractions [numerator, denominator] of BigInts, the denominator above zero.

/** @typedef {[bigint, bigint]} Fraction */

/** @type {Fraction} */
export const ZERO = [0n, 1n];

/**
 * @param {Fraction} one
 * @param {Fraction} other
 * @returns {Fraction}
 */
export function plus([a, b], [c, d]) {
  return [a * d + c * b, b * d];
}

/**
 * @param {Fraction} one
 * @param {Fraction} other
 * @returns {Fraction}
 */
export function minus([a, b], [c, d]) {
  return [a * d - c * b, b * d];
}

/**
 * @param {Fraction} one
 * @param {Fraction} other
 * @returns {Fraction}
 */
export function timesFraction([a, b], [c, d]) {
  return [a * c, b * d];
}

/**
 * @param {Fraction} one
 * @param {Fraction} other
 */
export function compare([a, b], [c, d]) {
  const difference = a * d - c * b;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/**
 * @param {number} number
 * @returns {Fraction}
 */
export function whole(number) {
  return [BigInt(number), 1n];
}

/**
 * A fraction as text, in lowest terms.
 * @param {string} text
 */
export function lowest(text) {
  const [above, below = 1n] = text.split("/").map(BigInt);
  return textOf([above, below]);
}

/**
 * What divides both.
 * @param {bigint} one
 * @param {bigint} other
 */
function divisorOf(one, other) {
  let divisor = one < 0n ? -one : one;
  let rest = other;
  while (rest) [divisor, rest] = [rest, divisor % rest];
  return divisor;
}

const MOST_BELOW = 1n << 65_536n;

/**
 * Whether adding them up takes a denominator longer than any count makes it: that would take hours.
 * @param {Fraction[]} fractions
 */
export function areLong(fractions) {
  let below = 1n;
  return fractions.some(([above, each]) => {
    const lowestBelow = each / divisorOf(above, each);
    below *= lowestBelow / divisorOf(below, lowestBelow);
    return below >= MOST_BELOW;
  });
}

/**
 * @param {Fraction} fraction
 */
export function textOf([above, below]) {
  const divisor = divisorOf(above, below);
  return below === divisor ? String(above / divisor) : `${above / divisor}/${below / divisor}`;
}
