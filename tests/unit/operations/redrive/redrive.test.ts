import { describe, expect, test } from "vitest";
import type { CatalogEvent } from "../../../../core/events/event-bus.client.ts";
import type { DeadLetter } from "../../../../core/operations/redrive/dead-letters.client.ts";
import { type Redriven, redrive } from "../../../../core/operations/redrive/redrive.ts";
import { republishEvents } from "../../../../core/operations/redrive/republish-event.ts";

const refund = {
  source: "standard",
  connection: "pos",
  orderId: "B-1001",
  refundId: "R-1",
  refundedAt: "2026-11-23T07:00:00Z",
  placedAt: "2026-11-22T13:35:45Z",
  currency: "EUR",
  scope: { of: "all" },
};
const event = { source: "wellspring", "detail-type": "PurchaseRefunded.v1", detail: { refund } };
const letter = (id: string, body: unknown = event, reason?: string): DeadLetter => ({
  id,
  handle: `handle of ${id}`,
  body: typeof body === "string" ? body : JSON.stringify(body),
  reason,
});

function setUp(letters: readonly DeadLetter[], onPut: () => Promise<void> = async () => undefined) {
  const queue = [...letters];
  const hidden = new Set<string>();
  const put: CatalogEvent[] = [];
  const inQueue = {
    count: async () => queue.length,
    receive: async () => {
      const received = queue.filter(({ id }) => !hidden.has(id)).slice(0, 2);
      for (const { id } of received) hidden.add(id);
      return received;
    },
    remove: async ({ id }: DeadLetter) => {
      queue.splice(
        queue.findIndex((one) => one.id === id),
        1,
      );
    },
    putBack: async ({ id }: DeadLetter) => {
      hidden.delete(id);
    },
  };
  const bus = {
    put: async (events: readonly CatalogEvent[]) => {
      await onPut();
      put.push(...events);
    },
  };
  async function run({ dryRun = false, conflicts = false } = {}): Promise<Redriven[]> {
    const all: Redriven[] = [];
    const strategy = republishEvents(bus, { conflicts });
    for await (const one of redrive({ letters: inQueue, strategy }, { dryRun })) all.push(one);
    return all;
  }
  return { queue, hidden, put, run };
}

describe("redriving dead letters", () => {
  test("puts each event back on the bus as it was, and then removes it", async () => {
    const { queue, put, run } = setUp([letter("a"), letter("b"), letter("c")]);
    expect(await run()).toHaveLength(3);
    expect(put.map(({ contract, detail }) => [contract.name, detail])).toEqual(
      Array.from({ length: 3 }, () => ["PurchaseRefunded.v1", { refund }]),
    );
    expect(queue).toEqual([]);
  });

  test("leaves in the queue what is no event of ours, and conflicts unless requested", async () => {
    const letters = [
      letter("json", "{"),
      letter("other", { source: "aws.partner/stripe.com/1", "detail-type": "x", detail: {} }),
      letter("unknown", { ...event, "detail-type": "Nothing.v1" }),
      letter("misfit", { ...event, detail: {} }),
      letter("conflict", event, "conflict"),
      letter("failed", event, "failed"),
    ];
    const { queue, hidden, run } = setUp(letters);
    expect((await run()).map(({ outcome }) => outcome)).toEqual([
      "kept",
      "kept",
      "kept",
      "kept",
      "kept",
      "redriven",
    ]);
    expect(queue.map(({ id }) => id)).toEqual(["json", "other", "unknown", "misfit", "conflict"]);
    expect([...hidden]).toEqual(["failed"]);
    await run({ conflicts: true });
    expect(queue.map(({ id }) => id)).not.toContain("conflict");
  });

  test("changes nothing in a dry run", async () => {
    const { queue, hidden, put, run } = setUp([letter("a"), letter("b"), letter("c")]);
    expect(await run({ dryRun: true })).toEqual(
      Array.from({ length: 3 }, () => ({ outcome: "redriven", what: "PurchaseRefunded.v1" })),
    );
    expect([queue.length, hidden.size, put.length]).toEqual([3, 0, 0]);
  });

  test("removes nothing that was not accepted, says so by id and name alone, and goes on", async () => {
    const refusals = [new TypeError("+12025550143 is refused")];
    const { queue, hidden, run } = setUp([letter("a"), letter("b")], async () => {
      const refusal = refusals.pop();
      if (refusal !== undefined) throw refusal;
    });
    expect(await run()).toEqual([
      { outcome: "kept", id: "a", because: "TypeError" },
      { outcome: "redriven", what: "PurchaseRefunded.v1" },
    ]);
    expect([queue.map(({ id }) => id), hidden.has("a")]).toEqual([["a"], false]);
  });

  test("reports in a dry run why each letter is there", async () => {
    const { run } = setUp([letter("a", event, "failed")]);
    expect(await run({ dryRun: true })).toEqual([
      { outcome: "redriven", what: "PurchaseRefunded.v1 (failed)" },
    ]);
  });

  test("publishes a journey's call, in the form of the schedule or of its request to the bus", async () => {
    const detail = { journey: "important-dates", at: "2026-11-22T06:00:00Z" };
    const asked = { Entries: [{ Detail: JSON.stringify(detail), DetailType: "JourneyCalled.v1" }] };
    const { put, run } = setUp([letter("a", detail), letter("b", asked)]);
    await run();
    expect(put.map(({ contract, detail: said }) => [contract.name, said])).toEqual([
      ["JourneyCalled.v1", detail],
      ["JourneyCalled.v1", detail],
    ]);
  });

  test("ends, also when everything that it puts back fails again at once", async () => {
    const world = setUp([letter("a"), letter("b")], async () => {
      world.queue.push(letter(`again ${world.put.length}`));
    });
    expect(await world.run()).toHaveLength(2);
    expect(world.queue).toHaveLength(2);
  });
});
