import * as z from "zod";
import { objectsOf } from "./lines.ts";
import { dayOf, type RegisterFormat, type RegisterRow } from "./register.ts";

const Row = z.object({
  linked_charity_number: z.coerce.number(),
  charity_registration_status: z.string(),
  date_of_registration: z.string().nullish(),
  date_of_removal: z.string().nullish(),
});

/** The table `publicextract.charity` as JSON. A linked charity is a part of another and has its number: it is passed over. */
export const charityCommission: RegisterFormat = {
  ...{ scheme: "GB-CHC", rowsMin: 180_000, split: objectsOf },
  numberIn: (row) => /"registered_charity_number":\s*"?(\d+)/.exec(row)?.[1],
  read: (row, number): RegisterRow | undefined => {
    const read = Row.safeParse(JSON.parse(row));
    if (!read.success) throw new RangeError("is no row of the table of charities");
    const { linked_charity_number, charity_registration_status, date_of_registration, date_of_removal } =
      read.data;
    if (linked_charity_number !== 0) return undefined;
    const isListed = charity_registration_status === "Registered" && !date_of_removal;
    const day = isListed ? date_of_registration : date_of_removal;
    return { number, says: isListed ? "listed" : "revoked", ...(day && { day: dayOf(day) }) };
  },
};
