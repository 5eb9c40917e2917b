import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { newSmokeId, signedSmoke } from "../../cli/smoke/purchase.ts";
import { SMOKE_PARTITION } from "../../core/giving/ledger/ledger.keys.ts";
import { SIMULATED_LETTERS, SIMULATED_TEXT } from "../../core/model/smoke.ts";
import { http } from "../../local/http.ts";
import { readTexts } from "../../local/inbox/texts.ts";
import {
  counts,
  giftTotals,
  items,
  stage,
  tables,
  untilQuiet,
  wellspring,
} from "../support/deployed-stage.ts";

/** `wellspring smoke` through the deployed stacks, as an operator runs it. */

const Traces = z.array(
  z.object({
    part: z.string(),
    steps: z.array(z.object({ name: z.string(), atMs: z.number() })),
    said: z.string().optional(),
    problem: z.object({ what: z.string(), next: z.string() }).optional(),
  }),
);

/** Everything that a page, a letter or an operator could see of gifts and people. */
async function everything() {
  await untilQuiet();
  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  const { runs, ...stored } = await counts();
  return {
    stored,
    totals: await giftTotals(),
    ledger: sorted(await items(tables.ledger)),
    impact: sorted(await items(tables.impact)),
    people: sorted(await items(tables.people)),
  };
}

beforeAll(async () => {
  await loadBrand(stage, "demo");
});

describe("wellspring smoke", () => {
  test("traces a purchase, a letter and a text, and leaves every figure and row as it was", async () => {
    const before = await everything();
    const { code, output } = await wellspring("smoke", "--json", "--letter", "success", "bounce");
    expect(code, output).toBe(0);
    const traces = Traces.parse(JSON.parse(output));
    expect(traces.map(({ part, problem }) => [part, problem])).toEqual([
      ["purchase", undefined],
      ["letter to the success simulator", undefined],
      ["letter to the bounce simulator", undefined],
      ["text to the simulator", undefined],
    ]);
    const [purchase] = traces;
    expect(purchase?.steps.map(({ name }) => name).toSorted()).toEqual([
      "answered 202: on the bus",
      "entry",
      "received",
      "run",
      "sent",
    ]);
    expect(purchase?.said).toBe(
      "It gives nothing: the terms in force are of connections by name, or there are none.",
    );
    expect(await everything()).toEqual(before);
    expect((await readTexts(stage)).map(({ to }) => to)).toContain(SIMULATED_TEXT.number);
  });

  test("is refused with any other key, and its purchase is in no figure while its row is there", async () => {
    const before = await giftTotals();
    const { headers, body } = signedSmoke(`whsec_${"A".repeat(44)}`, newSmokeId(), "EUR", Date.now());
    const answer = await http(`${stage.webhookUrl}/webhooks/standard/smoke`, {
      method: "POST",
      headers,
      body,
    });
    expect(answer.status).toBe(401);
    await untilQuiet();
    expect(await giftTotals()).toEqual(before);
    expect((await items(tables.ledger)).filter(({ pk }) => pk === SMOKE_PARTITION)).toEqual([]);
  });

  test("verify finds nothing wrong after it", async () => {
    const { code, output } = await wellspring("ledger", "verify");
    expect(code, output).toBe(0);
    expect(Object.values(SIMULATED_LETTERS).some((address) => output.includes(address))).toBe(false);
  });
});
