import { StoryTold } from "../../../events/catalog.ts";
import { specialJourney } from "./event-journey.ts";

/** Tells followers of a cause what came of it, by a broadcast: core/messaging/broadcast/ reads the facts. */
export const story = specialJourney({
  name: "story",
  on: [StoryTold],
  runName: "$detail.story & '-' & $string($detail.version)",
  message: "story",
});
