import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type EngineAddress, homeOf } from "./settings.ts";

/** An end of an engine of ours without a save: killed, crashed, or the power went. */
export const UncleanStop = z.object({
  /** The moment of what the next start found; without one, nothing had been saved. */
  savedAt: z.string().optional(),
  /** When the next start found it so. */
  foundAt: z.string(),
});
export type UncleanStop = z.infer<typeof UncleanStop>;

/** Kept with the state, as it is about it: both go with `npm start -- --fresh`. */
export const uncleanStopsFile = (state: string): string => join(state, "unclean-stops.json");

/** What an engine of ours keeps of its stacks between starts. */
export const stateDir = (where: EngineAddress): string => join(homeOf(where), "state");

/** Those of the state that is loaded now, oldest first. */
export function uncleanStops(where: EngineAddress): readonly UncleanStop[] {
  const file = uncleanStopsFile(stateDir(where));
  if (where.kind === "given" || !existsSync(file)) return [];
  return z.array(UncleanStop).parse(JSON.parse(readFileSync(file, "utf8")));
}

/** What an operator should know before trusting a figure of that engine; undefined where it always ended cleanly. */
export function describeUncleanStops(where: EngineAddress): string | undefined {
  const stops = uncleanStops(where);
  if (stops.length === 0) return undefined;
  const lost = stops.map(({ savedAt, foundAt }) =>
    savedAt === undefined
      ? `  everything before ${foundAt}`
      : `  what came in between ${savedAt} (the last save) and ${foundAt}`,
  );
  return [
    "The local engine ended without saving. These are missing, also where they were answered 202, and what was under way then stays undone:",
    ...lost,
    "Post them again (what is there counts once) and run `npx wellspring ledger rebuild`, or begin anew: npm start -- --fresh.",
  ].join("\n");
}
