/**
 * Why something about money was left aside, by fixed words; docs/operating/shops.md says what each means. An operator sees
 * them in the webhook's answer, in the log line and by the alarm `Ignored`.
 */
export const IGNORED_REASONS = [
  "topicUnknown",
  "orderEdited",
  "chargeWithoutPayment",
  "disputeStatusUnknown",
  "invoiceOfCredit",
  "invoiceToCome",
  "paymentOfUnknownKind",
  "refundOfNoPayment",
  "disputeWithoutOrder",
  "refundUnread",
  "noticeUnasked",
] as const;
export type IgnoredReason = (typeof IGNORED_REASONS)[number];
