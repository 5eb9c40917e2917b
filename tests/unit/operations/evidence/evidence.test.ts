import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { summaryPdf } from "../../../../cli/money/evidence-pdf.ts";
import type { Entry } from "../../../../core/giving/ledger/entry.ts";
import { dayIn } from "../../../../core/model/days.ts";
import {
  Evidence,
  type EvidenceScope,
  registersFile,
  sumsTable,
  termsWithin,
} from "../../../../core/operations/evidence/evidence.ts";
import { type Payout, withEntry } from "../../../../core/settlement/payout.ts";
import type { RegisterRecord } from "../../../../core/settlement/registers/register-record.ts";
import { settleAccount } from "../../../../core/settlement/settle.ts";
import { stories, told } from "../../../support/claim-stories.ts";
import { aCause, brand, someTerms } from "../../../support/giving-builders.ts";

const packOf = (entries: readonly Entry[], scope: EvidenceScope) => {
  const pack = new Evidence(scope, brand.timeZone);
  for (const entry of entries) pack.add(entry);
  return pack;
};

const settled = settleAccount(
  undefined,
  {
    ...{ charity: "GB-CHC-1128267", name: "Rivers Trust", currency: "USD", funding: "brand", minor: 900 },
    causes: [{ cause: "rivers", minor: 900 }],
  },
  { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30" },
);
if (settled.kind !== "batched") throw new Error(settled.kind);
const sent: Payout = withEntry(settled.payout, { kind: "sent" }, { at: "2026-12-02T09:00:00Z", by: "ann" });

describe("the evidence of some days", () => {
  test("says what the ledger had by their end, of all purchases or a campaign's, whatever came afterwards", async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.nat(), async (story, turn) => {
        const { world } = await told(story);
        const entries = world.ledger.entries.map((entry, day) => ({
          ...entry,
          recordedAt: `2026-11-${String(22 + Math.min(day, 8)).padStart(2, "0")}T14:00:00Z`,
        }));
        const at = turn % entries.length;
        const turned = [...entries.slice(at), ...entries.slice(0, at)];
        const scope = { name: "2026", from: "2026-01-01", to: "2026-11-26" };
        const then = entries.filter(({ recordedAt }) => dayIn(brand.timeZone, recordedAt) <= scope.to);
        const sums = packOf(turned, scope).sums([]);
        for (const sum of sums) {
          const parts = then
            .flatMap((entry) => entry.parts)
            .filter(({ cause, funding }) => cause === sum.cause && funding === sum.funding);
          const had = parts.reduce((all, { minor }) => all + minor, 0);
          expect(sum.pendingAtEnd + sum.settledAtEnd).toBe(had);
          expect(sum.given + sum.toppedUp + sum.takenBack + sum.picked + sum.moved).toBe(had);
        }
        expect(sumsTable(packOf(then, scope).sums([])).text).toBe(sumsTable(sums).text);
        const campaign = { ...scope, terms: story.terms.id };
        const own = packOf(turned, campaign).sums([]);
        expect(own.map(({ cause, settledAtEnd }) => [cause, settledAtEnd])).toEqual(
          sums.map(({ cause, settledAtEnd }) => [cause, settledAtEnd]),
        );
        expect(packOf(turned, { ...scope, terms: "others" }).sums([])).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("shows payouts as they stood at their end, with the hash of each entry", () => {
    const of = (payout: Payout, to: string) =>
      packOf([], { name: "2026", from: "2026-01-01", to }).payouts([payout]).text;
    const returned = withEntry(
      sent,
      { kind: "returned", because: "AC04" },
      { at: "2027-01-04T09:00:00Z", by: "ann" },
    );
    expect(of(returned, "2026-12-31")).toBe(of(sent, "2026-12-31"));
    expect(JSON.parse(of(sent, "2026-12-31"))).toMatchObject([
      { state: { kind: "sent" }, isUnchanged: true, entries: [{ hash: sent.entries[0]?.hash }] },
    ]);
    expect(of(sent, "2026-11-30")).toBe("[]\n");
    const sums = packOf([], { name: "2026", from: "2026-01-01", to: "2026-12-31" }).sums([sent]);
    expect(sums).toMatchObject([{ cause: "rivers", paidAtEnd: 900, owedAtEnd: -900 }]);
  });

  test("has the versions of terms that gave on one of them", () => {
    const terms = [
      someTerms({ version: 1, from: "2025-01-01T00:00:00Z", until: "2025-12-01T00:00:00Z" }),
      someTerms({ version: 2, from: "2025-12-01T00:00:00Z" }),
      someTerms({ version: 3, from: "2027-01-05T00:00:00Z" }),
    ];
    const scope = { name: "2026", from: "2026-01-01", to: "2026-12-31" };
    expect(termsWithin(terms, scope, brand.timeZone).map(({ version }) => version)).toEqual([2]);
    expect(termsWithin(terms, { ...scope, terms: "others" }, brand.timeZone)).toEqual([]);
  });

  test("says what registers say of each charity, by the hashes of their files, and of which nobody asked; and no person", () => {
    const org = { scheme: "GB-CHC" as const, number: "1128267" };
    const rivers = aCause("rivers");
    const causes = [{ ...rivers, charity: { ...rivers.charity, org } }, aCause("bees")];
    const hash = "a".repeat(64);
    const record: RegisterRecord = {
      ...{ charity: "GB-CHC-1128267", kind: "revoked", source: "charityCommission", since: "2026-11-02" },
      ...{ day: "2026-11-20", at: "2026-11-21T09:00:00Z", by: "ann" },
      files: [{ register: "charityCommission", hash, day: "2026-11-20" }],
    };
    const { text } = registersFile({ causes }, new Map([[record.charity, record]]));
    expect(text.split("\r\n").slice(1)).toEqual([
      "1,unchecked,,,,,",
      `GB-CHC-1128267,revoked,charityCommission,2026-11-02,2026-11-20,2026-11-21T09:00:00Z,charityCommission ${hash}`,
      "",
    ]);
    expect(text).not.toContain("ann");
  });

  test("is summed up on paper, of any length and in any letters, in the same bytes", async () => {
    const lines = [
      { heading: "Tarnfell: 2026" },
      ...Array.from({ length: 120 }, (_, at) => ({
        cells: [`cause ${at} ${"long ".repeat(9)}水`, "1.00 EUR", "2.00 EUR"],
      })),
    ];
    const made = Buffer.from(await summaryPdf("Tarnfell: 2026", lines));
    expect(made.subarray(0, 5).toString()).toBe("%PDF-");
    expect(made.equals(Buffer.from(await summaryPdf("Tarnfell: 2026", lines)))).toBe(true);
  });
});
