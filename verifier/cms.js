// Signed messages in DER: the part of CMS (RFC 5652) that seals and time stamps use.

import { digest, hex, joined, same } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */
/** @typedef {{ tag: number, whole: Bytes, content: Bytes, parts: Value[] }} Value */

/** @typedef {"SHA-256" | "SHA-384" | "SHA-512"} Hash */
/**
 * Who signed: the fields of their certificate, the hash, and the curve of their key (RSA: null).
 * @typedef {{ certificate: Value[], hash: Hash, curve: string | null }} Holder
 */

const MESSAGE_DIGEST = "2a864886f70d010904";
const CONTENT_TYPE = "2a864886f70d010903";
const SIGNING_CERTIFICATE = "2a864886f70d010910020c";
const SIGNING_CERTIFICATE_V2 = "2a864886f70d010910022f";
export const ORGANIZATION = "55040a";
/** @type {Record<string, Hash>} */
const HASHES = {
  "608648016503040201": "SHA-256",
  "608648016503040202": "SHA-384",
  "608648016503040203": "SHA-512",
};
/** @type {Record<string, [string, number]>} */
const CURVES = {
  "2a8648ce3d030107": ["P-256", 32],
  "2b81040022": ["P-384", 48],
  "2b81040023": ["P-521", 66],
};
const RSA = "2a864886f70d010101";
const RSA_PSS = "2a864886f70d01010a";
const MGF1 = "2a864886f70d010108";
/** How a signature says that it was made over a hash, beside RSA and RSA-PSS. */
/** @type {Record<Hash, { rsa: string, ecdsa: string }>} */
const SIGNED_WITH = {
  "SHA-256": { rsa: "2a864886f70d01010b", ecdsa: "2a8648ce3d040302" },
  "SHA-384": { rsa: "2a864886f70d01010c", ecdsa: "2a8648ce3d040303" },
  "SHA-512": { rsa: "2a864886f70d01010d", ecdsa: "2a8648ce3d040304" },
};
const PSS_SALT = 20; // bytes, where a signature does not say (RFC 8017, A.2.3)
const [PSS_HASH, PSS_MASK, PSS_LENGTH] = [0xa0, 0xa1, 0xa2];
const [INTEGER, OCTETS, OID, SEQUENCE] = [0x02, 0x04, 0x06, 0x30];
const SIGNED_DATA = "2a864886f70d010702";
/** Version, issuer and number, digest, signed attributes, kind of signature, signature. */
const SIGNER = [INTEGER, SEQUENCE, SEQUENCE, 0xa0, SEQUENCE, OCTETS];
const CERTIFICATES = 0xa0;
const WRAPPED = 0xa0;
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
 * The parts of a value, which have these tags, and maybe others after them. Throws RangeError.
 * @param {Value} value
 * @param {number[]} tags
 */
export function partsAs(value, tags) {
  const { parts } = value;
  if (!tags.every((tag, i) => parts[i]?.tag === tag)) throw new RangeError("other parts");
  return parts;
}

/**
 * The object identifier with which a sequence begins, in hex. Throws RangeError.
 * @param {Value} value
 */
export function kindOf(value) {
  if (value.tag !== SEQUENCE) throw new RangeError("no sequence");
  return hex(partsAs(value, [OID])[0].content);
}

/**
 * The parts of the SignedData in a ContentInfo. Throws RangeError or TypeError.
 * @param {Value} info
 */
export function signedData(info) {
  if (kindOf(info) !== SIGNED_DATA) throw new RangeError("no signed data");
  const [, wrapped] = partsAs(info, [OID, WRAPPED]);
  const [inner] = partsAs(wrapped, [SEQUENCE]);
  const parts = partsAs(inner, [INTEGER, SET, SEQUENCE]);
  const signers = parts[parts.length - 1].parts;
  if (signers.length !== 1) throw new RangeError("not one signer");
  const certificates = parts.find((part) => part.tag === CERTIFICATES)?.parts ?? [];
  const last = parts[parts.length - 1];
  if (last.tag !== SET || signers[0].tag !== SEQUENCE) throw new RangeError("no signers");
  return { content: parts[2], certificates, signer: signers[0] };
}

/**
 * The hash that an algorithm names. Throws RangeError for one that cannot be relied on.
 * @param {Value} algorithm
 */
export function hashNamed(algorithm) {
  const name = HASHES[kindOf(algorithm)];
  if (!name) throw new RangeError("another hash");
  return name;
}

/**
 * Who signed the content, which is of that type; null where the signature does not hold. Throws
 * RangeError or TypeError where it cannot be read.
 * @param {Value[]} certificates
 * @param {Value} signer
 * @param {string} type
 * @param {Bytes} content
 * @returns {Promise<Holder | null>}
 */
export async function holderOf(certificates, signer, type, content) {
  const [, issuerAndNumber, algorithm, attributes, how, signature] = partsAs(signer, SIGNER);
  const [issuer, number] = partsAs(issuerAndNumber, [SEQUENCE, INTEGER]);
  const whole = certificates.find((one) => {
    const [, serial, , by] = one.parts[0].parts;
    return same(by.whole, issuer.whole) && same(serial.whole, number.whole);
  });
  if (!whole) return null;
  if (!(await isNamed(whole, attributes))) return null;
  const certificate = whole.parts[0].parts;
  const hash = hashNamed(algorithm);
  if (hex(attribute(attributes, CONTENT_TYPE)) !== type) return null;
  if (hex(attribute(attributes, MESSAGE_DIGEST)) !== hex(await digest(hash, content))) return null;
  const signed = signedAttributes(attributes);
  const curve = await holdsBy(certificate[6], hash, how, signature.content, signed);
  return curve === undefined ? null : { certificate, hash, curve };
}

/**
 * Whether the certificate is the one that the attributes name, where they name one (RFC 5035).
 * @param {Value} certificate
 * @param {Value} attributes
 */
async function isNamed(certificate, attributes) {
  const second = attributeNamed(attributes, SIGNING_CERTIFICATE_V2);
  const named = second ?? attributeNamed(attributes, SIGNING_CERTIFICATE);
  if (named === undefined) return true;
  const [first] = named.parts[1].parts[0].parts[0].parts;
  const parts = [...first.parts];
  const algorithm = second && parts[0].tag === SEQUENCE ? parts.shift() : undefined;
  const hash = algorithm === undefined ? "SHA-256" : hashNamed(algorithm);
  const [said, place] = parts;
  if (!same(said.content, await digest(second ? hash : "SHA-1", certificate.whole))) return false;
  if (place === undefined) return true;
  const [names, serial] = place.parts;
  const [, number, , issuer] = certificate.parts[0].parts;
  return same(names.parts[0].content, issuer.whole) && same(serial.whole, number.whole);
}

/**
 * @param {Value} attributes
 * @param {string} kind
 */
function attributeNamed(attributes, kind) {
  return attributes.parts.find((part) => hex(part.parts[0].content) === kind);
}

/**
 * The curve of the key by which a signature holds, null for RSA; undefined where it does not hold.
 * @param {Value} spki
 * @param {Hash} hash
 * @param {Value} how
 * @param {Bytes} signature
 * @param {Bytes} signed
 */
async function holdsBy(spki, hash, how, signature, signed) {
  const said = kindOf(how);
  const [algorithm] = spki.parts;
  if (kindOf(algorithm) === RSA) {
    const scheme = rsaScheme(said, hash, how);
    const isGood = scheme !== null && (await isSignedBy(spki, scheme, signature, signed));
    return isGood ? null : undefined;
  }
  const [, parameters] = algorithm.parts.map(({ content }) => hex(content));
  if (!Object.hasOwn(CURVES, parameters) || said !== SIGNED_WITH[hash].ecdsa) return undefined;
  const [namedCurve, size] = CURVES[parameters];
  const scheme = { name: "ECDSA", namedCurve, hash };
  const isGood = await isSignedBy(spki, scheme, rawSignature(signature, size), signed);
  return isGood ? namedCurve : undefined;
}

/**
 * @param {string} said
 * @param {Hash} hash
 * @param {Value} how
 */
function rsaScheme(said, hash, how) {
  if (said === RSA || said === SIGNED_WITH[hash].rsa) return { name: "RSASSA-PKCS1-v1_5", hash };
  if (said !== RSA_PSS) return null;
  const given = new Map(how.parts[1].parts.map((part) => [part.tag, part.parts[0]]));
  const [over, mask, length] = [PSS_HASH, PSS_MASK, PSS_LENGTH].map((tag) => given.get(tag));
  const isOneHash =
    over !== undefined &&
    mask !== undefined &&
    hashNamed(over) === hash &&
    kindOf(mask) === MGF1 &&
    hashNamed(mask.parts[1]) === hash;
  if (!isOneHash) return null;
  const saltLength = length === undefined ? PSS_SALT : parseInt(hex(length.content), 16);
  return { name: "RSA-PSS", hash, saltLength };
}

/**
 * @param {Value} spki
 * @param {any} scheme
 * @param {Bytes} signature
 * @param {Bytes} signed
 */
async function isSignedBy(spki, scheme, signature, signed) {
  const key = await crypto.subtle.importKey("spki", spki.whole, scheme, false, ["verify"]);
  return crypto.subtle.verify(scheme, key, signature, signed);
}

/**
 * The first value of a signed attribute. Throws TypeError where there is none.
 * @param {Value} attributes
 * @param {string} kind
 */
function attribute(attributes, kind) {
  const one = attributeNamed(attributes, kind);
  if (!one) throw new TypeError("no such attribute");
  return one.parts[1].parts[0].content;
}

/**
 * What is signed in place of the content: the attributes, as a set.
 * @param {Value} attributes
 */
function signedAttributes(attributes) {
  return joined(new Uint8Array([SET]), attributes.whole.subarray(1));
}

/**
 * Both numbers of an ECDSA signature, one behind the other, as browsers take it.
 * @param {Bytes} signature
 * @param {number} size
 */
function rawSignature(signature, size) {
  const whole = der(signature);
  const numbers = partsAs(whole, [INTEGER, INTEGER]);
  const isAll = numbers.length === 2 && whole.whole.length === signature.length;
  if (!isAll || !numbers.every(({ content }) => isShortest(content))) {
    throw new RangeError("no signature");
  }
  return joined(
    ...numbers.map(({ content }) => joined(new Uint8Array(size), content).slice(-size)),
  );
}

/**
 * Whether a number above nothing is written with no byte too many.
 * @param {Bytes} number
 */
function isShortest([first, second = 0]) {
  return first === 0 ? second > 127 : first < 128;
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
