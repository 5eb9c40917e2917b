import type { PersonalImpact } from "../../core/impact/read-personal.ts";
import type { CardNews } from "../../core/people/cards/card-news.store.ts";
import type { HttpAnswer } from "../../core/platform/lambda/http.ts";
import { appliedContext } from "../../core/site/serve-people.ts";
import { appleService } from "../../core/site/wallet/answer-phones.ts";
import { currentPass, passSigner } from "../../core/site/wallet/sign-pass.ts";
import { cardOf } from "../../core/site/wallet/wallet-card.ts";
import { withdrawAlerts } from "../../core/site/wallet/withdraw-alerts.ts";
import { type AccountFacts, accountWorld, ann } from "./account-world.ts";
import { memoryPasses } from "./memory-passes.ts";
import type { AddedPass } from "./phone.ts";
import { cardFacts, NUMBER, SERIAL } from "./wallet-cards.ts";
import { appleKeys, openPkpass, PASS_TYPE } from "./wallet-keys.ts";

/** Whose certificates sign the cards and push the phones of this world. */
export const passKeys = appleKeys();
export const cardholder = ann;

const { brand, causes, personal: everyday, siteUrl } = cardFacts();
const signer = passSigner({ apple: async () => passKeys, key: async () => "a key of identities", siteUrl });

/** The pass that an answer holds. */
export function passIn(answer: HttpAnswer | undefined) {
  const { files } = openPkpass(Buffer.from(answer?.body ?? "", "base64"), passKeys);
  return JSON.parse(files.get("pass.json")?.toString("utf8") ?? "{}");
}

/** Apple's service for one customer with a card, whose figures, news and clock a test changes. `facts`: what is known of them. */
export async function phoneWorld(facts: AccountFacts = {}) {
  const state: { impact: PersonalImpact; now: string; news: CardNews | undefined } = {
    impact: everyday,
    now: "2026-11-22T12:00:00Z",
    news: undefined,
  };
  const account = accountWorld(facts);
  const passes = memoryPasses();
  passes.owners.set(SERIAL, cardholder);
  const now = () => state.now;
  const card = {
    people: { preferences: account.people.preferences, causes: async () => [] },
    cards: { read: async () => ({ token: NUMBER }) },
    serialOf: async () => SERIAL,
    readPersonal: async () => state.impact,
    news: { read: async () => state.news },
    now,
  };
  const contextOf = appliedContext({
    readBrandConfig: async () => ({ brand, causes, terms: [], pools: [] }),
    readBrandWords: async () => [],
    ...{ siteUrl, replyTo: "hello@tarnfell.example", now },
  });
  const respond = appleService({
    passes,
    key: async () => "a key of identities",
    passType: async () => PASS_TYPE,
    currentPass: currentPass({ ...card, passes, signer, contextOf }),
    withdrawAlerts: withdrawAlerts({ people: account.people, now, contextOf }),
    now,
  });
  const file = await signer.sign(cardOf(cardFacts()));
  const added: AddedPass = passIn({ status: 200, body: file.toString("base64") });
  return { state, account, passes, respond, added, now };
}
