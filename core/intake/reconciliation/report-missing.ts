import { logger } from "../../platform/lambda/logger.ts";

/** A log line of its own for what a shop lists and the ledger lacked. The alarm `Missing` counts `missing`. */
export function reportMissing(connection: string, missing: number): void {
  logger.warn("purchases or refunds were missing", { connection, missing });
}
