import { MilestoneReached } from "../../../events/catalog.ts";
import { specialJourney } from "./event-journey.ts";

/** Announces a cause's milestone to the customers who follow it, by a broadcast: core/messaging/broadcast/ reads the facts. */
export const milestoneReached = specialJourney({
  name: "milestone-reached",
  on: [MilestoneReached],
  runName: "$detail.cause & '-' & $detail.currency & '-' & $string($detail.amount)",
  message: "milestone-reached",
});
