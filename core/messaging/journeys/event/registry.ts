import type { EventJourney } from "../../../model/journey.ts";
import { conversationAnswer } from "./conversation-answer.ts";
import type { DeclaredJourney } from "./event-journey.ts";
import { impactDigest } from "./impact-digest.ts";
import { impactUpdate } from "./impact-update.ts";
import { milestoneReached } from "./milestone-reached.ts";
import { orderTrouble } from "./order-trouble.ts";
import { sendLink } from "./send-link.ts";
import { story } from "./story.ts";
import { welcome } from "./welcome.ts";

/** Every journey that an event starts: a new one is a line here. Then `npm run generate`. */
export const eventJourneys: readonly DeclaredJourney[] = [
  sendLink,
  welcome,
  impactUpdate,
  impactDigest,
  orderTrouble,
  milestoneReached,
  story,
  conversationAnswer,
];

/** Throws when the names that are generated are not those of the list: run `npm run generate`. */
export function declaredJourney(name: EventJourney): DeclaredJourney {
  const journey = eventJourneys.find((one) => one.name === name);
  if (journey === undefined) throw new Error(`${name} is not declared in core/messaging/journeys/event`);
  return journey;
}
