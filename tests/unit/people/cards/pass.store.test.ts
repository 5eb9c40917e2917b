import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CustomerId } from "../../../../core/model/customer.ts";
import { minutesAfter } from "../../../../core/model/instant.ts";
import { dossierStore } from "../../../../core/operations/people/dossier.store.ts";
import { DEVICES_MAX, PUSH_EVERY_MINUTES, passStore } from "../../../../core/people/cards/pass.store.ts";
import { identityRowKey } from "../../../../core/people/keys/customer.keys.ts";
import { knownIdentityKey } from "../../../../core/people/keys/people.keys.ts";
import { memoryTable } from "../../../support/memory-table.ts";

const at = "2026-11-28T12:00:00Z";
const noPause = async () => {};
const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const bea = CustomerId.parse(`cus_${"b".repeat(26)}`);

const [ofAnn, ofBea, replaced] = ["A", "B", "C"].map((letter) => letter.repeat(43)) as [
  string,
  string,
  string,
];

/** A table in which Ann and Bea have a card each, by the keyed hashes of their numbers. */
function world(leaveOut?: Parameters<typeof memoryTable>[0]) {
  const table = memoryTable(leaveOut);
  const give = (customer: CustomerId, serial: string) => {
    const identity = { kind: "customerCard", hmac: serial } as const;
    table.put({ ...identityRowKey(identity), customer });
    table.put({ ...knownIdentityKey(customer, identity.kind, serial), ...identity });
  };
  give(ann, ofAnn);
  give(bea, ofBea);
  return {
    ...table,
    passes: passStore(table.dynamo, "People", noPause),
    forget: (customer: CustomerId) => dossierStore(table.dynamo, "People", noPause).remove(customer),
  };
}

const registration = (customer: CustomerId, device = "phone", pushToken = "token") => ({
  ...{ customer, serial: customer === ann ? ofAnn : ofBea, device, pushToken, at },
});

interface Step {
  readonly do: "register" | "unregister" | "keep" | "push" | "forget";
  readonly who: CustomerId;
  readonly device: string;
}
const anyStep: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom("register", "register", "unregister", "keep", "push", "forget"),
  who: fc.constantFrom(ann, bea),
  device: fc.constantFrom("phone", "tablet", "watch"),
});

describe("the phones of a card", () => {
  test("are told apart by card and device, and a family may share one", async () => {
    const { passes } = world();
    expect(await passes.register(registration(ann))).toBe("registered");
    expect(await passes.register(registration(bea))).toBe("registered");
    expect(await passes.register(registration(ann, "phone", "another"))).toBe("renewed");
    const serials = (await passes.onDevice("phone")).map(({ serial }) => serial);
    expect(serials).toEqual([ofAnn, ofBea]);
    expect(await passes.devicesOf(ann, ofAnn)).toEqual([registration(ann, "phone", "another")]);
    await passes.unregister({ device: "phone", serial: ofAnn });
    await passes.unregister({ device: "phone", serial: ofAnn });
    expect((await passes.onDevice("phone")).map(({ serial }) => serial)).toEqual([ofBea]);
    expect(await passes.devicesOf(ann, ofAnn)).toEqual([]);
  });

  test("are the same rows after hundreds of registrations", async () => {
    const { passes, rows } = world();
    await passes.register(registration(ann));
    const before = rows();
    for (let time = 0; time < 300; time += 1)
      expect(await passes.register(registration(ann))).toBe("renewed");
    expect(rows()).toEqual(before);
  });

  test("are no more than anybody has", async () => {
    const { passes } = world();
    for (let phone = 0; phone < DEVICES_MAX; phone += 1)
      await passes.register(registration(ann, `phone-${phone}`));
    expect(await passes.register(registration(ann, "one-more"))).toBe("full");
    expect(await passes.register(registration(ann, "phone-7"))).toBe("renewed");
  });

  test("are none of a card that was replaced", async () => {
    const { passes } = world();
    expect(await passes.register({ ...registration(ann), serial: replaced })).toBe("ended");
    expect(await passes.customerOf(replaced)).toBeUndefined();
    expect(await passes.customerOf(ofAnn)).toBe(ann);
    expect(await passes.onDevice("phone")).toEqual([]);
  });

  test("are pushed once an hour, each card by itself, and those of a card that was replaced never", async () => {
    const { passes } = world();
    const claim = (customer: CustomerId, minutes: number) =>
      passes.claimPush(registration(customer), minutesAfter(at, minutes));
    expect(await claim(ann, 0)).toBe("claimed");
    expect(await claim(bea, 1)).toBe("claimed");
    expect(await claim(ann, PUSH_EVERY_MINUTES - 1)).toBe("notDue");
    expect(await claim(ann, PUSH_EVERY_MINUTES)).toBe("claimed");
    expect(await passes.claimPush({ customer: ann, serial: replaced }, at)).toBe("ended");
  });

  test("are removed once when one is gone, and not when it registered since", async () => {
    const { passes } = world();
    await passes.register(registration(ann));
    await passes.register({ ...registration(ann), at: minutesAfter(at, 1) });
    expect(await passes.removeGone(registration(ann))).toBe("changed");
    const [latest] = await passes.phonesOf(ann);
    if (latest === undefined) throw new Error("The phone is not registered");
    expect(await passes.removeGone(latest)).toBe("removed");
    expect(await passes.removeGone(latest)).toBe("changed");
    expect([await passes.phonesOf(ann), await passes.onDevice("phone")]).toEqual([[], []]);
  });

  /** Whether after any steps nothing of a forgotten customer is left, however a phone goes on. */
  async function forgets(steps: readonly Step[], leaveOut?: Parameters<typeof memoryTable>[0]) {
    const { passes, rows, forget } = world(leaveOut);
    const run = async (step: Step) => {
      const one = registration(step.who, step.device);
      if (step.do === "register") await passes.register(one);
      if (step.do === "unregister") await passes.unregister(one);
      if (step.do === "keep" && (await passes.customerOf(one.serial)) !== undefined)
        await passes.keepContent(step.who, one.serial, { fingerprint: "print", since: at });
      if (step.do === "push") await passes.claimPush(one, at);
      if (step.do === "forget") await forget(step.who);
    };
    for (const step of steps) await run(step);
    await forget(ann);
    for (const device of ["phone", "tablet", "watch"]) await passes.register(registration(ann, device));
    await passes.claimPush(registration(ann), at);
    return !rows().some((row) => JSON.stringify(row).includes(ann));
  }

  test("are forgotten with their customer, whatever was before, and none is registered afterwards", async () => {
    const property = fc.asyncProperty(fc.array(anyStep, { maxLength: 8 }), async (steps) => {
      expect(await forgets(steps)).toBe(true);
    });
    await fc.assert(property, { numRuns: 50 });
    // Without the check of the card's own row a phone would be registered for somebody who is forgotten.
    expect(await forgets([], (action) => action === "ConditionCheck")).toBe(false);
  });
});
