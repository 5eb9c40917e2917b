import type { Source } from "./core/model/sources.ts";
import { demoConnections, demoSender, demoTextCountries, localStage } from "./demo/sample-stage.ts";
import { dayBoundsFor } from "./lib/day-bounds.ts";
import type { AwsStage, StageSettings } from "./lib/stages.ts";

/** The stages of the sample brand. A brand's own repository has a file of this name: `npx wellspring init`. */

export const local = localStage({
  // Beside the sample's shops two that are asked for what their webhooks leave out: the tests stand in for them.
  connections: [
    ...demoConnections,
    { source: "woocommerce", name: "corner", lookUp: true },
    { source: "square", name: "market", lookUp: true },
  ],
});

/** Each connection has a secret, which costs money while nothing happens: in production there are those of a brand of some size. */
const inProduction: readonly Source[] = ["shopify", "square", "stripe", "woocommerce", "standard"];

export const production: AwsStage = {
  kind: "aws",
  env: "sample",
  name: "production",
  connections: demoConnections.filter(({ source }) => inProduction.includes(source)),
  ledgerShards: 64,
  logDays: 30,
  tlsOnly: true,
  webhookConcurrency: 50,
  lookUpConcurrency: 5,
  siteThrottle: { requestsPerSecond: 100, burst: 200 },
  triesPerSource: 40,
  sender: demoSender,
  textCountries: demoTextCountries,
  dayBounds: dayBoundsFor(demoSender.smsDollarsPerMonth),
  timeZone: "Europe/Berlin",
  broadcastRate: { emailsPerSecond: 12, textsPerSecond: 2 },
  eventArchiveDays: 30,
  partnerBuses: [],
};

export const stages: readonly StageSettings[] = [local, production];
