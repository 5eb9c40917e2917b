import type { Journey } from "../../model/journey.ts";

/** The stop switch of a journey, in People. state-machines/start-journey.asl.json builds the same key. */
export function journeyKey(journey: Journey): { readonly pk: string; readonly sk: string } {
  return { pk: `journey#${journey}`, sk: "switch" };
}
