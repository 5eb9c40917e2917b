import * as z from "zod";
import { NO_MOMENT, type PayloadPerson } from "../../shop-system/payload.ts";

/** What all messages of our own format have in common. */

export const Moment = z.iso.datetime({ offset: true, error: NO_MOMENT });

export const Envelope = z.object({ type: z.string().max(80) });

export const Timestamp = Moment.nullish().meta({
  description:
    "When this message was made. Of two purchases of one order the later one is the truth; of other messages it is not read.",
});

export const Test = z.boolean().nullish().meta({ description: "A test order is answered 200 and ignored." });

export const Customer = z
  .object({
    email: z.string().max(320).nullish(),
    phone: z.string().max(40).nullish(),
    cardToken: z.string().max(200).nullish(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullish()
      .meta({ description: "ISO 3166 code of the country of a phone number that has no country code." }),
  })
  .meta({ description: "Hashed under a secret key on arrival, and not kept." });

export function personOf({ email, phone, cardToken, country }: z.infer<typeof Customer> = {}): PayloadPerson {
  return { emails: [email], phones: [phone], cards: [cardToken], country };
}
