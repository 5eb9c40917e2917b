import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { engineOf } from "../../cli/settings.ts";
import { payeeStore } from "../../core/settlement/payees/payee.store.ts";
import { payeeSeal } from "../../core/settlement/payees/seal-payee.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { payCharities } from "../../demo/quarter/pay-charities.ts";
import { causes } from "./settlement-world.ts";

/** A program of tests/e2e/killed-payouts.test.ts: pays, and ends itself as `kill -9` does before its write of that number. */

const { endpoint, table, folder, dieBefore } = z
  .object({ endpoint: z.string(), table: z.string(), folder: z.string(), dieBefore: z.number().optional() })
  .parse(JSON.parse(process.argv[2] ?? ""));

const sums = [
  { cause: "rivers", currency: "EUR", funding: "brand", minor: 60_000 },
  { cause: "paths", currency: "EUR", funding: "customer", minor: 700 },
] as const;
const brand = { name: "Tarnfell", payouts: { secondPersonAbove: { EUR: 50_000 } } };

const dynamo = new DynamoDBClient(engineOf({ endpoint }));
const store = payoutStore(dynamo, table);
let writes = 0;
const killed =
  <Args extends unknown[], Answer>(write: (...args: Args) => Promise<Answer>) =>
  (...args: Args): Promise<Answer> => {
    writes += 1;
    if (writes === dieBefore) process.kill(process.pid, "SIGKILL");
    return write(...args);
  };
const problems = await payCharities({
  store: { ...store, settle: killed(store.settle), advance: killed(store.advance) },
  payees: {
    store: payeeStore(dynamo, table),
    seal: payeeSeal({ key: async () => "k".repeat(32), random: (count) => new Uint8Array(count) }),
  },
  ...{ brand, causes, folder },
})(sums, "2027-02-28");
process.exitCode = problems.length === 0 ? 0 : 1;
