import type { NoGift, Part } from "../../model/gift.ts";
import type { CauseSlug, Instant, Purchase } from "../../model/purchase.ts";
import type { Terms } from "../../model/terms.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import type { CauseChoice } from "../pricing/choice.ts";
import type { AllowanceBalance } from "../pricing/draw.ts";
import { allowancesOf, price, settle } from "../pricing/price.ts";
import { homes, readBalances } from "./balances.ts";

/** What is in a cart, as far as a gift depends on it: nothing of who fills it. */
export type Cart = Pick<
  Purchase,
  "source" | "connection" | "store" | "currency" | "base" | "roundUp" | "lines"
>;

/** What a cart gives if it is paid at once. `terms`: those in force for it; absent: none are. */
export interface Quote {
  readonly terms?: Terms;
  readonly parts: readonly Part[];
  readonly noGift?: NoGift;
}

export interface QuoteGiftDeps {
  readonly balanceOf: (allowance: string) => Promise<AllowanceBalance>;
}

/** An order of no shop: its id decides only where a draw begins, never how much it gets. */
const QUOTED = "quote";

/**
 * What a cart gives if it is paid at `at`, for each of some picks; undefined: nobody picks, and no choice is stored. It is
 * priced and settled as the purchase would be, from what match pools and caps hold at this moment, and nothing is written.
 */
export async function quoteGifts<Pick extends CauseSlug | undefined>(
  { balanceOf }: QuoteGiftDeps,
  config: BrandConfig,
  { cart, at, picks }: { readonly cart: Cart; readonly at: Instant; readonly picks: readonly Pick[] },
): Promise<ReadonlyMap<Pick, Quote>> {
  const purchase = purchaseOf(cart, at);
  const prices = picks.map((pick) => ({ pick, priced: price(purchase, choiceOf(pick), config) }));
  const allowances = new Set(prices.flatMap(({ priced }) => allowancesOf(priced)));
  const balances = await readBalances({ balanceOf }, allowances);
  return new Map(
    prices.map(({ pick, priced }) => {
      const { parts, noGift } = settle(priced, homes(priced, purchase), balances);
      return [pick, { ...(priced.terms && { terms: priced.terms }), parts, ...(noGift && { noGift }) }];
    }),
  );
}

function purchaseOf(cart: Cart, placedAt: Instant): Purchase {
  return { ...cart, orderId: QUOTED, placedAt, paid: cart.base + cart.roundUp, identities: [] };
}

function choiceOf(pick: CauseSlug | undefined): CauseChoice {
  if (pick === undefined) return { by: "unclaimed" };
  return { by: "order", causes: [{ cause: pick, weight: 1 }], otherwise: [] };
}
