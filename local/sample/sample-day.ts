import type { Stage } from "../stage.ts";
import { Trouble } from "../trouble.ts";
import type { Progress, SampleReport } from "./report.ts";

/** Posts a day of signed webhooks, waits until nothing moves, and compares each figure with the oracle's. */
export function runSampleDay(_stage: Stage, _progress: Progress): Promise<SampleReport> {
  return Promise.reject(new Trouble("There is no sample day yet.", "Use npm start -- --empty."));
}
