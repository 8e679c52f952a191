// Keys and signatures as OpenSSH writes them (PROTOCOL.sshsig).

import { asShown, asText, digest, fromBase64, joined, toBase64, utf8 } from "./bytes.js";
import { ed25519Holds } from "./ed25519.js";

/** @import { Bytes } from "./bytes.js" */
/** @typedef {{ key: Bytes, namespace: string, raw: Bytes }} Signature */

const KEY_KIND = "ssh-ed25519";
const MAGIC = "SSHSIG";
const HASH = "sha512";
const VERSION = new Uint8Array([0, 0, 0, 1]);
const BEGIN_LINE = "-----BEGIN SSH SIGNATURE-----\n";
const END_LINE = "-----END SSH SIGNATURE-----\n";
/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const DER_PREFIX = new Uint8Array([
  0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
]);

/**
 * What a signature of a pack of this kind is made for: it stands for no other kind.
 * @param {string} kind
 */
export function namespaceOf(kind) {
  return `pbdesk-${kind.replaceAll("-", "")}-pack-v1`;
}

/** @param {Bytes} bytes */
function sshString(bytes) {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return joined(length, bytes);
}

/**
 * @param {Bytes} bytes
 * @param {number} count
 */
function sshStrings(bytes, count) {
  /** @type {Bytes[]} */
  const found = [];
  let rest = bytes;
  for (let i = 0; i < count; i += 1) {
    if (rest.length < 4) throw new RangeError("cut short");
    const end = 4 + new DataView(rest.buffer, rest.byteOffset).getUint32(0);
    if (end > rest.length) throw new RangeError("cut short");
    found.push(rest.slice(4, end));
    rest = rest.subarray(end);
  }
  if (rest.length > 0) throw new RangeError("bytes left over");
  return found;
}

/** @param {Bytes} key */
function publicBlob(key) {
  return joined(sshString(utf8(KEY_KIND)), sshString(key));
}

/**
 * The 32 bytes of a public key. Throws RangeError for any other.
 * @param {Bytes} blob
 */
export function publicOf(blob) {
  const [kind, key] = sshStrings(blob, 2);
  if (asShown(kind) !== KEY_KIND || key.length !== 32) throw new RangeError("not an Ed25519 key");
  return key;
}

/**
 * As a key card shows it.
 * @param {Bytes} key
 */
export async function fingerprint(key) {
  const print = toBase64(await digest("SHA-256", publicBlob(key)));
  return `SHA256:${print.replace(/=+$/, "")}`;
}

/**
 * A signature file that is written as OpenSSH writes it. Throws RangeError, TypeError or DOMException.
 * @param {Bytes} file
 * @returns {Signature}
 */
export function sshsigOf(file) {
  const text = asText(file);
  const blob = fromBase64(text.slice(BEGIN_LINE.length, -END_LINE.length).replaceAll("\n", ""));
  const [key, namespace, , , signature] = sshStrings(blob.slice(MAGIC.length + VERSION.length), 5);
  const raw = sshStrings(signature, 2)[1];
  const found = { key: publicOf(key), namespace: asShown(namespace), raw };
  if (armoured(found) !== text) throw new RangeError("not written as OpenSSH writes it");
  return found;
}

/** @param {Signature} signature */
function armoured({ key, namespace, raw }) {
  const signed = joined(sshString(utf8(KEY_KIND)), sshString(raw));
  const parts = [publicBlob(key), utf8(namespace), utf8(""), utf8(HASH), signed];
  const blob = joined(utf8(MAGIC), VERSION, ...parts.map(sshString));
  return BEGIN_LINE + toBase64(blob).replace(/.{1,70}/g, "$&\n") + END_LINE;
}

/**
 * The bytes that an SSHSIG signs in place of the message.
 * @param {Bytes} message
 * @param {string} namespace
 */
export async function signedBytes(message, namespace) {
  const parts = [utf8(namespace), utf8(""), utf8(HASH), await digest("SHA-512", message)];
  return joined(utf8(MAGIC), ...parts.map(sshString));
}

/** @param {Bytes} key */
export function pemOf(key) {
  const body = toBase64(joined(DER_PREFIX, key));
  return `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`;
}

/**
 * Whether `raw` is the signature of the message by the key.
 * @param {Bytes} key
 * @param {Bytes} raw
 * @param {Bytes} message
 */
export async function holds(key, raw, message) {
  if (raw.length !== 64) return false;
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return ed25519Holds(key, raw, message); // a browser without Ed25519
  }
  return crypto.subtle.verify({ name: "Ed25519" }, imported, raw, message);
}
