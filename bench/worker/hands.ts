import type { Run } from "../model/workflow.ts";

/** What a build does with what reaches it. Each arm has its own hands; the bench is the same for all. */
export interface Hands {
  /** A call of the webhook address. */
  receive(event: unknown): Promise<unknown>;
  /** An event of the bus, through the workflow. `lateMs`: so much later than it was told first. */
  give(event: unknown, lateMs: number): Promise<Run>;
  /** A batch of the ledger's stream; a build without one has nothing to do. */
  fold(batch: unknown): Promise<unknown>;
  /** A call of the pages, or of the API that they ask. */
  serve(event: unknown): Promise<unknown>;
}
