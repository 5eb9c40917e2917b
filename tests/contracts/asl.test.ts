import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  OrderLinked,
  PurchaseCompleted,
  PurchaseRefunded,
  SmokeReceived,
} from "../../core/events/catalog.ts";
import { BrandNotAppliedError } from "../../core/giving/config/brand-in-force.ts";
import {
  AllowanceMissingError,
  PurchaseUnfinishedError,
  TooManyEarlyRefundsError,
} from "../../core/giving/ledger/ledger.ts";
import { LedgerLimitError, UnreadableEntryError } from "../../core/giving/ledger/limits.ts";
import { type GiftRecorded, RecordGift } from "../../core/giving/ledger/record-gift.ts";
import { RecordSmoke } from "../../core/giving/ledger/record-smoke.ts";
import { type GiftReversal, ReverseGift } from "../../core/giving/ledger/reverse-gift.ts";
import { LookUpOrder, type OrderLookedUp } from "../../core/intake/look-up/look-up-order.ts";
import { ShopRefusedError } from "../../core/intake/shop-system/order-list.ts";
import { InvalidPayloadError } from "../../core/intake/shop-system/payload.ts";
import { ShopAccessMissingError } from "../../core/intake/shop-system/shop-access.ts";
import { OtherOrderError } from "../../core/intake/webhook/stated-events.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { identityRowKey, profileKey, sharedIdentityKey } from "../../core/people/keys/customer.keys.ts";
import { ContendedError } from "../../core/platform/aws/contention.ts";
import { TaskInputError } from "../../core/platform/lambda/task.ts";
import {
  choose,
  evaluate,
  file,
  inner,
  machine,
  path,
  type Simple,
  states,
  tasks,
} from "../support/give-share.ts";
import { aPurchase, aRefund, aSmoke } from "../support/giving-builders.ts";

describe("the file", () => {
  test("is valid in the States Language", () => {
    const answer = execFileSync("node_modules/.bin/asl-validator", ["--no-arn-check", "--json-path", path]);
    expect(answer.toString()).toContain("is valid");
  });
  test("names no resource: every one is a placeholder inside a text", () => {
    expect(file).not.toMatch(/arn:|https?:|\d{12}/);
    expect(tasks.every(({ state }) => /^\$\{\w+\}$/.test(state.Resource ?? ""))).toBe(true);
    expect(file.replaceAll(/"(?:[^"\\]|\\.)*"/g, "")).not.toContain("$");
  });
  test("reaches every state", () => {
    const reached = new Set([
      machine.StartAt,
      ...states.flatMap(([, state]) => [
        ...(state.Choices ?? []).map((rule) => rule.Next),
        ...(state.Catch ?? []).map((catcher) => catcher.Next),
        state.Default ?? "",
        state.Next ?? "",
      ]),
    ]);
    expect(states.map(([name]) => name).filter((name) => !reached.has(name))).toEqual([]);
    reached.delete("");
    expect([...reached].filter((name) => machine.States[name] === undefined)).toEqual([]);
  });
  test("ends with Pass and Fail states, whose output counts everywhere", () => {
    expect(states.filter(([, state]) => state.Type === "Succeed")).toEqual([]);
  });
});

describe("each task", () => {
  test.each(tasks)("$name times out, tries again with jitter, and is caught", ({ state, within }) => {
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
    const last = state.Retry?.at(-1);
    expect(last).toMatchObject({ ErrorEquals: ["States.ALL"], JitterStrategy: "FULL" });
    expect(last?.MaxAttempts).toBeGreaterThan(0);
    const catches = within === undefined ? state.Catch : machine.States[within]?.Catch;
    expect(catches?.at(-1)?.ErrorEquals).toEqual(["States.ALL"]);
  });
  test("in a Map runs under a limit of concurrency", () => {
    const maps = states.filter(([, state]) => state.Type === "Map");
    expect(maps).toHaveLength(2);
    expect(maps.every(([, state]) => (state.MaxConcurrency ?? 0) > 0)).toBe(true);
  });
  test("that fails twice is waited out, a lasting error is kept at once, and keeping is tried to the end", () => {
    const caught = (name: string) =>
      machine.States[name]?.Catch?.map(({ ErrorEquals, Next }) => [ErrorEquals.join(), Next]);
    const anything = ["States.ALL", "CanRetryInTime"];
    const hopeless = ["TaskInputError", "BrandNotAppliedError"];
    const unanswered = [
      "TaskInputError",
      "ShopAccessMissingError",
      "ShopRefusedError",
      "InvalidPayloadError",
    ];
    expect(caught("LookUpOrder")).toEqual([
      [[...unanswered, "OtherOrderError"].join(), "SendToDeadLetterQueue"],
      anything,
    ]);
    expect(caught("FindCustomer")).toEqual([anything]);
    expect(caught("ReadCustomer")).toEqual([anything]);
    expect(caught("ApplyEarlyRefunds")).toEqual([["TaskInputError", "SendToDeadLetterQueue"], anything]);
    const atLimit = ["LedgerLimitError", "UnreadableEntryError"];
    const recorded = [...hopeless, "AllowanceMissingError", ...atLimit].join();
    expect(caught("RecordGift")).toEqual([[recorded, "SendToDeadLetterQueue"], anything]);
    const takenBack = [...hopeless, "TooManyEarlyRefundsError", ...atLimit].join();
    expect(caught("ReverseGift")).toEqual([[takenBack, "SendToDeadLetterQueue"], anything]);
    expect(caught("SendToDeadLetterQueue")).toEqual([["States.ALL", "CanRetryDeadLetter"]]);
  });
  test("that is not tried again by itself is not waited out either", () => {
    for (const { state, within } of tasks) {
      const never = (state.Retry ?? []).filter(({ MaxAttempts }) => MaxAttempts === 0);
      const outside = within === undefined ? [] : (machine.States[within]?.Catch ?? []);
      const kept = [...(state.Catch ?? []), ...outside]
        .filter(({ Next }) => Next === "SendToDeadLetterQueue" || Next === "EarlyRefundAtLimit")
        .map(({ ErrorEquals }) => ErrorEquals.join());
      for (const { ErrorEquals } of never) expect(kept).toContain(ErrorEquals.join());
    }
  });
  test("of a refund that stands at a limit lets the others be applied, and is kept then", () => {
    const route = JSON.stringify(machine.States["RouteByEarlyRefunds"]?.Choices?.[0]);
    for (const name of ["LedgerLimitError", "UnreadableEntryError"]) {
      expect(route).toContain(`'${name}' in $states.input`);
    }
    expect(machine.States["RouteByEarlyRefunds"]?.Choices?.[0]).toMatchObject({
      Next: "SendToDeadLetterQueue",
    });
    for (const { state, within } of tasks) {
      if (within === "ApplyEarlyRefunds") expect(state.Catch?.[0]?.Next).toBe("EarlyRefundAtLimit");
    }
  });
});

describe("a failed task", () => {
  const started = "2026-11-22T12:00:00Z";
  const startedAgo = (seconds: number) => ({
    states: { context: { Execution: { StartTime: at(-seconds) } } },
  });
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

  test("is waited out three times, then kept; and kept sooner when the run has little time left", async () => {
    for (const waits of [0, 1, 2]) {
      expect(await choose("CanRetryInTime", {}, { waits, ...startedAgo(80) })).toBe("BackOffOutage");
      expect(await choose("CanRetryInTime", {}, { waits, ...startedAgo(100) })).toBe("SendToDeadLetterQueue");
    }
    expect(await choose("CanRetryInTime", {}, { waits: 3, ...startedAgo(0) })).toBe("SendToDeadLetterQueue");
  });
  test("that Lambda throttles is tried again in seconds, eight times, and then waited out as any other", async () => {
    for (const error of ["Lambda.TooManyRequestsException", "Lambda.Unknown"]) {
      const run = { waits: 0, error };
      expect(await choose("CanRetryInTime", {}, { ...run, rooms: 7, ...startedAgo(80) })).toBe(
        "BackOffThrottle",
      );
      expect(await choose("CanRetryInTime", {}, { ...run, rooms: 8, ...startedAgo(80) })).toBe(
        "BackOffOutage",
      );
      expect(await choose("CanRetryInTime", {}, { ...run, rooms: 0, ...startedAgo(100) })).toBe(
        "SendToDeadLetterQueue",
      );
    }
    const other = { waits: 0, rooms: 0, error: "ContendedError" };
    expect(await choose("CanRetryInTime", {}, { ...other, ...startedAgo(0) })).toBe("BackOffOutage");
  });
  test("keeps its event, and tries that until the run must end", async () => {
    expect(await choose("CanRetryDeadLetter", {}, { keeps: 14, ...startedAgo(235) })).toBe(
      "BackOffDeadLetter",
    );
    expect(await choose("CanRetryDeadLetter", {}, { keeps: 0, ...startedAgo(245) })).toBe("RouteByFailure");
    expect(await choose("CanRetryDeadLetter", {}, { keeps: 15, ...startedAgo(0) })).toBe("RouteByFailure");
  });
  test("ends with the name of its reason", async () => {
    expect(await choose("RouteByFailure", {}, { reason: "conflict" })).toBe("PurchaseChanged");
    expect(await choose("RouteByFailure", {}, { reason: "failed" })).toBe("PurchaseNotRecorded");
  });
  test("starts anew with the event as it came, one wait further", async () => {
    const { BackOffOutage, BackOffThrottle } = machine.States;
    const event = { "detail-type": PurchaseRefunded.name, detail: { refund: aRefund() } };
    const states = { input: {}, context: { Execution: { Input: event, StartTime: started } } };
    expect(await evaluate(BackOffOutage?.Output, { states })).toEqual(event);
    expect(await evaluate(BackOffOutage?.Assign, { waits: 1 })).toEqual({ waits: 2 });
    expect(await evaluate(BackOffThrottle?.Output, { states })).toEqual(event);
    expect(await evaluate(BackOffThrottle?.Assign, { rooms: 1 })).toEqual({ rooms: 2 });
    expect([BackOffOutage?.Next, BackOffThrottle?.Next]).toEqual(["RouteByEventType", "RouteByEventType"]);
  });
});

describe("names that code and workflow share", () => {
  test("of errors are those that the classes carry, also when minified", () => {
    const classes = [
      TaskInputError,
      BrandNotAppliedError,
      AllowanceMissingError,
      TooManyEarlyRefundsError,
      ShopAccessMissingError,
      ShopRefusedError,
      OtherOrderError,
      ContendedError,
      PurchaseUnfinishedError,
      LedgerLimitError,
      UnreadableEntryError,
    ];
    const names = [...classes.map((OwnError) => new OwnError("").name), new InvalidPayloadError([]).name];
    const used = tasks.flatMap(({ state }) => (state.Retry ?? []).flatMap((retrier) => retrier.ErrorEquals));
    const own = used.filter((name) => !name.startsWith("States."));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((name) => !names.includes(name))).toEqual([]);
  });
  test("of events are those of the catalog", () => {
    const conditions = machine.States.RouteByEventType?.Choices?.map((rule) => rule.Condition).join(" ");
    expect(conditions).toContain(`'${PurchaseCompleted.name}'`);
    expect(conditions).toContain(`'${PurchaseRefunded.name}'`);
    expect(conditions).toContain(`'${OrderLinked.name}'`);
    expect(conditions).toContain(`'${SmokeReceived.name}'`);
  });
  test("of a test purchase lead to a state of its own, and no way leads from there to what counts or is kept", async () => {
    const detail = { purchase: aSmoke(), receivedMs: 1 };
    const input = { "detail-type": SmokeReceived.name, detail };
    expect(await choose("RouteByEventType", input, { facts: detail })).toBe("RecordSmoke");
    const task = machine.States["RecordSmoke"];
    const states = { context: { Execution: { StartTime: "2026-11-22T12:00:00.123Z" } } };
    const asked = await evaluate(task?.Arguments, { facts: detail, states });
    const { Payload } = z.object({ Payload: z.unknown() }).parse(asked);
    expect(RecordSmoke.parse(Payload).smoke.purchase).toEqual(detail.purchase);
    expect(RecordGift.safeParse(Payload).success || ReverseGift.safeParse(Payload).success).toBe(false);
    expect([task?.End, task?.Next, task?.Catch]).toEqual([
      true,
      undefined,
      [{ ErrorEquals: ["States.ALL"], Next: "SmokeNotRecorded" }],
    ]);
    expect(machine.States["SmokeNotRecorded"]?.End).toBe(true);
  });

  // A new outcome does not compile until it is named here, and then needs a way through the workflow.
  const afterRecord: Record<GiftRecorded["outcome"], string> = {
    recorded: "Recorded",
    supplemented: "Supplemented",
    duplicate: "Duplicate",
    conflict: "PurchaseConflict",
  };
  const afterTakeBack: Record<GiftReversal["outcome"], string> = {
    takenBack: "Reversed",
    restored: "Restored",
    duplicate: "Duplicate",
    parked: "RefundWaits",
    conflict: "PurchaseConflict",
  };
  test.each(Object.entries(afterRecord))("a gift's outcome %s leads to %s", async (outcome, state) => {
    expect(await choose("RouteByRecordOutcome", { outcome, gift: "g", early: [] })).toBe(state);
  });
  test.each(Object.entries(afterTakeBack))("a refund's outcome %s leads to %s", async (outcome, state) => {
    expect(await choose("RouteByReversalOutcome", { outcome })).toBe(state);
  });
  test("early refunds are taken back before a gift is done, once or again", async () => {
    for (const outcome of ["recorded", "duplicate"]) {
      expect(await choose("RouteByRecordOutcome", { outcome, early: [aRefund()] })).toBe("ApplyEarlyRefunds");
    }
    expect(await choose("RouteByEarlyRefunds", ["takenBack"], { outcome: "recorded" })).toBe("Recorded");
    expect(await choose("RouteByEarlyRefunds", ["duplicate"], { outcome: "duplicate" })).toBe("Duplicate");
    expect(await choose("RouteByEarlyRefunds", ["duplicate", "conflict"], { outcome: "recorded" })).toBe(
      "PurchaseConflict",
    );
  });
});

describe("what the shop is asked for", () => {
  const lookUp = { of: "order", id: "1" };
  const refunded = { "detail-type": PurchaseRefunded.name, detail: { refund: aRefund(), lookUp } };
  const inRun = async (outcome: OrderLookedUp) => {
    const states = { result: { Payload: outcome }, context: { Execution: { Input: refunded } } };
    const facts = refunded.detail;
    const task = machine.States.LookUpOrder;
    const assigned = await evaluate(task?.Assign, { states, facts });
    return {
      output: await evaluate(task?.Output, { states }),
      bindings: assigned as Record<string, unknown>,
    };
  };
  const after: Record<OrderLookedUp["outcome"], string> = {
    exact: "RouteByEventType",
    published: "OrderPublished",
    notNeeded: "NotNeeded",
    busy: "ShopBusy",
  };

  test("is asked before anything else, once: then the run has the shop's facts, whatever it must try again", async () => {
    const { input, facts } = { input: refunded, facts: refunded.detail };
    expect(await choose("RouteByEventType", input, { facts })).toBe("LookUpOrder");
    const asked = await evaluate(machine.States.LookUpOrder?.Arguments, { facts });
    expect(LookUpOrder.parse(z.object({ Payload: z.unknown() }).parse(asked).Payload)).toEqual(facts);
    const exact = { refund: aRefund({ scope: { of: "all" } }) };
    const { output, bindings } = await inRun({ outcome: "exact", facts: exact });
    expect(await choose("RouteByEventType", output, bindings)).toBe("ReverseGift");
    expect(await evaluate(machine.States.ReverseGift?.Arguments, bindings)).toMatchObject({ Payload: exact });
  });
  test.each([
    { outcome: "exact", facts: { refund: aRefund() } },
    { outcome: "published", events: 2 },
    { outcome: "notNeeded" },
    { outcome: "busy" },
  ] as const)("$outcome leads to a state of its own, with the event as it came", async (outcome) => {
    const { output, bindings } = await inRun(outcome);
    expect(output).toEqual(refunded);
    expect(await choose("RouteByLookUp", output, bindings)).toBe(after[outcome.outcome]);
    if (outcome.outcome !== "exact") expect(bindings.facts).toEqual(refunded.detail);
  });
  test("is asked again later while the shop is busy, and is what the event is kept for after that", () => {
    expect(machine.States.ShopBusy).toMatchObject({
      Assign: { error: "ShopBusyError" },
      Next: "CanRetryInTime",
    });
  });
});

describe("the workflow's reads and inputs", () => {
  const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
  const identity = { kind: "email" as const, hmac: "h".repeat(43) };
  const keyOf = async (state: Simple | undefined, bindings: Record<string, unknown>) => {
    const { Key } = z
      .object({ Key: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }) })
      .parse(await evaluate(state?.Arguments, bindings));
    return { pk: Key.pk.S, sk: Key.sk.S };
  };

  test("keys of identities and profiles are those of the customer store", async () => {
    const find = inner.find(({ name }) => name === "FindIdentity")?.state;
    expect(await keyOf(find, { states: { input: identity } })).toEqual(identityRowKey(identity));
    expect(await keyOf(machine.States.ReadCustomer, { customer: ann })).toEqual(profileKey(ann));
  });
  test("the first identity that a customer has decides; without one there is no customer", async () => {
    const customer = async (result: string[]) =>
      (await evaluate(machine.States.FindCustomer?.Assign, { states: { result } })) as { customer: string };
    expect((await customer(["", ann, "other"])).customer).toBe(ann);
    expect((await customer([ann])).customer).toBe(ann);
    expect((await customer([""])).customer).toBe("");
    expect((await customer([])).customer).toBe("");
  });
  describe("an identity that may be shared", () => {
    const email = (letter: string) => ({ kind: "email", hmac: letter.repeat(43) });
    const phone = { kind: "phone" as const, hmac: "p".repeat(43) };
    const card = { kind: "card" as const, hmac: "c".repeat(43) };
    const doubtfulOf = async (identities: readonly object[], result: readonly string[]) =>
      z.object({ doubtful: z.object({ pk: z.string().optional(), email: z.string().optional() }) }).parse(
        await evaluate(machine.States.FindCustomer?.Assign, {
          states: { input: { detail: { purchase: { identities } } }, result },
        }),
      ).doubtful;

    test("is a phone or card of a known customer beside an email of nobody known", async () => {
      const doubtful = await doubtfulOf([email("a"), phone], ["", ann]);
      expect(doubtful).toEqual({ pk: sharedIdentityKey(phone, "").pk, email: "a" });
      expect((await doubtfulOf([email("a"), email("b"), card], ["", "", ann])).pk).toBe(
        sharedIdentityKey(card, "").pk,
      );
      expect(await choose("RouteByIdentity", {}, { doubtful })).toBe("CountEmails");
    });
    const own = { kind: "customerCard" as const, hmac: "o".repeat(43) };
    test("is a customer's own card too: somebody may show theirs for many", async () => {
      expect(await doubtfulOf([own, email("a")], [ann, ""])).toEqual({
        pk: sharedIdentityKey(own, "").pk,
        email: "a",
      });
    });
    test.each([
      ["an email that leads to a customer", [email("a"), phone], [ann, ann]],
      ["a customer's own card beside their own email", [own, email("a")], [ann, ann]],
      ["an email of two forms, one of them known", [own, email("a"), email("b")], [ann, "", ann]],
      ["a customer's own card alone", [own], [ann]],
      ["no email", [phone], [ann]],
      ["nobody known", [email("a"), phone], ["", ""]],
      ["one email alone", [email("a")], [ann]],
      ["no identity", [], []],
    ])("is none with %s: such a purchase writes nothing more", async (_, identities, result) => {
      const doubtful = await doubtfulOf(identities, result);
      expect(doubtful).toEqual({});
      expect(await choose("RouteByIdentity", {}, { doubtful })).toBe("RouteByCustomer");
    });
    test("is counted by the day of the purchase, under the key of the customer store", async () => {
      const bindings = {
        doubtful: { pk: sharedIdentityKey(phone, "").pk, email: "a" },
        facts: { purchase: aPurchase({ placedAt: "2026-11-22T13:35:45Z" }) },
        millis: () => Date.parse("2026-11-22T14:00:00Z"),
      };
      expect(await keyOf(machine.States.CountEmails, bindings)).toEqual(
        sharedIdentityKey(phone, "2026-11-22"),
      );
    });
    test.each([
      [1, ann],
      [3, ann],
      [4, ""],
    ])("with %i emails leads to %j", async (count, customer) => {
      const SS = Array.from({ length: count }, (_, at) => `e${at}`);
      const states = { result: { Attributes: { emails: { SS } } } };
      expect(await evaluate(machine.States.CountEmails?.Assign, { states, customer: ann })).toEqual({
        customer,
      });
    });
  });
  test.each([
    [[], "unclaimed"],
    [[{ cause: "rivers", weight: 3 }], "customer"],
    [
      [
        { cause: "rivers", weight: 3 },
        { cause: "bees", weight: 1 },
      ],
      "customer",
    ],
  ])("a stored choice %j arrives at RecordGift as it was stored", async (causes, by) => {
    const L = causes.map(({ cause, weight }) => ({
      M: { cause: { S: cause }, weight: { N: String(weight) } },
    }));
    const result = { Item: { causes: { L } } };
    const read = (await evaluate(machine.States.ReadCustomer?.Assign, { states: { result } })) as object;
    for (const cause of [undefined, "trees"]) {
      const purchase = aPurchase(cause === undefined ? {} : { cause });
      const bindings = { customer: ann, ...read, facts: { purchase } };
      const task = RecordGift.parse(await handedOver(bindings));
      expect(task).toMatchObject({ purchase, customer: ann, chosen: { by: cause ? "order" : by } });
      if (task.chosen.by === "order") expect(task.chosen.otherwise).toEqual(causes);
      if (task.chosen.by === "customer") expect(task.chosen.causes).toEqual(causes);
    }
  });
  test("a purchase of an unknown customer has no customer, and a refund arrives whole", async () => {
    const facts = { purchase: aPurchase() };
    expect(RecordGift.parse(await handedOver({ customer: "", stored: [], facts })).customer).toBeUndefined();
    const refund = aRefund();
    const handed = await evaluate(machine.States.ReverseGift?.Arguments, { facts: { refund } });
    expect(ReverseGift.parse(z.object({ Payload: z.unknown() }).parse(handed).Payload)).toEqual({ refund });
  });

  /** Follows the states that choose the cause, and returns the input of RecordGift. */
  async function handedOver(bindings: Record<string, unknown>): Promise<unknown> {
    const chooser = await choose("RouteByCauseChoice", {}, bindings);
    const chosen = (await evaluate(machine.States[chooser]?.Assign, bindings)) as object;
    const handed = await evaluate(machine.States.RecordGift?.Arguments, { ...bindings, ...chosen });
    return z.object({ Payload: z.unknown() }).parse(handed).Payload;
  }
});
