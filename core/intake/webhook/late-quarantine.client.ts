import { once } from "../../platform/once.ts";
import type { IngestWebhookDeps } from "./ingest-webhook.ts";

/**
 * The quarantine, loaded with the first webhook that goes there: S3's client is much code, and an ordinary webhook needs none
 * of it. What cannot be loaded throws, and the sender tries again.
 */
export function lateQuarantine(bucket: string): Pick<IngestWebhookDeps, "quarantine"> {
  const quarantine = once(async () =>
    (await import("../quarantine/quarantine.client.ts")).quarantineIn(bucket),
  );
  return { quarantine: { keep: async (quarantined) => (await quarantine()).keep(quarantined) } };
}
