import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMinor } from "../../../../core/model/money.ts";
import { type ExpectedPayout, matchStatement } from "../../../../core/settlement/bank/match-statement.ts";
import { readStatements } from "../../../../core/settlement/bank/read-statement.ts";
import type { Transfer } from "../../../../core/settlement/bank/transfer.ts";
import { writePain001 } from "../../../../core/settlement/bank/write-pain001.ts";
import { type Booking, takePain001, writeCamt053 } from "../../../../demo/stand-in-bank.ts";
import { debtor, payoutIdOf, run, transfersOf } from "../../../support/bank-builders.ts";

const payoutOf = ({ endToEndId, amount, currency }: Transfer): ExpectedPayout => ({
  id: endToEndId,
  minor: amount,
  currency,
});

/** What the bank makes of a file: a booking of each transfer. */
function booked(transfers: readonly Transfer[]): Booking[] {
  return takePain001(writePain001(run, debtor, transfers)).map((payment, index) => ({
    ...payment,
    ...{ bookedOn: "2026-12-02", reference: `BANK-${index + 1}` },
  }));
}

function statementOf(id: string, bookings: readonly Booking[], currency: string) {
  const cents = bookings.map(({ amount, returned }) => Number(amount.replace(".", "")) * (returned ? 1 : -1));
  const opening = 1_000_000_000;
  const closing = cents.reduce((all, one) => all + one, opening);
  const amounts = { opening: formatMinor(opening, currency), closing: formatMinor(closing, currency) };
  const text = writeCamt053({ id, iban: debtor.iban, currency, day: "2026-12-02", ...amounts, bookings });
  const [statement] = readStatements(new TextEncoder().encode(text));
  if (statement === undefined) throw new Error("the bank wrote no statement");
  return statement;
}

/** What is known of payouts after some statements, read in that order. */
function reading(payouts: readonly ExpectedPayout[], statements: readonly ReturnType<typeof statementOf>[]) {
  const known = new Map(payouts.map((payout) => [payout.id, payout]));
  const said = new Set<string>();
  for (const statement of statements) {
    const matched = matchStatement(statement, [...known.values()]);
    for (const { payout, evidence } of matched.booked) {
      const { bankReference, bookedOn } = evidence;
      known.set(payout.id, { ...payout, booked: { bankReference, bookedOn } });
      said.add(`${payout.id} booked ${bankReference} ${evidence.file}`);
    }
    for (const { payout, because, evidence } of matched.returned)
      said.add(`${payout.id} returned ${because} ${evidence.file}`);
    for (const { reason, evidence } of matched.unmatched)
      said.add(`${reason} ${evidence.bankReference} ${evidence.file}`);
  }
  return said;
}

describe("a statement that is read", () => {
  test("books each payout of the file exactly, whatever the order and however often statements are read", () => {
    const drawn = fc.constantFrom("EUR", "JPY", "KWD" as const).chain((currency) =>
      fc.record({
        transfers: transfersOf("iban", { currency, amountMax: 1_000_000 }),
        currency: fc.constant(currency),
        returned: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        order: fc.shuffledSubarray([0, 1, 2, 0, 1, 2], { minLength: 6 }),
      }),
    );
    fc.assert(
      fc.property(drawn, ({ transfers, currency, returned, order }) => {
        const all = booked(transfers);
        const back = all
          .filter((_, index) => returned[index])
          .map((one) => ({ ...one, reference: `R-${one.reference}`, returned: "AC04" }));
        const files = [all.slice(0, 5), all.slice(5), back].map((bookings, index) =>
          statementOf(`S-${index}`, bookings, currency),
        );
        const payouts = transfers.map(payoutOf);
        const said = reading(payouts, files);
        expect([...said].filter((one) => one.includes(" booked "))).toHaveLength(transfers.length);
        expect([...said].filter((one) => one.includes(" returned AC04 "))).toHaveLength(back.length);
        expect(said.size).toBe(transfers.length + back.length);
        expect(
          reading(
            payouts,
            order.flatMap((index) => files[index] ?? []),
          ),
        ).toEqual(said);
      }),
      { numRuns: 40 },
    );
  });

  const payout = { id: payoutIdOf(1), minor: 123_456, currency: "EUR" } as const;
  const booking: Booking = {
    endToEndId: payout.id.replace("_", "-"),
    amount: "1234.56",
    currency: "EUR",
    bookedOn: "2026-12-02",
    reference: "BANK-1",
  };
  const outcome = (bookings: readonly Booking[], payouts: readonly ExpectedPayout[] = [payout]) => {
    const {
      booked: bookedPayouts,
      returned,
      unmatched,
    } = matchStatement(statementOf("S", bookings, "EUR"), payouts);
    return [bookedPayouts.length, returned.length, ...unmatched.map(({ reason }) => reason)];
  };

  test.each([
    ["an amount that differs by a unit", { ...booking, amount: "1234.57" }, "otherAmount"],
    ["a payout that nobody made", { ...booking, endToEndId: payoutIdOf(9) }, "unknownPayout"],
    ["a credit that the bank does not call a return", { ...booking, returned: "????" }, "unexplainedCredit"],
  ])("waits for a person at %s", (_case, bad, reason) => {
    const statement = statementOf("S", [bad], "EUR");
    const entries = statement.entries.map(({ returnReason, ...one }) =>
      returnReason === "unstated" ? one : { ...one, ...(returnReason && { returnReason }) },
    );
    expect(matchStatement({ ...statement, entries }, [payout]).unmatched).toMatchObject([
      { reason, evidence: { bankReference: "BANK-1" } },
    ]);
  });

  test("waits for a person where a payout was booked twice, in one statement or in two", () => {
    const second = { ...booking, reference: "BANK-2" };
    expect(outcome([booking, second])).toEqual([1, 0, "twice"]);
    expect(outcome([booking, booking])).toEqual([1, 0, "twice"]);
    const known = { ...payout, booked: { bankReference: "BANK-1", bookedOn: "2026-12-02" } };
    expect(outcome([booking], [known])).toEqual([1, 0]);
    expect(outcome([second], [known])).toEqual([0, 0, "twice"]);
  });

  test("finds a payout by the eighteen characters that a bank kept, unless they fit two", () => {
    const short = { ...booking, endToEndId: booking.endToEndId.slice(0, 18).toUpperCase() };
    expect(outcome([short])).toEqual([1, 0]);
    const twin = { ...payout, id: `${payout.id.slice(0, 18)}${payoutIdOf(5).slice(18)}` };
    expect(outcome([short], [payout, twin])).toEqual([0, 0, "severalPayouts"]);
    expect(outcome([booking], [payout, twin])).toEqual([1, 0]);
  });

  test("passes over what names no payout", () => {
    expect(outcome([{ ...booking, endToEndId: "invoice 7" }])).toEqual([0, 0]);
  });
});
