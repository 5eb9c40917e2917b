import { describe, expect, test } from "vitest";
import { dueOf } from "../../../../core/conversations/clock/due.ts";
import { statedService } from "../../../../core/conversations/clock/stated-hours.ts";
import { usualService } from "../../../../core/model/answering-hours.ts";
import { reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { conversationWorld } from "../../../support/conversation-world.ts";
import { demoStatement, demoTexts, demoTextsAndService, type Edit } from "../../../support/demo-texts.ts";

const NOW = "2026-11-22T12:00:00Z";
const { brand, causes, terms, pools } = demoStatement();

function compiled(...edits: Edit[]) {
  const result = compileBrand(demoTextsAndService(...edits));
  if (result.outcome === "refused") throw new Error(result.problems.map(describeProblem).join());
  if (result.draft.service === undefined) throw new Error("The sample brand states nothing");
  return result.draft.service;
}

function problemsOf(...edits: Edit[]): string[] {
  const reviewed = compileBrand(demoTextsAndService(...edits));
  return reviewed.outcome === "refused" ? reviewed.problems.map(describeProblem) : [];
}

function changesOf(service: ReturnType<typeof compiled> | undefined, texts = demoTextsAndService()) {
  const reviewed = reviewBrand(texts, { brand, causes, terms, pools, ...(service && { service }) }, NOW);
  if (reviewed.outcome === "refused") throw new Error(reviewed.problems.map(describeProblem).join());
  return reviewed.changes.filter(({ row }) => row.part === "service").map(({ how }) => how);
}

describe("when a brand answers, and how soon", () => {
  test("is read on the brand's clock, in hours in which people answer", () => {
    expect(compiled()).toMatchObject({
      zone: "Europe/Berlin",
      week: { fri: [{ from: "09:00", to: "15:00" }], sat: [], sun: [] },
      matters: { orders: { firstAnswer: 240, nextAnswer: 240, resolve: 960 } },
      others: { firstAnswer: 420 },
      silentDays: 14,
    });
    expect(compiled(["service", "firstAnswer: 4,", "firstAnswer: 0.5,"]).matters["orders"]?.firstAnswer).toBe(
      30,
    );
  });

  test("is a row that is new, the same, changed, or gone with its file", () => {
    const service = compiled();
    expect(changesOf(undefined)).toEqual(["new"]);
    expect(changesOf(service)).toEqual(["same"]);
    expect(changesOf({ ...service, silentDays: 7 })).toEqual(["changed"]);
    expect(changesOf(service, demoTexts())).toEqual(["gone"]);
    expect(changesOf(undefined, demoTexts())).toEqual([]);
  });

  test.each<[Edit, RegExp]>([
    [["service", '"12:30"', '"08:30"'], /service\.yaml:3:\d+: 08:30 is not after 09:00/],
    [["service", '"13:30"', '"12:00"'], /12:00 is before 12:30: list hours in their order/],
    [["service", "mon:", "monday:"], /"monday" is not known here/],
    [["service", '"09:00"', "9"], /hours, mon 1, from/],
    [["service", "2026-12-25", "2026-12-24"], /2026-12-24 is listed twice/],
    [["service", "2026-12-25", "2026-13-25"], /holidays/],
    [["service", "  other:", "  others:"], /State other/],
    [["service", "end: 16", "end: 2"], /Of orders the end comes before the first answer/],
    [["service", "firstAnswer: 4", "firstAnswer: 0"], /firstAnswer: write more than no time/],
    [["service", "silentDays: 14", "silentDays: 0"], /silentDays/],
  ])("is refused where something is wrong: %j", (edit, message) => {
    expect(problemsOf(edit)).toContainEqual(expect.stringMatching(message));
  });

  test("is refused where nobody ever answers", () => {
    const { service, ...texts } = demoTextsAndService();
    const text = (service?.text ?? "").replace(/hours:\n(?: {2}.*\n)+/, "hours: {}\n");
    const reviewed = compileBrand({ ...texts, service: { file: "service.yaml", text } });
    expect(reviewed.outcome === "refused" && reviewed.problems.map(describeProblem)).toContainEqual(
      expect.stringMatching(/Nobody ever answers/),
    );
  });

  test("is what clocks count by; without it, what is usual on the brand's clock", async () => {
    const usual = await statedService(async () => ({ brand, causes, terms, pools }))();
    expect(usual).toEqual(usualService("Europe/Berlin"));
    const service = compiled();
    const stated = await statedService(async () => ({ brand, causes, terms, pools, service }))();
    const world = conversationWorld({ clockOf: async (head) => dueOf(head, stated) });
    // A Monday at ten: four hours of work are over at three, as nobody works from half past twelve to half past one.
    const heard = await world.says("Where is my jacket?");
    if (heard.outcome === "forgotten") throw new Error("Nothing is kept");
    await world.acts.sort({ conversation: heard.conversation, by: "staff:ana" }, { matter: "orders" });
    expect((await world.conversations.head(heard.conversation))?.clock).toEqual({
      kind: "firstAnswer",
      due: "2026-11-23T14:00:00Z",
    });
  });
});
