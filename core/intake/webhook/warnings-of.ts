import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { parseJson } from "../shop-system/body-json.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { standardWarnings } from "../sources/standard/warnings.ts";
import { brandWarnings } from "../warnings/brand-warnings.ts";
import { type PayloadWarning, WARNINGS_MAX } from "../warnings/payload-warning.ts";
import type { WebhookEvent } from "./bus-events.ts";

/**
 * The warnings about a webhook in our own format: at most {@link WARNINGS_MAX}. `config` is undefined where the brand's could not
 * be read; then nothing is said of it.
 */
export function warningsOf(
  { body }: VerifiedWebhook,
  events: readonly WebhookEvent[],
  config: BrandConfig | undefined,
): readonly PayloadWarning[] {
  const warnings = [...standardWarnings(parseJson(body)?.payload)];
  for (const { detail } of events) {
    if (config !== undefined && "purchase" in detail)
      warnings.push(...brandWarnings(config, detail.purchase));
  }
  return warnings.slice(0, WARNINGS_MAX);
}
