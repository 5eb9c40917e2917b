import { wholeSources } from "../core/intake/sources/registry.ts";
import type { Source } from "../core/model/sources.ts";
import { localDayBounds } from "../lib/day-bounds.ts";
import type { Connection, LocalStage, Sender } from "../lib/stages.ts";

/** The sample's shops round up to the next whole five. */
const NEXT_FIVE = { USD: "5.00", EUR: "5.00", JPY: "500" };

const demoShops: Readonly<Partial<Record<Source, Omit<Connection, "source">>>> = {
  shopify: {
    name: "web",
    reconcile: true,
    roundUp: { products: ["wellspring_round_up"], most: NEXT_FIVE },
    silentHours: 12,
  },
  square: { name: "till", reconcile: true, silentHours: 24 },
  stripe: { name: "checkout", roundUp: { stated: true, most: NEXT_FIVE } },
  woocommerce: {
    name: "blog",
    reconcile: true,
    roundUp: { fees: ["Wellspring round-up"], most: NEXT_FIVE },
    silentHours: 24,
  },
  zettle: { name: "stall", roundUp: { products: ["wellspring_round_up"], most: NEXT_FIVE } },
  adyen: { name: "kiosk" },
  standard: { name: "pos", roundUp: { most: NEXT_FIVE } },
};

/** The sample brand has one shop of every source whose webhooks say what was bought; of a source without a line above, it is called `shop`. */
export const demoConnections: readonly Connection[] = wholeSources.map((source) => ({
  source,
  ...(demoShops[source] ?? { name: "shop" }),
}));

export const demoSender: Sender = {
  name: "Tarnfell",
  address: "letters@tarnfell.example",
  replyTo: "hello@tarnfell.example",
  postalAddress: "Tarnfell GmbH, Quellenweg 7, 87561 Oberstdorf, Germany",
  sms: "",
  smsDollarsPerMonth: 50,
  joinWord: "JOIN",
};

/** The name of its public log, which is in all that is published. */
export const demoLog = "give.tarnfell.example/proof";

/** Where the sample brand sells, as far as lawful hours are known. */
export const demoTextCountries = ["CA", "DE", "FR", "GB", "IE", "NZ", "US"];

/** The stage of this machine. A brand that is tried out here keeps the sample's shops, or the sample day has nowhere to go. */
export function localStage({
  connections = demoConnections,
  sender = demoSender,
  textCountries = demoTextCountries,
  timeZone = "Europe/Berlin",
}: Partial<Pick<LocalStage, "connections" | "sender" | "textCountries" | "timeZone">> = {}): LocalStage {
  return {
    kind: "local",
    name: "local",
    connections,
    ledgerShards: 4,
    logDays: 1,
    tlsOnly: false,
    siteThrottle: { requestsPerSecond: 1_000, burst: 1_000 },
    // All who join here come from one machine.
    triesPerSource: 10_000,
    sender,
    textCountries,
    dayBounds: localDayBounds,
    timeZone,
    broadcastRate: { emailsPerSecond: 60, textsPerSecond: 60 },
    inbound: { domain: `reply.${sender.address.slice(sender.address.lastIndexOf("@") + 1)}` },
    desk: { signInPrefix: "tarnfell-local" },
    proof: { log: demoLog },
  };
}
