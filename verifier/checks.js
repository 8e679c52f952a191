// The numbered checks, in their order. A number is for ever: docs/pack-format.md says what each is.

import { askedOf, ofEach, ofEachOnSheets } from "./asked.js";
import {
  REPORTS,
  SIGNED,
  STAMPS,
  TAGGED,
  bagOf,
  fileOf,
  infoOf,
  payload,
  refuseManifest,
} from "./bag.js";
import { NOTHING, Unchecked, Wrong, hex, same, sha256, utf8 } from "./bytes.js";
import { readAs } from "./canonical.js";
import { conditionsHold } from "./conditions.js";
import { codesHold } from "./decided.js";
import { figuresHold } from "./figures.js";
import { hallIsAlike } from "./halls.js";
import { followingHolds } from "./happened.js";
import { caseHolds } from "./heard.js";
import { recordMakes, tableHolds } from "./made.js";
import { ballotsAddUp, moneyAddsUp, refuseOtherTurnout } from "./money.js";
import { chainOf, chainTold, endAgrees, refuseAnotherRulebook } from "./record.js";
import { codeOf, isResult, isSupplement } from "./result.js";
import { roundsHold } from "./rounds.js";
import { sealHolds } from "./seal.js";
import { fingerprint, holds, namespaceOf, pemOf, signedBytes, sshsigOf } from "./sshsig.js";
import { stampOf } from "./stamps.js";
import { hallsSigned, sumOfHalls } from "./summed.js";
import { isTrace } from "./trace.js";
import { say, several } from "./words.js";
import { unzipped } from "./zip.js";

/** @import { Asked } from "./asked.js" */
/** @import { Bag, Files, Info } from "./bag.js" */
/** @import { Bytes } from "./bytes.js" */
/** @import { Chain } from "./record.js" */
/** @import { Result, Stated } from "./result.js" */
/** @import { Signer } from "./signers.js" */
/** @import { Signature } from "./sshsig.js" */
/** @import { Words } from "./words.js" */
/** @import { Entry } from "./zip.js" */
/**
 * One pack under check: its file, what the officer brings, and (from `entries` on) what checks found
 * for those that need them.
 * @typedef {object} Case
 * @property {string} fileName
 * @property {Bytes} data
 * @property {string | null} assembly
 * @property {Signer[] | null} signers
 * @property {((assembly: string) => Signer[]) | null} signersOfHall
 * @property {string[]} revoked
 * @property {Entry[]} entries
 * @property {Bag} bag
 * @property {Files} files
 * @property {Info} info
 * @property {Stated} stated
 * @property {Result} result
 * @property {Chain} chain
 * @property {Map<string, Bytes>} keys
 */
/** @typedef {(pack: Case) => Words | Unchecked | Promise<Words | Unchecked>} Look */
/** @typedef {{ number: number, name: Words, needs: number[], look: Look }} Numbered */

/**
 * @param {number} number
 * @param {Words} name
 * @param {number[]} needs
 * @param {Look} look
 * @returns {Numbered}
 */
function numbered(number, name, needs, look) {
  return { number, name, needs, look };
}

/**
 * A check that only packs of these kinds give ground for.
 * @param {string[]} kinds
 * @param {number} number
 * @param {Words} name
 * @param {number[]} needs
 * @param {Look} look
 */
function ofKinds(kinds, number, name, needs, look) {
  return numbered(number, name, needs, (pack) => {
    const { kind } = pack.info;
    if (kinds.includes(kind)) return look(pack);
    return new Unchecked(say("A pack of this kind gives no ground for it ({kind}).", { kind }));
  });
}

const MOST_RESULT = 8 * 2 ** 20; // bytes
const FOLLOWING_KINDS = ["answer", "money", "follow-up"];

/**
 * A check that only the pack of a result gives ground for.
 * @param {number} number
 * @param {Words} name
 * @param {number[]} needs
 * @param {Look} look
 */
function ofResults(number, name, needs, look) {
  return ofKinds(["result"], number, name, needs, look);
}

/** What takes long is looked at only once the files are whole and signed by those who must sign. */
const SIGNED_AND_WHOLE = [4, 5, 6, 12];

export const CHECKS = [
  numbered(1, say("The zip opens"), [], opens),
  numbered(2, say("One folder, nothing else"), [1], oneFolder),
  numbered(3, say("The bag’s own words"), [2], bagFiles),
  numbered(4, say("Contents by SHA-256"), [2], (pack) =>
    contents(pack, "manifest-sha256.txt", "SHA-256"),
  ),
  numbered(5, say("Contents by SHA-512"), [2], (pack) =>
    contents(pack, "manifest-sha512.txt", "SHA-512"),
  ),
  numbered(6, say("The manifests"), [2], tagManifests),
  numbered(7, say("The result reads"), [2], resultReads),
  numbered(8, say("Files the result names"), [7], fileDigests),
  numbered(9, say("Pack code"), [3], resultsCode),
  numbered(10, say("The assembly asked for"), [3, 7], assemblyAsked),
  numbered(11, say("Rehearsal or final"), [3, 7], stage),
  numbered(12, say("Signatures"), [3], signatures),
  numbered(13, say("Signature files"), [12], signatureFiles),
  numbered(14, say("The record’s chain"), SIGNED_AND_WHOLE, recordChain),
  numbered(15, say("The record’s end"), [7, 14], recordEnd),
  ofResults(16, say("Ballots add up"), [7, ...SIGNED_AND_WHOLE], everyBallot),
  ofResults(17, say("Money adds up"), [7, ...SIGNED_AND_WHOLE], ({ result }) =>
    ofEach(result, moneyAddsUp),
  ),
  numbered(18, say("The report"), [3, ...SIGNED_AND_WHOLE], report),
  ofResults(19, say("Counted again"), [7, ...SIGNED_AND_WHOLE], countedAgain),
  ofResults(20, say("Round by round"), [7, 17], ({ result }) => ofEach(result, roundByRound)),
  numbered(21, say("Time stamps"), SIGNED_AND_WHOLE, timeStamps),
  ofResults(22, say("The record makes the result"), [15, 16, 17], ({ chain, result }) =>
    recordMakes(chain, result),
  ),
  ofResults(23, say("The table of projects"), [20], projectsTable),
  numbered(24, say("The page in the pack"), SIGNED_AND_WHOLE, pageInPack),
  ofResults(25, say("The conditions"), [7, 15], ({ chain, result }) =>
    conditionsHold(chain.entries, result),
  ),
  ofKinds(FOLLOWING_KINDS, 26, say("What followed"), [7, 15], ({ chain, stated, files }) =>
    followingHolds(chain.entries, stated, files),
  ),
  ofResults(27, say("What was decided"), [7, ...SIGNED_AND_WHOLE], ({ files, result }) =>
    codesHold(files, result),
  ),
  ofResults(28, say("What all halls have alike"), [7, 15, 16, 17], hallIsAlike),
  ofResults(29, say("The sum of the halls"), [16, 17], sumOfHalls),
  ofResults(30, say("Signatures of the halls"), [29], signaturesOfHalls),
  ofKinds(["case"], 31, say("What the case tells"), [7, 15], ({ chain, stated, files }) =>
    caseHolds(chain.entries, stated, files),
  ),
];

/** @param {Case} pack */
async function opens(pack) {
  pack.entries = await unzipped(pack.data);
  return several(
    "{n} entry, each read back whole.",
    "{n} entries, each read back whole.",
    pack.entries.length,
  );
}

/** @type {Look} */
function oneFolder(pack) {
  pack.bag = bagOf(pack.entries);
  pack.files = pack.bag.files;
  return say("“{folder}”, and nothing that does not belong there.", { folder: pack.bag.top });
}

/** @type {Look} */
function bagFiles(pack) {
  const info = infoOf(pack.files);
  if (!pack.bag.top.startsWith(`pb-result_${info.assembly}_${info.date}_`)) {
    throw new Wrong(say("The folder’s name is not that of “bag-info.txt”."));
  }
  pack.info = info;
  return say("Assembly “{assembly}”, {day}.", { assembly: info.assembly, day: info.date });
}

/**
 * @param {Case} pack
 * @param {string} name
 * @param {"SHA-256" | "SHA-512"} algorithm
 */
async function contents({ files }, name, algorithm) {
  const covered = payload(files);
  await refuseManifest(files, name, covered, algorithm);
  return several(
    "{n} file, unchanged and complete.",
    "{n} files, unchanged and complete.",
    covered.length,
  );
}

/** @param {Case} pack */
async function tagManifests({ files }) {
  await refuseManifest(files, "tagmanifest-sha256.txt", TAGGED, "SHA-256");
  await refuseManifest(files, "tagmanifest-sha512.txt", TAGGED, "SHA-512");
  return say("The manifests themselves are unchanged.");
}

/** @type {Look} */
function resultReads(pack) {
  const said = fileOf(pack.files, "data/result.json");
  const isTooLong = said.length > MOST_RESULT;
  const result = isTooLong ? null : readAs(said, isResult);
  const stated = isTooLong ? null : (result ?? readAs(said, isSupplement));
  if (!stated) throw new Wrong(say("“data/result.json” is not written as a pack has it."));
  pack.stated = stated;
  if (result) pack.result = result;
  return say("“data/result.json” is written in the one way a pack has it.");
}

/** @param {Case} pack */
async function fileDigests({ files, stated }) {
  const elsewhere = ["data/result.json", ...REPORTS.map((name) => `data/${name}`)];
  const covered = payload(files).filter((name) => !elsewhere.includes(name));
  const said = new Map(Object.entries(stated.files).map(([name, one]) => [`data/${name}`, one]));
  for (const name of [...new Set([...covered, ...said.keys()])].sort()) {
    const content = covered.includes(name) ? files.get(name) : undefined;
    const wanted = said.get(name);
    const agrees =
      content !== undefined &&
      content.length === wanted?.bytes &&
      (await sha256(content)) === wanted.sha256;
    if (!agrees) {
      throw new Wrong(say("“{name}” is not the file that “data/result.json” names.", { name }));
    }
  }
  return several(
    "{n} file is the one that the result names.",
    "{n} files are those that the result names.",
    covered.length,
  );
}

/** @param {Case} pack */
async function resultsCode({ files, info, bag, fileName }) {
  const code = await codeOf(fileOf(files, "data/result.json"));
  if (info.code !== code) {
    throw new Wrong(say("The code is {code}; “bag-info.txt” says another.", { code }));
  }
  if (bag.top !== info.name) {
    throw new Wrong(say("The code is {code}; the folder’s name says another.", { code }));
  }
  if (!fileName.startsWith("pb-result_")) {
    return say("{code}. Compare it with the printed pages. (The file was renamed.)", { code });
  }
  if (!fileName.startsWith(info.name)) {
    throw new Wrong(say("The code is {code}; the file’s name says another.", { code }));
  }
  return say("{code}. Compare it with the printed pages.", { code });
}

/** @type {Look} */
function assemblyAsked({ info, stated, assembly }) {
  const said = info.assembly;
  if (said !== stated.assembly) {
    throw new Wrong(
      say("“bag-info.txt” and “data/result.json” do not agree on whose result this is."),
    );
  }
  if (assembly === null) {
    return new Unchecked(
      say("Nobody said which assembly is expected; the pack is of “{said}”.", { said }),
    );
  }
  if (said !== assembly) {
    throw new Wrong(say("This pack is of “{said}”, not of “{asked}”.", { said, asked: assembly }));
  }
  return say("“{asked}”, as asked.", { asked: assembly });
}

/** @type {Look} */
function stage({ info, stated }) {
  const { kind = "result", number = 0 } = stated;
  if (info.kind !== kind) {
    throw new Wrong(say("“bag-info.txt” and “data/result.json” do not agree on the kind of pack."));
  }
  if (info.stage !== stated.stage) {
    throw new Wrong(
      say("“bag-info.txt” and “data/result.json” do not agree whether this is a rehearsal."),
    );
  }
  if (!isInItsPlace(stated)) {
    throw new Wrong(say("The number, or the code of the pack before, is none that it can have."));
  }
  if (info.stage === "rehearsal") return say("A rehearsal. It is not a result.");
  if (kind !== "result") return say("Number {number} of what followed the result.", { number });
  if (info.stage === "part") {
    return say("What one hall of several gave. The sum of all halls decides.");
  }
  if (info.stage === "combined") return say("The sum of all halls.");
  return say("The final result.");
}

const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(?: [0-9A-HJKMNP-TV-Z]{4}){7}$/;

/**
 * Whether what follows a result has a number and a pack before it, and nothing else has one.
 * @param {Stated} stated
 */
function isInItsPlace({ kind = "result", number = 0, previous }) {
  if (previous !== null && !CODE.test(previous)) return false;
  return FOLLOWING_KINDS.includes(kind) ? number > 0 && previous !== null : number === 0;
}

/** @param {Case} pack */
async function signatures(pack) {
  const { signers, assembly } = pack;
  if (signers === null) return notAsked(assembly);
  if (signers.length === 0) {
    throw new Wrong(
      say("The signers file has no key for “{assembly}”.", { assembly: assembly ?? "" }),
    );
  }
  const { kind } = pack.info;
  const must = signers.filter((signer) => signer.kinds.includes(kind));
  const names = [...new Set(must.map((signer) => signer.who))].sort();
  if (names.length === 0) {
    throw new Wrong(
      say("The signers file names nobody for packs of this kind ({kind}).", { kind }),
    );
  }
  pack.keys = new Map();
  for (const who of names) pack.keys.set(who, await signerKey(signedIn(pack), must, who));
  const keys = new Set([...pack.keys.values()].map(hex));
  const listing = { items: names };
  if (keys.size > 1) {
    return several("{names} signed ({n} key).", "{names} signed ({n} keys).", keys.size, {
      names: listing,
    });
  }
  if (names.length > 1) {
    return say("{names} signed with one and the same key: only one key stands behind this pack.", {
      names: listing,
    });
  }
  return say("{names} signed. Only one key stands behind this pack.", { names: listing });
}

/**
 * What was signed: the files of a pack, its kind and its day; and the keys that were revoked.
 * @typedef {{ files: Files, kind: string, date: string, revoked: string[] }} SignedBy
 */

/**
 * @param {Case} pack
 * @returns {SignedBy}
 */
function signedIn({ files, info, revoked }) {
  return { files, kind: info.kind, date: info.date, revoked };
}

/** @param {Case} pack */
function signaturesOfHalls(pack) {
  return hallsSigned(pack, ({ files, date }, must, who) =>
    signerKey({ files, kind: "result", date, revoked: pack.revoked }, must, who),
  );
}

/** @param {string | null} assembly */
function notAsked(assembly) {
  return new Unchecked(
    assembly === null
      ? say("Nobody said which assembly is expected, so no key counts.")
      : say("No list of keys was brought, so nobody knows who signed."),
  );
}

/**
 * The key by which somebody signed, found good.
 * @param {SignedBy} by
 * @param {Signer[]} signers
 * @param {string} who
 */
async function signerKey(by, signers, who) {
  const file = by.files.get(`signatures/${who}.sshsig`);
  if (!file) throw new Wrong(say("{who} has not signed.", { who }));
  const signature = signatureOf(file);
  if (!signature) throw new Wrong(say("The signature of {who} cannot be read.", { who }));
  const { key, namespace, raw } = signature;
  if (namespace !== namespaceOf(by.kind)) {
    throw new Wrong(say("{who} signed something, but not as a pack of this kind.", { who }));
  }
  const theirs = signers.filter((signer) => signer.who === who);
  await refuseKey(by, theirs, key);
  const message = await signedBytes(fileOf(by.files, SIGNED), namespace);
  if (!(await holds(key, raw, message))) {
    throw new Wrong(say("The signature of {who} is not of this pack.", { who }));
  }
  return key;
}

/**
 * @param {Bytes} file
 * @returns {Signature | null}
 */
function signatureOf(file) {
  try {
    return sshsigOf(file);
  } catch {
    return null;
  }
}

/**
 * @param {SignedBy} by
 * @param {Signer[]} theirs
 * @param {Bytes} key
 */
async function refuseKey({ revoked, date }, theirs, key) {
  const [{ who }] = theirs;
  const print = await fingerprint(key);
  const line = theirs.find((signer) =>
    signer.key ? same(signer.key, key) : signer.print === print,
  );
  if (!line) {
    throw new Wrong(say("The signature of {who} was made with a key that is not theirs.", { who }));
  }
  if (revoked.includes(hex(key))) throw new Wrong(say("The key of {who} was revoked.", { who }));
  if (line.after && date < line.after) {
    throw new Wrong(say("The key of {who} counts only for packs of a later day.", { who }));
  }
}

/** @param {Case} pack */
async function signatureFiles({ files, keys, signers, assembly }) {
  if (signers === null) return notAsked(assembly);
  for (const [who, key] of keys) {
    const raw = `signatures/${who}.ed25519`;
    if (!(await holds(key, files.get(raw) ?? NOTHING, fileOf(files, SIGNED)))) {
      throw new Wrong(say("“{name}” is not a signature by the same key.", { name: raw }));
    }
    const pem = `signatures/${who}.pem`;
    if (!same(files.get(pem) ?? NOTHING, utf8(pemOf(key)))) {
      throw new Wrong(say("“{name}” is not the same key.", { name: pem }));
    }
  }
  for (const name of files.keys()) {
    const signer = /^signatures\/(.*)\.[a-z0-9]+$/.exec(name)?.[1];
    if (signer !== undefined && !keys.has(signer)) {
      throw new Wrong(say("“{name}” is of nobody in the signers file.", { name }));
    }
  }
  return say("The raw signatures and the key files belong to the same keys.");
}

/** @param {Case} pack */
async function recordChain(pack) {
  pack.chain = await chainOf(fileOf(pack.files, "data/record.jsonl"));
  return chainTold(pack.chain);
}

/** @param {Case} pack */
async function recordEnd({ chain, info, stated, result }) {
  const told = endAgrees(chain, stated);
  if (info.kind === "result") await refuseAnotherRulebook(chain, result);
  return told;
}

/** @param {Case} pack */
async function everyBallot({ result }) {
  const found = await ofEachOnSheets(result, ballotsAddUp);
  refuseOtherTurnout(result);
  return found;
}

/** @param {Case} pack */
async function report({ files, info }) {
  const pdf = fileOf(files, "data/report.pdf");
  if (!same(pdf.subarray(0, 5), utf8("%PDF-"))) {
    throw new Wrong(say("“data/report.pdf” is no PDF."));
  }
  const unsigned = pdf.subarray(0, info.length);
  if (`${await sha256(unsigned)}:${unsigned.length}` !== info.report) {
    throw new Wrong(say("“data/report.pdf” is not the report that “bag-info.txt” names."));
  }
  if (pdf.length !== info.length) return sealHolds(pdf, info.length, info.assembly);
  return say("The report is the one that “bag-info.txt” names.");
}

/** @type {Look} */
function countedAgain({ files, info }) {
  if ([...files.keys()].some((name) => /\/(?:assembly\.pb|ballots\/.+)$/.test(name))) {
    return new Unchecked(
      say(
        "This page does not count. “pbdesk verify” counts the ballots again, and so does any program for Pabulib or PrefLib files.",
      ),
    );
  }
  return new Unchecked(
    info.stage === "combined"
      ? say("The ballots are those of the halls: add their packs up again with the same dice.")
      : say("The ballots are not public, so counting again needs the auditor copy."),
  );
}

/** @param {Asked} asked */
function roundByRound(asked) {
  const { id, trace = null, outcome, seed, rungs } = asked;
  if (trace === null) {
    const untold = say("The result does not tell the rounds of its count.");
    if (asked.stage === "part") return new Unchecked(untold);
    throw new Wrong(untold);
  }
  return outcome.funded ? roundsHold(trace, outcome, seed, id, rungs) : figuresHold(trace, asked);
}

/** @type {Look} */
function projectsTable({ files, result }) {
  const name = "data/projects.csv";
  const table = files.get(name);
  const asked = askedOf(result).find(({ kind }) => kind === "fund");
  if (table === undefined || asked === undefined) {
    return new Unchecked(say("The pack holds no table of its projects."));
  }
  const isTold = (asked.trace ?? null) === null || isTrace(asked.trace);
  if (!isTold) throw new Wrong(say("“{name}” cannot be read.", { name }));
  return tableHolds(table, asked);
}

/** @type {Look} */
function pageInPack({ files }) {
  return new Unchecked(
    files.has("data/verify.html")
      ? say("A page does not judge a page: “pbdesk verify” compares it with those it knows.")
      : say("The pack holds no page that checks it."),
  );
}

const MILLISECONDS_A_DAY = 86_400_000;
const MOST_STAMP_DAYS = 3652; // ten years: a stamp is fetched in the days after the evening

/** @param {Case} pack */
async function timeStamps({ files }) {
  const found = [];
  const day = infoOf(files).date;
  for (const name of STAMPS.filter((one) => files.has(one))) {
    const { by, at, isSelfMade } = await stampIn(files, name);
    const days = (Date.parse(at.slice(0, 10)) - Date.parse(day)) / MILLISECONDS_A_DAY;
    const isNear = days >= -1 && days <= MOST_STAMP_DAYS;
    if (!isNear) {
      return new Unchecked(
        say(
          "“{name}” says {at}, the pack is of {day}: one of the two clocks was wrong, so it does not count.",
          { name, at, day },
        ),
      );
    }
    found.push(
      isSelfMade
        ? say("{by} at {at} UTC, whom nobody else vouches for: anybody can make such a stamp", {
            by,
            at,
          })
        : say("{by} at {at} UTC", { by, at }),
    );
  }
  if (found.length === 0) {
    return new Unchecked(
      say("The pack holds no time stamp, so nothing outside it says when it was made."),
    );
  }
  return say(
    "What is signed existed, say {stamps}. Whether that authority is to be trusted is for you to say.",
    { stamps: { items: found } },
  );
}

/**
 * @param {Files} files
 * @param {string} name
 */
async function stampIn(files, name) {
  try {
    return await stampOf(fileOf(files, name), fileOf(files, SIGNED));
  } catch (error) {
    const unreadable = say("it is no answer of a time stamp authority that can be read");
    const why = error instanceof Wrong ? error.words : unreadable;
    throw new Wrong(say("“{name}”: {why}.", { name, why }));
  }
}
