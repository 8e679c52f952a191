// Signed messages in DER: the part of CMS (RFC 5652) that seals and time stamps use.

import { digest, hex, joined } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */
/** @typedef {{ tag: number, whole: Bytes, content: Bytes, parts: Value[] }} Value */

export const MESSAGE_DIGEST = "2a864886f70d010904";
export const ORGANIZATION = "55040a";
const CERTIFICATES = 0xa0;
const SET = 0x31;

/**
 * The DER value at a place: its tag, all its bytes, what it holds, and that in parts.
 * @param {Bytes} bytes
 * @param {number} [at]
 * @returns {Value}
 */
export function der(bytes, at = 0) {
  let start = at + 2;
  let length = bytes[at + 1];
  if (length > 127) {
    const count = length & 127;
    if (count < 1 || count > 3) throw new RangeError("no such length");
    length = 0;
    for (; start < at + 2 + count; start += 1) length = length * 256 + bytes[start];
  }
  const end = start + length;
  const isWhole = end <= bytes.length;
  if (!isWhole) throw new RangeError("cut short");
  const content = bytes.subarray(start, end);
  return {
    tag: bytes[at],
    whole: bytes.subarray(at, end),
    content,
    get parts() {
      return partsOf(content);
    },
  };
}

/** @param {Bytes} content */
function partsOf(content) {
  /** @type {Value[]} */
  const found = [];
  let at = 0;
  while (at < content.length) {
    const part = der(content, at);
    found.push(part);
    at += part.whole.length;
  }
  return found;
}

/**
 * The parts of the SignedData in a ContentInfo. Throws RangeError or TypeError.
 * @param {Value} info
 */
export function signedData(info) {
  const { parts } = info.parts[1].parts[0];
  const signers = parts[parts.length - 1].parts;
  if (signers.length !== 1) throw new RangeError("not one signer");
  const certificates = parts.find((part) => part.tag === CERTIFICATES)?.parts ?? [];
  return { content: parts[2], certificates, signer: signers[0].parts };
}

/**
 * The first value of a signed attribute. Throws TypeError where there is none.
 * @param {Value} attributes
 * @param {string} kind
 */
export function attribute(attributes, kind) {
  const found = attributes.parts.find((part) => hex(part.parts[0].content) === kind);
  if (!found) throw new TypeError("no such attribute");
  return found.parts[1].parts[0].content;
}

/**
 * What is signed in place of the content: the attributes, as a set.
 * @param {Value} attributes
 */
export function signedAttributes(attributes) {
  return joined(new Uint8Array([SET]), attributes.whole.subarray(1));
}

/**
 * Both numbers of an ECDSA signature, one behind the other, as browsers take it.
 * @param {Bytes} signature
 * @param {number} size
 */
export function rawSignature(signature, size) {
  const numbers = der(signature).parts;
  return joined(
    ...numbers.map(({ content }) => joined(new Uint8Array(size), content).slice(-size)),
  );
}

/**
 * The value of a part of a certificate's name, or undefined.
 * @param {Value} subject
 * @param {string} kind
 */
export function nameIn(subject, kind) {
  const parts = subject.parts.map((part) => part.parts[0].parts);
  return parts.find(([found]) => hex(found.content) === kind)?.[1].content;
}

/**
 * Whether the message digest among the attributes is that of the content.
 * @param {Value} attributes
 * @param {"SHA-256" | "SHA-384" | "SHA-512"} algorithm
 * @param {Bytes} content
 */
export async function digestAgrees(attributes, algorithm, content) {
  return hex(attribute(attributes, MESSAGE_DIGEST)) === hex(await digest(algorithm, content));
}
