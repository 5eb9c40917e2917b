import fc from "fast-check";
import type { Currency } from "../../core/model/money.ts";
import { base32Id } from "../../core/model/prefixed-id.ts";
import { Payee } from "../../core/settlement/bank/payee.ts";
import type { FileRun, Transfer } from "../../core/settlement/bank/transfer.ts";
import { Debtor } from "../../core/settlement/bank/write-pain001.ts";

export const run: FileRun = {
  id: "run-2026-12-01-EUR",
  createdAt: "2026-12-01T09:30:00Z",
  executeOn: "2026-12-02",
};

const town = { postcode: "82467", town: "Garmisch-Partenkirchen", country: "DE" };
export const debtor = Debtor.parse({
  name: "Tarnfell Outdoor GmbH",
  iban: "DE02 1203 0000 0000 2020 51",
  address: { street: "Höllentalweg", building: "4", ...town },
});

/** The id of a payout, the same for the same seed. */
export function payoutIdOf(seed: number): string {
  return base32Id(
    "pay",
    Uint8Array.from({ length: 17 }, (_, index) => (seed * 31 + index * 73 + 7) % 256),
  );
}

/** An IBAN of a country whose check digits fit. */
export function ibanOf(country: string, digits: string): string {
  const [a = 0, b = 0] = [...country].map((letter) => letter.charCodeAt(0) - 55);
  const rest = BigInt(`${digits}${a}${b}00`) % 97n;
  return `${country}${String(98n - rest).padStart(2, "0")}${digits}`;
}

/** A routing number whose check digit fits. */
export function routingOf(eight: string): string {
  const weights = [3, 7, 1, 3, 7, 1, 3, 7];
  const sum = weights.reduce((all, weight, index) => all + weight * Number(eight[index]), 0);
  return `${eight}${(10 - (sum % 10)) % 10}`;
}

const PAYEES = {
  iban: {
    method: "iban",
    holder: "Flüsse für alle e. V.",
    iban: ibanOf("DE", "500105170000001234"),
    address: town,
  },
  ach: {
    method: "ach",
    holder: "Clean Rivers Fund",
    routing: routingOf("02100002"),
    account: "0001234567",
    kind: "checking",
  },
  uk: { method: "uk", holder: "The Rivers Trust of Example", sortCode: "20-00-00", account: "01234567" },
  paypal: { method: "paypal", holder: "Clean Rivers Fund", email: "gifts@rivers.example.com" },
} as const;

export function payee(method: keyof typeof PAYEES, facts: object = {}): Payee {
  return Payee.parse({ ...PAYEES[method], ...facts });
}

export function transfer(method: keyof typeof PAYEES, facts: Partial<Transfer> = {}): Transfer {
  const currency: Currency = { iban: "EUR", ach: "USD", uk: "GBP", paypal: "USD" }[method];
  return {
    endToEndId: payoutIdOf(1),
    amount: 123_456,
    currency,
    payee: payee(method),
    reference: "Gifts of November 2026, 1,234 purchases",
    ...facts,
  };
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const holder = fc.stringMatching(/^[A-Za-zÄÖÜäöüßéèçñøłŽ][A-Za-zÄÖÜäöüßéèçñøł .&'/-]{0,20}[a-z]$/);
const reference = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ,.:()/-]{0,60}$/);

/** Transfers of one method, each with an id of its own. */
export function transfersOf(
  method: keyof typeof PAYEES,
  { currency, amountMax = 9_999_999_999 }: { readonly currency: Currency; readonly amountMax?: number },
): fc.Arbitrary<readonly Transfer[]> {
  const account = {
    iban: fc.tuple(fc.constantFrom("DE", "FR", "NL", "CH", "GB"), digits(18)).map(([country, rest]) => ({
      iban: ibanOf(country, rest),
    })),
    ach: fc.record({
      routing: digits(8).map(routingOf),
      account: digits(12),
      kind: fc.constantFrom("checking", "savings"),
    }),
    uk: fc.record({ sortCode: digits(6), account: digits(8) }),
    paypal: digits(5).map((number) => ({ email: `fund-${number}@example.com` })),
  }[method];
  return fc
    .array(fc.record({ account, holder, reference, amount: fc.integer({ min: 1, max: amountMax }) }), {
      minLength: 1,
      maxLength: 12,
    })
    .map((all) =>
      all.map(({ account: own, holder: name, reference: text, amount }, index) =>
        transfer(method, {
          ...{ endToEndId: payoutIdOf(index + 1), amount, currency, reference: text },
          payee: payee(method, { ...own, holder: name }),
        }),
      ),
    );
}
