// The zip, read so that every program sees the same files in it (APPNOTE.TXT 6.3).

import { Wrong, asShown, joined, same } from "./bytes.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Words } from "./words.js" */
/** @typedef {{ name: string, content: Bytes, plain: boolean }} Entry `plain`: no link, no device */
/**
 * What the directory says about an entry. `at`: where its local header starts.
 * @typedef {object} Header
 * @property {Bytes} name
 * @property {number} needs
 * @property {number} flags
 * @property {number} method
 * @property {number} crc
 * @property {number} packed
 * @property {number} size
 * @property {number} mode
 * @property {number} at
 * @property {number} next
 */

export const MOST_BYTES = 64 * 2 ** 20;
const MOST_ENTRIES = 16_000; // the sum of 2,000 halls keeps six files of each
const MOST_RATIO = 200;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 0x800;
const PLAIN_FORMAT = 20; // version 2.0: folders and deflated entries, nothing later
const MOST_EXTRA = 32; // bytes: three times, or two numbers; more would be something else
const TIMES_AND_OWNERS = [0x5455, 0x7875]; // what Info-ZIP adds; other extra fields may rename
const MODE_KIND = 0o170000;
const FILE_MODE = 0o100000;
const FOLDER_MODE = 0o040000;

const CRC = Uint32Array.from({ length: 256 }, (_, number) => {
  let crc = number;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** @param {Bytes} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** @param {Words | string} where */
function ambiguous(where) {
  return new Wrong(
    say(
      "The zip can be read in two ways at “{where}”: it was changed, or packed again by another program.",
      { where },
    ),
  );
}

/** @param {string} name */
function damaged(name) {
  return new Wrong(say("“{name}” in the zip is damaged.", { name }));
}

/**
 * Every entry in its order. The directory and its end are the last bytes; entries follow one another.
 * @param {Bytes} data
 * @returns {Promise<Entry[]>}
 */
export async function unzipped(data) {
  if (data.length > MOST_BYTES) {
    throw new Wrong(say("The file is larger than {most} MB.", { most: MOST_BYTES / 2 ** 20 }));
  }
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const { headers, start } = directory(data, view);
  const size = headers.reduce((sum, header) => sum + header.size, 0);
  if (size > MOST_BYTES || size > MOST_RATIO * data.length) {
    throw new Wrong(say("Unpacked, the zip would be larger than a pack can be."));
  }
  const entries = [];
  let at = 0;
  for (const header of headers) {
    const { entry, end } = await entryAt(data, view, header, at);
    entries.push(entry);
    at = end;
  }
  if (at !== start) throw ambiguous(say("the end"));
  return entries;
}

/**
 * @param {Bytes} data
 * @param {DataView} view
 */
function directory(data, view) {
  const end = data.length - 22;
  const cut = new Wrong(say("The zip is cut short or damaged."));
  if (end < 0 || view.getUint32(0, true) !== LOCAL || view.getUint32(end, true) !== DIRECTORY_END)
    throw cut;
  const [disk, first, here, count, comment] = [4, 6, 8, 10, 20].map((at) =>
    view.getUint16(end + at, true),
  );
  const length = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (disk || first || here !== count || comment || start + length !== end) throw cut;
  if (count > MOST_ENTRIES) {
    throw new Wrong(say("The zip has more than {most} files.", { most: MOST_ENTRIES }));
  }
  /** @type {Header[]} */
  const headers = [];
  let at = start;
  for (let i = 0; i < count; i += 1) {
    const header = headerAt(data, view, at, end);
    headers.push(header);
    at = header.next;
  }
  if (at !== end) throw ambiguous(say("the directory"));
  return { headers, start };
}

/**
 * @param {Bytes} data
 * @param {DataView} view
 * @param {number} at
 * @param {number} end
 * @returns {Header}
 */
function headerAt(data, view, at, end) {
  if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw ambiguous(say("the directory"));
  const short = (/** @type {number} */ offset) => view.getUint16(at + offset, true);
  const long = (/** @type {number} */ offset) => view.getUint32(at + offset, true);
  const nameEnd = at + 46 + short(28);
  const comment = short(32);
  const disk = short(34);
  const next = nameEnd + short(30) + comment;
  if (comment || disk || next > end) throw ambiguous(say("the directory"));
  const name = data.subarray(at + 46, nameEnd);
  refuseRenaming(name, data.subarray(nameEnd, next));
  return {
    name,
    needs: short(6),
    flags: short(8),
    method: short(10),
    crc: long(16),
    packed: long(20),
    size: long(24),
    mode: long(38) >>> 16,
    at: long(42),
    next,
  };
}

/**
 * The entry whose local header must stand at `at`, and where the next one must.
 * @param {Bytes} data
 * @param {DataView} view
 * @param {Header} header
 * @param {number} at
 * @returns {Promise<{ entry: Entry, end: number }>}
 */
async function entryAt(data, view, header, at) {
  const name = asShown(header.name);
  if (header.at !== at || at + 30 > data.length) throw ambiguous(name);
  const nameEnd = at + 30 + view.getUint16(at + 26, true);
  const start = nameEnd + view.getUint16(at + 28, true);
  const end = start + header.packed;
  const saidAgain = data.subarray(at + 30, nameEnd);
  if (!same(saidAgain, header.name) || !localAgrees(view, header, at)) throw ambiguous(name);
  if (isOfALaterFormat(header)) throw ambiguous(name);
  refuseRenaming(header.name, data.subarray(nameEnd, start));
  const packed = data.subarray(start, end);
  const content = header.method === STORED ? packed : await inflated(header, packed, name);
  if (content.length !== header.size || crc32(content) !== header.crc) throw damaged(name);
  const plain = [0, name.endsWith("/") ? FOLDER_MODE : FILE_MODE].includes(header.mode & MODE_KIND);
  return { entry: { name, content, plain }, end };
}

/**
 * Whether the local header at a place says what the directory says.
 * @param {DataView} view
 * @param {Header} header
 * @param {number} at
 */
function localAgrees(view, header, at) {
  const short = (/** @type {number} */ offset) => view.getUint16(at + offset, true);
  const long = (/** @type {number} */ offset) => view.getUint32(at + offset, true);
  return (
    long(0) === LOCAL &&
    short(4) === header.needs &&
    short(6) === header.flags &&
    short(8) === header.method &&
    long(14) === header.crc &&
    long(18) === header.packed &&
    long(22) === header.size
  );
}

/** @param {Header} header */
function isOfALaterFormat({ needs, flags, method }) {
  return (
    needs > PLAIN_FORMAT || (flags & ~UTF8_NAMES) !== 0 || ![STORED, DEFLATED].includes(method)
  );
}

/**
 * An entry's content, never much more than the directory said.
 * @param {Header} header
 * @param {Bytes} packed
 * @param {string} name
 */
async function inflated(header, packed, name) {
  /** @type {Bytes[]} */
  const parts = [];
  let size = 0;
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const reader = stream.getReader();
    let part = await reader.read();
    while (!part.done && size <= header.size) {
      parts.push(part.value);
      size += part.value.length;
      part = await reader.read();
    }
    await reader.cancel();
  } catch {
    throw damaged(name);
  }
  return joined(...parts);
}

/**
 * Extra fields may rename an entry for some programs, or hide something; only times and owners are
 * taken, each once and no longer than it must be.
 * @param {Bytes} name
 * @param {Bytes} extra
 */
function refuseRenaming(name, extra) {
  const left = new Set(TIMES_AND_OWNERS);
  let at = 0;
  while (at < extra.length) {
    const kind = extra[at] | (extra[at + 1] << 8);
    const length = extra[at + 2] | (extra[at + 3] << 8);
    at += 4 + length;
    const isWhole = at <= extra.length && length <= MOST_EXTRA;
    if (!isWhole || !left.has(kind)) throw ambiguous(asShown(name));
    left.delete(kind);
  }
}
