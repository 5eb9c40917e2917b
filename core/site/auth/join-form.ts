import { RequestId } from "../../events/catalog.ts";
import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { consentWords, type ReadIn } from "../../i18n/consent-words.ts";
import { isMessageLanguage } from "../../i18n/message-language.ts";
import type { WeightedCause } from "../../model/customer.ts";
import { CHANNELS, type Channel, type Topic } from "../../model/topic.ts";
import type { JoinRequest, OptInRequest } from "../../people/subscribe.ts";
import { isPlaceOffered } from "../ui/location-options.ts";
import type { SubmittedForm } from "../ui/read-form.ts";

/** The names of the form's fields. */
export const joinFields = {
  /** Tells the same form sent again from another one. */
  request: "request",
  email: "email",
  phone: "phone",
  place: "place",
  language: "language",
  /** Boxes that share a name; each has its own value. */
  wishes: "wishes",
  wish: (topic: Topic, channel: Channel) => `${topic}.${channel}`,
  cause: "cause",
} as const;

/** What a form is read against. `shownIn`: the language in which it was shown; `topics`: those that have boxes. */
export interface JoinOffer {
  readonly brand: string;
  readonly shownIn: ReadIn;
  readonly causes: BrandConfig["causes"];
  readonly topics: readonly Topic[];
}

/**
 * - `read`: what is asked for; whether its addresses exist is for `subscribe` to say
 * - `notOffered`: a choice that is not on the page, by the id of its field
 */
export type JoinRead =
  | { readonly outcome: "read"; readonly join: JoinRequest }
  | { readonly outcome: "notOffered"; readonly field: string };

/** Reads the form of the page. `request` is the id that it was sent with, and part of the proof. */
export function readJoin(form: SubmittedForm, offer: JoinOffer, request: string): JoinRead {
  const { causes } = offer;
  const place = form.text(joinFields.place);
  if (place !== "" && !isPlaceOffered(place)) return { outcome: "notOffered", field: joinFields.place };
  const language = form.text(joinFields.language);
  if (!isMessageLanguage(language)) return { outcome: "notOffered", field: joinFields.language };
  const slug = form.text(joinFields.cause);
  const cause = causes.find((one) => one.slug === slug && one.status === "active");
  if (slug !== "" && cause === undefined) return { outcome: "notOffered", field: joinFields.cause };
  const chosen: WeightedCause[] = cause === undefined ? [] : [{ cause: cause.slug, weight: 1 }];
  const [country] = place === "" ? [] : place.split("-");
  return {
    outcome: "read",
    join: {
      email: form.text(joinFields.email),
      phone: form.text(joinFields.phone),
      ...(country !== undefined && { country }),
      language,
      wishes: wishesIn(form, offer),
      chosen: {
        ...(chosen.length > 0 && { causes: chosen }),
        ...(country !== undefined && { country }),
        ...(place !== country && place !== "" && { region: place }),
      },
      source: "form",
      proof: `form:${request}`,
    },
  };
}

/** The boxes that were ticked, each with the words that stood beside it. */
function wishesIn(form: SubmittedForm, { brand, shownIn, topics }: JoinOffer): OptInRequest[] {
  return topics.flatMap((topic) =>
    CHANNELS.filter((channel) => form.has(joinFields.wishes, joinFields.wish(topic, channel))).map(
      (channel) => ({ topic, channel, ...consentWords(shownIn, "join", { topic, channel }, brand) }),
    ),
  );
}

/** The id that a form was sent with; undefined for what is none of ours. */
export function requestIn(form: SubmittedForm): string | undefined {
  const request = RequestId.safeParse(form.text(joinFields.request));
  return request.success && request.data.startsWith("join_") ? request.data : undefined;
}
