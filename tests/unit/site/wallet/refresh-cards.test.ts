import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handOnChanges } from "../../../../core/impact/changed-figures.ts";
import type { CustomerId } from "../../../../core/model/customer.ts";
import { minutesAfter, minutesBetween } from "../../../../core/model/instant.ts";
import { PUSH_EVERY_MINUTES, passStore } from "../../../../core/people/cards/pass.store.ts";
import { identityRowKey } from "../../../../core/people/keys/customer.keys.ts";
import type { StreamRecord } from "../../../../core/platform/lambda/stream.ts";
import {
  type ApplePushService,
  applePush,
  type PushOutcome,
} from "../../../../core/site/wallet/apple-push.client.ts";
import { refreshCards } from "../../../../core/site/wallet/refresh-cards.ts";
import { cardOf } from "../../../../core/site/wallet/wallet-card.ts";
import { personal } from "../../../support/account-states.ts";
import { type ApplePushAtHome, applePushAtHome } from "../../../support/apple-push-service.ts";
import { accrual, bucketName } from "../../../support/ledger-entries.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { phone } from "../../../support/phone.ts";
import { cardholder, passIn, passKeys, phoneWorld } from "../../../support/phone-world.ts";
import { cardFacts, SERIAL } from "../../../support/wallet-cards.ts";
import { PASS_TYPE, serverKeys } from "../../../support/wallet-keys.ts";

const ofServer = serverKeys();
let apple: ApplePushAtHome;
beforeAll(async () => {
  apple = await applePushAtHome(ofServer, passKeys);
});
afterAll(() => apple.close());

const push = (service: ApplePushService = apple) => applePush(async () => passKeys, service);

/** What the ledger's stream says of a purchase of this customer; without one, of somebody unknown. */
function purchase(orderId: string, customer?: CustomerId): StreamRecord {
  const entry = accrual({ orderId, ...(customer && { customer }) });
  return { id: orderId, at: entry.placedAt, key: { pk: bucketName(entry), sk: orderId }, item: { ...entry } };
}

/** A phone's world, in which purchases push as they do once a stage has Apple's wallet. */
async function pushedWorld() {
  const world = await phoneWorld();
  const refresh = refreshCards({ passes: world.passes, push: push(), now: world.now });
  const buy = handOnChanges(
    async () => ({ failed: [], facts: {} }),
    async (input) => {
      await refresh(JSON.parse(JSON.stringify(input)));
      return { kind: "taken" };
    },
  );
  return { ...world, refresh, buy, pushes: () => apple.received.length };
}

const gaveMore = personal["paused"];

describe("a phone whose owner buys", () => {
  test("is pushed, asks what is new, fetches the card with its new figures, and is not pushed once the card was deleted", async () => {
    const { state, passes, respond, added, buy, pushes } = await pushedWorld();
    const own = phone(respond);
    await own.register(added, "c0ffee01");
    await own.update(PASS_TYPE);
    if (gaveMore === undefined) throw new Error("There is no state with other figures");
    state.impact = gaveMore;
    await buy([purchase("1", cardholder), purchase("2", cardholder), purchase("3")]);
    expect(apple.received.at(-1)).toMatchObject({ token: "c0ffee01", body: "{}", passType: PASS_TYPE });
    expect(pushes()).toBe(1);

    const fetched = (await own.update(PASS_TYPE)).get(SERIAL);
    expect(passIn(fetched).storeCard.headerFields).toEqual([cardOf(cardFacts({ personal: gaveMore })).given]);
    await own.remove(added);
    state.now = "2026-11-22T15:00:00Z";
    await buy([purchase("4", cardholder)]);
    expect(pushes()).toBe(1);
    expect(await passes.phonesOf(cardholder)).toEqual([]);
  });

  test("is told by the push that there is something, and nothing of it: the token and the pass type alone", async () => {
    const { respond, added, buy, pushes } = await pushedWorld();
    await phone(respond).register(added, "c0ffee02");
    const before = pushes();
    await buy([purchase("1", cardholder)]);
    const told = apple.received.slice(before).map(({ headers, body }) => ({ ...headers, body }));
    expect(told).toEqual([
      {
        ":method": "POST",
        ":path": "/3/device/c0ffee02",
        ":scheme": "https",
        ":authority": new URL(apple.address).host,
        "apns-topic": PASS_TYPE,
        body: "{}",
      },
    ]);
  });

  test("is removed once Apple says that it is gone, unless it registered since; what Apple refuses is told by its name", async () => {
    const { state, passes, respond, added, refresh } = await pushedWorld();
    await phone(respond, "old").register(added, "dead0001");
    await phone(respond, "back").register(added, "dead0002");
    await phone(respond, "odd").register(added, "dead0003");
    const since = Date.parse(state.now);
    const gone = (timestamp: number) => ({ status: 410, body: { reason: "Unregistered", timestamp } });
    apple.answer("dead0001", gone(since + 60_000));
    apple.answer("dead0002", gone(since - 60_000));
    apple.answer("dead0003", { status: 403, body: { reason: "BadCertificate" } });
    const input = { customers: [cardholder] };
    expect((await refresh(input)).facts).toEqual({
      ...{ customers: 1, pushes: 3, removed: 1, failed: ["403 BadCertificate"] },
    });
    expect((await passes.phonesOf(cardholder)).map(({ device }) => device)).toEqual(["back", "odd"]);
    state.now = minutesAfter(state.now, PUSH_EVERY_MINUTES);
    expect((await refresh(input)).facts).toMatchObject({ pushes: 2, removed: 0 });
  });

  test("is not pushed, and nothing fails, while Apple cannot be reached or takes another certificate alone", async () => {
    const failed = { kind: "failed", reason: expect.stringMatching(/^[A-Z][A-Za-z_0-9]+$/) };
    expect(await push({ address: "https://localhost:1" }).push(["a", "b"])).toEqual([failed, failed]);
    const suspicious = await applePushAtHome(ofServer, { wwdr: ofServer.cert });
    expect(await push(suspicious).push(["c"])).toEqual([failed]);
    expect(suspicious.received).toEqual([]);
    await suspicious.close();
    expect(await push().push([])).toEqual([]);
  });
});

describe("on a stage without Apple's wallet", () => {
  test("nobody is asked whose figures changed", () => {
    const useCase = async () => ({ failed: [], facts: {} });
    expect(handOnChanges(useCase, undefined)).toBe(useCase);
  });
});

describe("a call that Lambda refuses", () => {
  test("is in the facts of the batch, which is done all the same", async () => {
    const useCase = async () => ({ failed: [], facts: { announced: 1 } });
    const refused = handOnChanges(useCase, async () => ({ kind: "refused", reason: "TooManyRequests" }));
    expect(await refused([purchase("1", cardholder)])).toEqual({
      failed: [],
      facts: { announced: 1, cardsNotRefreshed: "TooManyRequests" },
    });
    expect(await refused([purchase("1")])).toEqual({ failed: [], facts: { announced: 1 } });
  });
});

const START = "2026-11-22T12:00:00Z";
interface Step {
  readonly do: "buy" | "buy" | "register" | "unregister" | "gone";
  readonly after: number;
}
const anySteps = fc.array(
  fc.record({
    do: fc.constantFrom<Step["do"]>("buy", "buy", "buy", "register", "unregister", "gone"),
    after: fc.integer({ min: 0, max: 45 }),
  }),
  { minLength: 2, maxLength: 10 },
);

/** Minutes at which the phone was pushed, while calls for the same customer overlap in any way. */
async function pushedAt(scheduler: fc.Scheduler, steps: readonly Step[], leaveOutClaims: boolean) {
  const table = memoryTable(
    (_, { Item }) => leaveOutClaims && JSON.stringify(Item ?? {}).includes("passPush"),
  );
  table.put({ ...identityRowKey({ kind: "customerCard", hmac: SERIAL }), customer: cardholder });
  const passes = passStore(table.dynamo, "People", async () => {});
  const registration = {
    customer: cardholder,
    serial: SERIAL,
    device: "phone",
    pushToken: "token",
    at: START,
  };
  await passes.register(registration);
  const pushes: string[] = [];
  const work = steps.map(async (step, index) => {
    const at = minutesAfter(
      START,
      steps.slice(0, index + 1).reduce((sum, { after }) => sum + after, 0),
    );
    await scheduler.schedule(Promise.resolve(index));
    if (step.do === "register") await passes.register({ ...registration, at });
    if (step.do === "unregister") await passes.unregister(registration);
    if (step.do !== "buy" && step.do !== "gone") return;
    const answer: PushOutcome = step.do === "gone" ? { kind: "gone", asOf: at } : { kind: "accepted" };
    const toPush = {
      push: async (tokens: readonly string[]) => {
        await scheduler.schedule(Promise.resolve(index));
        for (const _ of tokens) pushes.push(at);
        return tokens.map(() => answer);
      },
    };
    await refreshCards({ passes, push: toPush, now: () => at })({ customers: [cardholder] });
  });
  await scheduler.waitFor(Promise.all(work));
  return pushes.toSorted();
}

const isSpaced = (times: readonly string[]) =>
  times.every((at, index) => index === 0 || minutesBetween(times[index - 1] ?? at, at) >= PUSH_EVERY_MINUTES);

test("a card is pushed at most once an hour, under any interleaving of purchases, registrations and phones that are gone", async () => {
  const holds = (leaveOutClaims: boolean) =>
    fc.asyncProperty(fc.scheduler(), anySteps, async (scheduler, steps) =>
      isSpaced(await pushedAt(scheduler, steps, leaveOutClaims)),
    );
  await fc.assert(holds(false), { numRuns: 100 });
  // Without the claim's row two purchases push twice.
  const { failed } = await fc.check(holds(true), { numRuns: 100 });
  expect(failed).toBe(true);
});
