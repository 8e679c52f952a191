// Time stamps (RFC 3161): what an authority attests of the signed file.

import { Wrong, asShown, digest, hex, same } from "./bytes.js";
import {
  ORGANIZATION,
  attribute,
  der,
  digestAgrees,
  nameIn,
  rawSignature,
  signedAttributes,
  signedData,
} from "./cms.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Value } from "./cms.js" */
/** @typedef {"SHA-256" | "SHA-384" | "SHA-512"} Hash */

/** @type {Record<string, Hash>} */
const HASHES = {
  "608648016503040201": "SHA-256",
  "608648016503040202": "SHA-384",
  "608648016503040203": "SHA-512",
};
/** @type {Record<string, [string, number]>} */
const CURVES = { "2a8648ce3d030107": ["P-256", 32], "2b81040022": ["P-384", 48] };
const TIME_STAMPING = "2b06010505070308";
const EXTENDED_KEY_USAGE = "551d25";
const EXTENSIONS = 0xa3;
const CONTENT_TYPE = "2a864886f70d010903";
const TST_INFO = "2a864886f70d0109100104";
const COMMON_NAME = "550403";
const MOST_STAMP = 65536;
const GRANTED = [0, 1];
const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/;

/** @param {Value} algorithm */
function hashNamed(algorithm) {
  const found = HASHES[hex(algorithm.parts[0].content)];
  if (!found) throw new RangeError("another hash");
  return found;
}

/**
 * What an answer attests of the message. Throws RangeError or TypeError where it cannot be read,
 * Wrong where it attests nothing.
 * @param {Bytes} response
 * @param {Bytes} message
 */
export async function stampOf(response, message) {
  if (response.length > MOST_STAMP) throw new RangeError("too long");
  const answer = der(response);
  const [status, token] = answer.parts;
  const granted = GRANTED.includes(status.parts[0].content[0]);
  if (answer.whole.length !== response.length || !granted) throw new RangeError("not granted");
  const { content, certificates, signer } = signedData(token);
  const [kind, wrapped] = content.parts;
  if (hex(kind.content) !== TST_INFO) throw new RangeError("another kind of answer");
  const info = wrapped.parts[0].content;
  const [, , imprint, , made] = der(info).parts;
  const time = TIME.exec(asShown(made.content));
  if (!time) throw new RangeError("no time");
  const [algorithm, said] = imprint.parts;
  if (!same(said.content, await digest(hashNamed(algorithm), message))) {
    throw new Wrong(say("it is the time stamp of something else"));
  }
  const by = await signedBy(certificates, signer, info).catch(() => null);
  if (by === null)
    throw new Wrong(say("its signature does not hold, or is not one for time stamps"));
  const [, year, month, day, hour, minute, second] = time;
  return { at: `${year}-${month}-${day} ${hour}:${minute}:${second}`, ...by };
}

/**
 * Who signed the content, by name, and whether only they themselves vouch for it; null where the
 * signature does not hold.
 * @param {Value[]} certificates
 * @param {Value[]} signer
 * @param {Bytes} content
 */
async function signedBy(certificates, signer, content) {
  const [, issuerAndNumber, algorithm, attributes, , signature] = signer;
  const [issuer, number] = issuerAndNumber.parts;
  const certificate = certificates
    .map((one) => one.parts[0].parts)
    .find((fields) => same(fields[3].whole, issuer.whole) && same(fields[1].whole, number.whole));
  if (!certificate || !isForStamps(certificate)) return null;
  const hash = hashNamed(algorithm);
  if (hex(attribute(attributes, CONTENT_TYPE)) !== TST_INFO) return null;
  if (!(await digestAgrees(attributes, hash, content))) return null;
  const key = certificate[6];
  if (!(await holdsBy(key, hash, signature.content, signedAttributes(attributes)))) return null;
  const name = nameIn(certificate[5], COMMON_NAME) ?? nameIn(certificate[5], ORGANIZATION);
  const isSelfMade = same(certificate[3].whole, certificate[5].whole);
  return { by: name ? asShown(name) : "", isSelfMade };
}

/**
 * @param {Value} spki
 * @param {Hash} hash
 * @param {Bytes} signature
 * @param {Bytes} signed
 */
async function holdsBy(spki, hash, signature, signed) {
  const curve = CURVES[hex(spki.parts[0].parts[1].content)];
  const how = curve
    ? { name: "ECDSA", namedCurve: curve[0], hash }
    : { name: "RSASSA-PKCS1-v1_5", hash };
  const raw = curve ? rawSignature(signature, curve[1]) : signature;
  const key = await crypto.subtle.importKey("spki", spki.whole, how, false, ["verify"]);
  return crypto.subtle.verify(how, key, raw, signed);
}

/**
 * Whether a certificate is for time stamps and nothing else.
 * @param {Value[]} fields
 */
function isForStamps(fields) {
  const extensions = fields.find((field) => field.tag === EXTENSIONS)?.parts[0].parts ?? [];
  const usage = extensions.find((one) => hex(one.parts[0].content) === EXTENDED_KEY_USAGE);
  if (!usage) return false;
  const purposes = der(usage.parts[usage.parts.length - 1].content).parts;
  return purposes.map((purpose) => hex(purpose.content)).join() === TIME_STAMPING;
}
