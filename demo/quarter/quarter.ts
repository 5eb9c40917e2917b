import { randomInt } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CliError } from "../../cli/cli-error.ts";
import { ordersOf } from "../../cli/ledger/read-orders.ts";
import { tablesOf } from "../../cli/ledger/tables.ts";
import { payoutsCheck } from "../../cli/ledger/verify-payouts.ts";
import type { Progress } from "../../cli/progress.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import type { Entry } from "../../core/giving/ledger/entry.ts";
import { calendar } from "../../core/impact/calendar.ts";
import { dayIn, daysAfter } from "../../core/model/days.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { Payable } from "../../core/settlement/payable.ts";
import { payeeStore } from "../../core/settlement/payees/payee.store.ts";
import { payeeSeal } from "../../core/settlement/payees/seal-payee.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { isReopened, type Payout, payoutState } from "../../core/settlement/payout.ts";
import { http } from "../../local/http.ts";
import { openSite } from "../../local/open-site.ts";
import type { Stage } from "../../local/stage.ts";
import { chanceFrom } from "../chance.ts";
import { expect } from "../oracle.ts";
import { recallSample } from "../sample-day.ts";
import { checkLog } from "./check-log.ts";
import { compareQuarter, type NamedSum } from "./compare-quarter.ts";
import { payCharities, QUARTER_DAYS } from "./pay-charities.ts";
import { publishAhead } from "./publish-ahead.ts";
import type { QuarterReport } from "./report.ts";

const SEED_MAX = 2 ** 32;

/**
 * Tells what becomes of the sample's money within a quarter, as if it had passed since the last day that was sent: by its last
 * day all can be returned and picked no more, so all is settled; the charities are paid; what was given is published, and
 * strangers check it. Each sum is compared with the oracle's.
 *
 * Payouts stay in the ledger, dated to that day. Begun again, on the same day or after it died, nothing is paid twice; on a later
 * day the difference is. The log is the stage's own, published ahead as far: what a later sample day gives is on the night after.
 */
export async function runQuarter(
  stage: Stage,
  brandName: string,
  home: string,
  progress: Progress,
): Promise<QuarterReport> {
  const sample = await recallSample(stage, brandName);
  if (sample === undefined) throw new Error("The quarter comes after the sample day.");
  const { stated, orders, at } = sample;
  const through = daysAfter(dayIn(stated.timeZone, at), QUARTER_DAYS);
  const folder = join(home, "quarter");
  const tables = tablesOf(stage);
  const secretsManager = new SecretsManagerClient(stage.config);
  try {
    const { brand, causes } = await brandConfigStore(tables.dynamo, tables.ledger).read();
    if (brand === undefined) throw new CliError("No brand is applied yet.", "Start anew with --fresh.");
    const recorded = await ordersOf(tables, progress);
    const entries = recorded.flatMap(({ accrual, amendments }): Entry[] => [accrual, ...amendments]);
    const payable = new Payable(through, calendar(brand.timeZone).dayOf);
    for (const entry of entries) payable.add(entry);
    const sums = payable.sums();

    progress("paying the charities", 0, 1);
    const store = payoutStore(tables.dynamo, tables.ledger);
    const key = contactSecret(secretsClient(secretsManager), stage.output("ContactSecretArn"));
    const payees = {
      store: payeeStore(tables.dynamo, tables.ledger),
      seal: payeeSeal({ key, random: randomBytes }),
    };
    const before = await store.read();
    const bank = join(folder, "bank");
    // Files of an engine that was forgotten.
    if (before.payouts.length === 0) await rm(bank, { recursive: true, force: true });
    await mkdir(bank, { recursive: true });
    const problems = await payCharities({ store, payees, brand, causes, folder: bank })(sums, through);
    const after = await store.read();
    const verification = await payoutsCheck(tables);
    for (const entry of entries) verification.add(entry);

    progress("publishing and checking the log", 0, 1);
    const { timeZone } = brand;
    const proofs = await publishAhead(stage, tables, { timeZone, through });
    const community = await http(`${stage.siteUrl}/api/community`);
    const chance = chanceFrom(randomInt(SEED_MAX));
    const site = await openSite(stage.siteUrl);
    const served = { address: `${site.address}/proof`, timeZone, proofs };
    const log = await checkLog(recorded, served, community.body, (items) => chance.shuffled(items)).finally(
      site.close,
    );

    const { money, differences } = compareQuarter(
      {
        accrued: entries.flatMap(({ currency, parts }) =>
          parts.map(({ cause: name, funding, minor }) => ({ name, currency, funding, minor })),
        ),
        settled: sums.map(({ cause: name, ...sum }) => ({ name, ...sum })),
        logged: log,
        paidBefore: paidIn(before.payouts.filter((one) => !isReopened(payoutState(one)))),
        paid: paidIn(after.payouts.filter((one) => payoutState(one).kind === "received")),
      },
      expect(orders, stated, through),
      stated,
    );
    const all = [...differences, ...problems, ...verification.problems(), ...log.differences];
    const { leaves, verified } = log;
    return {
      ...{ through, folder, differences: all },
      money: { ...money, mismatches: all.length, proof: { leaves, verified } },
    };
  } finally {
    tables.dynamo.destroy();
    secretsManager.destroy();
  }
}

function paidIn(payouts: readonly Payout[]): NamedSum[] {
  return payouts.map(({ name, currency, funding, minor }) => ({ name, currency, funding, minor }));
}
