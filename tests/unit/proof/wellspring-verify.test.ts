import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { dayEntryText } from "../../../core/proof/day-entry.ts";
import { leafText } from "../../../core/proof/gift-leaf.ts";
import { dayEntries } from "../../../core/proof/gift-tree.ts";
import { entryHash, logRoot, pairHash } from "../../../core/proof/log-tree.ts";
import { verifierKey } from "../../../core/proof/signed-note.ts";
import { type SumNode, SumTree, sumLeaf, sumParent } from "../../../core/proof/sum-tree.ts";
import { CHECK_SCRIPT } from "../../../core/site/verify/generated/module.ts";
import * as program from "../../../verify/wellspring-verify.mjs";
import {
  cosigned,
  FIRST_ENTRY,
  LOG,
  leaf,
  logOf,
  opened,
  servedLog,
  signed,
  signer,
  TRUST,
  treesOf,
} from "../../support/gift-log.ts";

const folder = mkdtempSync(join(tmpdir(), "wellspring-verify-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "check.mjs"), CHECK_SCRIPT.text);
/** As the page /verify serves it. */
const inBrowsers: typeof program = await import(pathToFileURL(join(folder, "check.mjs")).href);

const gifts = Array.from({ length: 25 }, (_, at) => leaf(1001 + at, { minor: 10 + at }));
const trees = treesOf("2026-11-27", gifts);
const [tree = never()] = trees;
const log = logOf(trees);
const [mine = never(), yours = never()] = gifts;

function never(): never {
  throw new Error("a test's own gifts are there");
}

/** The day of {@link trees} with other words in it. */
const dayWith = (from: string | RegExp, to: string) =>
  dayEntries(trees).map(dayEntryText)[0]?.replace(from, to) ?? never();
const texts = new Map(
  gifts.map((gift) => [sumLeaf(gift.minor, leafText(gift)).hash.toString("base64"), leafText(gift)]),
);

/** Proofs with their `extra` rewritten, as a brand can that signs what it likes. */
function forged(proof: string, change: (extra: string) => string): string {
  return proof.replace(
    /extra (\S+)/,
    (_, extra) => `extra ${Buffer.from(change(Buffer.from(extra, "base64").toString())).toString("base64")}`,
  );
}

describe.each([
  ["the program", program],
  ["the page's module", inBrowsers],
])("%s", (_, checker) => {
  const {
    checkDays,
    checkGift,
    checkLeaves,
    checkSince,
    checkTotals,
    compareCheckpoints,
    Fault,
    readKey,
    readLog,
  } = checker;
  const daysOf = async (entries: readonly string[]) =>
    checkDays(await readLog(servedLog(entries).read, TRUST));

  describe("an honest brand", () => {
    test("proves every gift of a day to its customer, and to nobody else", async () => {
      for (const gift of gifts) {
        const { leaf: shown, tree: sum } = await checkGift(log.proof(gift, tree), TRUST, {
          order: gift.order,
        });
        expect(shown.amount).toBe(String(gift.minor));
        expect(sum).toMatchObject({ sum: 550, leaves: 32, cause: "clean-rivers" });
      }
      const others = gifts
        .filter((gift) => gift !== mine)
        .flatMap(({ order, salt }) => [`order ${order}`, salt]);
      const extra = Buffer.from(/extra (\S+)/.exec(log.proof(mine, tree))?.[1] ?? "", "base64").toString();
      expect(others.filter((secret) => extra.includes(secret))).toEqual([]);
    });

    test("shows a log whose days, sums and leaves add up, of any number of entries", async () => {
      const november = ["clean-rivers", "open-schools"].flatMap((cause) =>
        treesOf("2026-11-27", [leaf(1, { cause })]),
      );
      const notes = Array.from({ length: 300 }, (_, at) => `wellspring/note/v1\nnumber ${"7".repeat(at)}\n`);
      const days = await daysOf([FIRST_ENTRY, ...notes, ...dayEntries(november).map(dayEntryText)]);
      expect(days.sums.get("open-schools EUR brand")).toMatchObject({ accrued: 70, returned: 0 });
      checkLeaves(
        days,
        november.map((one) =>
          opened(
            one,
            new Map([...texts, [sumLeaf(70, leafText(leaf(1))).hash.toString("base64"), leafText(leaf(1))]]),
          ),
        ),
      );
      expect(checkDays(await readLog(servedLog([]).read, TRUST)).trees).toEqual([]);
    });

    test("property: what it publishes is found true, whatever the gifts", async () => {
      const gift = fc.record({
        minor: fc.integer({ min: 1, max: 1_000_000_000_000 }),
        cause: fc.constantFrom("clean-rivers", "open-schools"),
        currency: fc.constantFrom("EUR", "JPY"),
        funding: fc.constantFrom("brand" as const, "match" as const, "customer" as const),
        shop: fc.constantFrom("square/till", "woocommerce/web-shop"),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(gift, { minLength: 1, maxLength: 40 }), fc.nat(), async (some, pick) => {
          const leaves = some.map((one, at) => leaf(at, one));
          const made = treesOf("2026-11-27", leaves);
          const served = logOf(made);
          const days = checkDays(await readLog(served.read, TRUST));
          const figures = Map.groupBy(leaves, ({ cause }) => cause);
          const causes = [...figures].map(([slug, own]) => ({
            slug,
            figures: [...Map.groupBy(own, ({ currency, funding }) => `${currency} ${funding}`).values()].map(
              (alike) => ({
                ...{ currency: alike[0]?.currency ?? "", funding: alike[0]?.funding ?? "" },
                ...{ pending: alike.reduce((sum, { minor }) => sum + minor, 0), settled: 0 },
              }),
            ),
          }));
          checkTotals(days, { causes });
          checkLeaves(
            days,
            made.map((one) => opened(one, texts)),
          );
          const own = leaves[pick % leaves.length] ?? never();
          const its = made.find(({ gifts: inIt }) => inIt.includes(own)) ?? never();
          expect((await checkGift(served.proof(own, its), TRUST)).leaf.order).toBe(own.order);
        }),
        { numRuns: 25 },
      );
    });
  });

  describe("a brand that cheats", () => {
    test("by a dropped leaf has no path for it to the published sum", async () => {
      const without = treesOf("2026-11-27", gifts.slice(1));
      const served = logOf(without);
      const wished = { ...(without[0] ?? never()), gifts, sums: tree.sums };
      const proof = log.proof(mine, tree).split("\n\n")[0] ?? "";
      const entry = served.entries[1] ?? never();
      const shown = forged(proof, (extra) => `${extra.split("\n\n").slice(0, 2).join("\n\n")}\n\n${entry}`);
      await expect(checkGift(`${shown}\n\n${served.checkpoint}`, TRUST)).rejects.toThrow(
        "the gift is not in it",
      );
      const days = checkDays(await readLog(served.read, TRUST));
      expect(() => checkLeaves(days, [opened(wished, texts)])).toThrow("do not make the published tree");
    });

    test("by counting an order twice is found by its leaves, opened", async () => {
      const again = { ...mine, salt: yours.salt };
      const twice = treesOf("2026-11-27", [...gifts, again]);
      const days = checkDays(await readLog(logOf(twice).read, TRUST));
      const all = new Map([
        ...texts,
        [sumLeaf(again.minor, leafText(again)).hash.toString("base64"), leafText(again)],
      ]);
      expect(() =>
        checkLeaves(
          days,
          twice.map((one) => opened(one, all)),
        ),
      ).toThrow("the order 1001 is counted twice");
      const same = opened(tree, texts);
      const repeated = [{ ...same, leaves: [...same.leaves.slice(0, 1), ...same.leaves.slice(0, -1)] }];
      const honest = checkDays(await readLog(log.read, TRUST));
      expect(() => checkLeaves(honest, repeated)).toThrow("or one is there twice");
    });

    test("by showing one leaf to two customers is told by the number on the second one's receipt", async () => {
      const proof = log.proof(mine, tree);
      await expect(checkGift(proof, TRUST, { order: yours.order })).rejects.toThrow(
        "it is somebody else's gift",
      );
      const renamed = forged(proof, (extra) => extra.replace("order 1001", "order 1002"));
      await expect(checkGift(renamed, TRUST)).rejects.toThrow("the gift is not in it");
    });

    test("by a split view signs two histories of one size, or lacks the witnesses for the second", async () => {
      const other = servedLog([FIRST_ENTRY, dayWith(" 550 ", " 1550 ")]);
      await expect(compareCheckpoints(log.checkpoint, other.checkpoint, TRUST)).rejects.toThrow(
        "signed two histories of 2 entries",
      );
      expect((await compareCheckpoints(log.checkpoint, log.checkpoint, TRUST)).size).toBe(2);
      const witnesses = ["w1", "w2", "w3"].map((name) => signer(`${name}.example.com`, "cosignature"));
      const trust = { ...TRUST, witnesses: witnesses.map((one) => readKey(verifierKey(one))), quorum: 2 };
      const seen = witnesses.slice(1).reduce((note, one) => cosigned(one, note, 1n), log.checkpoint);
      await compareCheckpoints(seen, seen, trust);
      const hidden = cosigned(witnesses[0] ?? never(), other.checkpoint, 1n);
      await expect(compareCheckpoints(hidden, hidden, trust)).rejects.toThrow("1 of your witnesses saw");
    });

    test("by a rewritten day is found by whoever kept an older checkpoint", async () => {
      const later = treesOf("2026-11-28", [leaf(2001, { day: "2026-11-28" })]);
      const grown = await readLog(logOf(trees, later).read, TRUST);
      await checkSince(grown, log.checkpoint, TRUST);
      const entries = [FIRST_ENTRY, dayWith(" 550 ", " 549 "), ...dayEntries(later).map(dayEntryText)];
      const rewritten = await readLog(servedLog(entries).read, TRUST);
      await expect(checkSince(rewritten, log.checkpoint, TRUST)).rejects.toThrow("it was rewritten");
      const cut = await readLog(servedLog([FIRST_ENTRY]).read, TRUST);
      await expect(checkSince(cut, log.checkpoint, TRUST)).rejects.toThrow(
        "the log had 2 entries, and has 1",
      );
    });

    test("by writing a day again, or days that are in a tree already, is found in the log itself", async () => {
      const day = dayWith("", "");
      await expect(daysOf([FIRST_ENTRY, day, day])).rejects.toThrow("accrued EUR was published twice");
      const earlier = day.replaceAll("2026-11-27", "2026-11-26");
      await expect(daysOf([FIRST_ENTRY, day, earlier])).rejects.toThrow("was written again");
      const overlapping = day.replace("day 2026-11-27", "day 2026-11-28");
      await expect(daysOf([FIRST_ENTRY, day, overlapping])).rejects.toThrow(
        "days that were published before",
      );
      await expect(
        daysOf([FIRST_ENTRY, day.replace("brand 2026-11-27", "brand 2026-10-31")]),
      ).rejects.toThrow("another month");
      await expect(daysOf([day])).rejects.toThrow("which log it is");
    });

    test("by a negative leaf has amounts that are none", async () => {
      const proof = log.proof(mine, tree);
      const change = (from: RegExp, to: string) =>
        checkGift(
          forged(proof, (extra) => extra.replace(from, to)),
          TRUST,
        );
      await expect(change(/amount \d+/, "amount -10")).rejects.toThrow("is no amount");
      await expect(change(/\n\d+ (?=[A-Za-z0-9+/]{43}=)/, "\n-5 ")).rejects.toThrow("is no amount");
      await expect(change(/\n\d+ (?=[A-Za-z0-9+/]{43}=)/, `\n${2 ** 53 - 1} `)).rejects.toThrow(
        "below zero, or too large",
      );
      await expect(daysOf([FIRST_ENTRY, dayWith(" 550 ", " -550 ")])).rejects.toThrow("is no amount");
    });

    test("by taking more from a cause than it had is found when the month is over", async () => {
      const returned = treesOf("2026-11-28", [leaf(9, { kind: "returned", minor: 600, day: "2026-11-28" })]);
      const december = treesOf("2026-12-01", [leaf(10, { day: "2026-12-01" })]);
      const { read } = logOf(trees, returned, december);
      await expect(readLog(read, TRUST).then(checkDays)).rejects.toThrow(
        "clean-rivers EUR brand has less than nothing",
      );
    });

    test("by a swapped cause shows a tree that is not the gift's", async () => {
      const swapped = treesOf(
        "2026-11-27",
        gifts.map((gift) => ({ ...gift, cause: "open-schools" })),
      );
      const served = logOf(swapped);
      const proof = served.proof(swapped[0]?.gifts[0] ?? never(), swapped[0] ?? never());
      const shown = forged(proof, (extra) => extra.replace("cause open-schools", "cause clean-rivers"));
      await expect(checkGift(shown, TRUST)).rejects.toThrow("published no tree of clean-rivers");
      const entry = served.entries[1]?.replace("open-schools", "clean-rivers") ?? never();
      const both = forged(shown, (extra) => `${extra.split("\n\n").slice(0, 2).join("\n\n")}\n\n${entry}`);
      await expect(checkGift(both, TRUST)).rejects.toThrow("the gift is not in it");
      const settled = forged(log.proof(mine, tree), (extra) =>
        extra.replace("tree accrued\ncause", "tree settled\ncause"),
      );
      await expect(checkGift(settled, TRUST)).rejects.toThrow("belongs into another tree");
    });

    test("by a parent without its children's sums can prove anything, and is refused", async () => {
      // Maxwell's tree: a node's hash holds the sum of both children, and not each of theirs.
      const blind = (left: SumNode, right: SumNode): SumNode => {
        const sum = Math.max(left.sum, right.sum);
        return { sum, hash: pairHash(pairHash(left.hash, right.hash), Buffer.from(String(sum))) };
      };
      const [one, two] = [sumLeaf(mine.minor, leafText(mine)), sumLeaf(yours.minor, leafText(yours))];
      const root = blind(one, two);
      expect(root.sum).toBeLessThan(sumParent(one, two).sum);
      const entry = `wellspring/day/v1\nday 2026-11-27\ntree accrued\ncurrency EUR\nclean-rivers brand 2026-11-27 ${root.sum} 2 ${root.hash.toString("base64")}\n`;
      const served = servedLog([FIRST_ENTRY, entry]);
      const pair = treesOf("2026-11-27", [mine, yours]);
      const honest =
        logOf(pair)
          .proof(mine, pair[0] ?? never())
          .split("\n\n")[0] ?? never();
      const shown = forged(honest, (extra) => `${extra.split("\n\n").slice(0, 2).join("\n\n")}\n\n${entry}`);
      await expect(checkGift(`${shown}\n\n${served.checkpoint}`, TRUST)).rejects.toThrow(
        "the gift is not in it",
      );
    });

    test("cannot say that a sum is another than its tree's", async () => {
      const served = servedLog([FIRST_ENTRY, dayWith(" 550 ", " 5500 ")]);
      const entry = served.entries[1] ?? never();
      const honest = log.proof(mine, tree).split("\n\n")[0] ?? never();
      const shown = forged(honest, (extra) => `${extra.split("\n\n").slice(0, 2).join("\n\n")}\n\n${entry}`);
      await expect(checkGift(`${shown}\n\n${served.checkpoint}`, TRUST)).rejects.toThrow(
        "are 550, and 5500 was published",
      );
    });

    test("shows pages that say more, or less, than the log", async () => {
      const days = checkDays(await readLog(log.read, TRUST));
      const shown = (settled: number, slug = "clean-rivers") => ({
        causes: [{ slug, figures: [{ currency: "EUR", funding: "brand", pending: 500, settled }] }],
      });
      expect(() => checkTotals(days, shown(50))).not.toThrow();
      expect(() => checkTotals(days, shown(51))).toThrow("the page says 551, the log 550");
      expect(() => checkTotals(days, { causes: [] })).toThrow("the page says nothing, the log 550");
    });

    test("serves other entries than it signed", async () => {
      const read = async (path: string) =>
        path === "checkpoint"
          ? log.read(path)
          : servedLog([FIRST_ENTRY, dayWith(" 550 ", " 551 ")]).read(path);
      await expect(readLog(read, TRUST)).rejects.toThrow("not the log that was signed");
      const cut = async (path: string) =>
        path === "checkpoint" ? log.read(path) : (await log.read(path)).subarray(0, -1);
      await expect(readLog(cut, TRUST)).rejects.toThrow("not as long as its entries");
      const padded = async (path: string) =>
        path === "checkpoint" ? log.read(path) : Buffer.concat([await log.read(path), Buffer.of(0)]);
      await expect(readLog(padded, TRUST)).rejects.toThrow("not as long as its entries");
      const empty = async (path: string) => (path === "checkpoint" ? log.read(path) : Buffer.alloc(1));
      await expect(readLog(empty, TRUST)).rejects.toThrow("cut off");
    });
  });

  /** A proof of a gift alone in its tree, of a log that was made for it: true, but for what is changed. */
  function alone(
    of: Partial<Record<"leaf" | "place" | "entry" | "index" | "text", (text: string) => string>> = {},
    key = LOG,
  ) {
    const same = (text: string) => text;
    const {
      leaf: inLeaf = same,
      place = same,
      entry: inEntry = same,
      index = same,
      text: inCheckpoint = same,
    } = of;
    const text = inLeaf(leafText(mine));
    const sum = Number(/amount (\d+)/.exec(text)?.[1]);
    const { hash } = sumLeaf(sum, text);
    const line = `clean-rivers brand 2026-11-27 ${sum} 1 ${hash.toString("base64")}\n`;
    const entry = inEntry(`wellspring/day/v1\nday 2026-11-27\ntree accrued\ncurrency EUR\n${line}`);
    const [first, second] = [FIRST_ENTRY, entry].map((one) => entryHash(Buffer.from(one)));
    const hashes = [first ?? never(), second ?? never()];
    const extra = `${text}\n${place("leaf 0\n")}\n${entry}`;
    const head = `c2sp.org/tlog-proof@v1\nextra ${Buffer.from(extra).toString("base64")}\n`;
    const path = index(`index 1\n${hashes[0]?.toString("base64")}\n`);
    const checkpoint = inCheckpoint(`${LOG.name}\n2\n${logRoot(hashes).toString("base64")}\n`);
    return `${head}${path}\n${signed(key, checkpoint)}`;
  }

  const replaced = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
  const HASH = Buffer.alloc(32, 7).toString("base64");

  describe("a proof that is whole but for one thing", () => {
    test("is true with nothing changed", async () => {
      expect((await checkGift(alone(), TRUST)).tree).toMatchObject({ sum: 10, leaves: 1 });
    });

    test.each<[string, Parameters<typeof alone>[0], string]>([
      ["a leaf of nothing", { leaf: replaced("amount 10", "amount 0") }, "the leaf is of nothing"],
      ["a leaf with a short salt", { leaf: replaced(/salt \S+/, "salt AAAA") }, "no salt of 32 bytes"],
      ["a leaf with one line more", { leaf: (text) => `${text}other x\n` }, "more lines than facts"],
      ["a leaf without its order", { leaf: replaced("order 1001", "number 1001") }, "should say order"],
      ["a leaf of another log", { leaf: replaced("log give", "log take") }, "of another log"],
      [
        "a leaf of a later day",
        { leaf: replaced("day 2026-11-27", "day 2026-11-28") },
        "belongs into another tree",
      ],
      [
        "a day that is none",
        { entry: replaced("day 2026-11-27", "day today") },
        "is no day and kind of tree",
      ],
      [
        "a kind that is none",
        { entry: replaced("tree accrued", "tree given") },
        "is no day and kind of tree",
      ],
      ["a day of no tree", { entry: replaced(/clean-rivers.*\n/, "") }, "the entry is no day's"],
      ["a tree with a word more", { entry: replaced(/=\n$/, "= x\n") }, "is no tree"],
      ["three leaves", { entry: replaced(" 1 ", " 3 ") }, "3 leaves make no tree"],
      ["a tree twice", { entry: (text) => `${text}${text.split("\n").at(-2)}\n` }, "two trees of one kind"],
      [
        "more leaves than its path is long",
        { entry: replaced(" 1 ", " 2 ") },
        "not as long as the tree is high",
      ],
      ["a place beyond its tree", { place: replaced("leaf 0", "leaf 1") }, "not as long as the tree is high"],
      [
        "a step that is no hash",
        { place: (text) => `${text}0 AAAA\n`, entry: replaced(" 1 ", " 2 ") },
        "a step of the path is no hash",
      ],
      ["a place beyond the log", { index: replaced("index 1", "index 2") }, "beyond the end of the log"],
      ["a path too long", { index: (text) => `${text}${HASH}\n` }, "the path in the log is too long"],
      ["a path of half a hash", { index: replaced(/\n.*\n$/, "\nAAAA\n") }, "in the log is no hash"],
      ["a path too short", { index: replaced(/\n.*\n$/, "\n") }, "the path in the log is too short"],
      ["another path", { index: replaced(/\n.*\n$/, `\n${HASH}\n`) }, "not in the signed log"],
      ["a size that is none", { text: replaced("\n2\n", "\n02\n") }, "no origin, size and root"],
      ["a fourth line that is signed", { text: (text) => `${text}more\n` }, "no origin, size and root"],
      [
        "another origin that is signed",
        { text: replaced("give.", "take.") },
        "the key of give.example.com/proof",
      ],
    ])("is not true with %s", async (_, change, words) => {
      await expect(checkGift(alone(change), TRUST)).rejects.toThrow(words);
    });

    test("is not true when another signed it, nobody did, or the signature is forged", async () => {
      const other = signer("other.example.com");
      await expect(checkGift(alone({}, other), TRUST)).rejects.toThrow(
        "is not signed by give.example.com/proof",
      );
      await expect(checkGift(alone().replace(/— .*\n$/, ""), TRUST)).rejects.toThrow("is not signed by");
      await expect(checkGift(alone({}, { ...LOG, privateKey: other.privateKey }), TRUST)).rejects.toThrow(
        "is forged",
      );
      expect(() => readKey(verifierKey(LOG).replace("+5e", "+5f"))).toThrow("is no key");
      await expect(checkGift(alone().replace(/\S{8}\n$/, "\n"), TRUST)).rejects.toThrow("is none");
      const witness = signer("w1.example.com", "cosignature");
      const trust = { ...TRUST, witnesses: [readKey(verifierKey(witness))] };
      const text = alone().split("\n\n")[1];
      const untimed = `${alone()}${signed(witness, `${text}\n`).split("\n\n")[1]}`;
      await expect(checkGift(untimed, trust)).rejects.toThrow("a signature of w1.example.com is none");
      await expect(checkGift(alone(), { ...TRUST, witnesses: [TRUST.key] })).rejects.toThrow(
        "a key is of another kind",
      );
    });
  });

  test("opened leaves have to be of a tree, all of it, and count what they say", async () => {
    const days = checkDays(await readLog(log.read, TRUST));
    const all = opened(tree, texts);
    const { leaves } = all;
    expect(() => checkLeaves(days, [{ ...all, cause: "open-schools" }])).toThrow("the log has no tree");
    expect(() => checkLeaves(days, [{ ...all, leaves: leaves.slice(1) }])).toThrow(
      "has 32 leaves, and 31 are shown",
    );
    const [text = ""] = texts.values();
    const more = { sum: 99, text };
    const { hash } = sumLeaf(99, text);
    const at = leaves.findIndex((_, index) => tree.sums.leaves[index]?.hash.compare(hash) === 1);
    const wrong = [...leaves.slice(0, at), more, ...leaves.slice(at)].filter(
      (one) => one === more || one.text !== text,
    );
    expect(() => checkLeaves(days, [{ ...all, leaves: wrong }])).toThrow("a leaf counts 99 for a gift of 10");
    const lying = checkDays(await readLog(servedLog([FIRST_ENTRY, dayWith(" 550 ", " 551 ")]).read, TRUST));
    expect(() => checkLeaves(lying, [all])).toThrow("the leaves are 550, and 551 was published");
  });

  test("checkpoints of other sizes are not compared by themselves", async () => {
    await expect(
      compareCheckpoints(log.checkpoint, servedLog([FIRST_ENTRY]).checkpoint, TRUST),
    ).rejects.toThrow("of other sizes");
  });

  test("whoever guesses an order and its amount cannot tell its leaf, nor claim that it is in a tree", async () => {
    const guesses = gifts.map(({ salt: _, ...gift }) => leafText({ ...gift, salt: "A".repeat(43) }));
    const hashes = tree.sums.leaves.map(({ hash }) => hash.toString("hex"));
    expect(
      guesses.filter((text, at) => hashes.includes(sumLeaf(10 + at, text).hash.toString("hex"))),
    ).toEqual([]);
    const guessed = forged(log.proof(mine, tree), (extra) =>
      extra.replace(/salt \S+/, `salt ${"A".repeat(43)}`),
    );
    await expect(checkGift(guessed, TRUST)).rejects.toThrow("the gift is not in it");
  });

  test("a proof with anything changed in it is not true, and is never a mistake of the program", async () => {
    const proof = log.proof(mine, tree);
    const extra = Buffer.from(/extra (\S+)/.exec(proof)?.[1] ?? "", "base64").toString();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(extra.length - 1),
        fc.constantFrom("", "x", "0", "9", "\n", "\n\n", " ", "-", "%"),
        fc.boolean(),
        async (at, sign, isExtra) => {
          const change = (text: string) =>
            text.slice(0, at % text.length) + sign + text.slice((at % text.length) + 1);
          const changed = isExtra ? forged(proof, change) : change(proof);
          let answer: unknown;
          try {
            // Base64 may be written in two ways: what it says is the same.
            const { leaf: shown, tree: sum } = await checkGift(changed, TRUST);
            expect([shown.order, shown.amount, sum.sum]).toEqual(["1001", "10", 550]);
          } catch (error) {
            answer = error;
          }
          expect(answer === undefined || answer instanceof Fault, String(answer)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("the program", () => {
  const file = resolve("verify/wellspring-verify.mjs");
  const run = async (...args: string[]) => {
    const key = ["--key", verifierKey(LOG)];
    const done = await promisify(execFile)(process.execPath, [file, ...args, ...key], {
      cwd: folder,
    }).catch((error) => error);
    return { code: Number(done.code ?? 0), said: String(done.stdout) };
  };

  test("runs alone in another folder: on a proof, and on a copy of the log", async () => {
    for (const path of ["checkpoint", "tile/entries/000.p/2"]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), await log.read(path));
    }
    writeFileSync(join(folder, "gift.tlog-proof"), log.proof(mine, tree));
    writeFileSync(
      join(folder, "false.tlog-proof"),
      forged(log.proof(mine, tree), (extra) => extra.replace("paid 4165", "paid 9165")),
    );
    const both = [mine, yours].map((gift) => log.proof(gift, tree)).join("");
    writeFileSync(join(folder, "both.tlog-proof"), both);
    const server = createServer(async (request, response) => {
      const bytes = await log.read(request.url?.slice(1) ?? "").catch(() => undefined);
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [proof, wrong, days, usage, help, served, missing] = await Promise.all([
      run("gift", "gift.tlog-proof", "both.tlog-proof"),
      run("gift", "gift.tlog-proof", "false.tlog-proof"),
      run("log", ".", "--day", "2026-11-27", "--since", "checkpoint"),
      run("what"),
      run("--help"),
      run("log", `${address}/`),
      run("log", `${address}/nothing`),
    ]);
    server.close();
    expect(proof.code).toBe(0);
    expect(proof.said.match(/order {4}\d+/g)).toEqual(["1001", "1001", "1002"].map((it) => `order    ${it}`));
    expect(wrong).toEqual({
      code: 1,
      said: expect.stringMatching(/^Not true: .+ the gift is not in it\.\n$/),
    });
    expect(days.code).toBe(0);
    expect(days.said).toContain("clean-rivers EUR brand: given 550, of which settled 0");
    expect([usage.code, help.code]).toEqual([2, 0]);
    expect(help.said).toBe(usage.said);
    expect(served.said).toContain("True: 2 entries, days up to 2026-11-27");
    expect(missing).toEqual({ code: 1, said: `Not true: ${address}/nothing/checkpoint answered 404.\n` });
  });

  test("shows whoever kept heads of two days that the log begins with both, and who signed another", async () => {
    const later = treesOf("2026-11-28", [leaf(2001, { day: "2026-11-28" })]);
    const grown = logOf(trees, later);
    const other = servedLog([FIRST_ENTRY, dayWith(" 550 ", " 549 "), ...dayEntries(later).map(dayEntryText)]);
    mkdirSync(join(folder, "grown/tile/entries"), { recursive: true });
    writeFileSync(join(folder, "grown/checkpoint"), grown.checkpoint);
    mkdirSync(join(folder, "grown/tile/entries/000.p"));
    writeFileSync(join(folder, "grown/tile/entries/000.p/3"), await grown.read("tile/entries/000.p/3"));
    for (const [name, { checkpoint }] of Object.entries({ first: log, second: grown, other })) {
      writeFileSync(join(folder, name), checkpoint);
    }
    const [true1, false1, apart] = await Promise.all([
      run("checkpoints", "first", "second", "--log", "grown"),
      run("checkpoints", "first", "other", "--log", "grown"),
      run("checkpoints", "first", "second"),
    ]);
    expect(true1).toEqual({ code: 0, said: "True: the log of 3 entries begins with both.\n" });
    expect(false1.said).toContain("the log's first 3 entries are not those that you saw: it was rewritten");
    expect(apart.said).toContain("of other sizes");
  });

  test("makes every tree anew for an auditor, with the leaves that customers opened", async () => {
    mkdirSync(join(folder, "all/tile/entries/000.p"), { recursive: true });
    for (const path of ["checkpoint", "tile/entries/000.p/2"])
      writeFileSync(join(folder, "all", path), await log.read(path));
    const closed = opened(tree, new Map());
    const without = { ...closed, leaves: closed.leaves.filter(({ hash }) => hash !== hashOf(mine)) };
    writeFileSync(join(folder, "leaves.json"), JSON.stringify([closed]));
    writeFileSync(join(folder, "without.json"), JSON.stringify([without]));
    writeFileSync(join(folder, "none.json"), "[]");
    writeFileSync(join(folder, "community.json"), JSON.stringify({ causes: [] }));
    writeFileSync(join(folder, "one.tlog-proof"), log.proof(mine, tree));
    writeFileSync(join(folder, "two.tlog-proof"), log.proof(yours, tree));
    const audit = (...args: string[]) => run("audit", "all", ...args);
    const openings = ["--opening", "one.tlog-proof", "--opening", "two.tlog-proof"];
    const [whole, dropped, none, unasked, totals] = await Promise.all([
      audit("--leaves", "leaves.json", ...openings),
      audit("--leaves", "without.json", ...openings),
      audit("--leaves", "none.json"),
      audit(),
      audit("--leaves", "leaves.json", "--totals", "community.json"),
    ]);
    expect(whole.said).toContain("True: 1 trees made anew of their leaves, 2 of which are opened.");
    expect(dropped.said).toContain(
      "the order 1001 gave to clean-rivers on 2026-11-27, and no leaf that is shown is its",
    );
    expect(none.said).toContain("of 1 trees no leaves are shown");
    expect(unasked).toMatchObject({ code: 1, said: expect.stringContaining("--leaves <file>") });
    expect(totals.said).toContain("the page says nothing, the log 550");
  });
});

const hashOf = (gift: Parameters<typeof leafText>[0]) =>
  sumLeaf(gift.minor, leafText(gift)).hash.toString("base64");

test("the sum tree's own code and the program agree on every path", () => {
  const sums = new SumTree(Array.from({ length: 8 }, (_, at) => sumLeaf(at, `leaf ${at}`)));
  for (const [at, own] of sums.leaves.entries()) {
    const root = sums
      .path(at)
      .reduce<SumNode>(
        (node, sibling, height) =>
          (at >> height) % 2 === 0 ? sumParent(node, sibling) : sumParent(sibling, node),
        own,
      );
    expect(root).toEqual(sums.root);
  }
});
