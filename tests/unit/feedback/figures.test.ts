import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FeedbackAnswer } from "../../../core/feedback/answer.ts";
import { feedbackFigures, netScore, responseRate } from "../../../core/feedback/figures.ts";
import { feedbackReport } from "../../../core/feedback/report.ts";

const NOW = "2026-11-22T12:00:00Z";
const STORE = "harbour-street";
const counts = fc.record({
  promoters: fc.nat(2000),
  passives: fc.nat(2000),
  detractors: fc.nat(2000),
});
const answer = fc
  .record({
    value: fc.option(fc.nat(10), { nil: undefined }),
    day: fc.integer({ min: 10, max: 22 }),
    isHere: fc.boolean(),
  })
  .map(
    ({ value, day, isHere }): FeedbackAnswer => ({
      ...{ id: "fbk_00000000000000000000000000", at: `2026-11-${day}T12:00:00Z`, came: "place" },
      ...(isHere && { store: STORE }),
      ...(value !== undefined && { score: { scale: "recommend", value } }),
      ...{ about: [], themes: ["waiting"], trouble: false, wants: "none", language: "en" },
    }),
  );

describe("a score", () => {
  test("has the interval of the mean of +1, 0 and -1 over the same answers", () => {
    fc.assert(
      fc.property(counts, (some) => {
        const { promoters, passives, detractors } = some;
        const net = netScore(some);
        const all = [
          ...Array<number>(promoters).fill(1),
          ...Array<number>(passives).fill(0),
          ...Array<number>(detractors).fill(-1),
        ];
        expect(net.kind).toBe(all.length < 50 ? "tooFew" : "score");
        if (net.kind === "tooFew") return;
        const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
        const variance = all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length;
        const margin = 1.96 * Math.sqrt(variance / all.length);
        expect(Math.abs(net.score - 100 * mean)).toBeLessThanOrEqual(0.5 + 1e-6);
        expect(Math.abs(net.from - 100 * Math.max(-1, mean - margin))).toBeLessThanOrEqual(0.5 + 1e-6);
        expect(Math.abs(net.to - 100 * Math.min(1, mean + margin))).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });

  test.each([
    [100, 15],
    [400, 8],
    [1000, 5],
  ])("of %i answers, half promoters and a fifth detractors, is worth ±%i points", (n, margin) => {
    const net = netScore({ promoters: n * 0.5, passives: n * 0.3, detractors: n * 0.2 });
    expect(net).toMatchObject({ kind: "score", score: 30, from: 30 - margin, to: 30 + margin });
  });
});

describe("a report", () => {
  test("says of a store only what five said a week ago, and no score without interval and how it came about", () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 120 }), (answers) => {
        const figures = feedbackFigures(answers, [{ id: STORE }], NOW);
        const old = answers.filter(({ store, at }) => store === STORE && at <= "2026-11-15T12:00:00Z").length;
        expect(figures.stores[0]?.counted).toEqual(
          old < 5
            ? { kind: "tooFew" }
            : { kind: "counted", answers: old, themes: new Map([["waiting", old]]) },
        );
        const text = feedbackReport(figures).join("\n");
        const isScored = answers.filter(({ score }) => score).length >= 50;
        expect(/gave a score: -?\d+, between -?\d+ and -?\d+ \(95 %\)\./.test(text)).toBe(isScored);
        expect(/gave a score: -?\d+/.test(text)).toBe(isScored);
        expect(text).toContain("came by themselves");
      }),
    );
  });

  test("has a rate of those who were asked alone", () => {
    expect(responseRate({ kind: "byLot", asked: 1480, answered: 212 })).toBeCloseTo(0.143);
    expect(responseRate({ kind: "cameByThemselves" })).toBeUndefined();
  });
});
