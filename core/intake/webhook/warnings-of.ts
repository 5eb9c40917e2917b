import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { parseJson } from "../shop-system/body-json.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { standardWarnings } from "../sources/standard/warnings.ts";
import { brandWarnings } from "../warnings/brand-warnings.ts";
import { type PayloadWarning, WARNINGS_MAX } from "../warnings/payload-warning.ts";
import type { WebhookEvent } from "./bus-events.ts";

/** What was read for advice. `brandConfig` is undefined where it could not be; then nothing is said of it. */
export interface ReadForAdvice {
  readonly brandConfig: BrandConfig | undefined;
  /** The purchase shows a card that is no customer's. */
  readonly isCardUnknown: boolean;
}

const cardOfNobody: PayloadWarning = {
  kind: "unknownCard",
  path: "data.card",
  message: "This card is nobody's, or its customer has made a new one: the purchase is taken without it.",
};

/** The warnings about a webhook in our own format: at most {@link WARNINGS_MAX}. */
export function warningsOf(
  { body }: VerifiedWebhook,
  events: readonly WebhookEvent[],
  { brandConfig: config, isCardUnknown }: ReadForAdvice,
): readonly PayloadWarning[] {
  const warnings = [...standardWarnings(parseJson(body)?.payload), ...(isCardUnknown ? [cardOfNobody] : [])];
  for (const { detail } of events) {
    if (config !== undefined && "purchase" in detail)
      warnings.push(...brandWarnings(config, detail.purchase));
  }
  return warnings.slice(0, WARNINGS_MAX);
}
