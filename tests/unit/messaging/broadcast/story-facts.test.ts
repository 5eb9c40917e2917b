import { describe, expect, test } from "vitest";
import { factsOfStory, storyFacts } from "../../../../core/messaging/broadcast/story-facts.ts";
import { messages } from "../../../../core/messaging/content/catalog.ts";
import type { Story } from "../../../../core/model/story.ts";
import { startingPreferences } from "../../../../core/people/preferences/starting-preferences.ts";
import { demoStatement, demoStories } from "../../../support/demo-texts.ts";
import { ada, noon } from "../../../support/eligibility-builders.ts";

const { causes } = demoStatement();
const about = { story: "bridge-at-alder-ford", version: 1, cause: "open-paths", at: noon };

function storyNamed(slug: string): Story {
  const story = demoStories().find((one) => one.slug === slug);
  if (story === undefined) throw new Error(`The sample has no story ${slug}`);
  return story;
}

const bridge = storyNamed(about.story);

describe("the facts about a story", () => {
  test("are those of its head as it stands, in the teller's words", () => {
    const gathered = factsOfStory(about, bridge, { causes });
    expect(gathered).toMatchObject({ outcome: "current", validUntil: "2026-11-25T11:00:00Z" });
    if (gathered.outcome !== "current") throw new Error("not current");
    expect(messages.story.facts.parse(gathered.facts)).toEqual({
      cause: causes.find(({ slug }) => slug === "open-paths")?.name,
      title: bridge.title,
      summary: bridge.summary,
      by: bridge.by,
      sample: true,
      day: bridge.day,
      bought: bridge.bought.map(({ amount, currency, what }) => ({
        amount: { minor: amount, currency },
        what,
      })),
      open: bridge.open,
      url: "/stories/bridge-at-alder-ford",
      picture: {
        url: `/pictures/${bridge.picture?.hash}/960.jpg`,
        width: 544,
        height: 340,
        alt: bridge.picture?.alt,
        credit: null,
      },
    });
  });

  test("show its own picture, and not another in its place", () => {
    const { picture: _, ...plain } = bridge;
    expect(factsOfStory(about, plain, { causes })).toMatchObject({ facts: { picture: null } });
  });

  test.each([
    ["was taken back", undefined],
    ["has a newer version", { ...bridge, version: 2 }],
    ["is of another cause by now", { ...bridge, cause: "clean-rivers" }],
  ])("are none when it %s", (_, story) => {
    expect(factsOfStory(about, story, { causes }).outcome).toBe("noLongerTrue");
  });

  test("are none when the brand no longer states its cause", () => {
    expect(factsOfStory(about, bridge, { causes: [] }).outcome).toBe("noLongerTrue");
  });

  test("are for customers who chose its cause, and for nobody else", async () => {
    const choosing = (...slugs: string[]) => ({
      ...startingPreferences("en"),
      causes: slugs.map((cause) => ({ cause, weight: 1 })),
    });
    const outcomeFor = async (preferences: ReturnType<typeof choosing> | undefined) => {
      const gather = storyFacts({
        storyHead: async () => bridge,
        brandConfig: async () => ({ causes, terms: [], pools: [] }),
        preferences: async () => preferences,
      });
      return (await (await gather(about))(ada)).outcome;
    };
    expect(await outcomeFor(choosing("clean-rivers", "open-paths"))).toBe("current");
    expect(await outcomeFor(choosing("clean-rivers"))).toBe("notConcerned");
    expect(await outcomeFor(choosing())).toBe("notConcerned");
    expect(await outcomeFor(undefined)).toBe("notConcerned");
  });

  test("say what the story says in the customer's language, where the brand adds it, and in no other", async () => {
    const french = {
      title: "Le pont",
      summary: "Il a ses poutres.",
      by: "Tomasz",
      bought: [],
      open: "Des planches.",
      picture: "Deux poutres.",
    };
    const told = { ...bridge, bought: [], added: { fr: french, nl: { ...french, title: "De brug" } } };
    const factsFor = async (language: string) => {
      const gather = storyFacts({
        storyHead: async () => told,
        brandConfig: async () => ({ causes, terms: [], pools: [] }),
        preferences: async () => ({
          ...startingPreferences(language),
          causes: [{ cause: "open-paths", weight: 1 }],
        }),
      });
      const gathered = await (await gather(about))(ada);
      return gathered.outcome === "current" ? gathered.facts : {};
    };
    const facts = await factsFor("fr");
    expect(facts["translations"]).toEqual({
      fr: expect.objectContaining({
        [bridge.title.en]: "Le pont",
        [bridge.title.de]: "Le pont",
        [String(bridge.picture?.alt.de)]: "Deux poutres.",
      }),
    });
    expect(messages.story.facts.parse(facts)).toEqual(facts);
    expect(await factsFor("de")).not.toHaveProperty("translations");
    expect(await factsFor("pl")).not.toHaveProperty("translations");
  });
});
