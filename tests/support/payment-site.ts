import { Cause } from "../../core/model/cause.ts";
import type { Instant } from "../../core/model/purchase.ts";
import type { HttpAnswer, Respond } from "../../core/platform/lambda/http.ts";
import { acknowledgementStore } from "../../core/settlement/acknowledgement.store.ts";
import { movePayout } from "../../core/settlement/move-payout.ts";
import { paymentLetterStore } from "../../core/settlement/payment-letter.store.ts";
import { hashOfToken, linkExpiresAt, paymentToken } from "../../core/settlement/payment-letter.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import type { Payout, PayoutMove } from "../../core/settlement/payout.ts";
import { charityPages } from "../../core/site/payment/charity-pages.ts";
import { servePeople } from "../../core/site/serve-people.ts";
import { MemoryCharityFiles } from "./memory-charity-files.ts";
import { memoryTable } from "./memory-table.ts";
import { aPayout, movesOf, OPERATOR } from "./payments.ts";
import { brand, everyday } from "./states.ts";

/** When the charity looks, in these tests. */
export const LOOKED_AT = "2026-11-22T12:00:00Z";

const causes = everyday.causes.map(({ slug, name, summary, charity, status }) =>
  Cause.parse({ slug, name, summary, charity, status }),
);
const [first, second] = causes;

/** A payout for two causes, of which one lost a little to refunds. */
export function paidOut(): Payout {
  const slugs = [first?.slug ?? "", second?.slug ?? ""];
  const made = aPayout({ causes: slugs, minor: 123_450, name: first?.charity.name ?? "" });
  const shares = [124_000, -550].map((minor, at) => ({ cause: slugs[at] ?? "", minor }));
  return { ...made, shares };
}

/** The page of payments over a table in memory, with a payout that its bank booked unless `moves` say otherwise. */
export async function paymentSite({
  moves,
  triesMax = 5,
  files = new MemoryCharityFiles(() => LOOKED_AT),
}: {
  readonly moves?: readonly (readonly [PayoutMove, Instant])[];
  readonly triesMax?: number;
  readonly files?: MemoryCharityFiles;
} = {}) {
  const table = memoryTable();
  const store = payoutStore(table.dynamo, "T");
  const letters = paymentLetterStore(table.dynamo, "T");
  const payouts = acknowledgementStore(table.dynamo, "T");
  const payout = paidOut();
  const { charity, currency, funding, minor, through } = payout;
  const account = { charity, currency, funding, version: 1, settled: minor, paid: minor, through };
  await store.settle({ account }, payout);
  const move = async (said: PayoutMove, at: Instant) =>
    movePayout({ store })(payout.id, said, { at, by: OPERATOR });
  for (const [said, at] of moves ?? movesOf(payout, "2026-11-20")) await move(said, at);

  let clock = LOOKED_AT;
  let tries = 0;
  const limits = {
    async consume() {
      tries += 1;
      return tries > triesMax ? ("exceeded" as const) : ("allowed" as const);
    },
  };
  const respond: Respond = servePeople({
    readBrandConfig: async () => ({ brand, causes, terms: [], pools: [] }),
    readBrandWords: async () => [],
    pages: charityPages({ letters, payouts, files, limits, triesMax, now: () => clock }),
    takesFiles: ["/payments/{token}"],
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
    now: () => clock,
  });
  let written = 0;
  /** Writes a letter, and answers the token of its link. */
  const writeLetter = async () => {
    written += 1;
    const token = paymentToken(payout.id, (count) => Buffer.alloc(count, written));
    await letters.put({
      ...{ payout: payout.id, hash: hashOfToken(token), writtenAt: clock, by: OPERATOR },
      ...{ expiresAt: linkExpiresAt(clock), purchases: 1_204, since: "2026-09-30" },
    });
    return token;
  };
  const send = (
    method: string,
    token: string,
    {
      form = "",
      headers = {},
    }: { readonly form?: string | Buffer; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<HttpAnswer> | HttpAnswer =>
    respond({
      route: `${method} /payments/{token}`,
      method,
      path: `/payments/${token}`,
      parameters: { token },
      query: {},
      headers: {
        host: "site.example",
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
        ...headers,
      },
      cookies: [],
      sourceIp: "203.0.113.7",
      body: Buffer.from(form),
    });
  return {
    ...{ payout, respond, send, writeLetter, move, table, files },
    now: async () => (await store.find(payout.id)) ?? payout,
    read: store.read,
    setClock(at: Instant) {
      clock = at;
    },
  };
}
