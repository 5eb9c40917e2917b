import {
  AddressChangeAsked,
  AddressChanged,
  CustomerConfirmed,
  CustomerJoined,
  SignInAsked,
} from "../events/catalog.ts";
import type { EventsClient } from "../events/event-bus.client.ts";
import type { CustomerId } from "../model/customer.ts";
import type { Channel, Topic } from "../model/topic.ts";
import type { ChangedAddress } from "../people/change-address.ts";
import type { OptInQuestion } from "../people/request-opt-in.ts";
import type { Now } from "../platform/clock.ts";
import type { RandomBytes } from "../platform/random.ts";
import type { SignInLink } from "./auth/sign-in-page.tsx";
import { requestIdOf } from "./ui/request-id.ts";

export interface PublishAccountEventsDeps {
  readonly events: EventsClient;
  readonly now: Now;
  readonly random: RandomBytes;
}

/**
 * Publishes what came of a form: journeys send the messages. Each function throws when the bus refuses the event, so that
 * the form is answered as failed and can be sent again.
 */
export function publishAccountEvents({ events, now, random }: PublishAccountEventsDeps) {
  return {
    requestConfirmation: ({ customer, join, channel, topics }: OptInQuestion) =>
      events.publish(CustomerJoined, [{ customer, join, channel, topics: [...topics], at: now() }]),
    /** Topics that a customer ticked in their preferences, and must confirm on their own channel. */
    requestTopics: (customer: CustomerId, channel: Channel, topics: readonly Topic[]) => {
      const join = requestIdOf("join", random);
      return events.publish(CustomerJoined, [{ customer, join, channel, topics: [...topics], at: now() }]);
    },
    requestSignInLink: ({ customer, channel, next }: SignInLink) =>
      events.publish(SignInAsked, [
        { customer, request: requestIdOf("ask", random), channel, ...(next && { next }), at: now() },
      ]),
    requestChange: (customer: CustomerId, channel: Channel) =>
      events.publish(AddressChangeAsked, [
        { customer, request: requestIdOf("ask", random), channel, at: now() },
      ]),
    announceChange: (changed: ChangedAddress) => events.publish(AddressChanged, [{ ...changed, at: now() }]),
    announce: (customer: CustomerId) =>
      events.publish(CustomerConfirmed, [{ customer, channel: "email", at: now() }]),
  };
}
