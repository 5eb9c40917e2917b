import { describe, expect, test } from "vitest";
import type { BrandConfig } from "../../../../core/giving/config/brand-config.ts";
import type { StoredStory } from "../../../../core/impact/stories/story.store.ts";
import { type MatchPool, termsName } from "../../../../core/model/terms.ts";
import { applyBrand } from "../../../../core/operations/brand/apply-brand.ts";
import type { BrandStore } from "../../../../core/operations/brand/brand.store.ts";
import { demoStatement, demoTexts, demoTextsAndStories } from "../../../support/demo-texts.ts";

const NOW = "2026-11-22T12:00:00Z";

/** A ledger in memory that dies after so many writes; `money` is what was ever set aside, by name. */
function fakeLedger() {
  let stated: BrandConfig = { causes: [], terms: [], pools: [] };
  const money = new Map<string, number>();
  const log: string[] = [];
  let writesLeft = Number.POSITIVE_INFINITY;
  const write = (what: string): void => {
    if (writesLeft === 0) throw new Error("the machine stopped");
    writesLeft -= 1;
    log.push(what);
  };
  const stories = new Map<string, StoredStory>();
  const brands: BrandStore = {
    async writeStory({ value }, toldAt) {
      write(`story ${value.slug}${toldAt === undefined ? "" : ` told at ${toldAt}`}`);
      stories.set(value.slug, value);
    },
    async removeStory(slug) {
      write(`no story ${slug}`);
      stories.delete(slug);
    },
    async writePool(pool: MatchPool, stored) {
      write(`pool ${pool.id}`);
      const other = stated.pools.filter(({ id }) => id !== pool.id);
      if (stored === undefined && other.length < stated.pools.length) throw new Error("written twice");
      stated = { ...stated, pools: [...other, pool] };
      money.set(pool.id, (money.get(pool.id) ?? 0) + pool.amount - (stored?.amount ?? 0));
    },
    async prepareCaps(terms) {
      if (terms.capPerCampaign === undefined) return;
      write(`caps ${termsName(terms)}`);
      if (stated.terms.some((other) => termsName(other) === termsName(terms)))
        throw new Error("caps of live terms");
    },
    async writeFont({ hash }) {
      write(`font ${hash}`);
    },
    async writePicture(hash, { name }) {
      write(`picture ${hash} ${name}`);
    },
    async publish(changes) {
      if (changes.length === 0) return;
      write("publish");
      for (const { row } of changes) {
        if (row.part === "brand") stated = { ...stated, brand: row.value };
        if (row.part === "causes") stated = { ...stated, causes: [...stated.causes, row.value] };
        if (row.part === "terms") stated = { ...stated, terms: [...stated.terms, row.value] };
      }
    },
  };
  const apply = applyBrand({
    readStated: async () => ({ ...stated, stories: [...stories.values()] }),
    brands,
    encodePicture: async () => [{ name: "960.jpg", bytes: Buffer.from("a picture") }],
    drawLogo: async () => Buffer.from("a logo"),
    now: () => NOW,
  });
  return { apply, log, money, dieAfter: (writes: number) => (writesLeft = writes), stated: () => stated };
}

describe("applying a brand", () => {
  test("sets money aside first, and publishes brand, causes and terms last and at once", async () => {
    const { apply, log } = fakeLedger();
    await apply(demoTexts());
    const pictures = demoStatement().pictures.map(({ hash }) => `picture ${hash} 960.jpg`);
    expect(pictures).toHaveLength(4);
    expect(log).toEqual(["caps tills@1", "pool river-match", "pool hill-match", ...pictures, "publish"]);
  });

  test("a second time writes nothing", async () => {
    const { apply, log } = fakeLedger();
    await apply(demoTexts());
    log.length = 0;
    await apply(demoTexts());
    expect(log).toEqual([]);
  });

  test("draws a logo for letters before the brand names it, once, and for a brand that an earlier release applied", async () => {
    const { apply, log, stated } = fakeLedger();
    const plain = demoTexts(["brand", "look:\n", "look:\n  logo: mark.svg\n"]);
    const file = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>';
    const pictures = new Map([["mark.svg", Buffer.from(file)]]);
    const texts = { ...plain, brand: { ...plain.brand, pictures } };
    await apply(texts);
    const { brand } = stated();
    const { inLetters, ...logo } = brand?.look.logo ?? expect.fail("the brand has no logo");
    const drawn = [`picture ${inLetters?.light} logo.png`, `picture ${inLetters?.dark} logo.png`];
    expect(log.slice(-3)).toEqual([...drawn, "publish"]);
    log.length = 0;
    await apply(texts);
    expect(log).toEqual([]);
    Object.assign(brand?.look ?? {}, { logo });
    await apply(texts);
    expect(log).toEqual([...drawn, "publish"]);
  });

  test("tells stories last, and only what is news says that followers are to hear of it", async () => {
    const { apply, log } = fakeLedger();
    await apply(demoTextsAndStories());
    expect(log.slice(-4)).toEqual([
      "publish",
      `story bridge-at-alder-ford told at ${NOW}`,
      "story first-forty-meters",
      "story ten-test-kits",
    ]);
    log.length = 0;
    await apply(demoTextsAndStories());
    expect(log).toEqual([]);
    await apply(demoTexts());
    expect(log).toEqual([
      "no story bridge-at-alder-ford",
      "no story first-forty-meters",
      "no story ten-test-kits",
    ]);
  });

  test("writes nothing when one thing is wrong", async () => {
    const { apply, log } = fakeLedger();
    const reviewed = await apply(demoTexts(["pools", "[clean-rivers]", "[clean-river]"]));
    expect(reviewed.outcome).toBe("refused");
    expect(log).toEqual([]);
  });

  test.each([0, 1, 2, 3])(
    "after %i writes and a crash, is finished by the next, each pool with its money once",
    async (writes) => {
      const { apply, money, dieAfter, stated } = fakeLedger();
      dieAfter(writes);
      await expect(apply(demoTexts())).rejects.toThrow("the machine stopped");
      expect(stated().terms).toEqual([]);
      dieAfter(Number.POSITIVE_INFINITY);
      await apply(demoTexts());
      expect(stated().terms).toHaveLength(7);
      expect([...money]).toEqual([
        ["river-match", 9_000],
        ["hill-match", 2_000_000],
      ]);
    },
  );

  test("adds to a pool what it grew by", async () => {
    const { apply, log, money } = fakeLedger();
    await apply(demoTexts());
    log.length = 0;
    await apply(demoTexts(["pools", '"90.00"', '"120.00"']));
    expect(log).toEqual(["pool river-match"]);
    expect(money.get("river-match")).toBe(12_000);
  });
});
