import type { Stoppable } from "../../model/journey.ts";

/** The stop switch of a journey or a letter, in People. state-machines/start-journey.asl.json builds the same key. */
export function journeyKey(journey: Stoppable): { readonly pk: string; readonly sk: string } {
  return { pk: `journey#${journey}`, sk: "switch" };
}
