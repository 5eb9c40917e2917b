import * as z from "zod";
import { accountWords } from "../../../i18n/page-words.ts";
import { linkPaths } from "../../../model/routes.ts";
import type { Wallet } from "../../../model/wallet.ts";
import type { CardStore } from "../../../people/cards/card.store.ts";
import type { PeopleStore } from "../../../people/records/people.store.ts";
import type { Now } from "../../../platform/clock.ts";
import type { SignedInPage } from "../../ui/page.ts";
import { pageAnswer, seeOther } from "../../ui/page-answer.ts";
import { linkWith, signedInContext } from "../../ui/page-context.ts";
import { cardView, INSTEAD } from "./view.tsx";

export interface CardPageDeps {
  readonly cards: Pick<CardStore, "read" | "replace">;
  readonly people: Pick<PeopleStore, "preferences">;
  /** The wallets of phones that the stage has keys for. */
  readonly wallets: readonly Wallet[];
  readonly now: Now;
}

const page = "card";
/** The form that writes a card at Google leads on there. */
const SAVED_AT_GOOGLE = "'self' https://pay.google.com";
const Version = z.coerce.number().int().min(0).max(1_000_000);
const Done = z.enum(["made", "replaced"]);
type Done = z.infer<typeof Done>;

/**
 * `GET /card` shows a customer's own card, or offers one. `POST` makes one in place of the card that the form was made for: sent
 * twice, it makes one, and the second answer leads to the same card.
 */
export function cardPage({ cards, people, wallets, now }: CardPageDeps): SignedInPage {
  return async (request, { customer }, context) => {
    if (request.method === "POST") {
      const instead = Version.safeParse(request.form.text(INSTEAD) || undefined);
      const done: Done = instead.data === 0 ? "made" : "replaced";
      if (instead.success) await cards.replace(customer, { instead: instead.data, at: now() });
      const said: Readonly<Record<string, string>> = instead.success ? { done } : {};
      return seeOther(linkWith(linkPaths.card, said, context), { page, facts: said });
    }
    const [card, preferences] = await Promise.all([cards.read(customer), people.preferences(customer)]);
    const own = preferences === undefined ? context : signedInContext(context, preferences);
    const done = Done.safeParse(request.query["done"]).data;
    const { card: texts } = accountWords(own.formatter);
    const notice = card && done && texts.done[done];
    const shown = cardView({ card, wallets, context: own, notice });
    return pageAnswer(shown, { page, ...(wallets.includes("google") && { formsTo: SAVED_AT_GOOGLE }) });
  };
}
