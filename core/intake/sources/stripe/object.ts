import * as z from "zod";
import { ID_CHARS_MAX } from "../../../model/purchase.ts";
import { LooseText, loose } from "../../shop-system/lenient.ts";
import { isCauseName } from "../../shop-system/named-cause.ts";
import { invalidPayload, isRoundUp, ROUND_UP_NAME } from "../../shop-system/payload.ts";

/** Stripe documents 255 characters for its ids. */
export const StripeId = z.string().min(1).max(ID_CHARS_MAX);

/** What names another object: its id, or the object itself where the sender expanded it; nothing where there is none. */
export const Ref = z.union([StripeId, z.object({ id: StripeId }).transform(({ id }) => id)]).nullish();

export const Seconds = z.int().positive();

/** Metadata of any object: texts under names that its owner chose. What is no such thing counts as missing. */
export const Metadata = z.record(z.string(), z.unknown()).nullish().catch(undefined);
export type Metadata = z.infer<typeof Metadata>;

/** What stands in metadata under a name of ours, however its words are joined: `Wellspring cause` is one. */
function underName(metadata: Metadata, isName: (name: string) => boolean): unknown {
  const [, value] = Object.entries(metadata ?? {}).find(([name]) => isName(name)) ?? [];
  return value === null || value === "" ? undefined : value;
}

/** The words by which metadata name a cause, if they name any. */
export function causeIn(metadata: Metadata): unknown {
  return underName(metadata, isCauseName);
}

const Dropdown = loose(z.object({ value: LooseText }));

/** What a shop asks for in the checkout itself. What is no such list counts as missing. */
export const CustomFields = z
  .array(loose(z.object({ key: LooseText, dropdown: Dropdown })))
  .nullish()
  .catch(undefined);

/** Stripe takes letters and digits alone in keys of fields, and in the values of their options. */
const FIELD_KEY = "wellspringcause";
const HYPHEN = /X/g;

/** The cause that was picked in the checkout's own list: its short name, in which each hyphen is written `X`. */
export function causePicked(fields: z.infer<typeof CustomFields>): string | undefined {
  const field = fields?.find((one) => one?.key?.toLowerCase() === FIELD_KEY);
  const value = field?.dropdown?.value?.replace(HYPHEN, "-");
  return value === "" ? undefined : value;
}

/** Whether a shop marked an object as one of its own for us: by any name of metadata that begins with ours. */
export function isMarked(metadata: Metadata): boolean {
  return Object.keys(metadata ?? {}).some((name) => /^wellspring[\s_-]/i.test(name.trim()));
}

/** A price of the shop's catalogue, as lines name it: what the brand names as a round-up is one. */
export const Price = loose(
  z.object({ id: LooseText, product: Ref.catch(undefined), lookup_key: LooseText, nickname: LooseText }),
);

/** What the customer added for the cause, in Stripe's units, as every amount at Stripe is; metadata values are text. */
export function roundUpIn(metadata: Metadata): number | undefined {
  const value = underName(metadata, (name) => isRoundUp(name));
  if (value === undefined) return undefined;
  const text = typeof value === "object" ? "" : String(value).trim();
  if (!/^\d{1,12}$/.test(text))
    throw invalidPayload(`metadata.${ROUND_UP_NAME}`, "not a whole number of minor units");
  return Number(text);
}
