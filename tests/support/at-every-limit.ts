import { type AwsStage, CONNECTIONS_MAX, type Connection } from "../../lib/stages.ts";
import { everyOption } from "./synthesis.ts";

const NEXT_FIVE = { USD: "5.00", EUR: "5.00", JPY: "500" };

/** As many shops as fit, whose lists are compared, who are asked, and who ring when they are silent. */
function moreShops(known: readonly Connection[]): readonly Connection[] {
  const sources = ["shopify", "square", "woocommerce"] as const;
  return Array.from({ length: CONNECTIONS_MAX - known.length }, (_, shop) => {
    const source = sources[shop % sources.length] ?? "shopify";
    return { source, name: `branch-office-${shop}`, reconcile: true, lookUp: true, silentHours: 6 };
  });
}

const promised: Connection = {
  source: "standard",
  name: "kiosk",
  placedAtIsFixed: true,
  silentHours: 1,
  roundUp: { most: NEXT_FIVE },
};
const known: readonly Connection[] = [...everyOption.connections, promised];

/**
 * A stage on AWS with every option that lib/stages.ts knows, and as many connections as fit. A new option does not compile
 * until it is switched on here, and what it adds then passes every rule over the templates.
 */
export const atEveryLimit: Required<AwsStage> = {
  ...everyOption,
  connections: [...known, ...moreShops(known)],
  feedbackKeptDays: 400,
  webhookConcurrency: 50,
  lookUpConcurrency: 5,
  permissionsBoundary: "wellspring-production-boundary",
  texts: "endUserMessaging",
  textDollarsMax: "0.25",
  senderIdentity: "own",
  mailFromDomain: "bounce.tarnfell.example",
};
