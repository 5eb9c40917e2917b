import { readFileSync } from "node:fs";
import fc from "fast-check";

import { describe, expect, test } from "vitest";
import { openCheckpoint, witnessedAt } from "../../../core/proof/checkpoint.ts";
import { dayEntryText } from "../../../core/proof/day-entry.ts";
import { leafText } from "../../../core/proof/gift-leaf.ts";
import {
  consistencyProof,
  entryHash,
  inclusionProof,
  logRoot,
  pairHash,
} from "../../../core/proof/log-tree.ts";
import {
  isSignedBy,
  keyId,
  readNote,
  readVerifierKey,
  signaturesOf,
  verifierKey,
} from "../../../core/proof/signed-note.ts";
import { SumTree, sumLeaf, TREE_LEAVES_MAX } from "../../../core/proof/sum-tree.ts";
import { newFiles, newTiles, tilePath } from "../../../core/proof/tiles.ts";
import { checkGift, openCheckpoint as openByOther, readKey } from "../../../verify/wellspring-verify.mjs";
import { cosigned, LOG, leaf, logOf, servedLog, signer, treesOf } from "../../support/gift-log.ts";
import { isConsistent } from "../../support/log-witness.ts";

const hex = (text: string) => Buffer.from(text, "hex");

/** The entries, roots and proofs by which implementations of RFC 6962 are compared: transparency-dev/merkle, testonly/constants.go. */
const REFERENCE = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const referenceHashes = REFERENCE.map((entry) => entryHash(hex(entry)));

describe("the log's tree", () => {
  test("has the roots of the reference log, at each size", () => {
    expect(ROOTS.map((_, size) => logRoot(referenceHashes.slice(0, size)).toString("hex"))).toEqual(ROOTS);
  });

  test("proves entries and earlier sizes of the reference log as others do", () => {
    expect(inclusionProof(5, referenceHashes).map((hash) => hash.toString("hex"))).toEqual([
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    expect(consistencyProof(6, referenceHashes).map((hash) => hash.toString("hex"))).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
  });

  test("convinces a witness of every earlier size, and of no other log", () => {
    const hashes = Array.from({ length: 70 }, (_, at) => entryHash(Buffer.from(`entry ${at}`)));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(69), fc.nat(69), (size, less, changed) => {
        const before = Math.max(1, size - less);
        const all = hashes.slice(0, size);
        const proof = consistencyProof(before, all);
        const old = { size: before, root: logRoot(all.slice(0, before)) };
        expect(isConsistent(old, { size, root: logRoot(all) }, proof)).toBe(true);
        const rewritten = all.with(changed % before, entryHash(Buffer.from("another")));
        expect(
          isConsistent(old, { size, root: logRoot(rewritten) }, consistencyProof(before, rewritten)),
        ).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a signed note", () => {
  /** C2SP, signed-note.md. */
  const key = readVerifierKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  const note = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

  test("of C2SP's own example is signed by the key beside it", () => {
    const { text, signatures } = readNote(note);
    const [signature = Buffer.alloc(0), ...others] = signaturesOf(key, signatures);
    expect(others).toEqual([]);
    expect(isSignedBy(key, text, signature)).toBe(true);
    expect(isSignedBy(key, text.replace("example", "exemplary"), signature)).toBe(false);
    expect(verifierKey(key)).toBe("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  });

  test("names its key by what the key signs: a witness's is another id", () => {
    expect(keyId(key).toString("hex")).toBe("530d903a");
    expect(keyId({ ...key, type: "cosignature" }).toString("hex")).not.toBe("530d903a");
  });

  test.each([
    "",
    "text\n",
    "text\n\n",
    "text\n\n— name\n",
    "text\n\n— name AAAA\n",
    "text\n\n— na+me AAAAAAAA\n",
    "text\n\n— a AAAAAAAA",
  ])("is none: %j", (broken) => expect(() => readNote(broken)).toThrow("note"));

  test.each([
    "",
    "example.com/foo",
    "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "a b+530d903a+AA==",
  ])("has no key such as %j", (broken) =>
    expect(() => readVerifierKey(broken)).toThrow("is not the verifier key"),
  );
});

describe("a checkpoint", () => {
  const witness = signer("witness.example.com/w1", "cosignature");
  const trust = { key: readKey(verifierKey(LOG)), witnesses: [readKey(verifierKey(witness))] };
  const { checkpoint } = servedLog(REFERENCE);
  const cosignedNote = cosigned(witness, checkpoint, 1_679_315_147n);

  test("is read by the log's key, and with its witness, by both programs alike", async () => {
    const { origin, size, root } = openCheckpoint(cosignedNote, LOG);
    expect(await openByOther(cosignedNote, trust)).toEqual({ origin, size, root: Uint8Array.from(root) });
    expect(witnessedAt(cosignedNote, witness)).toBe(1_679_315_147n);
    expect(witnessedAt(checkpoint, witness)).toBeUndefined();
    await expect(openByOther(checkpoint, trust)).rejects.toThrow("0 of your witnesses saw this checkpoint");
  });

  test("is refused with any letter changed, by both programs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(cosignedNote.length - 1),
        fc.constantFrom("a", "7", "\n", " ", "="),
        async (at, sign) => {
          const changed = cosignedNote.slice(0, at) + sign + cosignedNote.slice(at + 1);
          fc.pre(Buffer.from(changed).compare(Buffer.from(cosignedNote)) !== 0);
          const text = changed.slice(0, changed.lastIndexOf("\n\n") + 1);
          const isTextSame = text === cosignedNote.slice(0, cosignedNote.lastIndexOf("\n\n") + 1);
          const open = () => [openCheckpoint(changed, LOG).root, witnessedAt(changed, witness)];
          // A letter of base64 that holds no bits may change, and nothing else.
          if (!isTextSame) expect(open).toThrow();
          if (!isTextSame) await expect(openByOther(changed, trust)).rejects.toThrow();
        },
      ),
    );
  });

  test("of another log, or with a signature that is forged, is refused", () => {
    expect(() => openCheckpoint(checkpoint, signer("other.example.com"))).toThrow("did not sign");
    const forged = servedLog(REFERENCE, { ...LOG, privateKey: signer("other.example.com").privateKey });
    expect(() => openCheckpoint(forged.checkpoint, LOG)).toThrow("did not sign");
    const forgedWitness = cosigned({ ...witness, privateKey: LOG.privateKey }, checkpoint, 1n);
    expect(() => witnessedAt(forgedWitness, witness)).toThrow("did not cosign");
  });
});

describe("the files of the log", () => {
  test("have the names of C2SP's examples", () => {
    expect(tilePath(0, 1_234_067, 256)).toBe("tile/0/x001/x234/067");
    expect(tilePath("entries", 0, 5)).toBe("tile/entries/000.p/5");
  });

  test("are as many as C2SP says, full and partial", () => {
    const counted = (size: number) =>
      [...Map.groupBy(newTiles(0, size), ({ level, width }) => `${level} of ${width}`)].map(([of, some]) => [
        of,
        some.length,
      ]);
    expect(counted(70_000)).toEqual([
      ...[
        ["0 of 256", 273],
        ["0 of 112", 1],
      ],
      ...[
        ["1 of 256", 1],
        ["1 of 17", 1],
        ["2 of 1", 1],
      ],
    ]);
    expect(counted(256)).toEqual([
      ["0 of 256", 1],
      ["1 of 1", 1],
    ]);
    expect(counted(0)).toEqual([]);
  });

  test("of each growth are those that no earlier size had", () => {
    fc.assert(
      fc.property(fc.nat(140_000), fc.nat(70_000), (before, more) => {
        const names = (from: number, to: number) =>
          newTiles(from, to).map(({ level, index, width }) => tilePath(level, index, width));
        const full = (name: string) => !name.includes(".p/");
        const grown = new Set([...names(0, before).filter(full), ...names(before, before + more)]);
        expect(
          names(0, before + more).filter((name) => !grown.has(name) && !names(0, before).includes(name)),
        ).toEqual([]);
        expect(
          names(before, before + more).filter((name) => full(name) && names(0, before).includes(name)),
        ).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("hold in a tile of level 1 the root of each full tile below", () => {
    const entries = Array.from({ length: 300 }, (_, at) => Buffer.from(`entry ${at}`));
    const hashes = entries.map(entryHash);
    const files = new Map(newFiles(0, entries, hashes).map(({ path, bytes }) => [path, bytes]));
    expect([...files.keys()].toSorted()).toEqual([
      "tile/0/000",
      "tile/0/001.p/44",
      "tile/1/000.p/1",
      "tile/entries/000",
      "tile/entries/001.p/44",
    ]);
    expect(files.get("tile/1/000.p/1")).toEqual(logRoot(hashes.slice(0, 256)));
    expect(files.get("tile/entries/001.p/44")?.subarray(0, 11).toString("latin1")).toBe("\0\u0009entry 256");
  });
});

test("the day of a brand with a hundred causes, in every funding, is an entry of a tiled log", () => {
  const causes = Array.from({ length: 100 }, (_, at) => String(at).padStart(48, "a"));
  const trees = causes.flatMap((cause) =>
    (["brand", "match", "customer"] as const).map((funding) => ({
      ...{ cause, funding, from: "2026-11-01", sum: Number.MAX_SAFE_INTEGER, leaves: TREE_LEAVES_MAX },
      root: entryHash(Buffer.from(cause)),
    })),
  );
  const text = dayEntryText({ day: "2026-11-30", kind: "accrued", currency: "EUR", trees });
  expect(Buffer.byteLength(text)).toBeLessThan(65_536);
});

describe("a sum tree", () => {
  test("hashes both children's sums and hashes into their parent", () => {
    const [one, other] = new SumTree([sumLeaf(70, "a"), sumLeaf(5, "b")]).leaves;
    const { sum, hash } = new SumTree([sumLeaf(70, "a"), sumLeaf(5, "b")]).root;
    expect(sum).toBe(75);
    expect(hash).not.toEqual(pairHash(one?.hash ?? Buffer.alloc(0), other?.hash ?? Buffer.alloc(0)));
  });

  test.each([-1, 0.5, 2 ** 53, Number.NaN])("has no leaf of %d", (sum) => {
    expect(() => sumLeaf(sum, "a")).toThrow(RangeError);
  });

  test("is refused where a sum is beyond what is exact, a leaf is there twice, or leaves are no power of two", () => {
    expect(() => new SumTree([sumLeaf(2 ** 52, "a"), sumLeaf(2 ** 52, "b")])).toThrow(RangeError);
    expect(() => new SumTree([sumLeaf(7, "a"), sumLeaf(7, "a")])).toThrow("the same");
    expect(() => new SumTree([1, 2, 3].map((sum) => sumLeaf(sum, "a")))).toThrow("power of two");
    expect(() => new SumTree([])).toThrow("power of two");
  });
});

test("the example in the docs is what the code writes, to the byte, and the program finds it true", async () => {
  const gifts = [
    leaf(1001),
    leaf(1002, { minor: 5, base: 250, paid: 298 }),
    leaf(1003, { minor: 120, base: 6000, paid: 7140 }),
  ];
  const [first = leaf(0)] = gifts;
  const [tree, ...others] = treesOf("2026-11-27", gifts);
  if (tree === undefined) throw new Error("there is a tree");
  const log = logOf([tree, ...others]);
  const proof = log.proof(first, tree);
  const page = readFileSync("docs/reference/proof.md", "utf8");
  const leaves = tree.sums.leaves.map(({ sum, hash }) => `${sum} ${hash.toString("base64")}\n`).join("");
  const seed = LOG.privateKey.export({ format: "der", type: "pkcs8" }).subarray(-32).toString("hex");
  const shown = [seed, verifierKey(LOG), leafText(first), leaves, log.entries[1], log.checkpoint, proof];
  const hash = sumLeaf(70, leafText(first)).hash.toString("hex");
  expect([...shown, hash].filter((text) => !page.includes(text ?? "?"))).toEqual([]);
  const { leaf: shownLeaf } = await checkGift(proof, { key: readKey(verifierKey(LOG)) });
  expect(shownLeaf["order"]).toBe("1001");
});
