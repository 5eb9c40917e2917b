import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantAfter } from "../../../../core/model/days.ts";
import { minutesAfter } from "../../../../core/model/instant.ts";
import type { Instant } from "../../../../core/model/purchase.ts";
import type { Payee } from "../../../../core/settlement/bank/payee.ts";
import {
  confirmEnteredPayee,
  enterPayee,
  PayeeBusyError,
  readPayee,
} from "../../../../core/settlement/payees/change-payee.ts";
import { payeeStore } from "../../../../core/settlement/payees/payee.store.ts";
import { PAYEE_WAIT_DAYS } from "../../../../core/settlement/payees/payee-record.ts";
import { payeeSeal } from "../../../../core/settlement/payees/seal-payee.ts";
import { payee } from "../../../support/bank-builders.ts";
import { memoryTable } from "../../../support/memory-table.ts";

const CHARITY = "GB-CHC-1128267";
const START = "2026-12-01T09:00:00Z";
const ACCOUNTS = [payee("iban"), payee("uk"), payee("paypal")];
const WAIT_HOURS = PAYEE_WAIT_DAYS * 24;

function world() {
  let at: Instant = START;
  let drawn = 0;
  const { dynamo, rows } = memoryTable();
  const random = (count: number) => {
    drawn += 1;
    return new Uint8Array(count).fill(drawn % 256);
  };
  const deps = {
    store: payeeStore(dynamo, "T"),
    seal: payeeSeal({ key: async () => "k".repeat(32), random }),
    now: () => at,
  };
  return {
    ...{ deps, rows, now: () => at },
    wait: (hours: number) => {
      at = minutesAfter(at, hours * 60);
    },
    set: enterPayee(deps),
    confirm: confirmEnteredPayee(deps),
    read: () => readPayee(deps)(CHARITY),
  };
}

const person = fc.constantFrom("ada", "grace", "edsger");
const account = fc.nat({ max: ACCOUNTS.length - 1 });
const step = fc.oneof(
  fc.record({ does: fc.constant("set" as const), person, account }),
  fc.record({ does: fc.constant("confirm" as const), person, account }),
  fc.record({ does: fc.constant("wait" as const), hours: fc.constantFrom(1, WAIT_HOURS - 1, WAIT_HOURS) }),
);

describe("how a charity is paid", () => {
  test("is what one person entered, another entered the same, and waited three days: whatever people do", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const { set, confirm, read, wait, now } = world();
        // The story told without records: what was entered last, and each confirmation with when it counts.
        let last: { payee: Payee; by: string; confirmed: boolean } | undefined;
        let counts: { payee: Payee; from: Instant } | undefined;
        let inForce: Payee | undefined;
        const settle = () => {
          if (counts !== undefined && counts.from <= now()) inForce = counts.payee;
        };
        for (const one of steps) {
          settle();
          if (one.does === "wait") wait(one.hours);
          else {
            const entered = ACCOUNTS[one.account] ?? payee("uk");
            if (one.does === "set") {
              await set(CHARITY, entered, one.person);
              last = { payee: entered, by: one.person, confirmed: false };
              counts = undefined;
            } else {
              const { kind } = await confirm(CHARITY, entered, one.person);
              const may =
                last !== undefined && !last.confirmed && last.by !== one.person && last.payee === entered;
              expect(kind === "confirmed").toBe(may);
              if (may) {
                last = last && { ...last, confirmed: true };
                counts = { payee: entered, from: instantAfter(now(), PAYEE_WAIT_DAYS) };
              }
            }
          }
          settle();
          expect(await read()).toEqual(inForce);
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["by who entered it", "ada", payee("iban"), "samePerson"],
    ["with another account", "grace", payee("iban", { iban: "DE02120300000000202051" }), "otherDetails"],
    ["with another holder", "grace", payee("iban", { holder: "Somebody Else" }), "otherDetails"],
  ])("is not confirmed %s", async (_case, by, again, kind) => {
    const { set, confirm } = world();
    await set(CHARITY, payee("iban"), "ada");
    expect(await confirm(CHARITY, again, by)).toEqual({ kind });
  });

  test("is confirmed once, also as the IBAN is written in groups", async () => {
    const { set, confirm } = world();
    expect(await confirm(CHARITY, payee("iban"), "grace")).toEqual({ kind: "nothingProposed" });
    await set(CHARITY, payee("iban", { iban: "DE02 1203 0000 0000 2020 51" }), "ada");
    const again = payee("iban", { iban: "DE02120300000000202051" });
    expect(await confirm(CHARITY, again, "grace")).toMatchObject({
      kind: "confirmed",
      paidFrom: "2026-12-04T09:00:00Z",
    });
    expect(await confirm(CHARITY, again, "grace")).toEqual({ kind: "nothingProposed" });
  });

  test.each(ACCOUNTS)("is stored so that nobody reads it: by $method", async (entered) => {
    const { set, rows } = world();
    await set(CHARITY, entered, "ada");
    const stored = JSON.stringify(rows());
    const { method: _, address: __, ...secrets } = entered;
    for (const secret of Object.values(secrets)) expect(stored).not.toContain(String(secret));
  });

  test("does not decrypt in another charity's place", async () => {
    const { deps, set } = world();
    const { next } = await set(CHARITY, payee("uk"), "ada");
    if (next === undefined) throw new Error("nothing waits");
    await expect(deps.seal.open("US-EIN-000123456", next)).rejects.toThrow();
  });

  test("is written by one of two people who enter at once", async () => {
    const { deps, set } = world();
    await set(CHARITY, payee("uk"), "ada");
    const late = enterPayee({ ...deps, store: { ...deps.store, find: async () => undefined } });
    await expect(late(CHARITY, payee("iban"), "grace")).rejects.toThrow(PayeeBusyError);
  });
});
