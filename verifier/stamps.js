// Time stamps (RFC 3161): what an authority attests of the signed file.

import { Wrong, asShown, digest, hex, same } from "./bytes.js";
import { ORGANIZATION, der, hashNamed, holderOf, nameIn, signedData } from "./cms.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Value } from "./cms.js" */
const TIME_STAMPING = "2b06010505070308";
const EXTENDED_KEY_USAGE = "551d25";
const EXTENSIONS = 0xa3;
const TST_INFO = "2a864886f70d0109100104";
const COMMON_NAME = "550403";
const MOST_STAMP = 65536;
const GRANTED = [0, 1];
const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/;

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
 * @param {Value} signer
 * @param {Bytes} content
 */
async function signedBy(certificates, signer, content) {
  const holder = await holderOf(certificates, signer, TST_INFO, content);
  if (holder === null || !isForStamps(holder.certificate)) return null;
  const [, , , issuer, , subject] = holder.certificate;
  const name = nameIn(subject, COMMON_NAME) ?? nameIn(subject, ORGANIZATION);
  return { by: name ? asShown(name) : "", isSelfMade: same(issuer.whole, subject.whole) };
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
