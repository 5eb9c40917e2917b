import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { checkpointText, cosignedText } from "../../core/proof/checkpoint.ts";
import { dayEntryText } from "../../core/proof/day-entry.ts";
import { type GiftLeaf, leafSalt } from "../../core/proof/gift-leaf.ts";
import { giftProof } from "../../core/proof/gift-proof.ts";
import { dayEntries, type GiftTree, giftTree, leafPlace } from "../../core/proof/gift-tree.ts";
import type { LogSigner } from "../../core/proof/log-signer.client.ts";
import { entryHash, inclusionProof, logRoot } from "../../core/proof/log-tree.ts";
import { type NoteKey, signatureLine, verifierKey } from "../../core/proof/signed-note.ts";
import { newFiles } from "../../core/proof/tiles.ts";
import { type OpenedTree, type Read, readKey, type Trust } from "../../verify/wellspring-verify.mjs";

export const ORIGIN = "give.example.com/proof";
export const PROOF_KEY = "a key of proofs, 32 bytes or more";

/** A key that signs, from 32 bytes that say whose it is: the same whenever a test runs. */
export interface Signer extends NoteKey {
  readonly privateKey: KeyObject;
}

export function signer(name: string, type: NoteKey["type"] = "note", seed = name): Signer {
  const bytes = Buffer.alloc(32, seed);
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), bytes]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
  return { name, type, publicKey, privateKey };
}

export const LOG = signer(ORIGIN);
export const TRUST: Trust = { key: readKey(verifierKey(LOG)) };

/** What signs a log as KMS would, with a key of these tests. */
export function signerOf({ publicKey, privateKey }: Signer): LogSigner {
  return {
    publicKey: async () => publicKey,
    sign: async (text) => sign(null, Buffer.from(text), privateKey),
  };
}

export function signed(by: Signer, text: string): string {
  return `${text}\n${signatureLine(by, sign(null, Buffer.from(text), by.privateKey))}`;
}

/** The line of a witness that saw a checkpoint. */
export function cosigned(by: Signer, note: string, time: bigint): string {
  const text = note.slice(0, note.lastIndexOf("\n\n") + 1);
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(time);
  const signature = sign(null, Buffer.from(cosignedText(text, time)), by.privateKey);
  return `${note}${signatureLine(by, Buffer.concat([stamp, signature]))}`;
}

/** What a gift's leaf says where a test says nothing else. `number` is the order's. */
export function leaf(number: number, of: Partial<GiftLeaf> = {}): GiftLeaf {
  const gift: Omit<GiftLeaf, "salt"> = {
    ...{ log: ORIGIN, day: "2026-11-27", kind: "accrued" as const, cause: "clean-rivers", currency: "EUR" },
    ...{
      funding: "brand" as const,
      minor: 70,
      base: 3500,
      terms: "everyday@3",
      shop: "woocommerce/web-shop",
    },
    ...{ order: String(number), placedAt: "2026-11-27T10:15:42Z", paid: 4165 },
    ...of,
  };
  return { ...gift, salt: leafSalt(PROOF_KEY, [gift.day, gift.kind, gift.cause, gift.funding, gift.order]) };
}

/** Leaves by their trees, all published on one day. */
export function treesOf(day: string, leaves: readonly GiftLeaf[]): GiftTree[] {
  const nameOf = ({ kind, cause, currency, funding }: GiftLeaf) => `${kind} ${cause} ${currency} ${funding}`;
  return [...Map.groupBy(leaves, nameOf).values()].flatMap((gifts) =>
    gifts[0] === undefined ? [] : [giftTree({ ...gifts[0], day }, gifts, PROOF_KEY)],
  );
}

/** A log of some entries as it is served: its files, its checkpoint, and proofs of its gifts. */
export interface ServedLog {
  readonly entries: readonly string[];
  readonly checkpoint: string;
  readonly read: Read;
  proof(gift: GiftLeaf, tree: GiftTree): string;
}

export const FIRST_ENTRY = `wellspring/log/v1\nlog ${ORIGIN}\nzone Europe/Berlin\n`;

/** The log that publishes these trees, each day's after the other's. */
export function logOf(...days: readonly (readonly GiftTree[])[]): ServedLog {
  return servedLog([FIRST_ENTRY, ...days.flatMap((trees) => dayEntries(trees).map(dayEntryText))]);
}

export function servedLog(entries: readonly string[], by = LOG): ServedLog {
  const bytes = entries.map((entry) => Buffer.from(entry));
  const hashes = bytes.map(entryHash);
  const checkpoint = signed(
    by,
    checkpointText({ origin: by.name, size: hashes.length, root: logRoot(hashes) }),
  );
  const files = new Map(newFiles(0, bytes, hashes).map((file) => [file.path, file.bytes]));
  files.set("checkpoint", Buffer.from(checkpoint));
  return {
    entries,
    checkpoint,
    async read(path) {
      const file = files.get(path);
      if (file === undefined) throw new Error(`${path} is not served`);
      return file;
    },
    proof(gift, tree) {
      const entry = dayEntries([tree]).map(dayEntryText)[0] ?? "";
      const line = entry.split("\n").at(-2) ?? "";
      const entryIndex = entries.findIndex(
        (one) => one.startsWith(entry.replace(/[^\n]*\n$/, "")) && one.includes(line),
      );
      return giftProof({
        leaf: gift,
        ...leafPlace(gift, tree),
        entry: entries[entryIndex] ?? "",
        entryIndex,
        entryPath: inclusionProof(entryIndex, hashes),
        checkpoint,
      });
    },
  };
}

/** A tree as an auditor is shown it: leaves in order, those opened whose order is named. */
export function opened(
  { day, kind, cause, currency, funding, sums }: GiftTree,
  texts: ReadonlyMap<string, string>,
): OpenedTree {
  const leaves = sums.leaves.map(({ sum, hash }) => {
    const text = texts.get(hash.toString("base64"));
    return text === undefined ? { sum, hash: hash.toString("base64") } : { sum, text };
  });
  return { day, kind, cause, currency, funding, leaves };
}
