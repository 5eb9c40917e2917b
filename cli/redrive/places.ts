/** How the letters of a place go back; `to` names the output of the resource that takes them. */
type Back =
  | { readonly by: "bus" }
  | { readonly by: "queue"; readonly to: string }
  | { readonly by: "function"; readonly to: string }
  | { readonly by: "stream"; readonly to: string }
  | {
      readonly by: "schedule";
      readonly to: { readonly comparison?: string; readonly others: readonly string[] };
    }
  | { readonly by: "failedCall"; readonly to: string };

/** A place where failed work waits for the operator, by the name of its alarm. */
export interface Place {
  readonly name: string;
  /** What waits there. */
  readonly means: string;
  readonly back: Back;
}

/** Every dead-letter queue and every other place of a stage where failed work lies: tests/infra/operations.test.ts compares. */
export const PLACES: readonly Place[] = [
  {
    name: "PurchasesDlq",
    means: "purchases and refunds that are not in the ledger, or came again with other facts",
    back: { by: "bus" },
  },
  {
    name: "JourneysDlq",
    means: "events that started no journey, or whose journey failed",
    back: { by: "bus" },
  },
  { name: "CalendarDlq", means: "daily and weekly journeys that were not called", back: { by: "bus" } },
  {
    name: "BroadcastDlq",
    means: "batches with customers who were not written to",
    back: { by: "queue", to: "BatchQueueUrl" },
  },
  {
    name: "receive-text",
    means: "texts of customers that were not processed: perhaps a STOP",
    back: { by: "failedCall", to: "ReceiveTextFunction" },
  },
  {
    name: "receive-email",
    means: "mails of customers that were not processed: perhaps a wish to get less",
    back: { by: "function", to: "ReceiveEmailFunction" },
  },
  {
    name: "record-delivery-event",
    means: "bounces, complaints and receipts of SES that were not recorded",
    back: { by: "function", to: "RecordDeliveryEventFunction" },
  },
  {
    name: "receive-native-event",
    means: "events of a partner that could not be received",
    back: { by: "failedCall", to: "ReceiveNativeEventFunction" },
  },
  {
    name: "LedgerToImpact",
    means: "ledger entries that pages do not show",
    back: { by: "stream", to: "FoldImpactFunction" },
  },
  {
    name: "ImpactToMilestones",
    means: "totals that were not checked for milestones",
    back: { by: "stream", to: "MarkMilestonesFunction" },
  },
  {
    name: "LedgerToBus",
    means: "gifts, milestones and used-up pools that were not announced",
    back: { by: "stream", to: "AnnounceGiftsFunction" },
  },
  {
    name: "ReconciliationDlq",
    means: "nightly comparisons of a shop with the ledger, and proposals of payouts, that did not start",
    back: { by: "schedule", to: { comparison: "ReconcileShopArn", others: ["ProposePayoutsArn"] } },
  },
  {
    name: "ProofDlq",
    means: "turns to publish the days that are over that did not start",
    back: { by: "schedule", to: { others: ["PublishDaysArn"] } },
  },
];
