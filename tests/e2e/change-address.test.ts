import { DynamoDBClient, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomerId } from "../../core/model/customer.ts";
import { type ChangedAddress, changeAddress, changeFacts } from "../../core/people/change-address.ts";
import {
  type AddressChangeStore,
  addressChangeStore,
} from "../../core/people/contacts/address-change.store.ts";
import { linkStore } from "../../core/people/sessions/link.store.ts";
import { partsOf } from "../../core/people/sessions/link.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { randomBytes } from "../../core/platform/random.ts";
import {
  changes,
  clock,
  config,
  confirm,
  confirmLink,
  contacts,
  createTable,
  currentConsents,
  deleteTable,
  exported,
  forgetCustomer,
  joined,
  keys,
  later,
  links,
  people,
  scanned,
  sessions,
  suppressions,
  table,
  take,
  wish,
} from "../support/people-world.ts";

const HISTORIES = 25;
const HOUR = 60;

beforeAll(createTable);
afterAll(deleteTable);

const email = (address: string) => ({ channel: "email", address }) as const;
const hashOf = async (address: string) => contacts.hashOf(email(address));
const ownerOf = async (address: string) => contacts.customerOf(await hashOf(address));

/** What may happen to a customer: `to` is one of their addresses, and `press` one of the links sent until then. */
type Act =
  | { readonly kind: "ask"; readonly to: number }
  | { readonly kind: "press"; readonly link: number }
  | { readonly kind: "stop" | "save" | "forget" | "later" };
/** A step that dies at this call of DynamoDB: before it, or after it was done. The customer does it again, or not. */
interface Crash {
  readonly at: number;
  readonly done: boolean;
  readonly again: boolean;
}
type Step =
  | { readonly atOnce: readonly Act[]; readonly crash?: undefined }
  | { readonly atOnce: readonly [Act]; readonly crash: Crash };

const FREE = 3;
/** The addresses that a customer may ask for: those behind the free ones are another customer's, and a suppressed one. */
const TAKEN = FREE;
const SUPPRESSED = FREE + 1;

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("ask" as const), to: fc.nat(SUPPRESSED) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("press" as const), link: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("stop" as const, "later" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("save" as const) }) },
);
const crash: fc.Arbitrary<Crash> = fc.record({
  at: fc.nat(9),
  done: fc.boolean(),
  again: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ atOnce: fc.array(act, { minLength: 1, maxLength: 3 }) }),
  fc.record({ atOnce: fc.tuple(act), crash }),
);
const history = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 10 }),
  forgotten: fc.boolean(),
});

class CrashError extends Error {}

/** A client that dies at a call, and then works again. */
function crashing(): { readonly client: DynamoDBClient; dieAt: (crash: Crash | undefined) => void } {
  const client = new DynamoDBClient(config);
  let planned: Crash | undefined;
  let calls = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const isHere = planned !== undefined && calls === planned.at;
      calls += 1;
      if (isHere && planned?.done === false) throw new CrashError("before");
      const answer = await next(args);
      if (isHere) throw new CrashError("after");
      return answer;
    },
    { step: "initialize" },
  );
  return {
    client,
    dieAt: (crash) => {
      planned = crash;
      calls = 0;
    },
  };
}

/** Swaps whatever is there: what the conditions of the transaction are for. */
function careless(): DynamoDBClient {
  const client = new DynamoDBClient(config);
  const anyway = ({ Put, Delete, Update, ConditionCheck: _ }: TransactWriteItem): TransactWriteItem[] => {
    if (Put !== undefined) return [{ Put: { TableName: Put.TableName, Item: Put.Item } }];
    if (Delete !== undefined) return [{ Delete: { TableName: Delete.TableName, Key: Delete.Key } }];
    return Update === undefined ? [] : [{ Update: { ...Update, ConditionExpression: "purpose = :purpose" } }];
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      if (!("TransactItems" in args.input)) return next(args);
      return next({
        ...args,
        input: { ...args.input, TransactItems: args.input.TransactItems?.flatMap(anyway) },
      });
    },
    { step: "initialize" },
  );
  return client;
}

let histories = 0;

/** One customer with an address of their own, who may change it by this client; and what was observed of it. */
async function world(client: DynamoDBClient) {
  histories += 1;
  const name = (about: string) => `${about}${histories}@example.com`;
  const first = name("first");
  const wanted = [
    ...Array.from({ length: FREE }, (_, index) => name(`free${index}-`)),
    name("taken"),
    name("stopped"),
  ];
  const [taken = "", stopped = ""] = wanted.slice(TAKEN);
  const other = await joined({ email: taken });
  await suppressions.suppress({ ...(await hashOf(stopped)), reason: "bounce", at: clock.at });
  const customer = await joined({ email: first, wishes: [wish("impact"), wish("orders")] });
  await confirm(await confirmLink(customer));

  const store: AddressChangeStore = addressChangeStore(client, table, { keys, random: randomBytes });
  const now = () => clock.at;
  const told: ChangedAddress[] = [];
  const change = changeAddress({
    people,
    changes: store,
    links: linkStore(client, table, { random: randomBytes, now }),
    sessions: sessionStore(client, table, { random: randomBytes, now }),
    announceChange: async (changed) => {
      told.push(changed);
    },
    now,
  });
  const sent: { readonly token: string; readonly to: string }[] = [];
  const seen = { withdrawn: false, changed: new Set<string>() };

  const perform: { readonly [Kind in Act["kind"]]: (act: Extract<Act, { kind: Kind }>) => Promise<unknown> } =
    {
      ask: async ({ to }) => {
        const address = wanted[to] ?? first;
        const [row] = await contacts.contacts(customer);
        const hash = await hashOf(address);
        if (row === undefined || row.hmac === hash.hmac) return;
        await store.ask(customer, { ...hash, address, replaces: row.hmac, until: clock.at });
        const facts = await changeFacts(store, customer, hash);
        if (facts === undefined) return;
        const minutes = 2 * HOUR;
        sent.push({
          token: await links.issue({ purpose: "changeAddress", customer, facts, minutes }),
          to: address,
        });
      },
      press: async ({ link }) => {
        const pressed = sent[link % Math.max(sent.length, 1)];
        if (pressed === undefined) return;
        if ((await change(pressed.token, clock.at)) === "changed") seen.changed.add(pressed.token);
      },
      stop: async () => {
        const said = {
          source: "oneClick",
          locale: "en",
          words: "Stop",
          wordsVersion: "1",
          proof: "link",
        } as const;
        await take(customer, { ...said, topic: "orders", channel: "email" });
        seen.withdrawn = true;
      },
      save: async () => {
        const opened = await people.preferences(customer);
        if (opened !== undefined) await people.savePreferences(customer, opened);
      },
      forget: () => forgetCustomer(customer),
      later: async () => later(HOUR),
    };
  const run = (one: Act): Promise<unknown> => perform[one.kind](one as never);
  return { customer, other, first, wanted, taken, stopped, sent, told, seen, run };
}
type World = Awaited<ReturnType<typeof world>>;

/** What must hold after each step, whatever happened. */
async function faultsOf({
  customer,
  other,
  first,
  wanted,
  taken,
  stopped,
  sent,
  seen,
}: World): Promise<string[]> {
  const address = await contacts.readAddress(customer, "email");
  const all = [first, ...wanted];
  const at = await Promise.all(all.map(async (one) => contacts.customersAt(await hashOf(one))));
  const lives = all.filter((_, index) => at[index]?.includes(customer));
  const states = await Promise.all(
    sent.map(async ({ token, to }) => ({ to, state: (await links.peek(token, "changeAddress"))?.state })),
  );
  const used = states.filter(({ state }) => state === "used");
  const reached = new Set([first, ...used.map(({ to }) => to)]);
  const owned = (await Promise.all(all.map(ownerOf))).flatMap((owner, index) =>
    owner === customer ? [all[index] ?? ""] : [],
  );
  const records = await recordsOf(customer);
  const proofs = records
    .map(({ proof, topic }) => `${proof} ${topic}`)
    .filter((proof) => proof.startsWith("change:"));
  const wrong = (found: boolean, what: string) => (found ? [what] : []);
  return [
    ...wrong(lives.join() !== address, "the address is found elsewhere than it is kept"),
    ...wrong(address !== (used.length === 0 ? first : address), "an address without an answer from there"),
    ...wrong(address === taken || address === stopped, "an address that is another's, or suppressed"),
    ...wrong(!reached.has(address ?? ""), "an address that no used link was sent to"),
    ...wrong(
      [...reached].toSorted().join() !== owned.toSorted().join(),
      "purchases with an old address are lost",
    ),
    ...wrong((await ownerOf(taken)) !== other, "another customer's purchases changed hands"),
    ...wrong(used.length < seen.changed.size, "a change without a used link"),
    ...wrong(new Set(proofs).size !== proofs.length, "one link carried a consent over twice"),
    ...wrong(
      new Set(proofs.map((proof) => proof.split(" ")[0])).size > used.length,
      "a consent was carried over by a link that changed nothing",
    ),
    ...wrong(
      records.some(({ topic, words }) => words !== wish(topic).words && words !== "Stop"),
      "a consent in other words",
    ),
    ...wrong(
      seen.withdrawn && (await currentConsents(customer))["orders.email"]?.startsWith("withdrawn") !== true,
      "what was withdrawn is given again",
    ),
    ...wrong(
      (await currentConsents(customer))["impact.email"]?.startsWith("given") !== true,
      "a consent was lost on the way",
    ),
  ];
}

async function recordsOf(customer: CustomerId) {
  const standing = await people.consents(customer);
  const all = standing.flatMap((one) =>
    Array.from({ length: one.version }, (_, index) =>
      people.consentRecord(customer, { ...one, version: index + 1 }),
    ),
  );
  return (await Promise.all(all)).flatMap((record) => record ?? []);
}

/** Runs a history, and tells what is wrong after any of its steps. */
async function faultsIn(
  { steps, forgotten }: { readonly steps: readonly Step[]; readonly forgotten: boolean },
  { client, dieAt }: Pick<ReturnType<typeof crashing>, "client" | "dieAt">,
): Promise<string[]> {
  const on = await world(client);
  for (const { atOnce, crash } of steps) {
    dieAt(crash);
    const ends = await Promise.allSettled(atOnce.map(on.run));
    dieAt(undefined);
    for (const end of ends)
      if (end.status === "rejected" && !(end.reason instanceof CrashError)) throw end.reason;
    const [only] = atOnce;
    if (crash?.again && only !== undefined) await on.run(only);
    const faults = await faultsOf(on);
    if (faults.length > 0) return faults;
  }
  const links = on.sent.map(({ token }) => partsOf(token)?.hash);
  if (on.told.some(({ change }) => !links.includes(change))) return ["somebody was told of no change"];
  if (!forgotten) return [];
  await on.run({ kind: "forget" });
  const left = (await scanned()).split("\n").filter((row) => row.includes(on.customer));
  return left.length === 0 ? [] : [`something is left of a forgotten customer: ${left[0]}`];
}

async function insistOnNone(faults: Promise<readonly string[]>): Promise<void> {
  const found = await faults;
  if (found.length > 0) throw new Error(found.join("; "));
}

describe("a change of address", () => {
  test("moves everything or nothing, whatever else happens at once and wherever it is interrupted", async () => {
    const on = crashing();
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        await insistOnNone(faultsIn(one, on));
      }),
      { numRuns: HISTORIES },
    );
    on.client.destroy();
  });

  test("without the conditions of its transaction fails this test", async () => {
    const client = careless();
    const found = await fc.check(
      fc.asyncProperty(history, async (one) => {
        await insistOnNone(faultsIn(one, { client, dieAt: () => undefined }));
      }),
      { numRuns: HISTORIES * 4, endOnFailure: true },
    );
    expect(String(found.errorInstance)).toMatch(
      /another's, or suppressed|changed hands|twice|is given again/,
    );
    client.destroy();
  });

  test("that died after it happened is finished by pressing again: the old address is told, and sessions end", async () => {
    const on = crashing();
    const one = await world(on.client);
    const session = await sessions.start(one.customer);
    await one.run({ kind: "ask", to: 0 });
    // Reads of the link, consents, their records, salt, contact and wish come before the transaction.
    let calls = 0;
    do {
      on.dieAt({ at: calls, done: true, again: false });
      await one.run({ kind: "press", link: 0 }).catch((error: unknown) => {
        if (!(error instanceof CrashError)) throw error;
      });
      calls += 1;
      expect(calls).toBeLessThan(50);
    } while ((await contacts.readAddress(one.customer, "email")) === one.first);
    on.dieAt(undefined);
    expect(one.told).toEqual([]);
    expect(await sessions.read(session)).toBeDefined();
    await one.run({ kind: "press", link: 0 });
    expect(one.told).toEqual([
      { customer: one.customer, channel: "email", change: partsOf(one.sent[0]?.token ?? "")?.hash },
    ]);
    expect(await sessions.read(session)).toBeUndefined();
    expect(await changes.formerAddress(one.customer, one.told[0]?.change ?? "")).toMatchObject({
      address: one.first,
    });
    on.client.destroy();
  });

  test("pressed again after its customer has signed in anew signs nobody out", async () => {
    const on = crashing();
    const one = await world(on.client);
    await one.run({ kind: "ask", to: 0 });
    await one.run({ kind: "press", link: 0 });
    later(HOUR / 60);
    const session = await sessions.start(one.customer);
    later(HOUR / 60);
    await one.run({ kind: "press", link: 0 });
    expect(await sessions.read(session)).toBeDefined();
    expect(one.told).toHaveLength(1);
    on.client.destroy();
  });

  test("keeps both addresses as ciphertext, exports them in clear text, and forgets them", async () => {
    const on = crashing();
    const one = await world(on.client);
    await one.run({ kind: "ask", to: 0 });
    await one.run({ kind: "press", link: 0 });
    await one.run({ kind: "ask", to: 1 });
    const [now, wanted] = [one.wanted[0] ?? "", one.wanted[1] ?? ""];
    const everything = await scanned();
    for (const address of [one.first, now, wanted]) expect(everything).not.toContain(address);
    const file = await exported(one.customer);
    expect(file?.addresses).toMatchObject([{ address: now, confirmed: true }]);
    expect(file?.otherAddresses).toEqual([
      { channel: "email", address: wanted, is: "wanted" },
      { channel: "email", address: one.first, is: "former" },
    ]);
    await one.run({ kind: "forget" });
    expect((await scanned()).includes(one.customer)).toBe(false);
    expect([await ownerOf(one.first), await ownerOf(now)]).toEqual([undefined, undefined]);
    on.client.destroy();
  });
});
