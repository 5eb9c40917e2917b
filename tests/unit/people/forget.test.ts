import { describe, expect, it } from "vitest";
import type { Quarantine } from "../../../core/intake/quarantine.client.ts";
import { forget, webhooksNaming } from "../../../core/people/forget.ts";
import { ada } from "../decision/builders.ts";

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
  const quarantine: Quarantine = {
    keep: async () => "",
    keys: async function* () {
      yield* [...kept.keys()];
    },
    get: async (key) => ({
      webhook: {
        source: "shopify",
        connection: "web",
        topic: undefined,
        body: Buffer.from(kept.get(key) ?? ""),
      },
      receivedAt: contact.at,
      reason: "",
    }),
    release: async (key) => {
      order.push(`webhook ${key}`);
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

describe("forgetting somebody", () => {
  it("finds the webhooks in quarantine that name them, however a shop system writes it", async () => {
    const naming = [
      `{"email":"Ada.L@Example.test"}`,
      `{"email":"ada.l\\u0040example.test"}`,
      `email=ada.l%40example.test`,
      `{"phone":"(212) 555-0142"}`,
      `{"phone":"+1 212 555 0142"}`,
    ];
    const others = [`{"email":"bea@example.test"}`, `{"phone":"212-555-0143"}`, `{"id":2125550}`, ""];
    expect(await webhooksNaming(world([...naming, ...others]), ada)).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("removes those before the rows by which they are found, and leaves the others", async () => {
    const { order, kept, ...deps } = world([
      `{"email":"ada.l@example.test"}`,
      `{"email":"bea@example.test"}`,
    ]);
    expect(await forget(deps)(ada)).toEqual({ outcome: "forgotten", rows: 3, webhooks: 1 });
    expect(order).toEqual(["webhook 0", "rows"]);
    expect([...kept.keys()]).toEqual(["1"]);
  });

  it("works where nobody says which quarantine", async () => {
    const { contacts, dossiers } = world([]);
    expect(await forget({ contacts, dossiers })(ada)).toMatchObject({ outcome: "forgotten", webhooks: 0 });
  });
});
