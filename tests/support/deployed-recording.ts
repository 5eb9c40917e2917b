import type { TestProject } from "vitest/node";
import { answeringStage } from "./deployed-setup.ts";

/** Before the suites of the project `deployed`: records every event until all of them have ended. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if ((await answeringStage()) === undefined) return undefined;
  const { recordEvents } = await import("./event-recording.ts");
  const { queueUrl, stop } = await recordEvents();
  project.provide("recordedEventsQueue", queueUrl);
  return stop;
}
