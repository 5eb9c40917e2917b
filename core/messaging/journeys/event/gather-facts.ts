import * as z from "zod";
import { type ReadPersonalDeps, readPersonal } from "../../../impact/read-personal.ts";
import { CustomerId } from "../../../model/customer.ts";
import { EventJourney } from "../../../model/journey.ts";
import { TaskInputError } from "../../../platform/lambda/task.ts";
import type { FactPreferences, FactsGathered } from "../facts.ts";
import { declaredJourney } from "./registry.ts";

/** A workflow's request for the facts of its message to one customer. `detail`: of the event that started the run. */
export const GatherFacts = z.object({ journey: EventJourney, customer: CustomerId, detail: z.unknown() });
export type GatherFacts = z.infer<typeof GatherFacts>;

export interface GatherFactsDeps extends ReadPersonalDeps {
  readonly preferences: (customer: CustomerId) => Promise<FactPreferences | undefined>;
}

/**
 * Reads the facts of a message, as of now. Changes nothing. Figures come from the ledger's own entries. Throws
 * TaskInputError for a journey that gathers nothing or a detail that is not of its events.
 */
export function gatherFacts(deps: GatherFactsDeps): (task: GatherFacts) => Promise<FactsGathered> {
  const impactOf = readPersonal(deps);
  return async ({ journey, customer, detail }) => {
    const { gather } = declaredJourney(journey);
    if (gather === undefined) throw new TaskInputError(`${journey} gathers no facts`);
    const config = await deps.brandConfig();
    const preferences = await deps.preferences(customer);
    return gather(detail, { customer, config, preferences, impact: () => impactOf(customer) });
  };
}
