import { disclose, disclosureVersion } from "../../core/disclosures/disclose.ts";
import { ANYWHERE } from "../../core/disclosures/places.ts";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import type { Accrual } from "../../core/giving/ledger/entry.ts";
import type { Stand, Trace, TraceStep } from "../../core/giving/ledger/trace.ts";
import { termsView } from "../../core/impact/read-offers.ts";
import { formatMinor } from "../../core/model/money.ts";
import type { Day } from "../../core/model/purchase.ts";
import { termsName } from "../../core/model/terms.ts";
import type { PaidPart } from "../../core/settlement/trace-payouts.ts";
import { table } from "../table.ts";
import { stateText } from "./payout-lines.ts";

const WHAT: Readonly<Record<TraceStep["kind"], string>> = {
  accrual: "gift of the purchase",
  supplement: "more, as the order grew",
  clawback: "taken back by a refund",
  restoration: "given back: the refund did not happen, or the order grew",
  reassignment: "moved to another cause",
};

/** The column of amounts, which a terminal aligns to the right. */
const AMOUNT = 2;

/** A purchase's way as lines for a person: each entry with its key, then where the money stands. */
export function traceLines({ gift, currency, steps, stands }: Trace): string[] {
  const money = (minor: number) => `${formatMinor(minor, currency)} ${currency}`;
  return [
    gift,
    ...steps.flatMap((step) => ["", ...stepLines(step, money)]),
    "",
    stands.length === 0 ? "No cause has anything of it." : "Where it stands:",
    ...(stands.length === 0 ? [] : indented(standTable(stands, money))),
  ];
}

/** Which payouts counted what of a purchase; nothing where no cause has anything of it. */
export function paidLines(parts: readonly PaidPart[], currency: string, today: Day): string[] {
  if (parts.length === 0) return [];
  const rows = parts.map(({ cause, funding, minor, from, payouts }) => [
    cause,
    funding,
    `${formatMinor(minor, currency)} ${currency}`,
    from,
    payouts.map((payout) => `${payout.id}: ${stateText(payout)}`).join("; then ") ||
      (from > today ? "not payable yet" : "in no payout yet"),
  ]);
  const columns = ["cause", "funding", "amount", "payable from", "counted in"];
  return ["", "What pays it:", ...indented(table(columns, rows, new Set([AMOUNT])))];
}

/**
 * What stood beside the offer of a purchase, in English, made of the terms that its entry names and of what its region asks; undefined
 * of a purchase without terms. Names of causes and charities, and our words, are those of now.
 */
export function offerOf(
  { terms: named, region, currency }: Pick<Accrual, "terms" | "region" | "currency">,
  { terms, causes, brand }: Pick<BrandConfig, "terms" | "causes" | "brand">,
  site: string,
): { readonly version: string; readonly place: string; readonly sentences: readonly string[] } | undefined {
  const version = terms.find((one) => termsName(one) === named);
  if (version === undefined || brand === undefined) return undefined;
  const view = termsView(version);
  const place = region ?? ANYWHERE;
  const lines = disclose({ terms: view, brand, causes, currency, site, locale: "en" }, place);
  return { version: disclosureVersion(view, "en"), place, sentences: lines.map(({ text }) => text) };
}

/** The same for a person. */
export function offerLines(offer: ReturnType<typeof offerOf>): string[] {
  if (offer === undefined) return [];
  const where = offer.place === ANYWHERE ? "" : `, in ${offer.place}`;
  return ["", `What its offer says${where} (${offer.version}):`, ...offer.sentences.map((one) => `  ${one}`)];
}

function stepLines(
  { kind, at, recordedAt, because, moves, key }: TraceStep,
  money: (minor: number) => string,
) {
  const rows = moves.map(({ cause, funding, minor, settlesOn }) => [
    cause,
    funding,
    money(minor),
    settlesOn ?? "at once",
  ]);
  return [
    `${at}  ${kind}: ${WHAT[kind]}${because === undefined ? "" : ` (${because})`}`,
    `  recorded ${recordedAt} at ${key.pk} / ${key.sk}`,
    ...(rows.length === 0
      ? ["  moves nothing"]
      : indented(table(["cause", "funding", "amount", "settles on"], rows, new Set([AMOUNT])))),
  ];
}

function standTable(stands: readonly Stand[], money: (minor: number) => string): string {
  const rows = stands.map(({ cause, funding, pending, settled, settlesOn }) => [
    cause,
    funding,
    money(settled),
    money(pending),
    settlesOn ?? "",
  ]);
  const columns = ["cause", "funding", "settled", "pending", "until"];
  return table(columns, rows, new Set([AMOUNT, AMOUNT + 1]));
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}
