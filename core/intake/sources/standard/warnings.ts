import type * as z from "zod";
import { readCardToken } from "../../../model/customer-card.ts";
import { exactAmount } from "../../../model/exact-amount.ts";
import { Currency } from "../../../model/money.ts";
import { nearest } from "../../warnings/near-miss.ts";
import type { PayloadWarning } from "../../warnings/payload-warning.ts";
import { unknownMembers } from "../../warnings/unknown-members.ts";
import { regionIn, StandardPurchase } from "./purchase.ts";
import { StandardRefund } from "./refund.ts";
import { StandardDelay, StandardUnavailability } from "./trouble.ts";

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  "purchase.completed": StandardPurchase,
  "purchase.refunded": StandardRefund,
  "purchase.delayed": StandardDelay,
  "item.unavailable": StandardUnavailability,
};
const TYPES = Object.keys(SCHEMAS);
/** A consent has an address of its own, and this is not it. */
const CONSENT_TYPE = "customer.consented";

/** Of two that a slip is equally near to, the one that more shops have. */
const CURRENCIES = "EUR USD GBP JPY CHF SEK NOK DKK PLN CZK CAD AUD INR CNY KWD".split(" ");
const SIGNS: Readonly<Record<string, string>> = { "€": "EUR", $: "USD", "£": "GBP", "¥": "JPY" };

/**
 * What a message of our own format may not mean as it says it, by itself: members that the format does not have, a type or a
 * currency that is none, sums that contradict each other and refuse nothing. Of a message that is quarantined, too.
 */
export function standardWarnings(payload: unknown): readonly PayloadWarning[] {
  const type = memberOf(payload, "type");
  if (typeof type !== "string") {
    // Of which type it is cannot be said: only what all types have alike.
    return unknownMembers(StandardPurchase, payload).filter(({ path }) => !path.includes("."));
  }
  if (type === CONSENT_TYPE) return [consentHere];
  const near = nearest(type, TYPES);
  const schema = Object.hasOwn(SCHEMAS, type) ? SCHEMAS[type] : SCHEMAS[near ?? ""];
  return [
    ...(Object.hasOwn(SCHEMAS, type) ? [] : [unknownType(near)]),
    ...(schema === undefined ? [] : unknownMembers(schema, payload)),
    ...currencyWarnings(memberOf(memberOf(payload, "data"), "currency")),
    ...(type === "purchase.completed" ? purchaseWarnings(memberOf(payload, "data")) : []),
    ...(type === "purchase.refunded" ? refundSums(payload) : []),
  ];
}

const consentHere: PayloadWarning = {
  kind: "unknownType",
  path: "type",
  message: "A consent is posted to the connection's address of consents: `pos addresses` prints it.",
};

function unknownType(near: string | undefined): PayloadWarning {
  return {
    kind: "unknownType",
    path: "type",
    message: `Not a type of this format: nothing is counted. There are ${TYPES.join(", ")}.`,
    ...(near !== undefined && { didYouMean: near }),
  };
}

function currencyWarnings(currency: unknown): readonly PayloadWarning[] {
  if (typeof currency !== "string" || Currency.safeParse(currency).success) return [];
  const near = SIGNS[currency.trim()] ?? nearest(currency, CURRENCIES);
  return [
    {
      kind: "unknownCurrency",
      path: "data.currency",
      message: "Not a currency of ISO 4217 in which shops are paid.",
      ...(near !== undefined && { didYouMean: near }),
    },
  ];
}

function purchaseWarnings(data: unknown): readonly PayloadWarning[] {
  return [...cardWarnings(memberOf(data, "card")), ...regionWarnings(memberOf(data, "region"))];
}

function regionWarnings(region: unknown): readonly PayloadWarning[] {
  if (typeof region !== "string" || region.trim() === "") return [];
  if (regionIn(region).region === region.trim().toUpperCase()) return [];
  return [
    {
      kind: "unknownRegion",
      path: "data.region",
      message: "No country's code of ISO 3166, nor that of a state of the United States (`US-NY`).",
    },
  ];
}

function cardWarnings(card: unknown): readonly PayloadWarning[] {
  if (typeof card !== "string" || card.trim() === "" || readCardToken(card) !== undefined) return [];
  return [
    {
      kind: "unknownCard",
      path: "data.card",
      message: "No customer's card reads so: the purchase is taken without it.",
    },
  ];
}

/** The lines of a refund say what came back, and `goods` how much: only that counts. */
function refundSums(payload: unknown): readonly PayloadWarning[] {
  const { data } = StandardRefund.safeParse(payload);
  if (data?.data.scope.of !== "goods") return [];
  const { goods, lines } = data.data.scope;
  if (!lines || lines.length === 0) return [];
  const sum = lines.reduce((all, line) => all + exactAmount(line.goods), 0n);
  if (sum === exactAmount(goods)) return [];
  return [
    {
      kind: "sums",
      path: "data.scope.lines",
      message: "The lines' goods do not sum to the goods given back beside them: `goods` counts.",
    },
  ];
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([own]) => own === name)?.[1];
}
