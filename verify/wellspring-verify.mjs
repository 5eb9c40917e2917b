#!/usr/bin/env node
// Checks what a brand published of its gifts. It trusts nobody but the key that you give it, needs Node.js 20 and nothing
// else, and shares no line with the program that writes the log. Formats: docs/reference/proof.md.
//
// The page /verify of a brand's site is made of this file too, all but its last part, with the browser's cryptography in the
// place of Node's: what the page finds true, this finds true.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

/**
 * What makes a claim untrue, in words. `step`: which part of a gift's proof it is about. Everything else that is thrown is a
 * mistake of this program.
 */
export class Fault extends Error {
  step = undefined;
}

function insist(isTrue, words) {
  if (!isTrue) throw new Fault(words);
}

/** Does a part of a check; what is found untrue there is of that step. */
async function inStep(step, work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) error.step ??= step;
    throw error;
  }
}

// ---- Bytes ----

const HEX_OF_KEY = "302a300506032b6570032100";
const bytesOf = (text) => new TextEncoder().encode(text);
const textOf = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const base64Of = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** What base64 says; of what is none, no bytes. */
function fromBase64(text) {
  const signs = text.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(signs) || signs.length % 4 === 1) return new Uint8Array();
  return Uint8Array.from(atob(signs), (sign) => sign.charCodeAt(0));
}

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Below zero where the first comes first. */
function compare(one, other) {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at < 0 ? one.length - other.length : one[at] - (other[at] ?? -1);
}

const isSame = (one, other) => compare(one, other) === 0;

// ---- All that it asks of cryptography ----

const sha256 = (...parts) =>
  createHash("sha256")
    .update(joined(...parts))
    .digest();

/** Ed25519. The key is 32 bytes, behind those by which DER says so. */
async function isSignedBy(key, message, signature) {
  const prefix = Uint8Array.from(HEX_OF_KEY.match(/../g), (byte) => Number.parseInt(byte, 16));
  const publicKey = createPublicKey({ key: joined(prefix, key), format: "der", type: "spki" });
  return verify(null, message, publicKey, signature);
}

// ---- Hashes: log by RFC 6962, sums with both children's amounts in every node ----

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Eight bytes of an amount, which no negative one and none above 2^53 - 1 has. */
function amountBytes(amount) {
  insist(
    Number.isSafeInteger(amount) && amount >= 0,
    `${amount} is no amount: below zero, or too large to be exact`,
  );
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt(amount));
  return new Uint8Array(bytes.buffer);
}

const sumLeaf = (sum, text) => ({ sum, hash: sha256(LEAF, amountBytes(sum), bytesOf(text)) });

function sumNode(left, right) {
  const sum = left.sum + right.sum;
  amountBytes(sum);
  return { sum, hash: sha256(NODE, amountBytes(left.sum), left.hash, amountBytes(right.sum), right.hash) };
}

/** The root of a log from its entries' hashes: whole subtrees wait on a stack, the larger first, and are joined from the right. */
function logRoot(hashes) {
  const stack = [];
  for (const hash of hashes) {
    let node = { hash, size: 1 };
    while (stack.at(-1)?.size === node.size) {
      node = { hash: sha256(NODE, stack.pop().hash, node.hash), size: node.size * 2 };
    }
    stack.push(node);
  }
  return (
    stack.reduceRight(
      (right, left) => ({ hash: right ? sha256(NODE, left.hash, right.hash) : left.hash }),
      undefined,
    )?.hash ?? sha256()
  );
}

/** The root that a path from an entry leads to: RFC 9162, 2.1.3.2. */
function rootByPath(index, size, hash, path) {
  insist(index < size, "the proof's place is beyond the end of the log");
  let at = index;
  let last = size - 1;
  let root = hash;
  for (const sibling of path) {
    insist(sibling.length === 32, "a step of the path in the log is no hash");
    insist(last > 0, "the path in the log is too long");
    if (at % 2 === 1 || at === last) {
      root = sha256(NODE, sibling, root);
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      root = sha256(NODE, root, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  insist(last === 0, "the path in the log is too short");
  return root;
}

// ---- Signed texts: c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature ----

const LOG = 1;
const WITNESS = 4;

/** `name+id+base64(type ‖ key)`; type 1 signs the text, type 4 is a witness and signs a time with it. */
export function readKey(text) {
  const [name, id, ...rest] = text.trim().split("+");
  const typed = fromBase64(rest.join("+"));
  const own = sha256(bytesOf(`${name}\n`), typed).subarray(0, 4);
  insist(
    typed.length === 33 && [LOG, WITNESS].includes(typed[0]) && hexOf(own) === id,
    `"${text}" is no key`,
  );
  return { name, id: own, type: typed[0], publicKey: typed.subarray(1) };
}

/** The size and root that a log signed, and as many of the witnesses as have to. Throws {@link Fault}. */
export async function openCheckpoint(note, { key, witnesses = [], quorum = witnesses.length }) {
  const end = note.lastIndexOf("\n\n") + 1;
  const text = note.slice(0, end);
  const below = note
    .slice(end + 1)
    .split("\n")
    .filter(Boolean);
  const isSigned = async (by) => {
    const mine = below.flatMap((line) => {
      const [dash, name, encoded = ""] = line.split(" ");
      const bytes = fromBase64(encoded);
      return dash === "—" && name === by.name && isSame(bytes.subarray(0, 4), by.id)
        ? [bytes.subarray(4)]
        : [];
    });
    for (const bytes of mine) {
      const isTimed = by.type === WITNESS;
      insist(bytes.length === (isTimed ? 72 : 64), `a signature of ${by.name} is none`);
      const time = isTimed && new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
      const message = bytesOf(isTimed ? `cosignature/v1\ntime ${time}\n${text}` : text);
      const isGenuine = await isSignedBy(by.publicKey, message, bytes.subarray(-64));
      insist(isGenuine, `a signature of ${by.name} is forged`);
    }
    return mine.length > 0;
  };
  insist(key.type === LOG && witnesses.every(({ type }) => type === WITNESS), "a key is of another kind");
  insist(await isSigned(key), `the checkpoint is not signed by ${key.name}`);
  let seen = 0;
  for (const witness of witnesses) if (await isSigned(witness)) seen += 1;
  insist(seen >= quorum, `${seen} of your witnesses saw this checkpoint, and you want ${quorum}`);
  const [origin, size, root, ...more] = text.split("\n");
  insist(
    /^(0|[1-9]\d{0,15})$/.test(size) && more.join() === "",
    "the checkpoint is no origin, size and root",
  );
  insist(origin === key.name, `the checkpoint is of ${origin}, the key of ${key.name}`);
  return { origin, size: Number(size), root: fromBase64(root) };
}

/** Two heads that the same log signed. Of one size, they have to be the same. */
export async function compareCheckpoints(one, two, trust) {
  const [a, b] = [await openCheckpoint(one, trust), await openCheckpoint(two, trust)];
  insist(a.size === b.size, "the checkpoints are of other sizes: check the log --since the smaller one");
  insist(
    isSame(a.root, b.root),
    `${a.origin} signed two histories of ${a.size} entries. Keep both files: they prove it`,
  );
  return a;
}

// ---- Texts that the log and its leaves are made of ----

const GIFT_TITLE = "wellspring/gift/v1\n";
const LEAF_LINES =
  "log day tree cause currency funding amount base terms shop order placed paid other salt".split(" ");

function amountOf(text) {
  insist(/^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text)), `"${text}" is no amount`);
  return Number(text);
}

/** What stands in a line behind its name. */
function after(line, name) {
  insist(line?.startsWith(`${name} `), `"${line}" should say ${name}`);
  return line.slice(name.length + 1);
}

/** The facts of one gift's leaf, each in its line and no other line. */
export function readLeaf(text) {
  const [title, ...rest] = text.split("\n");
  insist(title === "wellspring/gift/v1" && rest.pop() === "", "the leaf is none of a gift");
  insist(rest.length === LEAF_LINES.length, "the leaf has more lines than facts, or fewer");
  const leaf = Object.fromEntries(LEAF_LINES.map((name, at) => [name, after(rest[at], name)]));
  const salt = fromBase64(leaf.salt.replaceAll("-", "+").replaceAll("_", "/"));
  insist(salt.length === 32, "the leaf has no salt of 32 bytes");
  insist(amountOf(leaf.amount) > 0, "the leaf is of nothing");
  return leaf;
}

const KINDS = ["accrued", "returned", "settled", "late"];
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text);

/** The trees of an entry of the log: those of one day, kind and currency. */
function readDay(text) {
  const [title, ...head] = text.split("\n", 4);
  const rest = text.split("\n").slice(4);
  insist(title === "wellspring/day/v1" && rest.pop() === "" && rest.length > 0, "the entry is no day's");
  const [day, kind, currency] = ["day", "tree", "currency"].map((name, at) => after(head[at], name));
  insist(isDay(day) && KINDS.includes(kind), `"${day} ${kind}" is no day and kind of tree`);
  const trees = rest.map((line) => {
    const [cause, funding, from, sum, leaves, root, ...more] = line.split(" ");
    insist(root !== undefined && more.length === 0 && isDay(from), `${day}: "${line}" is no tree`);
    insist(
      from <= day && from.slice(0, 7) === day.slice(0, 7),
      `${day}: a tree holds days of another month, or to come`,
    );
    insist(Number.isInteger(Math.log2(amountOf(leaves))), `${day}: ${leaves} leaves make no tree`);
    return { day, kind, currency, cause, funding, from, sum: amountOf(sum), leaves: Number(leaves), root };
  });
  const names = trees.map(({ cause, funding }) => `${cause} ${funding}`);
  insist(new Set(names).size === names.length, `${day}: a cause has two trees of one kind`);
  return trees;
}

// ---- The proof of one gift ----

/** The steps in which a gift's proof is checked, in their order: what is untrue is of one of them. */
export const GIFT_STEPS = ["file", "sum", "signature", "log"];

const PROOF_TITLE = "c2sp.org/tlog-proof@v1";

/** The proofs in a file: one of each part of a purchase's gift, one after the other. */
export function proofsIn(file) {
  return file.split(/^(?=c2sp\.org\/tlog-proof@v1$)/m);
}

/** What a proof says, none of it checked but its form. */
function readProof(proof) {
  const [head, ...rest] = proof.split("\n\n");
  const [title, extra = "", index = "", ...path] = head.split("\n");
  insist(
    title === PROOF_TITLE && extra.startsWith("extra ") && index.startsWith("index "),
    "the file is no proof of a gift",
  );
  const [leafLines, stepLines, entry, ...more] = textOf(fromBase64(extra.slice(6))).split("\n\n");
  insist(entry !== undefined && more.length === 0, "the proof has no gift, no path or no day");
  const leafText = `${leafLines}\n`;
  const [place, ...steps] = stepLines.split("\n");
  return {
    ...{ leafText, leaf: readLeaf(leafText), at: amountOf(place.replace(/^leaf /, "")), steps },
    ...{ entry, trees: readDay(entry), index: amountOf(index.slice(6)), path: path.map(fromBase64) },
    checkpoint: rest.join("\n\n"),
  };
}

/** The tree of the day's entry that a leaf is in. */
function treeOf({ leafText, leaf, at, steps, trees }) {
  const tree = trees.find(({ cause, funding }) => cause === leaf.cause && funding === leaf.funding);
  insist(tree !== undefined, `that day published no tree of ${leaf.cause}, ${leaf.funding}`);
  const isItsTree = tree.kind === leaf.tree && tree.currency === leaf.currency;
  insist(
    isItsTree && tree.from <= leaf.day && leaf.day <= tree.day,
    "the gift belongs into another tree than the one shown",
  );
  insist(
    at < tree.leaves && 2 ** steps.length === tree.leaves,
    "the path is not as long as the tree is high",
  );
  const root = steps.reduce(
    (node, line, height) => {
      const [sum, hash = ""] = line.split(" ");
      const sibling = { sum: amountOf(sum), hash: fromBase64(hash) };
      insist(sibling.hash.length === 32, "a step of the path is no hash");
      return Math.floor(at / 2 ** height) % 2 === 0 ? sumNode(node, sibling) : sumNode(sibling, node);
    },
    sumLeaf(amountOf(leaf.amount), leafText),
  );
  insist(
    base64Of(root.hash) === tree.root,
    "the gift's path does not lead to the published tree: the gift is not in it",
  );
  insist(root.sum === tree.sum, `the tree's gifts are ${root.sum}, and ${tree.sum} was published`);
  return tree;
}

/** Whether somebody's gift is in a published sum. `paper`: what stands on their own receipt, such as `{ order: "1042" }`. */
export async function checkGift(proof, trust, paper = {}) {
  const shown = await inStep("file", () => readProof(proof));
  const { leaf, entry, index, path } = shown;
  const tree = await inStep("sum", () => treeOf(shown));
  const checkpoint = await inStep("signature", () => openCheckpoint(shown.checkpoint, trust));
  await inStep("log", () => {
    insist(leaf.log === checkpoint.origin, "the gift is of another log");
    const signed = rootByPath(index, checkpoint.size, sha256(LEAF, bytesOf(entry)), path);
    insist(isSame(signed, checkpoint.root), "the day's sums are not in the signed log");
  });
  for (const [name, value] of Object.entries(paper)) {
    insist(
      leaf[name] === value,
      `the leaf says ${name} ${leaf[name]}, and your receipt ${value}: it is somebody else's gift`,
    );
  }
  return { leaf, tree, checkpoint, text: shown.leafText, note: shown.checkpoint };
}

// ---- The whole log ----

/** All entries that a signed checkpoint holds. Throws {@link Fault} where what is served is not what was signed. */
export async function readLog(read, trust) {
  const checkpoint = await openCheckpoint(textOf(await read("checkpoint")), trust);
  const entries = [];
  for (let bundle = 0; entries.length < checkpoint.size; bundle++) {
    const width = Math.min(256, checkpoint.size - bundle * 256);
    const digits = String(bundle).padStart(Math.ceil(String(bundle).length / 3) * 3, "0");
    const name = digits.replace(/\d{3}(?=\d)/g, "x$&/");
    const bytes = await read(`tile/entries/${name}${width < 256 ? `.p/${width}` : ""}`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    for (let one = 0; one < width; one++) {
      insist(at + 2 <= bytes.length, "a bundle of the log is cut off");
      const end = at + 2 + view.getUint16(at);
      entries.push(bytes.subarray(at + 2, end));
      at = end;
    }
    insist(at === bytes.length, "a bundle of the log is not as long as its entries");
  }
  const hashes = entries.map((entry) => sha256(LEAF, entry));
  insist(isSame(logRoot(hashes), checkpoint.root), "what is served is not the log that was signed");
  return { checkpoint, hashes, entries: entries.map(textOf) };
}

/** Whether a log begins with what an earlier checkpoint signed. */
export async function checkSince({ checkpoint, hashes }, earlier, trust) {
  const before = await openCheckpoint(earlier, trust);
  insist(before.size <= checkpoint.size, `the log had ${before.size} entries, and has ${checkpoint.size}`);
  const isKept = isSame(logRoot(hashes.slice(0, before.size)), before.root);
  insist(isKept, `the log's first ${before.size} entries are not those that you saw: it was rewritten`);
}

/** Every tree of a log, in its order; days are in order, each tree is there once, and no cause ever has less than nothing. */
export function checkDays({ checkpoint, entries }) {
  const [first = "", ...others] = entries;
  const isLog = first.startsWith(`wellspring/log/v1\nlog ${checkpoint.origin}\n`);
  insist(entries.length === 0 || isLog, "the log's first entry does not say which log it is");
  const days = others.filter((entry) => entry.startsWith("wellspring/day/v1\n")).map(readDay);
  const seen = new Map();
  const sums = new Map();
  let today = "";
  for (const trees of days) {
    const [{ day, kind, currency }] = trees;
    insist(day >= today, `${day} was published after ${today}: a day that was over was written again`);
    if (day.slice(0, 7) !== today.slice(0, 7)) noneBelowZero(sums);
    today = day;
    const entry = `${kind} ${currency}`;
    insist(seen.get(entry) !== day, `${day}: ${entry} was published twice`);
    seen.set(entry, day);
    for (const { cause, funding, from, sum } of trees) {
      const tree = `${cause} ${currency} ${funding}`;
      insist(
        !(seen.get(`${kind} ${tree}`) >= from),
        `${day}: ${kind} ${tree} holds days that were published before`,
      );
      seen.set(`${kind} ${tree}`, day);
      const own = sums.get(tree) ?? { accrued: 0, returned: 0, settled: 0, late: 0 };
      sums.set(tree, { ...own, [kind]: own[kind] + sum });
      amountBytes(own[kind] + sum);
    }
  }
  return { trees: days.flat(), sums, through: today };
}

/** What waits for its twentieth leaf is out by the end of the month: then sums have to add up. */
function noneBelowZero(sums) {
  for (const [tree, { accrued, returned, settled, late }] of sums) {
    insist(
      accrued - returned >= settled && settled >= late,
      `${tree} has less than nothing: more left it than came`,
    );
  }
}

/** Whether the figures of `GET /api/community` are the log's, to the smallest unit. */
export function checkTotals({ sums }, community) {
  const shown = community.causes.flatMap(({ slug, figures }) =>
    figures.map(({ currency, funding, pending, settled }) => [
      `${slug} ${currency} ${funding}`,
      pending + settled,
    ]),
  );
  const logged = new Map([...sums].map(([tree, of]) => [tree, of.accrued - of.returned - of.late]));
  for (const [tree, figure] of shown) {
    insist(
      figure === (logged.get(tree) ?? 0),
      `${tree}: the page says ${figure}, the log ${logged.get(tree) ?? 0}`,
    );
    logged.delete(tree);
  }
  for (const [tree, sum] of logged) insist(sum === 0, `${tree}: the page says nothing, the log ${sum}`);
}

/** What tells a tree from all others. */
const TREE_NAMES = ["day", "kind", "cause", "currency", "funding"];

/**
 * Whether leaves make the trees that the log published. Each is `{ day, kind, cause, currency, funding, leaves }`, with a
 * leaf as `{ sum, hash }` or `{ sum, text }`: its text is what its customer's proof shows.
 */
export function checkLeaves({ trees }, published) {
  const orders = new Set();
  for (const of of published) {
    const tree = trees.find((one) => TREE_NAMES.every((name) => one[name] === of[name]));
    const title = TREE_NAMES.map((name) => of[name]).join(" ");
    insist(tree !== undefined, `the log has no tree ${title}`);
    let level = of.leaves.map(({ sum, hash, text }) =>
      text === undefined ? { sum, hash: fromBase64(hash) } : sumLeaf(sum, text),
    );
    insist(level.length === tree.leaves, `${title} has ${tree.leaves} leaves, and ${level.length} are shown`);
    const inOrder = level.every(({ hash }, at) => at === 0 || compare(level[at - 1].hash, hash) < 0);
    insist(inOrder, `${title}: leaves are not in the order of their hashes, or one is there twice`);
    for (const { sum, text } of of.leaves.filter((one) => one.text?.startsWith(GIFT_TITLE))) {
      const leaf = readLeaf(text);
      insist(Number(leaf.amount) === sum, `${title}: a leaf counts ${sum} for a gift of ${leaf.amount}`);
      const order = [title, leaf.day, leaf.shop, leaf.order].join(" ");
      insist(!orders.has(order), `${title}: the order ${leaf.order} is counted twice`);
      orders.add(order);
    }
    while (level.length > 1) {
      level = level.flatMap((left, at) => (at % 2 === 0 ? [sumNode(left, level[at + 1])] : []));
    }
    insist(base64Of(level[0].hash) === tree.root, `${title}: these leaves do not make the published tree`);
    insist(
      level[0].sum === tree.sum,
      `${title}: the leaves are ${level[0].sum}, and ${tree.sum} was published`,
    );
  }
}

/**
 * The same leaves, with the texts of those that customers opened: each is the leaf of a proof that was found true. One that is in
 * no tree that is shown is a {@link Fault}: it was left out of what the auditor got.
 */
export function openLeaves(published, openings) {
  const left = new Map(openings.map((text) => [leafHash(text), text]));
  const opened = published.map((tree) => ({
    ...tree,
    leaves: tree.leaves.map((leaf) => {
      const text = leaf.text ?? left.get(leaf.hash);
      left.delete(leaf.hash);
      return text === undefined ? leaf : { sum: leaf.sum, text };
    }),
  }));
  for (const text of left.values()) {
    const { order, day, cause } = readLeaf(text);
    insist(false, `the order ${order} gave to ${cause} on ${day}, and no leaf that is shown is its`);
  }
  return opened;
}

const leafHash = (text) => base64Of(sumLeaf(amountOf(readLeaf(text).amount), text).hash);

// ---- The command line ----

const USAGE = `node wellspring-verify.mjs <what> --key <the log's key>

gift <proof> ...        your gift is in a published sum; compare what it prints with your receipt
log <address>           every day of the log, each once, and no cause with less than nothing; prints the sums
  --since <checkpoint>    ... and that the log only grew since that one, which you kept; as often as you like
  --totals <from>         ... and that these figures (GET /api/community, as an address or a file) are the log's sums
  --day <day>             ... prints the trees of that day; as often as you like
checkpoints <one> <two> two signed heads do not show two histories
  --log <address>         ... of any two days: the log that is served begins with both
audit <address>         all that log says, and makes every tree anew of its leaves
  --leaves <file>         that the brand published: [{ day, kind, cause, currency, funding, leaves: [{ sum, hash }] }]
  --opening <proof>       of customers who gave you theirs, as often as you like: each order is there, and once

An address is where the log is served, or a folder with a copy of it. For each witness that you trust add
--witness <key>; with --quorum <n> that many of them have to have signed too (else all).
Ends with 0 if it is true, 1 if it is not, 2 if this was not understood.`;

/** Where the log is read from: an address or a folder. `path` → bytes. */
export function reader(address) {
  const base = address.replace(/\/$/, "");
  return async (path) => {
    if (!/^https?:/.test(base)) return readFile(`${base}/${path}`);
    const answer = await fetch(`${base}/${path}`);
    insist(answer.ok, `${base}/${path} answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
}

const readText = async (path) => textOf(await readFile(path));
const print = (...words) => console.log(...words);

async function readTotals(from) {
  if (!/^https?:/.test(from)) return JSON.parse(await readText(from));
  const answer = await fetch(from);
  insist(answer.ok, `${from} answered ${answer.status}`);
  return answer.json();
}

/** All proofs of some files, found true. */
async function giftsOf(files, trust) {
  const proofs = [];
  for (const file of files) proofs.push(...proofsIn(await readText(file)));
  const gifts = [];
  for (const proof of proofs) gifts.push(await checkGift(proof, trust));
  return gifts;
}

/** Checks all that a log says by itself, and what the options ask besides. */
async function daysOf(address, trust, options) {
  const log = await readLog(reader(address), trust);
  const days = checkDays(log);
  for (const earlier of options.since) await checkSince(log, await readText(earlier), trust);
  if (options.totals) checkTotals(days, await readTotals(options.totals));
  print(
    `True: ${log.checkpoint.size} entries, days up to ${days.through}. In the smallest unit of each currency:`,
  );
  for (const [tree, { accrued, returned, settled, late }] of [...days.sums].sort()) {
    print(`  ${tree}: given ${accrued - returned - late}, of which settled ${settled - late}`);
  }
  for (const one of days.trees.filter(({ day }) => options.day.includes(day))) {
    print(
      `  ${one.day} ${one.kind} ${one.cause} ${one.currency} ${one.funding}: ${one.sum} from ${one.from}, ${one.root}`,
    );
  }
  return days;
}

const COMMANDS = {
  async gift(files, trust) {
    for (const { leaf, tree, checkpoint } of await giftsOf(files, trust)) {
      print(
        `True: this gift is one of at most ${tree.leaves} that were ${tree.kind}, ${tree.sum} ${tree.currency} together.`,
      );
      print(
        `${checkpoint.origin} signed that as part of its log of ${checkpoint.size} entries. Amounts are in the smallest unit.`,
      );
      print("It is yours if all of this is what your own receipt says:\n");
      for (const name of LEAF_LINES.slice(1, -1)) print(`  ${name.padEnd(9)}${leaf[name]}`);
    }
  },

  async log([address], trust, options) {
    await daysOf(address, trust, options);
  },

  async checkpoints([one, two], trust, options) {
    const [first, second] = [await readText(one), await readText(two)];
    if (options.log === undefined) {
      const { size } = await compareCheckpoints(first, second, trust);
      print(`True: both are of the same ${size} entries.`);
      return;
    }
    const log = await readLog(reader(options.log), trust);
    for (const note of [first, second]) await checkSince(log, note, trust);
    print(`True: the log of ${log.checkpoint.size} entries begins with both.`);
  },

  async audit([address], trust, options) {
    insist(options.leaves !== undefined, "an audit needs the leaves: --leaves <file>");
    const days = await daysOf(address, trust, options);
    const gifts = await giftsOf(options.opening, trust);
    const published = JSON.parse(await readText(options.leaves));
    const shown = openLeaves(
      published,
      gifts.map(({ text }) => text),
    );
    checkLeaves(days, shown);
    const names = new Set(shown.map((tree) => TREE_NAMES.map((name) => tree[name]).join(" ")));
    const missing = days.trees.filter((tree) => !names.has(TREE_NAMES.map((name) => tree[name]).join(" ")));
    insist(missing.length === 0 || options.day.length > 0, `of ${missing.length} trees no leaves are shown`);
    const opened = shown.flatMap(({ leaves }) => leaves).filter((leaf) => leaf.text?.startsWith(GIFT_TITLE));
    print(`True: ${shown.length} trees made anew of their leaves, ${opened.length} of which are opened.`);
  },
};

/** `true`: it may be there more than once. */
const OPTIONS = {
  ...{ key: false, witness: true, quorum: false, since: true, totals: false },
  ...{ day: true, log: false, leaves: false, opening: true },
};
const FILES = { log: 1, checkpoints: 2, audit: 1 };

/** Runs one command. The answer is the exit code: 0 true, 1 false, 2 not understood. */
async function main([what, ...words]) {
  const options = { witness: [], since: [], day: [], opening: [] };
  const files = [];
  while (words.length > 0) {
    const word = words.shift();
    const name = word.startsWith("--") ? word.slice(2) : "";
    if (!Object.hasOwn(OPTIONS, name)) files.push(word);
    else if (OPTIONS[name]) options[name].push(words.shift() ?? "");
    else options[name] = words.shift();
  }
  const isKnown = Object.hasOwn(COMMANDS, what ?? "") && !files.some((file) => file.startsWith("--"));
  const isWhole = what === "gift" ? files.length > 0 : files.length === FILES[what];
  if (!isKnown || !isWhole || options.key === undefined) {
    print(USAGE);
    return what === "--help" || what === "help" ? 0 : 2;
  }
  try {
    const witnesses = options.witness.map(readKey);
    const quorum = options.quorum === undefined ? witnesses.length : amountOf(options.quorum);
    await COMMANDS[what](files, { key: readKey(options.key), witnesses, quorum }, options);
    return 0;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    print(`Not true: ${error.message}.`);
    return 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exitCode = await main(process.argv.slice(2));
