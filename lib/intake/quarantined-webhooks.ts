import { QUARANTINE_PREFIX } from "../../core/intake/quarantine/quarantine-keys.ts";

/** The keys under which functions that ingest webhooks write into the quarantine. */
export const QUARANTINE_KEYS = `${QUARANTINE_PREFIX}*`;
