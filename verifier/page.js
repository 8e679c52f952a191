// The page: what the officer chooses and types, and what was found.

import { Unusable } from "./bytes.js";
import { chained } from "./chain.js";
import { looksAt, opened } from "./verify.js";
import { directionOf, languages, render, say, several } from "./words.js";
import { MOST_BYTES } from "./zip.js";

/** @import { Chained, Link } from "./chain.js" */
/** @import { Brought, Check, Verification } from "./verify.js" */
/** @import { Words } from "./words.js" */

let language = "en";
/** @type {File[]} */
let dropped = [];
/** @type {Verification | Chained | null} */
let last = null;

/**
 * A part of the page by its id.
 * @param {string} id
 * @returns {any}
 */
function at(id) {
  return document.getElementById(id);
}

/** @param {Words} words */
function told(words) {
  return render(words, language);
}

/**
 * @param {string} kind
 * @param {string} name
 * @param {string} text
 */
function part(kind, name, text) {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}

/** @param {boolean | null} passed */
function shape(passed) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${passed}`);
  svg.append(use);
  return svg;
}

/** @param {boolean | null} passed */
function wordFor(passed) {
  if (passed === null) return say("Not checked");
  return passed ? say("Passed") : say("FAILED");
}

/** @param {Check} check */
function rowFor({ number, name, passed, detail }) {
  const row = document.createElement("li");
  row.dataset.number = String(number);
  row.dataset.passed = String(passed);
  const why = part("span", "detail", told(detail));
  why.dir = "auto";
  row.append(
    shape(passed),
    part("span", "number", String(number)),
    part("span", "name", told(name)),
    part("span", "word", told(wordFor(passed))),
    why,
  );
  return row;
}

/** @param {Link} link */
function rowForLink({ file, code, kind, day, passed, detail }) {
  const row = document.createElement("li");
  row.dataset.passed = String(passed);
  row.dataset.code = code ?? "";
  row.dataset.kind = kind ?? "";
  row.dataset.day = day ?? "";
  const why = part("span", "detail", told(detail));
  why.dir = "auto";
  const name = part("span", "name", told(kind === null ? say("Missing") : KINDS_TOLD[kind]));
  const from = part("span", "word", [day, code, file].filter(Boolean).join(" · "));
  from.dir = "ltr";
  row.append(shape(passed), name, from, why);
  return row;
}

/** @type {Record<string, Words>} */
const KINDS_TOLD = {
  result: say("The result"),
  answer: say("An answer"),
  money: say("What became of the money"),
  "follow-up": say("What was done"),
  case: say("A case"),
};

/** @param {Verification | Chained} found */
function show(found) {
  const failed = found.checks.find(({ passed }) => passed === false);
  const links = "chain" in found ? found.chain : [];
  const { verdict, saying } = sayingOf(found, failed, links);
  at("chain").replaceChildren(...links.map(rowForLink));
  at("chain").hidden = links.length === 0;
  at("checks").replaceChildren(...found.checks.map(rowFor));
  const isWrong = found.verdict === "not-genuine";
  at("verdict").className = isWrong ? "wrong" : "";
  const sign = found.verdict === "whole" ? null : !isWrong;
  at("verdict").replaceChildren(shape(sign), told(verdict));
  at("saying").textContent = told(saying);
  const uncounted = uncountedIn(found, links);
  at("uncounted").hidden = uncounted === null;
  at("uncounted").textContent = uncounted ? told(uncounted) : "";
  last = found;
  at("found").hidden = false;
  at("verdict").focus();
}

const COUNTED_AGAIN = 19;

/**
 * That nobody has counted the ballots again: it stands beside the verdict, which does not rest on them.
 * @param {Verification} found
 * @param {Link[]} links
 */
function uncountedIn({ verdict, kind, checks }, links) {
  if (verdict === "not-genuine" || kind !== "result" || links.length > 1) return null;
  const counted = checks.find(({ number }) => number === COUNTED_AGAIN);
  return counted?.passed === null ? counted.detail : null;
}

/**
 * @param {Verification} found
 * @param {Check | undefined} failed
 * @param {Link[]} links
 */
function sayingOf(found, failed, links) {
  const broken = links.find(({ passed }) => !passed);
  if (broken) return { verdict: say("Not genuine"), saying: broken.detail };
  if (failed) return notGenuine(failed);
  return links.length > 1 && found.verdict === "genuine"
    ? wholeChain(found, links)
    : notFailed(found);
}

/**
 * @param {Verification} found
 * @param {Link[]} links
 */
function wholeChain({ assembly, stage }, links) {
  if (stage === "rehearsal")
    return notFailed({ verdict: "genuine", assembly, stage, kind: "result", checks: [] });
  return {
    verdict: say("Genuine"),
    saying: several(
      "The result of {assembly} and {n} pack that followed it, none missing between them.",
      "The result of {assembly} and {n} packs that followed it, none missing between them.",
      links.length - 1,
      { assembly: assembly ?? "" },
    ),
  };
}

/** @param {Check} check */
function notGenuine({ number, name, detail }) {
  return {
    verdict: say("Not genuine"),
    saying: say("Check {number} failed. {name}: {detail}", { number, name, detail }),
  };
}

/** @param {Verification} found */
function notFailed({ verdict, assembly, stage, kind }) {
  const values = { assembly: assembly ?? "" };
  if (verdict === "whole") {
    return {
      verdict: say("Whole; whose it is was not checked"),
      saying: say(
        "It says that it is of {assembly}. To know whose it is, write the id of the assembly you expect, and choose the clerk’s signers file or write what the key cards say.",
        values,
      ),
    };
  }
  if (stage === "rehearsal") {
    return {
      verdict: say("Genuine, but a rehearsal: not a result"),
      saying: say("A rehearsal of {assembly}.", values),
    };
  }
  if (kind === "case") {
    return {
      verdict: say("Genuine"),
      saying: say("What was let out of the case {assembly}.", values),
    };
  }
  if (kind !== "result") {
    const saying = say(
      "It followed the result of {assembly}. Whether a pack between them is missing shows when all are checked together.",
      values,
    );
    return { verdict: say("Genuine"), saying };
  }
  return { verdict: say("Genuine"), saying: say("The final result of {assembly}.", values) };
}

/** @returns {File[]} */
function chosen() {
  const files = [...at("pack").files];
  return files.length > 0 ? files : dropped;
}

export async function check() {
  at("found").hidden = true;
  last = null;
  at("trouble").textContent = "";
  const files = chosen();
  if (files.length === 0) {
    at("trouble").textContent = told(say("Choose the pack first."));
    at("pack").focus();
    return;
  }
  try {
    show(await verified(files));
  } catch (error) {
    at("trouble").textContent = told(trouble(error));
  }
}

/**
 * What stands in a field, or null where nothing does.
 * @param {string} id
 * @returns {string | null}
 */
function typed(id) {
  return at(id).value.trim() ? at(id).value : null;
}

/** @param {File[]} files */
async function verified(files) {
  if (!globalThis.crypto?.subtle) {
    throw new Unusable(
      say("This browser cannot compute fingerprints here. Use a newer one, or “pbdesk verify”."),
    );
  }
  const assembly = typed("assembly")?.trim() ?? null;
  const brought = { signers: typed("signers"), assembly, revoked: at("revoked").value };
  const packs = [];
  for (const file of files) packs.push(await packIn(file, brought));
  const asked = typed("last")?.trim() ?? null;
  return packs.length > 1 || asked !== null ? chained(packs, asked) : looksAt(packs[0]);
}

/**
 * @param {File} file
 * @param {Brought} brought
 */
async function packIn(file, brought) {
  if (file.size > MOST_BYTES) {
    throw new Unusable(
      say("“{name}” is larger than {most} MB: it is not a result pack.", {
        name: file.name,
        most: MOST_BYTES / 2 ** 20,
      }),
    );
  }
  return opened(file.name, new Uint8Array(await file.arrayBuffer()), brought);
}

/** @param {unknown} error */
function trouble(error) {
  if (error instanceof Unusable) return error.words;
  return say("This page met something it does not know ({error}). Use “pbdesk verify”.", {
    error: String(error),
  });
}

/** Every text of the page before anything is checked, as it was written. */
const WRITTEN = writtenIn(document.querySelector("main") ?? document.body);

/** @param {HTMLElement} root */
function writtenIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  /** @type {{ node: Node, words: Words }[]} */
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const english = (node.textContent ?? "").replace(/\s+/g, " ").trim();
    const isWords = english && !node.parentElement?.closest("code, option");
    if (isWords) texts.push({ node, words: say(english) });
  }
  return texts;
}

/** @param {string} tag */
function speak(tag) {
  language = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = directionOf(tag);
  document.title = told(say("Check a result pack"));
  for (const { node, words } of WRITTEN) node.textContent = ` ${told(words)} `;
  at("signers-file").setAttribute("aria-label", told(say("Choose the signers file")));
  at("chain").setAttribute("aria-label", told(say("The packs in their order")));
  at("checks").setAttribute("aria-label", told(say("The numbered checks")));
  if (dropped.length > 0) tellDropped(dropped);
  at("trouble").textContent = "";
  if (last) show(last);
}

/** @param {File[]} files */
function tellDropped(files) {
  const [{ name }] = files;
  at("pack-help").textContent = told(
    several(
      "“{name}” is the pack that will be checked.",
      "{n} packs will be checked together.",
      files.length,
      { name },
    ),
  );
}

/** @param {File} file */
function isZip(file) {
  return file.name.toLowerCase().endsWith(".zip");
}

/** @param {FileList | null} files */
async function take(files) {
  const packs = [...(files ?? [])].filter(isZip);
  if (packs.length > 0) {
    dropped = packs;
    at("pack").value = "";
    tellDropped(packs);
  }
  for (const file of files ?? []) {
    if (!isZip(file)) {
      at("signers").value = await file.text();
    }
  }
}

function start() {
  const known = languages();
  const options = known.map(([tag, name]) => Object.assign(new Option(name, tag), { lang: tag }));
  at("language").append(...options);
  const wanted = navigator.language.split("-")[0];
  at("language").value = known.some(([tag]) => tag === wanted) ? wanted : "en";
  speak(at("language").value);
  at("language").addEventListener("change", () => speak(at("language").value));
  at("form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    check();
  });
  at("signers-file").addEventListener("change", () => take(at("signers-file").files));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("over");
  });
  document.addEventListener("dragleave", () => document.body.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("over");
    take(event.dataTransfer?.files ?? null);
  });
}

start();
