import { once } from "../../platform/once.ts";
import type { IngestWebhookDeps } from "./ingest-webhook.ts";

/**
 * The quarantine, and what counts for its alarm, loaded with the first webhook that goes there: S3's client and the
 * metrics are much code, and an ordinary webhook needs neither. What cannot be loaded throws, and the sender tries again.
 */
export function lateQuarantine(
  bucket: string,
): Pick<IngestWebhookDeps, "quarantine" | "countQuarantined" | "countIgnored"> {
  const quarantine = once(async () =>
    (await import("../quarantine/quarantine.client.ts")).quarantineIn(bucket),
  );
  return {
    quarantine: { keep: async (quarantined) => (await quarantine()).keep(quarantined) },
    countQuarantined: async () => (await import("../../platform/lambda/metrics.ts")).countQuarantined(),
    countIgnored: async () => (await import("../../platform/lambda/metrics.ts")).countIgnored(),
  };
}
