import { table } from "../cli/table.ts";
import { formatMinor } from "../core/model/money.ts";
import type { MessageReport } from "../local/inbox/check-messages.ts";
import type { Stage } from "../local/stage.ts";
import { deskText } from "./desk/open.ts";
import type { Happenings } from "./happenings.ts";
import type { QuarterMoney, QuarterReport } from "./quarter/report.ts";
import type { SampleReport } from "./report.ts";

/** The one JSON line that `npm start -- --json` ends with. */
export interface Summary {
  readonly purchases: number;
  readonly deliveries: number;
  readonly sources: readonly string[];
  readonly currencies: readonly string[];
  readonly refunds: number;
  readonly happenings: Partial<Happenings>;
  /** By what the cause of each purchase that gave was chosen: the order, the choice of a customer who said who they are or who showed a card, a receipt, or nobody. */
  readonly picked: Partial<SampleReport["picked"]>;
  readonly mismatches: number;
  /** What became of the money within a quarter. */
  readonly money: QuarterMoney;
  readonly messages: Omit<MessageReport, "differences">;
  /** When the pages could be opened. */
  readonly readySeconds: number;
  /** When the day was counted and compared. */
  readonly seconds: number;
  readonly pages: Readonly<Record<string, string>>;
}

const noMessages: MessageReport = {
  sent: 0,
  captured: 0,
  withoutConsent: 0,
  deferred: {},
  dropped: {},
  differences: [],
};

const noMoney: QuarterMoney = {
  ...{ accrued: {}, settled: {}, paid: {}, carried: {}, mismatches: 0 },
  proof: { leaves: 0, verified: 0 },
};

/** Whether every figure is the oracle's, of the day and of the quarter, and every message was allowed and arrived. */
export function isAsExpected(
  { mismatches, money }: Pick<Summary, "mismatches" | "money">,
  messages: MessageReport | undefined,
): boolean {
  return mismatches === 0 && money.mismatches === 0 && (messages?.differences.length ?? 0) === 0;
}

export function summarise(
  {
    sample,
    quarter,
    messages,
  }: {
    readonly sample?: SampleReport | undefined;
    readonly quarter?: QuarterReport | undefined;
    readonly messages?: MessageReport | undefined;
  },
  { readySeconds, seconds }: Pick<Summary, "readySeconds" | "seconds">,
  pages: Summary["pages"],
): Summary {
  const { differences: _, ...counts } = messages ?? noMessages;
  return {
    purchases: sample?.purchases ?? 0,
    deliveries: sample?.deliveries ?? 0,
    sources: sample?.sources ?? [],
    currencies: sample?.currencies ?? [],
    refunds: sample?.refunds ?? 0,
    happenings: sample?.happenings ?? {},
    picked: sample?.picked ?? {},
    mismatches: sample?.mismatches ?? 0,
    money: quarter?.money ?? noMoney,
    messages: counts,
    readySeconds: inTenths(readySeconds),
    seconds: inTenths(seconds),
    pages,
  };
}

function inTenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What happened on the sample day, in one line. */
export function sampleText(sample: SampleReport): string {
  const { purchases, deliveries, again, refunds, happenings, customers } = sample;
  if (again) {
    return `Sample day: ${purchases} purchases and ${refunds} refunds were counted before; ${deliveries} of their webhooks came again and changed nothing`;
  }
  const { joined, confirmed, left } = customers;
  const people =
    joined === 0
      ? "customers have joined before"
      : `${joined} customers joined, ${confirmed} confirmed their address, ${left} left again`;
  const { pendingRefunds, exchanges, giftCards, renewals, disputesLost, disputesWon } = happenings;
  const among = `among them ${pendingRefunds} refunds on their way, ${exchanges} exchanges, ${giftCards} gift cards sold, ${renewals} subscription renewals, ${disputesLost} disputes lost and ${disputesWon} won`;
  return `Sample day: ${purchases} purchases in ${deliveries} deliveries, ${refunds} refunds, ${among}; ${people}`;
}

/** Per cause, funding and currency: what was given beside what the oracle expects. */
export function figuresTable(sample: SampleReport): string {
  const rows = sample.figures.map(({ cause, funding, currency, given, expected }) => [
    cause,
    funding,
    currency,
    formatMinor(given, currency),
    formatMinor(expected, currency),
    given === expected ? "equal" : "DIFFERS",
  ]);
  return table(["cause", "paid by", "currency", "given", "expected", ""], rows, new Set([3, 4]));
}

/** How many messages were sent, why others were deferred or dropped, and each difference from the records. */
export function messagesText({ sent, captured, deferred, dropped, differences }: MessageReport): string {
  const reasons = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([reason, count]) => `${reason} ${count}`)
      .join(", ") || "none";
  return [
    `\nMessages: ${sent} sent, ${captured} arrived. Put off: ${reasons(deferred)}. Dropped: ${reasons(dropped)}.`,
    differences.length === 0
      ? "Each was allowed, under a consent in the records."
      : `${differences.length} things do not fit together:\n${differences.join("\n")}`,
  ].join("\n");
}

/** Every page that is open on this machine, by what it is. */
export function pagesOf(
  { siteUrl }: Pick<Stage, "siteUrl">,
  sample: SampleReport | undefined,
  {
    inbox,
    shop,
    desk,
  }: {
    readonly inbox?: string | undefined;
    readonly shop?: string | undefined;
    readonly desk?: string | undefined;
  },
): Summary["pages"] {
  const causes = [...new Set(sample?.figures.map(({ cause }) => cause))].sort();
  return {
    community: `${siteUrl}/`,
    ...Object.fromEntries(causes.map((cause) => [cause, `${siteUrl}/causes/${cause}`])),
    api: `${siteUrl}/api/community`,
    ...(inbox !== undefined && { inbox }),
    ...(shop !== undefined && { shop }),
    ...(desk !== undefined && { desk }),
  };
}

/** What somebody needs to know who opens them. */
export function notesOn({ shop, desk }: Summary["pages"]): string {
  return [
    ...(shop === undefined
      ? []
      : [
          "What you buy in the demo shop counts: the comparison of a later start differs by it, and --fresh forgets it.",
        ]),
    ...(desk === undefined ? [] : [deskText()]),
  ]
    .map((note) => `\n${note}`)
    .join("\n");
}
