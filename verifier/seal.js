// The report's seal: an update of the PDF that adds one unseen signature, and nothing else.

import { isDay } from "./bag.js";
import { Wrong, asShown, fromHex, joined, signForByte } from "./bytes.js";
import { canonical } from "./canonical.js";
import { ORGANIZATION, der, holderOf, nameIn, signedData } from "./cms.js";
import { dictionary, objectIn, reference, refuseIf, sameEntries, updateOf } from "./pdf.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Dictionary, Update } from "./pdf.js" */
/** @typedef {{ cms: string, range: number[], at: string, start: number }} Seal */

const SIGNATURE = new RegExp(
  "^<<\\n/Contents <((?:[0-9A-Fa-f]{2})+)>\\n/ByteRange \\[0 ([0-9]+) ([0-9]+) ([0-9]+)\\] *\\n" +
    "/Type /Sig\\n/Filter /Adobe\\.PPKLite\\n/SubFilter /ETSI\\.CAdES\\.detached\\n" +
    "/M \\(D\\\\072([0-9]{14})Z\\)\\n>>$",
);
const DATA = "2a864886f70d010701";

/**
 * What was found right in the seal behind the first `length` bytes of the report.
 * @param {Bytes} pdf
 * @param {number} length
 * @param {string} assembly
 */
export async function sealHolds(pdf, length, assembly) {
  const seal = sealIn(pdf, length);
  const other = await madeFor(pdf, seal);
  if (other === null) {
    throw new Wrong(
      say("The seal of “data/report.pdf” is broken: the report was changed after it was sealed."),
    );
  }
  if (other !== assembly) {
    throw new Wrong(say("The seal of “data/report.pdf” was made for “{other}”.", { other }));
  }
  return say(
    "The report is the one that “bag-info.txt” names, and sealed; the seal holds, and says that it was made on {day}. Whose seal it is, the signatures say.",
    { day: dayOf(seal.at) },
  );
}

/** @param {string} moment */
function dayOf(moment) {
  return moment.replace(/^(....)(..)(..).*/, "$1-$2-$3");
}

/**
 * @param {Bytes} pdf
 * @param {number} length
 * @returns {Seal}
 */
function sealIn(pdf, length) {
  const text = signForByte(pdf);
  try {
    return onlyASeal(updateOf(text, length), text.slice(0, length));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Wrong(say("Something was added at the end of “data/report.pdf”."));
  }
}

/**
 * The seal of an update that adds one unseen field to one page and nothing else.
 * @param {Update} update
 * @param {string} unsigned
 * @returns {Seal}
 */
function onlyASeal({ objects, places, trailer, before }, unsigned) {
  const text = (/** @type {number} */ number) => objects.get(number) ?? "";
  const inside = (/** @type {number} */ number, /** @type {string} */ key) =>
    dictionary(text(number)).get(key);
  const root = reference(trailer.get("/Root"));
  const form = reference(inside(root, "/AcroForm"));
  const field = reference(inside(form, "/Fields")?.slice(1, -1));
  const page = reference(inside(field, "/P"));
  const signed = reference(inside(field, "/V"));
  const numbers = new Set([root, form, field, page, signed]);
  refuseIf(objects.size !== 5 || numbers.size !== 5);
  refuseIf(text(form) !== `<<\n/Fields [ ${field} 0 R ]\n/SigFlags 3\n>>`);
  refuseIf(text(field) !== unseenField(page, signed));
  refuseOtherRoot(dictionary(objectIn(unsigned, root)), dictionary(text(root)));
  refuseOtherPage(dictionary(objectIn(unsigned, page)), dictionary(text(page)), field);
  refuseOtherTrailer(before, trailer, Math.max(...objects.keys()) + 1);
  const signature = SIGNATURE.exec(text(signed));
  if (!signature || !isDay(dayOf(signature[5]))) throw new RangeError("no signature");
  const [, cms, start, end, rest, at] = signature;
  const place = (places.get(signed) ?? 0) + `${signed} 0 obj\n<<\n/Contents `.length;
  return { cms, range: [start, end, rest].map(Number), at, start: place };
}

/**
 * @param {number} page
 * @param {number} signed
 */
function unseenField(page, signed) {
  return (
    "<<\n/FT /Sig\n/T (Seal)\n/Type /Annot\n/Subtype /Widget\n/F 130\n/Rect [ 0 0 0 0 ]\n" +
    `/P ${page} 0 R\n/TU (Facilitator)\n/V ${signed} 0 R\n>>`
  );
}

/**
 * @param {Dictionary} old
 * @param {Dictionary} changed
 */
function refuseOtherRoot(old, changed) {
  refuseIf(!changed.delete("/AcroForm") || !sameEntries(changed, old));
}

/**
 * @param {Dictionary} old
 * @param {Dictionary} changed
 * @param {number} field
 */
function refuseOtherPage(old, changed, field) {
  const before = (old.get("/Annots") ?? ["[", "]"]).slice(1, -1);
  const wanted = ["[", ...before, String(field), "0", "R", "]"];
  refuseIf(canonical(changed.get("/Annots") ?? null) !== canonical(wanted));
  old.delete("/Annots");
  changed.delete("/Annots");
  refuseIf(!sameEntries(changed, old));
}

/**
 * @param {Dictionary} old
 * @param {Dictionary} changed
 * @param {number} size
 */
function refuseOtherTrailer(old, changed, size) {
  const identity = changed.get("/ID");
  refuseIf(identity?.length !== 4 || identity[0] !== "[" || identity[3] !== "]");
  refuseIf(String(changed.get("/Size")) !== String(size));
  for (const trailer of [old, changed]) {
    trailer.delete("/ID");
    trailer.delete("/Size");
  }
  refuseIf(!sameEntries(changed, old));
}

/**
 * For which assembly the seal was made; null where it is not over the whole file, or does not hold.
 * @param {Bytes} pdf
 * @param {Seal} seal
 */
async function madeFor(pdf, { cms, range, start }) {
  const end = start + cms.length + 2;
  const [saidStart, saidEnd, saidRest] = range;
  if (saidStart !== start || saidEnd !== end || saidRest !== pdf.length - end) return null;
  const covered = joined(pdf.subarray(0, start), pdf.subarray(end));
  try {
    return await namedBy(fromHex(cms), covered);
  } catch {
    return null; // no seal that can be read
  }
}

/**
 * @param {Bytes} cms
 * @param {Bytes} message
 */
async function namedBy(cms, message) {
  const whole = der(cms);
  const { certificates, signer } = signedData(whole);
  const padding = cms.subarray(whole.whole.length);
  if (padding.some(Boolean) || certificates.length !== 1) return null;
  const holder = await holderOf(certificates, signer, DATA, message);
  if (holder?.curve !== "P-256" || holder.hash !== "SHA-256") return null;
  const [, , , , , subject] = holder.certificate;
  const name = nameIn(subject, ORGANIZATION);
  return name ? asShown(name) : null;
}
