import { describe, expect, test } from "vitest";
import { NotSentError } from "../../../../core/messaging/content/not-sent.ts";
import { TemplateRefusedError } from "../../../../core/messaging/content/render.ts";
import type {
  ClaimRow,
  ClaimStore,
  SendClaim,
  SendClaimed,
  Unsent,
} from "../../../../core/messaging/delivery/claim.ts";
import { claimTag } from "../../../../core/messaging/delivery/claim-tag.ts";
import {
  type DeliverMessageDeps,
  deliverMessage,
} from "../../../../core/messaging/delivery/deliver-message.ts";
import { type ComposedMessage, DeliverMessage } from "../../../../core/messaging/delivery/delivery.ts";
import type { RecipientState } from "../../../../core/people/records/decision.ts";
import { ada, aPerson, noon, somePreferences } from "../../../support/eligibility-builders.ts";

const gift = DeliverMessage.parse({
  customer: ada,
  message: "impact-update",
  sendKey: "impact-update:gift_1",
  facts: { purchases: 1 },
});

const composed: ComposedMessage = {
  to: "ada@example.test",
  topic: "impact",
  transactional: false,
  rendition: { channel: "email", subject: "s", html: "h", text: "t" },
  unsubscribe: undefined,
  at: noon,
};

/** Claims with the results of a test, which record their calls. */
class Claims implements ClaimStore {
  readonly requested: SendClaim[] = [];
  readonly released: SendClaim[] = [];
  readonly sent: string[] = [];
  readonly unsent: Unsent[] = [];
  private readonly answers: SendClaimed[];
  private readonly standing: (ClaimRow | undefined)[];

  constructor(answers: SendClaimed[] = [], standing: (ClaimRow | undefined)[] = []) {
    this.answers = answers;
    this.standing = standing;
  }

  async findClaim() {
    return this.standing.shift();
  }
  async claim(claim: SendClaim) {
    this.requested.push(claim);
    return this.answers.shift() ?? "claimed";
  }
  async recordSent(_: unknown, { id }: { id: string }) {
    this.sent.push(id);
  }
  async recordRefused() {
    throw new Error("Only the provider's events say so");
  }
  async release(claim: SendClaim) {
    this.released.push(claim);
  }
  async recordUnsent(_: unknown, entry: Unsent) {
    this.unsent.push(entry);
  }
}

const recipient = { hmac: "h".repeat(43), address: composed.to, confirmed: true };

const row = (state: ClaimRow["state"]): ClaimRow => ({
  state,
  at: noon,
  topic: "impact",
  channel: "email",
  address: recipient.hmac,
});

function deliver(
  claims: Claims,
  over: Partial<DeliverMessageDeps> & { person?: RecipientState | undefined } = {},
) {
  const { person = aPerson(), ...deps } = over;
  return deliverMessage({
    readPerson: async () => person,
    journeySwitch: async () => undefined,
    readAside: async () => ({ suppressed: false }),
    recipient: async (_, channel) => ({ ...recipient, channel }),
    claims,
    countSend: async () => "counted",
    countRefused: () => {},
    compose: async () => composed,
    send: async () => ({ provider: "ses", id: "m-1" }),
    now: () => noon,
    ...deps,
  });
}

describe("delivering a message", () => {
  test("claims it under the consent, address and cap that were decided upon, sends it and records it", async () => {
    const claims = new Claims();
    expect(await deliver(claims)(gift)).toEqual({ outcome: "sent", channel: "email" });
    expect(claims.requested).toEqual([
      {
        customer: ada,
        sendKey: "impact-update:gift_1",
        at: noon,
        message: "impact-update",
        topic: "impact",
        channel: "email",
        transactional: false,
        consentVersion: 1,
        address: "h".repeat(43),
        cap: { day: "2026-11-18", limit: 3 },
      },
    ]);
    expect(claims.sent).toEqual(["m-1"]);
  });

  test("encrypts what it says before it claims: a failure there uses up no claim, and sends nothing", async () => {
    const claims = new Claims();
    const sends: string[] = [];
    const failing = deliver(claims, {
      compose: async () => ({ ...composed, copy: { text: "It gave." } }),
      sealCopy: async () => {
        throw new Error("The table is away");
      },
      send: async () => {
        sends.push("sent");
        return { provider: "ses", id: "m-1" };
      },
    });
    await expect(failing(gift)).rejects.toThrow("The table is away");
    expect([claims.requested, sends]).toEqual([[], []]);
  });

  test("a second time nothing is decided, claimed or sent", async () => {
    const claims = new Claims([], [row("sent")]);
    expect(await deliver(claims)(gift)).toEqual({ outcome: "duplicate", channel: "email" });
    expect([claims.requested, claims.unsent]).toEqual([[], []]);
  });

  test("a send that another call claimed and never recorded is unknown, and stays so", async () => {
    expect((await deliver(new Claims([], [row("claimed")]))(gift)).outcome).toBe("unknown");
    const late = new Claims(["taken"], [undefined, row("claimed")]);
    expect((await deliver(late)(gift)).outcome).toBe("unknown");
  });

  test("a message that the provider accepted and did not pass on is dropped for good", async () => {
    const claims = new Claims([], [row("refused")]);
    expect(await deliver(claims)(gift)).toEqual({ outcome: "dropped", reasons: ["notAccepted"] });
    expect([claims.requested, claims.unsent]).toEqual([[], []]);
  });

  test("a letter is sent with the tag of its claim", async () => {
    const tags: string[] = [];
    const carry = async (_: ComposedMessage, tag: string) => {
      tags.push(tag);
      return { provider: "ses", id: "m-1" };
    };
    await deliver(new Claims(), { send: carry })(gift);
    expect(tags).toEqual([claimTag({ customer: ada, sendKey: gift.sendKey, at: noon })]);
  });

  test("an unknown customer gets no message", async () => {
    const claims = new Claims();
    const unknown = deliver(claims, { readPerson: async () => undefined });
    expect(await unknown(gift)).toEqual({ outcome: "dropped", reasons: ["noAddress"] });
    expect(claims.unsent).toEqual([]);
  });

  test("a letter whose promise is over is dropped as no longer true, and claims nothing", async () => {
    const claims = new Claims();
    expect(await deliver(claims, { compose: async () => "offerOver" })(gift)).toEqual({
      outcome: "dropped",
      reasons: ["noLongerTrue"],
    });
    expect(claims.requested).toEqual([]);
    expect(claims.unsent).toMatchObject([{ outcome: "dropped", reasons: ["noLongerTrue"] }]);
  });

  test("history shows a dropped or deferred message with its reasons", async () => {
    const claims = new Claims();
    const paused = aPerson({ preferences: somePreferences({ pausedUntil: "2026-12-01T00:00:00Z" }) });
    expect(await deliver(claims, { person: paused })(gift)).toEqual({
      outcome: "deferred",
      until: "2026-12-01T00:00:00Z",
      reasons: ["paused"],
    });
    expect(await deliver(claims, { person: aPerson({ consents: [] }) })(gift)).toEqual({
      outcome: "dropped",
      reasons: ["noConsent"],
    });
    expect(claims.unsent).toMatchObject([
      { outcome: "deferred", until: "2026-12-01T00:00:00Z", reasons: ["paused"], channel: "email" },
      { outcome: "dropped", reasons: ["noConsent"], sendKey: "impact-update:gift_1" },
    ]);
  });

  test("goes by text where email was dropped, but not where it is only late", async () => {
    const { topics } = somePreferences();
    const byText = somePreferences({
      topics: { ...topics, impact: { email: false, sms: true, rhythm: "eachTime" } },
    });
    const claims = new Claims();
    expect(await deliver(claims, { person: aPerson({ preferences: byText }) })(gift)).toEqual({
      outcome: "sent",
      channel: "sms",
    });
    expect(claims.requested[0]).toMatchObject({ channel: "sms", consentVersion: 2 });
    const full = Array.from({ length: 3 }, () => ({
      channel: "email" as const,
      topic: "impact" as const,
      at: noon,
      transactional: false,
    }));
    const late = await deliver(new Claims(), { person: aPerson({ recent: full }) })(gift);
    expect(late.outcome).toBe("deferred");
  });

  test("a delivery that names a channel uses no other", async () => {
    const person = aPerson({ addresses: { email: false, sms: true } });
    const only = { ...gift, channel: "email" as const };
    expect(await deliver(new Claims(), { person })(only)).toEqual({
      outcome: "dropped",
      reasons: ["noAddress"],
    });
  });

  test("an unconfirmed address gets answers only", async () => {
    const claims = new Claims();
    const unconfirmed = deliver(claims, {
      recipient: async (_, channel) => ({ ...recipient, channel, confirmed: false }),
    });
    expect(await unconfirmed(gift)).toEqual({ outcome: "dropped", reasons: ["consentPending"] });
    const question = { ...gift, message: "confirm-email" as const };
    expect(await unconfirmed(question)).toEqual({ outcome: "sent", channel: "email" });
    expect(claims.requested).toMatchObject([{ transactional: true, consentVersion: 0 }]);
  });

  test("a message whose consent changed between decision and claim is decided again", async () => {
    const claims = new Claims(["changed"]);
    const people = [aPerson(), aPerson({ consents: [] })];
    const delivered = await deliver(claims, { readPerson: async () => people.shift() })(gift);
    expect(delivered).toEqual({ outcome: "dropped", reasons: ["noConsent"] });
    const always = new Claims(Array.from({ length: 9 }, () => "changed" as const));
    await expect(deliver(always)(gift)).rejects.toMatchObject({ name: "PersonChangingError" });
  });

  test("a cap that other messages filled first defers it to the next day", async () => {
    const delivered = await deliver(new Claims(["capReached"]))(gift);
    expect(delivered).toEqual({
      outcome: "deferred",
      until: "2026-11-18T23:00:00Z",
      reasons: ["capReached"],
    });
  });

  test("a stopped journey sends nothing, nor does a run that started before it was resumed", async () => {
    const journey = { name: "impact-update" as const, startedAt: "2026-11-18T10:00:00Z" };
    for (const state of ["stopped", "running"] as const) {
      const since = "2026-11-18T10:30:00Z";
      const stopped = deliver(new Claims(), { journeySwitch: async () => ({ state, since }) });
      expect(await stopped({ ...gift, journey })).toEqual({
        outcome: "dropped",
        reasons: ["journeyStopped"],
      });
    }
  });

  test("a message that cannot be rendered claims nothing, is in history, and throws for an operator", async () => {
    const claims = new Claims();
    const compose = async () => {
      throw new TemplateRefusedError("a variable is missing");
    };
    await expect(deliver(claims, { compose })(gift)).rejects.toMatchObject({ name: "TemplateRefusedError" });
    expect(claims.requested).toEqual([]);
    expect(claims.unsent).toMatchObject([{ outcome: "dropped", reasons: ["templateRefused"] }]);
  });

  test("a question that was answered meanwhile is not asked", async () => {
    const asked = deliver(new Claims(), { compose: async () => undefined });
    expect(await asked(gift)).toEqual({ outcome: "dropped", reasons: ["goalReached"] });
  });

  test("the claim of a throttled message is released, and the error is thrown for a retry", async () => {
    const claims = new Claims();
    const carry = async () => {
      throw new NotSentError("too fast", "busy");
    };
    await expect(deliver(claims, { send: carry })(gift)).rejects.toMatchObject({ name: "ProviderBusyError" });
    expect(claims.released).toEqual(claims.requested);
    expect(claims.unsent).toEqual([]);
  });

  test("the claim of a message that the provider refuses is released, and the message dropped", async () => {
    const claims = new Claims();
    const carry = async () => {
      throw new NotSentError("no such address", "message");
    };
    expect(await deliver(claims, { send: carry })(gift)).toEqual({
      outcome: "dropped",
      reasons: ["notAccepted"],
    });
    expect(claims.released).toHaveLength(1);
  });

  test("the claim of a message that the provider may have accepted is never released", async () => {
    const claims = new Claims();
    const carry = async () => {
      throw new Error("timeout");
    };
    await expect(deliver(claims, { send: carry })(gift)).rejects.toThrow("timeout");
    expect([claims.released, claims.sent, claims.unsent]).toEqual([[], [], []]);
  });

  test("topic, and whether it needs consent, are the catalog's, whatever the journey passes", () => {
    const sly = { ...gift, transactional: true, topic: "orders" };
    expect(DeliverMessage.parse(sly)).not.toHaveProperty("transactional");
    expect(DeliverMessage.parse(sly)).not.toHaveProperty("topic");
    expect(DeliverMessage.safeParse({ ...gift, message: "toString" }).success).toBe(false);
    expect(DeliverMessage.safeParse({ ...gift, sendKey: "a#b" }).success).toBe(false);
  });
});

describe("on a day that is full", () => {
  const full = { countSend: async () => "full" as const, send: () => expect.unreachable("nothing is sent") };

  test("what a customer agreed to waits for the next day, unclaimed", async () => {
    const claims = new Claims();
    const until = "2026-11-19T00:00:00Z";
    expect(await deliver(claims, full)(gift)).toEqual({ outcome: "deferred", until, reasons: ["dayIsFull"] });
    expect(claims.requested).toEqual([]);
    expect(claims.unsent).toMatchObject([{ outcome: "deferred", until, reasons: ["dayIsFull"] }]);
  });

  test("what would come too late by then, and every answer and question, is left out with its reason", async () => {
    const claims = new Claims();
    const late = { ...gift, validUntil: "2026-11-18T23:00:00Z" };
    expect(await deliver(claims, full)(late)).toEqual({
      outcome: "dropped",
      reasons: ["dayIsFull", "tooLate"],
    });
    const link = DeliverMessage.parse({ ...gift, message: "sign-in-link", facts: {} });
    expect(await deliver(claims, full)(link)).toEqual({ outcome: "dropped", reasons: ["dayIsFull"] });
    expect(claims.requested).toEqual([]);
  });
});
