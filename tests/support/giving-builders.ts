import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { capAllowances, poolAllowance } from "../../core/giving/pricing/allowance.ts";
import { type Brand, type Cause, type Legal, localised } from "../../core/model/cause.ts";
import type { OrderRef, Purchase, Refund } from "../../core/model/purchase.ts";
import type { MatchPool, Terms } from "../../core/model/terms.ts";

/** Builders of what tests need: each a valid whole, of which a test names what matters to it. */

const palette = {
  background: "#ffffff",
  surface: "#f4f4f4",
  text: "#111111",
  muted: "#555555",
  accent: "#005533",
  onAccent: "#ffffff",
};

/** Who answers for a brand of the tests. */
export const legalSample: Legal = {
  imprint: localised({
    en: "https://tarnfell.example/legal-notice",
    de: "https://tarnfell.example/impressum",
  }),
  privacy: localised({ en: "https://tarnfell.example/privacy", de: "https://tarnfell.example/datenschutz" }),
  contact: "hello@tarnfell.example",
  postalAddress: "Tarnfell GmbH, Quellenweg 7, 87561 Oberstdorf",
};

export const brand: Brand = {
  name: "Sample",
  purpose: localised({ en: "Purpose", de: "Zweck" }),
  timeZone: "Europe/Berlin",
  look: { light: palette, dark: palette, font: "serif" },
};

export function aCause(slug: string, status: Cause["status"] = "active"): Cause {
  return {
    slug,
    name: localised({ en: slug, de: slug }),
    summary: localised({ en: slug, de: slug }),
    charity: { name: slug, registration: "1", url: "https://example.org", sample: true },
    status,
  };
}

export function someTerms(changes: Partial<Terms> = {}): Terms {
  return {
    id: "everyday",
    version: 1,
    from: "2026-01-01T00:00:00Z",
    share: { kind: "percentage", basisPoints: 200 },
    roundUp: true,
    defaultCause: "trees",
    returnDays: 30,
    claimDays: 60,
    onMatchRefund: "release",
    ...changes,
  };
}

export function aPool(changes: Partial<MatchPool> = {}): MatchPool {
  return {
    id: "autumn",
    currency: "USD",
    amount: 10_000,
    ratioBasisPoints: 10_000,
    causes: ["rivers"],
    from: "2026-01-01T00:00:00Z",
    until: "2027-01-01T00:00:00Z",
    shards: 3,
    ...changes,
  };
}

export function aStatement(changes: Partial<BrandConfig> = {}): BrandConfig {
  return {
    brand,
    causes: [aCause("rivers"), aCause("trees"), aCause("bees"), aCause("meadows", "paused")],
    terms: [someTerms()],
    pools: [],
    ...changes,
  };
}

/** The first rows of all allowances of a statement. */
export function allowancesOf(stated: BrandConfig) {
  return [...stated.pools.map((pool) => poolAllowance(pool)), ...stated.terms.flatMap(capAllowances)];
}

export function anOrder(changes: Partial<OrderRef> = {}): OrderRef {
  return { source: "standard", connection: "pos", orderId: "1001", ...changes };
}

export function aPurchase(changes: Partial<Purchase> = {}): Purchase {
  return {
    ...anOrder(),
    placedAt: "2026-11-22T13:35:45Z",
    currency: "USD",
    base: 5000,
    paid: 6200,
    roundUp: 0,
    lines: [],
    identities: [],
    ...changes,
  };
}

/** The purchase of a smoke test: of nobody, and of no shop. */
export function aSmoke(changes: Partial<Purchase> = {}): Purchase {
  return aPurchase({
    source: "standard",
    connection: "smoke",
    orderId: `smoke_${"0".repeat(26)}`,
    identities: [],
    ...changes,
  });
}

export function aRefund(changes: Partial<Refund> = {}): Refund {
  return {
    ...anOrder(),
    refundId: "r1",
    refundedAt: "2026-11-24T09:00:00Z",
    placedAt: "2026-11-22T13:35:45Z",
    currency: "USD",
    scope: { of: "all" },
    ...changes,
  };
}
