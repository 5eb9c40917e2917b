import type { ConsentNow } from "../../core/model/consent.ts";
import { type Channel, TOPICS, type Topic } from "../../core/model/topic.ts";
import { startingPreferences } from "../../core/people/preferences/starting-preferences.ts";
import type { Offer } from "../../core/site/account/preferences/field.tsx";
import type { Reach } from "../../core/site/account/preferences/topic-boxes.ts";
import type { AccountContext } from "../../core/site/ui/page.ts";
import { pageFormatter } from "../../core/site/ui/page-formatter.ts";
import { ada } from "./eligibility-builders.ts";
import { brand, everyday } from "./states.ts";

export const NOW = "2026-11-22T12:00:00Z";
export const said = {
  shownIn: { tag: "en", locale: "en" },
  brand: "Tarnfell",
  proof: "session:2026-11-22T11:50:00Z",
} as const;

export const email: Reach = {
  channel: "email",
  confirmed: true,
  suppressed: false,
  hint: "an…@mail.example",
};
export const sms: Reach = { channel: "sms", confirmed: true, suppressed: false, hint: "… 0142" };

export function offer(over: Partial<Offer> = {}): Offer {
  return {
    customer: ada,
    preferences: { ...startingPreferences("en"), version: 3 },
    consents: [],
    reach: [email, sms],
    topics: TOPICS,
    now: NOW,
    causes: everyday.causes,
    brandZone: "Europe/Berlin",
    ...over,
  };
}

export function stands(topic: Topic, channel: Channel, over: Partial<ConsentNow> = {}): ConsentNow {
  return { topic, channel, state: "given", version: 1, at: "2026-09-01T08:00:00Z", ...over };
}

export const context: AccountContext = {
  formatter: pageFormatter("en", brand),
  carryLanguage: false,
  brand,
  brandConfig: { brand, causes: [], terms: [], pools: [] },
  siteUrl: "https://site.example",
  replyTo: "hello@tarnfell.example",
  termsInForce: [],
};
