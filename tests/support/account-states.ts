import type { CustomerEntry } from "../../core/giving/ledger/customer-entries.store.ts";
import type { GiftPartsOf } from "../../core/impact/read-gift-parts.ts";
import type { PersonalImpact, PersonalPurchase } from "../../core/impact/read-personal.ts";
import { personalImpact } from "../../core/impact/read-personal.ts";
import type { Channel, Topic } from "../../core/model/topic.ts";
import { startingPreferences } from "../../core/people/preferences/starting-preferences.ts";
import type { HistoryEntry } from "../../core/people/records/history.ts";
import type { AccountFacts } from "./account-world.ts";
import { AS_OF } from "./states.ts";

/** Every state that a customer's own pages were designed for. All of it is invented. */

const topics = (on: Partial<Record<Topic, Channel[]>>) => {
  const { topics: off } = startingPreferences("en");
  return Object.fromEntries(
    Object.entries(off).map(([topic, one]) => {
      const channels = on[topic as Topic] ?? [];
      return [topic, { ...one, email: channels.includes("email"), sms: channels.includes("sms") }];
    }),
  ) as typeof off;
};

const about = (
  at: string,
  message: string,
  topic: Topic,
  channel: Channel = "email",
  transactional = false,
) => ({
  at,
  message,
  topic,
  channel,
  transactional,
  sendKey: `${message}:${at}`,
});

const recent: readonly HistoryEntry[] = [
  {
    ...about("2026-11-22T09:15:00Z", "impact-update", "impact"),
    outcome: "sent",
    consentVersion: 1,
  },
  {
    ...about("2026-11-21T20:40:00Z", "impact-update", "impact", "sms"),
    outcome: "deferred",
    until: "2026-11-22T07:00:00Z",
    reasons: ["lawfulHours", "quietHours"],
  },
  {
    ...about("2026-11-20T08:00:00Z", "milestone-reached", "milestones"),
    outcome: "sent",
    consentVersion: 1,
  },
  {
    ...about("2026-11-19T10:30:00Z", "quiet-customer", "feedback"),
    outcome: "dropped",
    reasons: ["noConsent", "topicOff"],
  },
  {
    ...about("2026-11-18T16:02:00Z", "order-trouble", "orders"),
    outcome: "unknown",
    consentVersion: 1,
  },
  {
    ...about("2026-11-17T11:00:00Z", "sign-in-link", "impact", "email", true),
    outcome: "sent",
    consentVersion: 0,
  },
];

const long: readonly HistoryEntry[] = [
  ...recent,
  ...Array.from({ length: 40 }, (_, index): HistoryEntry => {
    const at = `${new Date(Date.parse("2026-11-16T10:00:00Z") - index * 86_400_000).toISOString().slice(0, 19)}Z`;
    return { ...about(at, "impact-digest", "impact"), outcome: "sent", consentVersion: 1, copied: true };
  }),
];

export const people: Readonly<Record<string, AccountFacts>> = {
  everyday: {
    preferences: {
      topics: topics({ impact: ["email"], milestones: ["email"], orders: ["email"], dates: ["email"] }),
      quiet: { from: "21:00", to: "08:00" },
      timeZone: "Europe/Berlin",
      country: "DE",
      causes: [
        { cause: "clean-rivers", weight: 2 },
        { cause: "open-paths", weight: 1 },
      ],
      interests: ["walking with children", "winter tents"],
      dates: [{ name: "My birthday", month: 2, day: 29 }],
    },
    given: [
      { topic: "impact", channel: "email" },
      { topic: "milestones", channel: "email" },
      { topic: "orders", channel: "email" },
      { topic: "dates", channel: "email" },
    ],
    pending: [{ topic: "orders", channel: "sms" }],
    addresses: [
      { channel: "email", address: "ann.hollis@mail.example", confirmed: true },
      { channel: "sms", address: "+4915112340142", confirmed: false },
    ],
    history: long,
  },
  paused: {
    preferences: {
      topics: topics({ impact: ["email"] }),
      pausedUntil: "2026-12-23T23:00:00Z",
      giftsForOthers: true,
    },
    given: [{ topic: "impact", channel: "email" }],
    addresses: [{ channel: "email", address: "b@mail.example", confirmed: true }],
    history: recent,
  },
  newcomer: {
    addresses: [
      {
        channel: "email",
        address: "someone.with.a.rather.long.address@subdomain.of.a.mail.example",
        confirmed: true,
      },
      { channel: "sms", address: "+12125550142", confirmed: false },
    ],
    suppressed: ["sms"],
  },
  unreachable: {},
  bounced: {
    given: [{ topic: "impact", channel: "email" }],
    addresses: [{ channel: "email", address: "ann.hollis@mail.example", confirmed: true }],
    suppressed: ["email"],
    reason: "bounce",
  },
};

const giftId = (number: number) => `gift_${String(number).padStart(26, "0")}`;

const purchase = (
  number: number,
  placedAt: string,
  currency: string,
  parts: readonly (readonly [string, "brand" | "match" | "customer", number])[],
  settlesOn: string,
): CustomerEntry => ({
  kind: "accrual",
  gift: giftId(number),
  purchase: `purchase ${number}`,
  key: { pk: "bucket", sk: `purchase ${number}` },
  currency,
  placedAt,
  settlesOn,
  parts: parts.map(([cause, funding, minor]) => ({ cause, funding, minor })),
});

const entries: readonly CustomerEntry[] = [
  purchase(
    1,
    "2026-11-20T16:12:00Z",
    "EUR",
    [
      ["clean-rivers", "brand", 196],
      ["open-paths", "brand", 98],
      ["clean-rivers", "match", 196],
      ["clean-rivers", "customer", 60],
    ],
    "2026-12-12",
  ),
  purchase(2, "2026-10-02T10:00:00Z", "EUR", [["clean-rivers", "brand", 1_312]], "2026-10-24"),
  purchase(
    3,
    "2026-09-14T18:30:00Z",
    "USD",
    [
      ["mountain-rescue", "brand", 410],
      ["mountain-rescue", "customer", 25],
    ],
    "2026-10-06",
  ),
  purchase(4, "2026-09-02T07:45:00Z", "EUR", [["open-paths", "brand", 240]], "2026-09-24"),
  {
    kind: "clawback",
    purchase: "purchase 4",
    key: { pk: "bucket", sk: "purchase 4 returned" },
    currency: "EUR",
    placedAt: "2026-09-02T07:45:00Z",
    settlesOn: "2026-09-24",
    parts: [{ cause: "open-paths", funding: "brand", minor: -240 }],
  },
];

const many: readonly PersonalPurchase[] = Array.from({ length: 55 }, (_, index) => ({
  gift: giftId(index),
  placedAt: "2026-11-20T16:12:00Z",
  currency: "JPY",
  parts: [{ cause: "native-seeds", funding: "brand", minor: 123_456_789 }],
  settlesOn: "2026-12-12",
  pending: true,
  entries: [],
}));

export const personal: Readonly<Record<string, PersonalImpact>> = {
  everyday: personalImpact(entries, AS_OF),
  paused: personalImpact(entries.slice(1, 2), AS_OF),
  newcomer: personalImpact([], AS_OF),
  bounced: personalImpact([], AS_OF),
  unreachable: {
    asOf: AS_OF,
    figures: [
      { cause: "native-seeds", funding: "brand", currency: "JPY", pending: 6_790_123_395, settled: 0 },
    ],
    purchases: many,
  },
};

/** Where what the everyday customer's older purchases gave is: one in a payment, one in two states. */
export const giftParts: GiftPartsOf = new Map([
  [
    giftId(2),
    [
      {
        ...{ cause: "clean-rivers", funding: "brand", minor: 1_312 },
        state: {
          kind: "inPayment",
          reference: "pay-s3nay7rkj239rw3zm1k7wh6ypj",
          payment: { kind: "received", on: "2026-11-03", acknowledgedOn: "2026-11-09" },
        },
      },
    ],
  ],
  [
    giftId(3),
    [
      {
        ...{ cause: "mountain-rescue", funding: "brand", minor: 410 },
        state: {
          kind: "inPayment",
          reference: "pay-0a1b2c3d4e5f6g7h8j9kmnpqrs",
          payment: { kind: "sent", on: "2026-11-05" },
        },
      },
      {
        ...{ cause: "mountain-rescue", funding: "customer", minor: 25 },
        state: { kind: "settled", since: "2026-10-06", cameBack: false },
      },
    ],
  ],
]);
