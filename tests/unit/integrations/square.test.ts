import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cause } from "../../../core/model/cause.ts";
import { answerShop } from "../../../core/site/elements/answer-shop.ts";
import { aStatement, someTerms } from "../../support/giving-builders.ts";
import { ledgerWorld } from "../../support/ledger-spec.ts";
import { normaliseWebhook } from "../../support/normalise-webhook.ts";
import { type Scene, squareTerminal } from "../../support/square-terminal.ts";
import { everyday } from "../../support/states.ts";
import { squarePayment } from "../../support/webhooks.ts";

// As a till's program has it: JavaScript, which the compiler does not follow.
const { noteWith, pickAtTerminal } = await import(resolve("integrations/square/pick-at-terminal.mjs"));

const causes: Cause[] = everyday.causes.map(({ slug, name, summary, charity, status }) => ({
  slug,
  name,
  summary,
  charity,
  status,
}));
const active = causes.filter(({ status }) => status === "active").map(({ slug }) => slug);
const SECONDS = 20;

/** The giving site of a brand whose customers choose, unless its terms say otherwise. */
function site(terms = someTerms({ defaultCause: active[0] ?? "" })) {
  const stated = aStatement({ brand: everyday.brand, causes, terms: [terms], pools: [] });
  const { ledger } = ledgerWorld(stated);
  return answerShop(
    {
      brandConfig: async () => stated,
      readBrandWords: async () => [],
      readCommunity: async () => everyday,
      siteUrl: "https://give.example.com",
      balanceOf: (allowance: string) => ledger.balanceOf(allowance),
      now: () => "2026-11-22T13:35:45Z",
    },
    () => ({ status: 404 }),
  );
}

const choosing = site();

/** A till that asks at its Terminal, in a world whose clock moves only while it waits. */
function till(scene: Partial<Scene> = {}, respond = choosing) {
  const terminal = squareTerminal({ shownAfter: 0, withdrawalTakes: 0, fails: [], ...scene });
  const failures: unknown[] = [];
  async function fetch(url: string | URL, init?: object): Promise<Response> {
    const { origin, pathname, searchParams } = new URL(url);
    if (origin === "https://connect.squareup.com") return terminal.fetch(url, init);
    const { status, body } = await respond({
      ...{ route: "GET /api/{proxy+}", method: "GET", parameters: {}, headers: {}, cookies: [] },
      ...{ path: pathname, query: Object.fromEntries(searchParams), sourceIp: "203.0.113.7" },
      body: Buffer.alloc(0),
    });
    return new Response(body ?? "", { status });
  }
  const ask = (more: object = {}): Promise<string | undefined> =>
    pickAtTerminal({
      ...{ token: terminal.token, device: "907CS13101300122", sale: "sale-1", seconds: SECONDS },
      ...{ site: "https://give.example.com", connection: "till", currency: "EUR", amount: "49.90" },
      ...{ fetch, clock: terminal.clock, report: (error: unknown) => failures.push(error) },
      ...more,
    });
  return { terminal, ask, failures };
}

describe("the question at a Square Terminal", () => {
  test("names the causes that take gifts and the terms, in the customer's language, and that one may choose later", async () => {
    const { terminal, ask } = till({ pressed: { after: 3, button: 1 } });
    expect(await ask({ lang: "de" })).toBe(active[1]);
    const [asked] = terminal.actions;
    const { title, body, options } = asked?.action.select_options ?? { title: "", body: "", options: [] };
    expect(title).toBe("Wohin soll Ihr Einkauf geben?");
    expect(options.map((option) => option.title)).toEqual([
      ...causes.filter(({ status }) => status === "active").map(({ name }) => name["de"]),
      "Ich wähle später",
    ]);
    expect(body).toContain("des Einkaufs");
    expect(body).toContain(causes[0]?.summary["de"]);
  });

  test("becomes the cause of its payment, by the note of the checkout", async () => {
    const { ask } = till({ pressed: { after: 3, button: 1 } });
    const note = noteWith("two coffees", await ask());
    expect(note.length).toBeLessThanOrEqual(500);
    expect(
      normaliseWebhook("square", {
        connection: "till",
        payload: squarePayment({ note, terminal_checkout_id: "dhgENdnFOPXqO" }),
        now: "2026-11-24T00:00:00Z",
      }),
    ).toMatchObject({ events: [{ purchase: { cause: active[1] } }] });
    expect(noteWith("x".repeat(600), "clean-rivers")).toMatch(/^x{470} wellspring_cause=clean-rivers$/);
    expect(noteWith("two coffees", undefined)).toBe("two coffees");
    expect(noteWith(undefined, "clean-rivers")).toBe("wellspring_cause=clean-rivers");
  });

  test.for<[string, Partial<Scene>]>([
    ["chooses to choose later", { pressed: { after: 3, button: active.length } }],
    ["dismisses it", { pressed: { after: 3, button: 99 } }],
    ["lets it pass", {}],
    ["stands before a Terminal that is off", { shownAfter: undefined }],
  ])("is off the screen and names nothing where the customer %s", async ([, scene]) => {
    const { terminal, ask, failures } = till({ ...scene, withdrawalTakes: 2 });
    expect(await ask()).toBeUndefined();
    expect(terminal.open()).toEqual([]);
    expect(failures).toEqual([]);
  });

  test("counts a pick that comes before its withdrawal reaches the Terminal", async () => {
    const { ask } = till({ pressed: { after: SECONDS + 1, button: 0 }, withdrawalTakes: 2 });
    expect(await ask()).toBe(active[0]);
  });

  test("is shown once for a sale, also to a program that starts again", async () => {
    const { terminal, ask } = till({ pressed: { after: 3, button: 0 } });
    expect([await ask(), await ask()]).toEqual([active[0], active[0]]);
    expect(terminal.actions).toHaveLength(1);
    await ask({ sale: "sale-2" });
    expect(terminal.actions).toHaveLength(2);
  });

  test("is not asked where the terms leave nothing to choose, or the site does not answer", async () => {
    const fixed = someTerms({
      defaultCause: active[0] ?? "",
      roundUp: false,
      split: [{ cause: active[0] ?? "", weight: 1 }],
    });
    const decided = till({}, site(fixed));
    expect(await decided.ask()).toBeUndefined();
    const down = till({}, () => ({ status: 503 }));
    expect(await down.ask()).toBeUndefined();
    expect([...decided.terminal.actions, ...down.terminal.actions]).toEqual([]);
    expect(down.failures).toHaveLength(1);
  });

  test("names nothing but what was pressed, in bounded time, and is withdrawn, whatever fails", async () => {
    const button = fc.integer({ min: 0, max: active.length + 1 });
    const seconds = fc.integer({ min: 0, max: 40 });
    const scenes = fc.record({
      shownAfter: fc.option(seconds, { nil: undefined }),
      pressed: fc.option(fc.record({ after: seconds, button }), { nil: undefined }),
      withdrawalTakes: fc.integer({ min: 0, max: 8 }),
      fails: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => {
        const { terminal, ask } = till(scene);
        const picked = await ask();
        // A look a second, and the withdrawal's own time.
        expect(terminal.seconds()).toBeLessThanOrEqual(SECONDS + 1 + 5 + 1);
        const pressed = scene.pressed === undefined ? undefined : active[scene.pressed.button];
        if (picked !== undefined) expect(picked).toBe(pressed);
        const isHealthy = scene.fails.length === 0 && scene.shownAfter !== undefined;
        const wasInTime = (scene.shownAfter ?? 0) + (scene.pressed?.after ?? 99) < SECONDS;
        if (isHealthy && wasInTime) expect(picked).toBe(pressed);
        terminal.passes(scene.withdrawalTakes);
        if (scene.fails.length <= 2) expect(terminal.open()).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
