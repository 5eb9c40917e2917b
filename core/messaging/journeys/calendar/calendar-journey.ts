import type * as z from "zod";
import type { ImpactStore } from "../../../impact/impact.store.ts";
import type { ReachedMilestone, Threshold } from "../../../impact/milestone.ts";
import { type ReadPersonalDeps, readPersonal } from "../../../impact/read-personal.ts";
import type { CustomerId } from "../../../model/customer.ts";
import type { CalendarJourney } from "../../../model/journey.ts";
import type { Preferences } from "../../../model/preferences.ts";
import type { Day, Instant } from "../../../model/purchase.ts";
import type { Audience } from "../../../people/audiences/audience.ts";
import type { MessageName } from "../../content/catalog.ts";
import { type CustomerReads, type FactsGathered, notConcerned } from "../facts.ts";

/** When a journey is called: `at` is that instant, `day` its day by the brand's clock. */
export interface CalendarCall {
  readonly at: Instant;
  readonly day: Day;
  readonly timeZone: string;
}

/**
 * One audience that a call writes to.
 * - `key`: the subject's id; a customer gets one message for a journey and a key, however often it is called
 * - `about`: the subject, from which the facts are read when a batch is sent
 */
export interface AudienceCalled<About> {
  readonly key: string;
  readonly audience: Audience;
  readonly about: About;
}

export interface GatherCalendarDeps extends ReadPersonalDeps {
  readonly preferences: (customer: CustomerId) => Promise<Preferences | undefined>;
  readonly days: ImpactStore["days"];
  readonly reached: (thresholds: readonly Threshold[]) => Promise<readonly ReachedMilestone[]>;
}

/** Reads the facts for one customer of a batch. */
export type FactsFor = (customer: CustomerId) => Promise<FactsGathered>;

/** Reads once the facts that all customers of a batch share; the returned function reads those of one customer. */
type Facts<About> = (about: About, deps: GatherCalendarDeps) => Promise<FactsFor>;

/**
 * A journey that only the calendar starts: its schedule, audiences and facts. `gather` throws what the schema throws
 * for an `about` that is not the journey's.
 */
export interface DeclaredCalendarJourney<About extends z.ZodType = z.ZodType> {
  readonly name: CalendarJourney;
  readonly message: MessageName;
  readonly hour: number;
  readonly weekday?: number;
  readonly about: About;
  readonly audiences: (call: CalendarCall) => readonly AudienceCalled<z.output<About>>[];
  readonly gather: (about: unknown, deps: GatherCalendarDeps) => Promise<FactsFor>;
}

/**
 * - `name`: of its stop switch, state machine, runs and send keys. `npm run generate` makes the type know a new one
 * - `hour`, `weekday`: when it is called, on the brand's clock; absent weekday: every day (1: Monday)
 * - `about`: its literal distinguishes it from those of other journeys
 * - `facts`: `ofEachCustomer` or `sameForAll`, read when a batch is sent: they may have changed since the call
 */
export function calendarJourney<About extends z.ZodType>(
  props: Omit<DeclaredCalendarJourney<About>, "gather"> & { readonly facts: Facts<z.output<About>> },
): DeclaredCalendarJourney<About> {
  const { facts, ...declared } = props;
  return { ...declared, gather: async (about, deps) => facts(declared.about.parse(about), deps) };
}

type KnownCustomerReads = CustomerReads & { readonly preferences: Preferences };

/** Facts of each customer's own. A customer without preferences is not concerned. */
export function ofEachCustomer<About>(
  facts: (
    about: About,
    reads: KnownCustomerReads,
    deps: GatherCalendarDeps,
  ) => FactsGathered | Promise<FactsGathered>,
): Facts<About> {
  return async (about, deps) => {
    const config = await deps.brandConfig();
    const impactOf = readPersonal(deps);
    return async (customer) => {
      const preferences = await deps.preferences(customer);
      if (preferences === undefined) return notConcerned;
      return facts(about, { customer, config, preferences, impact: () => impactOf(customer) }, deps);
    };
  };
}

/** Facts that are the same for every customer: read once a batch. */
export function sameForAll<About>(
  facts: (about: About, deps: GatherCalendarDeps) => Promise<FactsGathered>,
): Facts<About> {
  return async (about, deps) => {
    const gathered = await facts(about, deps);
    return async () => gathered;
  };
}
