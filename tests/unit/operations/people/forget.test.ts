import { describe, expect, test } from "vitest";
import type { KeptBodies } from "../../../../core/intake/quarantine/quarantine.client.ts";
import { forget, quarantinedNaming } from "../../../../core/operations/people/forget.ts";
import { ada } from "../../../support/eligibility-builders.ts";

const contact = {
  customer: ada,
  hmac: "h".repeat(43),
  sealed: "s",
  confirmed: true,
  at: "2026-11-22T12:00:00Z",
};

function world(bodies: readonly string[]) {
  const kept = new Map(bodies.map((body, index) => [String(index), body]));
  const order: string[] = [];
  const quarantine: KeptBodies = {
    bodies: async function* () {
      for (const [key, text] of [...kept]) yield { key, text };
    },
    release: async (key) => {
      order.push(`quarantined ${key}`);
      kept.delete(key);
    },
  };
  const contacts = {
    contacts: async () => [
      { ...contact, channel: "email" as const },
      { ...contact, channel: "sms" as const },
    ],
    readAddress: async (_: unknown, channel: "email" | "sms") =>
      channel === "email" ? "ada.l@example.test" : "+12125550142",
  };
  const dossiers = {
    read: async () => [],
    remove: async () => {
      order.push("rows");
      return 3;
    },
  };
  return { quarantine, contacts, dossiers, order, kept };
}

describe("forgetting a customer", () => {
  test("finds what names them in quarantine, however it is written", async () => {
    const naming = [
      `{"email":"Ada.L@Example.test"}`,
      `{"email":"ada.l\\u0040example.test"}`,
      `email=ada.l%40example.test`,
      `{"phone":"(212) 555-0142"}`,
      `{"phone":"+1 212 555 0142"}`,
      JSON.stringify({ Message: JSON.stringify({ originationNumber: "+12125550142" }) }),
    ];
    const others = [`{"email":"bea@example.test"}`, `{"phone":"212-555-0143"}`, `{"id":2125550}`, ""];
    expect(await quarantinedNaming(world([...naming, ...others]), ada)).toEqual([
      "0",
      "1",
      "2",
      "3",
      "4",
      "5",
    ]);
  });

  test("removes those before the rows by which they are found, and leaves the others", async () => {
    const { order, kept, ...deps } = world([
      `{"email":"ada.l@example.test"}`,
      `{"email":"bea@example.test"}`,
    ]);
    expect(await forget(deps)(ada)).toEqual({ outcome: "forgotten", rows: 3, quarantined: 1 });
    expect(order).toEqual(["quarantined 0", "rows"]);
    expect([...kept.keys()]).toEqual(["1"]);
  });

  test("works without a quarantine", async () => {
    const { contacts, dossiers } = world([]);
    expect(await forget({ contacts, dossiers })(ada)).toMatchObject({ outcome: "forgotten", quarantined: 0 });
  });
});
