import { unmarshall } from "@aws-sdk/util-dynamodb";
import { Accrual } from "../../core/giving/ledger/entry.ts";
import { messages } from "../../core/messaging/content/catalog.ts";
import { chooseChannel, messageRequests } from "../../core/messaging/delivery/choose-channel.ts";
import { homeClock } from "../../core/messaging/eligibility/clocks.ts";
import { digestSpan } from "../../core/messaging/journeys/digest-span.ts";
import { UPDATE_VALID_DAYS } from "../../core/messaging/journeys/event/impact-update.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { instantAfter } from "../../core/model/days.ts";
import { isStopped, type Journey } from "../../core/model/journey.ts";
import type { Instant } from "../../core/model/purchase.ts";
import { type Occasion, type SimulatedOutcome, simulate } from "../../core/operations/simulate/simulate.ts";
import type { RecipientState } from "../../core/people/records/decision.ts";
import { scan } from "../ledger/scan.ts";
import type { JourneyStage } from "./journey-stage.ts";

/** Journeys that gifts begin: what the ledger holds says what they would have said, and to whom. */
export const SIMULATED = ["impact-update", "impact-digest"] as const satisfies readonly Journey[];
type Simulated = (typeof SIMULATED)[number];

export interface Simulation {
  /** Of how many it is about, as a sentence. */
  readonly summary: string;
  readonly fates: readonly SimulatedOutcome[];
}

interface Gift {
  readonly customer: CustomerId;
  readonly placedAt: Instant;
}

/** What the journey would do with the gifts of purchases that were placed in these days. Writes nothing. */
export async function simulation(
  stage: JourneyStage,
  journey: Simulated,
  span: { readonly from: Instant; readonly to: Instant },
): Promise<Simulation> {
  const gifts = await giftsIn(stage, span);
  const people = await peopleOf(stage, gifts);
  const stopped = isStopped(await stage.journeys.read(journey), stage.now());
  const occasions =
    journey === "impact-update"
      ? gifts.map((gift) => updateOf(gift, stopped))
      : digestsOf(gifts, people, stage.timeZone, stopped);
  const summary = `${gifts.length} gifts of known customers; ${people.size} of these people are written to at all.`;
  return { summary, fates: simulate(occasions, people, chooseChannel) };
}

async function giftsIn(
  { dynamo, ledger }: JourneyStage,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<Gift[]> {
  const found: Gift[] = [];
  for await (const items of scan(dynamo, ledger, "ledger", () => {})) {
    for (const item of items) {
      const { data } = Accrual.safeParse(unmarshall(item));
      if (data?.customer === undefined || data.parts.every(({ minor }) => minor === 0)) continue;
      const { customer, placedAt } = data;
      if (from <= placedAt && placedAt < to) found.push({ customer, placedAt });
    }
  }
  return found;
}

async function peopleOf(
  { people, now }: JourneyStage,
  gifts: readonly Gift[],
): Promise<Map<CustomerId, RecipientState>> {
  const found = new Map<CustomerId, RecipientState>();
  for (const customer of new Set(gifts.map((gift) => gift.customer))) {
    const person = await people.readPerson(customer, now());
    if (person !== undefined) found.set(customer, person);
  }
  return found;
}

function updateOf({ customer, placedAt }: Gift, stopped: boolean): Occasion {
  const asked = {
    ...plain,
    message: "impact-update" as const,
    rhythm: "eachTime" as const,
    validUntil: instantAfter(placedAt, UPDATE_VALID_DAYS),
  };
  return { customer, at: placedAt, requests: messageRequests(asked, stopped) };
}

const plain = { goalReached: false, holds: true };

/** One for each span in which a customer who wants a digest gave, at its end. */
function digestsOf(
  gifts: readonly Gift[],
  people: ReadonlyMap<CustomerId, RecipientState>,
  brandZone: string,
  stopped: boolean,
): Occasion[] {
  const digests = new Map<string, Occasion>();
  for (const { customer, placedAt } of gifts) {
    const preferences = people.get(customer)?.preferences;
    const rhythm = preferences?.topics[messages["impact-digest"].topic].rhythm ?? "eachTime";
    if (rhythm === "eachTime") continue;
    const { to, until } = digestSpan(rhythm, placedAt, homeClock(preferences ?? {}, brandZone));
    const asked = { ...plain, message: "impact-digest" as const, rhythm };
    digests.set(`${customer} ${rhythm} ${to}`, {
      customer,
      at: until,
      requests: messageRequests(asked, stopped),
    });
  }
  return [...digests.values()];
}
