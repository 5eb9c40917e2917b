import { describe, expect, test } from "vitest";
import { jsonBytes } from "../../../core/platform/json-bytes.ts";
import {
  BatchPayouts,
  batchPayouts,
  PayoutsProposed,
  RUN_LINES_MAX,
} from "../../../core/settlement/batch-payouts.ts";
import { movePayout } from "../../../core/settlement/move-payout.ts";
import { type PayoutStore, payoutStore } from "../../../core/settlement/payout.store.ts";
import { brand } from "../../support/giving-builders.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { aCause, causes } from "../../support/settlement-world.ts";

const EXECUTION = "arn:aws:states:eu-central-1:111122223333:execution:propose-payouts:6b2f";
const brandConfig = async () => ({
  brand: { ...brand, payouts: { minimum: { EUR: 500 }, secondPersonAbove: { EUR: 1_000 } } },
  causes: [...causes, aCause("moors", undefined)],
  terms: [],
  pools: [],
});
const given = (over: object = {}) =>
  BatchPayouts.parse({
    through: "2026-11-30",
    startedAt: "2026-12-02T05:00:00.412Z",
    by: EXECUTION,
    sums: [
      ["rivers", "EUR", "brand", 700],
      ["paths", "EUR", "brand", 40],
      ["paths", "EUR", "match", -40],
      ["moors", "EUR", "brand", 900],
    ],
    ...over,
  });

describe("the run of a month", () => {
  test("says what it proposed, and what waits and why, and nothing of a person", async () => {
    const store = payoutStore(memoryTable().dynamo, "T");
    const said = await batchPayouts({ store, brandConfig })(given());
    const account = { currency: "EUR", funding: "brand" };
    expect(said).toEqual({
      outcome: "proposed",
      through: "2026-11-30",
      proposed: {
        count: 1,
        first: [
          {
            ...account,
            id: expect.stringMatching(/^pay_/),
            charity: "GB-CHC-1128267",
            minor: 700,
            approvals: 1,
          },
        ],
      },
      waiting: {
        count: 3,
        first: [
          { ...account, charity: "GB-CHC-123456", because: "belowMinimum", minor: 40 },
          { ...account, charity: "GB-CHC-123456", funding: "match", because: "overpaid", minor: -40 },
          { ...account, charity: "register-moors", because: "unregistered", cause: "moors", minor: 900 },
        ],
      },
      held: { count: 0, first: [] },
      unchecked: {
        count: 2,
        first: [
          { charity: "GB-CHC-1128267", because: "unknown" },
          { charity: "GB-CHC-123456", because: "unknown" },
        ],
      },
    });
    expect(PayoutsProposed.parse(JSON.parse(JSON.stringify(said)))).toEqual(said);
  });

  test("that died after it wrote and is tried again says the same, and the table has the same bytes", async () => {
    const table = memoryTable();
    const store = payoutStore(table.dynamo, "T");
    const undisturbed = memoryTable();
    const first = await batchPayouts({ store: payoutStore(undisturbed.dynamo, "T"), brandConfig })(given());
    for (const atWrite of [1, 2, 3]) {
      let writes = 0;
      const dying: PayoutStore = {
        ...store,
        settle: async (...change) => {
          writes += 1;
          const written = await store.settle(...change);
          if (writes === atWrite) throw new Error("killed");
          return written;
        },
      };
      await batchPayouts({ store: dying, brandConfig })(given()).catch(() => {});
    }
    expect(await batchPayouts({ store, brandConfig })(given())).toEqual(first);
    const text = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted();
    expect(text(table.rows())).toEqual(text(undisturbed.rows()));
  });

  test("names payouts that are held, of any run, and proposes none of its own twice", async () => {
    const store = payoutStore(memoryTable().dynamo, "T");
    const first = await batchPayouts({ store, brandConfig })(given());
    const [{ id } = { id: undefined }] = first.proposed.first;
    if (id === undefined) throw new Error("nothing was proposed");
    const signed = { at: "2026-12-03T09:00:00Z", by: "ann" };
    await movePayout({ store })(id, { kind: "held", because: "the charity asked" }, signed);
    const second = await batchPayouts({ store, brandConfig })(given({ by: `${EXECUTION}2` }));
    expect(second.proposed.count).toBe(0);
    expect(second.held).toEqual({ count: 1, first: [id] });
  });

  test("fits into a state of Step Functions, whatever waits", async () => {
    const many = Array.from({ length: 100 }, (_, at) => aCause(`${"c".repeat(44)}-${at}`, `${100_000 + at}`));
    const sums = many.flatMap(({ slug }) =>
      ["EUR", "USD", "JPY", "GBP"].flatMap((currency) =>
        (["brand", "match", "customer"] as const).map((funding) => [slug, currency, funding, 1]),
      ),
    );
    const store = payoutStore(memoryTable().dynamo, "T");
    const config = async () => ({ ...(await brandConfig()), causes: many });
    const said = await batchPayouts({ store, brandConfig: config })(BatchPayouts.parse({ ...given(), sums }));
    expect([said.proposed.count + said.waiting.count, said.waiting.first.length]).toEqual([
      1_200,
      RUN_LINES_MAX,
    ]);
    expect(jsonBytes(said)).toBeLessThan(200 * 1024);
  });
});
