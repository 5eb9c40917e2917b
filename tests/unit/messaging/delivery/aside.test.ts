import { describe, expect, test } from "vitest";
import { asReachedAside, readAside } from "../../../../core/messaging/delivery/aside.ts";
import { DeliverMessage } from "../../../../core/messaging/delivery/delivery.ts";
import { decide } from "../../../../core/messaging/eligibility/decide.ts";
import type { Channel } from "../../../../core/model/topic.ts";
import { changeFacts } from "../../../../core/people/change-address.ts";
import { newAddressKey } from "../../../../core/people/keys/people.keys.ts";
import type { RecipientState } from "../../../../core/people/records/decision.ts";
import { ada, aPerson } from "../../../support/eligibility-builders.ts";

const AT = "2026-11-22T12:00:00Z";
const wanted = { hmac: "n".repeat(43), address: "+12125550142" };

/** A customer who wants another number or address. `blocked`: it is suppressed. */
function reading({ blocked = false, texted = true, there = true } = {}) {
  return readAside({
    changes: {
      newAddress: async (customer, channel) =>
        there ? { ...wanted, channel, row: newAddressKey(customer, channel) } : undefined,
      formerAddress: async () => undefined,
    },
    suppressions: {
      read: async (addresses) =>
        addresses.flatMap((one) => (blocked ? [{ ...one, reason: "stop" as const, at: AT }] : [])),
    },
    isTexted: () => texted,
  });
}
const question = (channel: Channel) =>
  DeliverMessage.parse({
    customer: ada,
    message: "change-address",
    sendKey: "send-link:ask",
    facts: {},
    channel,
  });

/** What is decided of the question to the new address, whatever is known of the old one. */
async function decided(channel: Channel, how: Parameters<typeof reading>[0], person: RecipientState) {
  const aside = await reading(how)(question(channel), "new");
  const request = {
    message: "change-address",
    topic: "impact" as const,
    channel,
    transactional: true,
    journeyStopped: false,
    goalReached: false,
    holds: true,
  };
  return decide(asReachedAside(person, channel, aside), request, AT);
}

describe("a question to an address that a customer wants", () => {
  const stoppedBefore = aPerson({ suppressed: { email: true, sms: true }, textable: false });

  test("goes there although the old one is suppressed, by a row that the claim checks", async () => {
    for (const channel of ["email", "sms"] as const) {
      expect(await decided(channel, {}, stoppedBefore)).toMatchObject({ kind: "allow" });
      expect(await reading()(question(channel), "new")).toMatchObject({
        recipient: { hmac: wanted.hmac, confirmed: false, row: newAddressKey(ada, channel) },
      });
    }
  });

  test("does not go to one that is suppressed, that takes no texts, or that is not wanted any more", async () => {
    const fine = aPerson({ textable: true });
    expect(await decided("email", { blocked: true }, fine)).toEqual({
      kind: "drop",
      reasons: ["suppressed"],
    });
    expect(await decided("sms", { texted: false }, fine)).toEqual({
      kind: "drop",
      reasons: ["numberNotTexted"],
    });
    expect(await decided("email", { there: false }, fine)).toEqual({ kind: "drop", reasons: ["noAddress"] });
  });

  test("carries a link for the address that it is sent to, or none", async () => {
    const asked = { channel: "email", hmac: wanted.hmac, replaces: "o".repeat(43) } as const;
    const changes = { asked: async () => asked };
    expect(await changeFacts(changes, ada, { channel: "email", hmac: wanted.hmac })).toEqual({
      channel: "email",
      address: wanted.hmac,
      replaces: asked.replaces,
    });
    expect(await changeFacts(changes, ada, { channel: "email", hmac: "x".repeat(43) })).toBeUndefined();
  });
});
