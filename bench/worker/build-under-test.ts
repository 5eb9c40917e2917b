import type { Run } from "../model/workflow.ts";

/** What a build does with what reaches it. Each arm has one; the bench calls all of them alike. */
export interface BuildUnderTest {
  /** A call of the webhook address. */
  receive(event: unknown): Promise<unknown>;
  /** An event of the bus, through the workflow. `lateMs`: how much later than its first delivery. */
  give(event: unknown, lateMs: number): Promise<Run>;
  /** A batch of the ledger's stream; a build without one has nothing to do. */
  fold(batch: unknown): Promise<unknown>;
  /** A call of the pages, or of the API that they ask. */
  serve(event: unknown): Promise<unknown>;
}
