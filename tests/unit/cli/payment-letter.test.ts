import { PDFDocument } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { letterPdf } from "../../../cli/money/payment-letter-pdf.ts";
import { plainLetter, writtenLetter } from "../../../cli/money/payment-letter-text.ts";
import { Cause } from "../../../core/model/cause.ts";
import { aPayout, movesOf, OPERATOR } from "../../support/payments.ts";
import { brand, everyday } from "../../support/states.ts";

const causes = everyday.causes.map(({ slug, name, summary, charity, status }) =>
  Cause.parse({ slug, name, summary, charity, status }),
);
const [cause] = causes;
const made = { causes: [cause?.slug ?? ""], minor: 123_450, name: "Silverbeck River Trust" };
const booked = aPayout(made, movesOf({ minor: made.minor, currency: "EUR" }, "2026-12-03"));
const sent = aPayout(made, movesOf({ minor: made.minor, currency: "EUR" }, "2026-12-03").slice(0, 2));
const letterOf = (payout = booked, locale: "en" | "de" = "en", more: object = {}) =>
  writtenLetter({
    ...{ payout, brand, causes, locale, replyTo: "hello@tarnfell.example" },
    link: `https://give.example/payments/${"0".repeat(52)}`,
    letter: {
      ...{ payout: payout.id, hash: "h".repeat(43), writtenAt: "2026-12-04T09:00:00Z", by: OPERATOR },
      ...{ expiresAt: "2027-06-02T09:00:00Z", purchases: 1_204, since: "2026-09-30" },
    },
    ...more,
  });

describe("a letter to a charity", () => {
  test("says what was paid, for which days, from how many purchases, the bank's reference and how to confirm", () => {
    expect(plainLetter(letterOf())).toMatchInlineSnapshot(`
      "€1,234.50 for Silverbeck River Trust

      To Silverbeck River Trust

      Tarnfell paid you €1,234.50. It is what purchases gave to the causes that you work for.

      Amount: €1,234.50
      Reference in your statement: pay-aceh3y5t757zkdxqxdw759f1bq
      Booked by our bank: December 3, 2026
      Whose money: Tarnfell: its own share of purchases
      From: 1,204 purchases
      Which gifts: What became final after September 30, 2026, until the end of October 31, 2026; returns are deducted
      For “Clean rivers”: €1,234.50
      Our bank’s own reference: 2026120300017

      Once it is in your account, please confirm it on this page:
      https://give.example/payments/0000000000000000000000000000000000000000000000000000

      The link holds until June 2, 2027. Opening it changes nothing; a button there confirms the payment.

      Whoever has the link can confirm in your name, so please do not pass it on.

      If the amount is another, or nothing arrives, please write to hello@tarnfell.example.

      Thank you for your work.

      Tarnfell
      "
    `);
  });

  test("says before the bank's statement that the money is on its way, without a reference of the bank", () => {
    const text = plainLetter(letterOf(sent));
    expect(text).toContain(`${brand.name} has told its bank to pay you €1,234.50.`);
    expect(text).not.toContain("2026120300017");
  });

  test("is written in German, too", () => {
    const text = plainLetter(letterOf(booked, "de"));
    expect(text).toContain("hat Ihnen 1.234,50\u00a0€ gezahlt");
    expect(text).toContain("Aus: 1.204 Einkäufen");
    expect(text).toContain("Der Link gilt bis 2. Juni 2027.");
  });

  test("names nobody who moved the payment", () => {
    expect(plainLetter(letterOf())).not.toContain("arn:");
  });

  test.each(["en", "de"] as const)(
    "is a sheet of one page that is the same bytes again, in %s",
    async (locale) => {
      const sheet = await letterPdf(letterOf(booked, locale));
      expect(Buffer.from(sheet).equals(Buffer.from(await letterPdf(letterOf(booked, locale))))).toBe(true);
      expect((await PDFDocument.load(sheet)).getPageCount()).toBe(1);
    },
  );

  test("has a sheet for a name with letters that its fonts lack, and for more causes than a page holds", async () => {
    const shares = Array.from({ length: 90 }, (_, at) => ({ cause: `cause-${at}`, minor: at }));
    const many = { ...booked, name: "Сребърна река — ".repeat(6), shares };
    expect((await PDFDocument.load(await letterPdf(letterOf(many)))).getPageCount()).toBeGreaterThan(1);
  });
});
