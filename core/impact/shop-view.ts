import * as z from "zod";
import { LanguageTag } from "../model/brand-words.ts";
import { NoGift, Part } from "../model/gift.ts";
import { Currency } from "../model/money.ts";
import { CauseSlug } from "../model/purchase.ts";

/** A sum of one payer in words: “Given by Tarnfell”, “€12.00”. */
const PayerSum = z.object({ label: z.string(), amount: z.string() });
export type PayerSum = z.infer<typeof PayerSum>;

/** A page of this site: its path, and what leads there. */
const Link = z.object({ path: z.string(), text: z.string() });

/** What a cart gives under one pick: as parts for programs, and in sentences for readers, before the order and after it. */
const Given = z.object({
  parts: z.array(Part),
  noGift: NoGift.optional(),
  cart: z.array(z.string()),
  order: z.array(z.string()),
  /** The charity that is paid, with its registration. */
  recipients: z.array(z.string()),
});
export type Given = z.infer<typeof Given>;

/** How far one cause is. `percent`: towards its goal, at most 100; absent: it has none. */
const ProgressInWords = z.object({
  name: z.string(),
  text: z.string(),
  percent: z.int().min(0).max(100).optional(),
  next: z.string().optional(),
  sums: z.array(PayerSum),
  link: Link,
});
export type ProgressInWords = z.infer<typeof ProgressInWords>;

/**
 * `GET /api/shop/{source}/{connection}`: all that the elements of one page of a shop show, in one language.
 * `gives`: by the short name of the picked cause, under the empty name what a cart gives without a pick; absent when the
 * request names no cart. `disclosure` stands beside every amount; `more` is what else holds, for who wants to know.
 */
export const ShopView = z.object({
  /** The language of all texts in it. */
  locale: LanguageTag,
  pick: z.object({
    legend: z.string(),
    later: z.string(),
    notes: z.array(z.string()),
    causes: z.array(
      z.object({
        slug: CauseSlug,
        name: z.string(),
        summary: z.string(),
        recipient: z.string(),
        /** From the site's own address on: a square of 96 pixels, which says nothing that the texts do not. */
        picture: z.string().optional(),
      }),
    ),
  }),
  gives: z
    .object({
      currency: Currency,
      picks: z.record(z.union([z.literal(""), CauseSlug]), Given),
      /** The language of the disclosure, where it is in another than all the rest. */
      lang: LanguageTag.optional(),
      disclosure: z.array(z.string()),
      moreTitle: z.string(),
      more: z.array(z.string()),
    })
    .optional(),
  total: z.object({ title: z.string(), sums: z.array(PayerSum), count: z.string(), link: Link }),
  progress: z.record(CauseSlug, ProgressInWords),
  /** `check`: where anybody checks a gift, on a stage that publishes a log. */
  thanks: z.object({ title: z.string(), claim: z.string(), check: Link.optional() }),
});
export type ShopView = z.infer<typeof ShopView>;
