import fc from "fast-check";
import { type Accrual, type Clawback, Entry } from "../../core/giving/ledger/entry.ts";
import { bucketKey } from "../../core/giving/ledger/ledger.keys.ts";

/** Entries as tests need them; everything that is not said is plain. */
export function accrual(over: Partial<Accrual> & { orderId: string }): Accrual {
  const entry = Entry.parse({
    kind: "accrual",
    source: "standard",
    connection: "pos",
    currency: "USD",
    placedAt: "2026-11-22T13:35:45Z",
    recordedAt: "2026-11-22T13:36:00Z",
    settlesOn: "2026-12-22",
    parts: [{ cause: "clean-rivers", funding: "brand", minor: 100 }],
    draws: [],
    gift: `gift_${"0".repeat(26)}`,
    fingerprint: "f",
    base: 10_000,
    paid: 10_000,
    causeBy: "order",
    onMatchRefund: "release",
    shrink: { by: "fraction" },
    firstFor: [],
    early: [],
    ...over,
  });
  if (entry.kind !== "accrual") throw new Error("not an accrual");
  return entry;
}

export function clawback(of: Accrual, over: Partial<Clawback> & { sequence: number }): Clawback {
  const entry = Entry.parse({
    kind: "clawback",
    source: of.source,
    connection: of.connection,
    orderId: of.orderId,
    currency: of.currency,
    placedAt: of.placedAt,
    recordedAt: "2026-11-23T10:00:00Z",
    settlesOn: of.settlesOn,
    parts: of.parts.map((part) => ({ ...part, minor: -part.minor })),
    draws: [],
    refundId: `r${over.sequence}`,
    refundedAt: "2026-11-23T10:00:00Z",
    scope: { of: "all" },
    ...over,
  });
  if (entry.kind !== "clawback") throw new Error("not a clawback");
  return entry;
}

/** What comes back of a clawback, all of it. */
function restoration(of: Clawback, over: { readonly sequence: number }): Entry {
  const parts = of.parts.map((part) => ({ ...part, minor: -part.minor }));
  return Entry.parse({ ...of, kind: "restoration", parts, scope: { of: "voided" }, ...over });
}

/** What an order that grew gives more: as much again. */
export function supplement(of: Accrual, over: { readonly sequence: number }): Entry {
  const { gift: _, causeBy, onMatchRefund, firstFor, early, noGift, ...facts } = of;
  return Entry.parse({ ...facts, kind: "supplement", recordedAt: "2026-12-01T10:00:00Z", ...over });
}

/** All of a gift moves to another cause. */
export function reassignment(
  of: Accrual,
  over: { readonly sequence: number; readonly cause?: string; readonly by?: "brand" },
): Entry {
  const { source, connection, orderId, currency, placedAt, settlesOn } = of;
  const cause = over.cause ?? "night-sky";
  const moves = of.parts.filter((part) => part.cause !== cause && part.minor > 0);
  const to = Map.groupBy(moves, ({ funding }) => funding);
  const had = (funding: string) =>
    of.parts.some((part) => part.cause === cause && part.funding === funding && part.minor > 0);
  return Entry.parse({
    kind: "reassignment",
    source,
    connection,
    orderId,
    currency,
    placedAt,
    settlesOn,
    recordedAt: "2026-12-02T10:00:00Z",
    claimedAt: "2026-12-02T09:59:00Z",
    cause,
    draws: [],
    firstFor: [],
    parts: [
      ...moves.map((part) => ({ ...part, minor: -part.minor, gifts: -1 })),
      ...[...to].map(([funding, parts]) => ({
        cause,
        funding,
        minor: parts.reduce((sum, { minor }) => sum + minor, 0),
        ...(!had(funding) && { gifts: 1 }),
      })),
    ],
    ...over,
  });
}

const SHARDS = 2;

/** Where the tests' ledger keeps an entry: minute of its purchase, and a shard by its order. */
export function bucketOf(entry: Entry): { minute: string; shard: number } {
  return { minute: `${entry.placedAt.slice(0, 16)}Z`, shard: Number(entry.orderId) % SHARDS };
}

export function bucketName(entry: Entry): string {
  const { minute, shard } = bucketOf(entry);
  return bucketKey(minute, shard);
}

const cause = fc.constantFrom("clean-rivers", "bike-paths", "night-sky");
const placed = fc.constantFrom(
  "2026-11-22T13:35:45Z",
  "2026-11-22T13:44:59Z",
  "2026-11-22T13:45:00Z",
  "2026-11-23T05:59:00Z",
  "2026-11-30T23:59:59Z",
  "2026-12-31T23:30:00Z",
);

/** Histories of a ledger: purchases over a few periods, some taken back, restored, supplemented, or moved. No entry comes twice. */
export const history: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      placedAt: placed,
      currency: fc.constantFrom("USD", "EUR", "JPY"),
      settlesOn: fc.constantFrom("2026-11-22", "2026-12-22", "2027-01-15"),
      parts: fc.uniqueArray(
        fc.record({
          cause,
          funding: fc.constantFrom("brand" as const, "match" as const, "customer" as const),
          minor: fc.integer({ min: 0, max: 9999 }),
        }),
        { maxLength: 4, selector: (part) => `${part.cause} ${part.funding}` },
      ),
      firstFor: fc.uniqueArray(fc.oneof(cause, fc.constant("*" as const)), { maxLength: 2 }),
      takenBack: fc.boolean(),
      restored: fc.boolean(),
      grew: fc.boolean(),
      claimed: fc.boolean(),
      causeBy: fc.constantFrom("order" as const, "customer" as const, "unclaimed" as const),
      chosen: fc.uniqueArray(cause, { maxLength: 2 }),
    }),
    { maxLength: 8 },
  )
  .map((purchases) =>
    purchases.flatMap(({ takenBack, restored, grew, claimed, ...purchase }, index) => {
      const gift = accrual({ orderId: String(index), ...purchase });
      const back = clawback(gift, { sequence: 1 });
      return [
        gift,
        ...(takenBack ? [back] : []),
        ...(takenBack && restored ? [restoration(back, { sequence: 2 })] : []),
        ...(grew ? [supplement(gift, { sequence: 3 })] : []),
        ...(claimed && !takenBack && !grew
          ? [reassignment(gift, { sequence: 4, ...(restored && { by: "brand" }) })]
          : []),
      ];
    }),
  );
