import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { thresholds } from "../../core/impact/milestone.ts";
import { MILESTONE_VALID_DAYS } from "../../core/messaging/broadcast/milestone-facts.ts";
import { chooseChannel, messageRequests } from "../../core/messaging/delivery/choose-channel.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { instantAfter } from "../../core/model/days.ts";
import { isStopped } from "../../core/model/journey.ts";
import type { Instant } from "../../core/model/purchase.ts";
import { type Occasion, simulate } from "../../core/operations/simulate/simulate.ts";
import { audienceMembers } from "../../core/people/audiences/audience.store.ts";
import { followersOf } from "../../core/people/audiences/audience.ts";
import type { RecipientState } from "../../core/people/records/decision.ts";
import { sayUnreadable } from "../say-unreadable.ts";
import type { JourneyStage } from "./journey-stage.ts";
import type { Simulation } from "./simulation.ts";

/** What would become of each milestone that was reached in these days, for the customers who follow its cause now. Writes nothing. */
export async function milestoneSimulation(
  stage: JourneyStage,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<Simulation> {
  const { dynamo, ledger, peopleTable, stated, journeys, now } = stage;
  const stopped = isStopped(await journeys.read("milestone-reached"), now());
  const all = await milestoneStore(dynamo, ledger, sayUnreadable).reached(stated.causes.flatMap(thresholds));
  const reached = all.filter(({ at }) => from <= at && at < to);
  const people = new Map<CustomerId, RecipientState>();
  const occasions: Occasion[] = [];
  for (const { cause, at } of reached) {
    const proposals = messageRequests(
      {
        message: "milestone-reached",
        validUntil: instantAfter(at, MILESTONE_VALID_DAYS),
        goalReached: false,
        holds: true,
      },
      stopped,
    );
    for (const customer of await audienceMembers(dynamo, peopleTable, followersOf(cause))) {
      const person = people.get(customer) ?? (await stage.people.readPerson(customer, now()));
      if (person === undefined) continue;
      people.set(customer, person);
      occasions.push({ customer, at, requests: proposals });
    }
  }
  return {
    summary: `${reached.length} milestones; ${people.size} people follow their causes.`,
    fates: simulate(occasions, people, chooseChannel),
  };
}
