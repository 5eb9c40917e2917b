import { describe, expect, test } from "vitest";
import type { Community } from "../../../../core/impact/view.ts";
import type { BrandWords } from "../../../../core/model/brand-words.ts";
import type { StoryDraft } from "../../../../core/operations/brand/brand-draft.ts";
import type { HttpRequest } from "../../../../core/platform/lambda/http.ts";
import { servePage } from "../../../../core/site/community/serve-page.ts";
import { demoStories } from "../../../support/demo-texts.ts";
import { memoryStories } from "../../../support/memory-stories.ts";
import { demoPicture } from "../../../support/pictures.ts";
import { detail, everyday, monthsOf, nothingYet } from "../../../support/states.ts";

const SITE = "https://site.example";

function site(
  stories: readonly StoryDraft[] = demoStories(),
  community: Community = everyday,
  words: readonly BrandWords[] = [],
) {
  const serve = servePage({
    siteUrl: SITE,
    readBrandConfig: async () => ({ brand: community.brand, causes: [], terms: [], pools: [] }),
    readFont: async () => undefined,
    readPicture: async () => undefined,
    readBrandWords: async () => words,
    stories: memoryStories(stories),
    readCommunity: async () => community,
    readMonths: async (year) => monthsOf(community, year),
    now: () => community.readAt,
    readCause: async (slug) =>
      community.causes.some((cause) => cause.slug === slug) ? detail(community, slug) : undefined,
  });
  return async (path: string, lang = "en") => {
    const request: HttpRequest = {
      route: "",
      method: "GET",
      path,
      parameters: {},
      query: { lang },
      headers: {},
      cookies: [],
      sourceIp: "203.0.113.7",
      body: Buffer.alloc(0),
    };
    return await serve(request);
  };
}

function textOf(html: string): string {
  return html
    .replaceAll(/<style>.*?<\/style>/gs, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
}

function one(changes: Partial<StoryDraft> = {}): StoryDraft {
  const [story] = demoStories().filter(({ slug }) => slug === "ten-test-kits");
  if (story === undefined) throw new Error("The sample has this story");
  return { ...story, ...changes };
}

describe("a cause's page", () => {
  test("tells what came of it, the newest first, between the milestones that were reached", async () => {
    const { body = "" } = await site()("/causes/open-paths");
    const timeline = body.slice(body.indexOf('id="stories"'), body.indexOf('id="given"'));
    const days = [...timeline.matchAll(/datetime="(\d{4}-\d{2}-\d{2})/gi)].map(([, day]) => day);
    expect(days.length).toBeGreaterThan(2);
    expect(days).toEqual(days.toSorted().toReversed());
    expect(timeline).toContain('href="/stories/bridge-at-alder-ford?lang=en"');
    expect(timeline).not.toContain("ten-test-kits");
  });

  test("says what is still open below it, and lists no milestone twice", async () => {
    const { body = "" } = await site()("/causes/open-paths");
    const text = textOf(body);
    expect(text).toContain("Still open");
    expect(text).toContain("Forty planks and a handrail, before the frost.");
    const { progress } = detail(everyday, "open-paths");
    for (const { label } of progress?.milestones ?? [])
      expect([label.en, text.split(`Enough for: ${label.en} `).length - 1]).toEqual([label.en, 1]);
  });

  test("without stories is as it was", async () => {
    const { body = "" } = await site([])("/causes/open-paths");
    expect(body).not.toContain('id="stories"');
    expect(body).toContain("Milestones");
  });
});

describe("a story's page", () => {
  test.each(["en", "de"] as const)("holds its words, and who tells it when (%s)", async (lang) => {
    const { status, body = "" } = await site()("/stories/ten-test-kits", lang);
    expect(status).toBe(200);
    const story = one();
    const text = textOf(body);
    expect(text).toContain(story.title[lang]);
    expect(text).toContain(story.by[lang]);
    expect(body).toContain('<time dateTime="2026-10-09">'.toLowerCase());
    for (const block of story.words[lang])
      for (const runs of "runs" in block ? [block.runs] : block.items)
        for (const run of runs) expect(text).toContain(run.text.trim());
  });

  test("says of amounts that they are the teller's, and of an invented story that it is one", async () => {
    const { body = "" } = await site()("/stories/ten-test-kits");
    const text = textOf(body);
    expect(text).toContain("€96.40: ten test kits");
    expect(text).toContain("not computed from the ledger");
    expect(text).toContain("invented for this sample");
    const { body: real = "" } = await site([one({ sample: false })])("/stories/ten-test-kits");
    expect(textOf(real)).not.toContain("invented for this sample");
  });

  test("shows signs of HTML as signs", async () => {
    const runs = [{ text: '<script>alert("a")</script> & more' }];
    const paragraph = { kind: "paragraph" as const, runs };
    const { body = "" } = await site([one({ words: { en: [paragraph], de: [paragraph] } })])(
      "/stories/ten-test-kits",
    );
    expect(body).toContain("&lt;script>alert(");
    expect(body).not.toContain("<script");
  });

  test("is listed by search engines under its own address, in each language", async () => {
    const { body = "" } = await site()("/stories/ten-test-kits");
    expect(body).toContain(`<link rel="canonical" href="${SITE}/stories/ten-test-kits?lang=en"/>`);
  });

  test("says what is shown of a link to it that somebody shares, in its language", async () => {
    const tagsOf = async (path: string, lang?: string) => {
      const { body = "" } = await site()(path, lang);
      const tags = [...body.matchAll(/<meta property="([\w:]+)" content="([^"]*)"/g)];
      return Object.fromEntries(tags.map(([, name, content]) => [name, content]));
    };
    expect(await tagsOf("/stories/ten-test-kits", "de")).toEqual({
      "og:type": "article",
      "og:site_name": "Tarnfell",
      "og:title": "Zehn Messkoffer sind im Einsatz · Tarnfell",
      "og:description": one().summary.de,
      "og:url": `${SITE}/stories/ten-test-kits?lang=de`,
      "og:locale": "de_DE",
      // The story has no picture, and its cause has one.
      "og:image": `${SITE}/pictures/${demoPicture("clean-rivers", "").hash}/card.jpg`,
      "og:image:type": "image/jpeg",
      "og:image:width": "1200",
      "og:image:height": "630",
      "og:image:alt": "A river that winds through fir woods.",
      "article:published_time": "2026-10-09",
    });
    expect(await tagsOf("/causes/open-paths")).toMatchObject({ "og:type": "website", "og:locale": "en_US" });
    expect(await tagsOf("/stories/nothing-of-the-kind")).toEqual({});
  });

  test("is passed on by a letter of one's own or by its address, and no other site hears of it", async () => {
    const { body = "" } = await site()("/stories/ten-test-kits", "en");
    const letter = new URL(
      /href="(mailto:\?subject=[^"]*)"/.exec(body)?.[1]?.replaceAll("&amp;", "&") ?? "none:",
    );
    expect(letter.searchParams.get("subject")).toBe("Ten test kits are in use · Tarnfell");
    expect(letter.searchParams.get("body")).toContain(`${SITE}/stories/ten-test-kits`);
    expect(body).toContain(`<a class="onward" href="${SITE}/stories/ten-test-kits">`);
  });

  test.each(["/stories/nothing-of-the-kind", "/stories/Ten%20Kits", "/stories/"])(
    "is a 404 where there is no story: %s",
    async (path) => {
      expect((await site()(path)).status).toBe(404);
    },
  );
});

describe("a story in a language that the brand adds", () => {
  const dutch: BrandWords = { language: "nl", base: "de", name: "Nederlands", words: {} };
  const told = one();
  const added = {
    title: "Tien meetkoffers",
    summary: "Er wordt gemeten.",
    by: "Ines, van de rivier",
    bought: told.bought.map((_, at) => `koffer ${at}`),
    open: "Nog drie kilometer.",
  };
  const block = { kind: "paragraph" as const, runs: [{ text: "Een doos met strips." }] };
  const translated = one({ added: { nl: added }, words: { ...told.words, added: { nl: [block] } } });

  test("is told in it on its page, in lists and in feeds, in no word of its base", async () => {
    const visit = site([translated], everyday, [dutch]);
    const page = String((await visit("/stories/ten-test-kits", "nl")).body);
    for (const text of [...Object.values(added).flat(), "Een doos met strips."]) expect(page).toContain(text);
    const cause = String((await visit("/causes/clean-rivers", "nl")).body);
    const feed = String((await visit("/feed.xml", "nl")).body);
    for (const body of [page, cause, feed]) {
      expect(body).toContain(added.title);
      expect(body).toContain(added.summary);
      for (const text of [told.title.de, told.summary.de, told.by.de]) expect(body).not.toContain(text);
    }
    expect(page).toContain('<article class="story">');
    expect(feed).toContain("<entry><id>https://site.example/stories/ten-test-kits</id>");
  });

  test("says in it what its picture shows", async () => {
    const picture = {
      ...{ hash: "a".repeat(32), width: 1200, height: 800 },
      alt: { en: "Ten boxes", de: "Zehn Koffer" },
    };
    const pictured = { ...translated, picture, added: { nl: { ...added, picture: "Tien dozen" } } };
    for (const path of ["/stories/ten-test-kits", "/causes/clean-rivers"]) {
      const page = String((await site([pictured], everyday, [dutch])(path, "nl")).body);
      expect(page).toContain('alt="Tien dozen"');
      expect(page).not.toContain("Zehn Koffer");
    }
  });

  test("is told in its base where it has none of it, and marked as such", async () => {
    const visit = site([told], everyday, [dutch]);
    const page = String((await visit("/stories/ten-test-kits", "nl")).body);
    expect(page).toContain('<article class="story" lang="de">');
    expect(page).toContain(`<h1 lang="de">${told.title.de}</h1>`);
    expect(String((await visit("/feed.xml", "nl")).body)).toContain('<entry xml:lang="de">');
  });

  test("leaves its pages in ours as they are", async () => {
    for (const lang of ["en", "de"]) {
      const [translatedPage, page] = await Promise.all(
        [translated, told].map(async (story) => (await site([story])("/stories/ten-test-kits", lang)).body),
      );
      expect(translatedPage === page).toBe(true);
    }
  });
});

describe("a feed", () => {
  const entriesOf = (body: string) =>
    body
      .split("<entry>")
      .slice(1)
      .map((entry) => ({
        id: /<id>([^<]+)</.exec(entry)?.[1],
        updated: /<updated>([^<]+)</.exec(entry)?.[1] ?? "",
      }));

  test.each(["en", "de"] as const)(
    "has all stories and reached milestones, the newest first (%s)",
    async (lang) => {
      const { status, headers, body = "" } = await site()("/feed.xml", lang);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        "content-type": "application/atom+xml; charset=utf-8",
        "content-language": lang,
      });
      expect(body).toMatch(
        /^<\?xml version="1.0" encoding="UTF-8"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/,
      );
      const reached = everyday.causes.flatMap(({ progress }) =>
        (progress?.milestones ?? []).filter(({ reachedAt }) => reachedAt !== undefined),
      );
      const entries = entriesOf(body);
      expect(entries).toHaveLength(demoStories().length + reached.length);
      const times = entries.map(({ updated }) => updated);
      expect(times).toEqual(times.toSorted().toReversed());
      expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    },
  );

  test("of a cause has what is of that cause", async () => {
    const { body = "" } = await site()("/causes/clean-rivers/feed.xml");
    expect(body).toContain("stories/ten-test-kits");
    expect(body).not.toContain("bridge-at-alder-ford");
  });

  test("escapes what is in it", async () => {
    const title = { en: "A & B <c>", de: "A & B <c>" };
    const { body = "" } = await site([one({ title })])("/feed.xml");
    expect(body).toContain("<title>A &amp; B &lt;c></title>");
  });

  test("in which nothing happened yet is a feed all the same", async () => {
    const { status, body = "" } = await site([], nothingYet)("/feed.xml");
    expect(status).toBe(200);
    expect(entriesOf(body)).toEqual([]);
  });

  test("of a cause that is not there is no file", async () => {
    expect((await site()("/causes/nothing/feed.xml")).status).toBe(404);
  });

  test("is named by the pages that it is of", async () => {
    const feedOf = async (path: string) =>
      /<link rel="alternate" type="application\/atom\+xml"[^>]*href="([^"]+)"/.exec(
        (await site()(path)).body ?? "",
      )?.[1];
    expect(await feedOf("/")).toBe("/feed.xml?lang=en");
    expect(await feedOf("/causes/open-paths")).toBe("/causes/open-paths/feed.xml?lang=en");
    expect(await feedOf("/stories/ten-test-kits")).toBe("/causes/clean-rivers/feed.xml?lang=en");
  });
});
