// The bag: one folder with the files of a pack, and what it says of itself (BagIt, RFC 8493).

import { Wrong, asShown, digest, hex, same, utf8 } from "./bytes.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Entry } from "./zip.js" */
/** @typedef {Map<string, Bytes>} Files A pack's files by their path below its folder. */
/** @typedef {{ top: string, files: Files }} Bag */
/**
 * What bag-info.txt says. `report`: digest and length of the unsigned report; `name`: the folder's.
 * @typedef {object} Info
 * @property {string} date
 * @property {string} assembly
 * @property {string} code
 * @property {string} kind
 * @property {string} stage
 * @property {string} report
 * @property {number} length
 * @property {string} name
 */

/** What a pack may be: the result itself, or what follows it; each kind is signed for itself. */
export const KINDS = ["result", "answer", "money", "follow-up", "case"];
export const WHO = ["facilitator", "teller-1", "teller-2", "keeper", "chair", "clerk"];
export const SIGNED = "tagmanifest-sha256.txt";
export const TAGGED = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"];
export const REPORTS = [
  "annex.pdf",
  "notice.pdf",
  "report-large.pdf",
  "report-plain.pdf",
  "report-projects.pdf",
  "report.pdf",
  "response-form.pdf",
  "you-asked.pdf",
];
const STAGES = ["rehearsal", "final", "part", "combined"];
export const STAMPS = ["tsa/1.tsr", "tsa/2.tsr", "tsa/3.tsr"];
const TAGS = [...TAGGED, "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"];
const NEEDED = ["START-HERE.txt", "record.jsonl", "report.pdf", "result.json"];
const OPTIONAL = [
  "assembly.pb",
  "committee.txt",
  "decided.json",
  "draw.json",
  "grants-draft.csv",
  "open-book.html",
  "open-book.json",
  "parent.json",
  "projects.csv",
  "verify.html",
  ...REPORTS,
];
const SIGNATURES = WHO.flatMap((who) =>
  ["sshsig", "ed25519", "pem"].map((kind) => `signatures/${who}.${kind}`),
);
export const KNOWN = new Set([
  ...TAGS,
  ...[...NEEDED, ...OPTIONAL].map((name) => `data/${name}`),
  ...SIGNATURES,
  ...STAMPS,
]);
/** The ballots of a question, by its id. */
const BALLOTS = /^data\/ballots\/[1-9][0-9]{0,2}\.(?:soi|csv)$/;
const BALLOTS_OF_A_HALL = "data/(?:assembly\\.pb|ballots/[1-9][0-9]{0,2}\\.(?:soi|csv))";
const FOLDERS = ["", "data/", "data/ballots/", "signatures/", "tsa/"];

const ID = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}[A-Za-z0-9])?";
const SIGN = "[0-9A-HJKMNP-TV-Z]";
const DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const WHOLE_ID = new RegExp(`^${ID}$`);
/** What a combined pack keeps of each hall's own pack: what was signed there, and by whom. */
const OF_A_HALL = new RegExp(
  `^data/halls/${ID}/(?:(?:tag)?manifest-sha256\\.txt|bag-info\\.txt|data/result\\.json` +
    `|${BALLOTS_OF_A_HALL}|signatures/(?:${WHO.join("|")})\\.sshsig)$`,
);
const FOLDER_OF_HALLS = new RegExp(`^data/halls/(?:${ID}/(?:data/(?:ballots/)?|signatures/)?)?$`);
const FOLDER_NAME = new RegExp(`^pb-result_${ID}_${DAY}_${SIGN}{8}$`);
const BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const INFO = new RegExp(
  `^Bagging-Date: (?<date>${DAY})\n` +
    `External-Identifier: (?<assembly>${ID})\n` +
    "PBDesk-Pack-Format: 1\n" +
    `PBDesk-Pack-Kind: (?<kind>${KINDS.join("|")})\n` +
    `PBDesk-Results-Code: (?<code>${SIGN}{4}(?: ${SIGN}{4}){7})\n` +
    `PBDesk-Stage: (?<stage>${STAGES.join("|")})\n` +
    "PBDesk-Unsigned-Report-SHA256: (?<report>[0-9a-f]{64}:(?<length>[0-9]{1,9}))\n$",
);

/**
 * @param {Entry[]} entries
 * @returns {Bag}
 */
export function bagOf(entries) {
  const seen = new Set();
  for (const entry of entries) {
    const folded = entry.name.normalize("NFC").toUpperCase().toLowerCase();
    if (seen.has(folded))
      throw new Wrong(say("“{name}” is in the zip twice.", { name: entry.name }));
    seen.add(folded);
    if (!entry.plain) {
      throw new Wrong(say("“{name}” is a link or a device, not a file.", { name: entry.name }));
    }
  }
  const tops = [...new Set(entries.map((entry) => entry.name.split("/")[0]))];
  const [top] = tops;
  if (tops.length !== 1 || !FOLDER_NAME.test(top)) {
    throw new Wrong(say("The zip does not hold exactly one folder named as a pack’s."));
  }
  const files = new Map(entries.map((entry) => [entry.name.slice(top.length + 1), entry.content]));
  refuseOthers(files);
  for (const name of [...files.keys()].filter(isFolder)) files.delete(name);
  return { top, files };
}

/**
 * Whether a text can be the id of an assembly.
 * @param {string} text
 */
export function isAssemblyId(text) {
  return WHOLE_ID.test(text);
}

/**
 * Whether a pack may have a file of this name.
 * @param {string} name
 */
export function isKnown(name) {
  return KNOWN.has(name) || BALLOTS.test(name) || OF_A_HALL.test(name);
}

/** @param {string} name */
function isFolder(name) {
  return FOLDERS.includes(name) || FOLDER_OF_HALLS.test(name);
}

/** @param {Files} files */
function refuseOthers(files) {
  for (const [name, content] of files) {
    if (!isKnown(name) && (!isFolder(name) || content.length > 0)) {
      throw new Wrong(say("“{name}” does not belong in a pack.", { name }));
    }
  }
  for (const name of [...TAGS, ...NEEDED.map((needed) => `data/${needed}`)]) {
    if (!files.has(name)) throw new Wrong(say("“{name}” is missing.", { name }));
  }
}

/**
 * A file of the pack that is known to be there.
 * @param {Files} files
 * @param {string} name
 */
export function fileOf(files, name) {
  const content = files.get(name);
  if (content === undefined) throw new Wrong(say("“{name}” is missing.", { name }));
  return content;
}

/** A pack bears the day of the laptop's clock, which may be wrong, but not by centuries. */
const YEARS = /^(?:19[89]|20|21)/;

/**
 * What the bag says of itself.
 * @param {Files} files
 * @returns {Info}
 */
export function infoOf(files) {
  if (!same(fileOf(files, "bagit.txt"), utf8(BAGIT))) {
    throw new Wrong(say("“bagit.txt” is not as a pack has it."));
  }
  const said = INFO.exec(asShown(fileOf(files, "bag-info.txt")))?.groups;
  if (!said || !isDay(said.date) || !YEARS.test(said.date))
    throw new Wrong(say("“bag-info.txt” is not as a pack has it."));
  const { date, assembly, kind, code, stage, report } = said;
  const start = code.replaceAll(" ", "").slice(0, 8);
  const name = `pb-result_${assembly}_${date}_${start}`;
  return { date, assembly, kind, code, stage, report, length: Number(said.length), name };
}

/**
 * Whether a text such as 2026-11-24 is a day of the calendar.
 * @param {string} text
 */
export function isDay(text) {
  const [year, month, day] = text.split("-").map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year > 0 && day > 0 && day <= days[month - 1];
}

/** @param {Files} files */
export function payload(files) {
  return [...files.keys()].filter((name) => name.startsWith("data/"));
}

/**
 * Throws Wrong where the manifest `name` is not exactly the one of the files that it covers.
 * @param {Files} files
 * @param {string} name
 * @param {string[]} covered
 * @param {"SHA-256" | "SHA-512"} algorithm
 */
export async function refuseManifest(files, name, covered, algorithm) {
  /** @type {[string, string][]} */
  const lines = [];
  for (const path of [...covered].sort()) {
    lines.push([path, `${hex(await digest(algorithm, fileOf(files, path)))}  ${path}\n`]);
  }
  const manifest = fileOf(files, name);
  const whole = lines.map(([, line]) => line).join("");
  if (same(utf8(whole), manifest)) return;
  const said = new Set(asShown(manifest).split(/(?<=\n)/));
  const differing = lines.find(([, line]) => !said.has(line));
  if (differing) {
    throw new Wrong(say("“{fault}” is not as “{name}” has it.", { fault: differing[0], name }));
  }
  throw new Wrong(say("“{name}” was changed.", { name }));
}
