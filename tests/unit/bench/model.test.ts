import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Agenda } from "../../../bench/model/agenda.ts";
import {
  ModelProvider,
  SES_SANDBOX,
  SMS_NEW_ACCOUNT_USD,
  SMS_PER_SECOND,
} from "../../../bench/model/provider.ts";
import { HOLD_MS, ModelTable, PARTITION_WRITE_UNITS } from "../../../bench/model/throughput.ts";
import { type Integrations, workflow } from "../../../bench/model/workflow.ts";
import { chanceFrom } from "../../../demo/chance.ts";

describe("the model of a table", () => {
  test("throttles a partition beyond its units of a second, and not in the next", () => {
    const table = new ModelTable(1);
    for (let unit = 0; unit < PARTITION_WRITE_UNITS; unit += 1) {
      expect(table.write(0, `key ${unit}`, 1)).toBe("written");
    }
    expect(table.write(999, "one more", 1)).toBe("throttled");
    expect(table.write(1_000, "one more", 1)).toBe("written");
  });
  test("refuses who meets a transaction on the same item, until it is over", () => {
    const table = new ModelTable(4);
    expect(table.transact(0, ["a", "b"], 1)).toBe("written");
    expect(table.write(HOLD_MS - 1, "b", 1)).toBe("conflict");
    expect(table.transact(HOLD_MS, ["b"], 1)).toBe("written");
  });
});

describe("the model of a provider", () => {
  test("takes its rate in any second and no more", () => {
    const provider = new ModelProvider({ perSecond: 2 });
    expect([0, 400, 900, 1_000, 1_399, 1_400].map((atMs) => provider.hand("ada", atMs))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(provider.twice).toBe(3);
  });
  test("of SES takes its quota in any day, and tells that from its rate", () => {
    const provider = new ModelProvider(SES_SANDBOX);
    for (let second = 0; second < 200; second += 1) {
      expect(provider.hand(String(second), second * 1_000)).toBe(true);
    }
    expect(provider.hand("one more", 86_399_999)).toBe(false);
    expect([provider.overQuota, provider.refused]).toEqual([1, 0]);
    expect(provider.hand("one more", 86_400_000)).toBe(true);
  });
  test("of texts counts parts, and stops when the month's money is spent", () => {
    const provider = new ModelProvider({
      perSecond: SMS_PER_SECOND.tollFree,
      spend: { usdEach: 0.25, usdMax: SMS_NEW_ACCOUNT_USD },
    });
    expect(provider.hand("ada", 0, 2)).toBe(true);
    expect(provider.hand("bob", 0, 2)).toBe(false);
    expect(provider.refused).toBe(1);
    expect(provider.hand("bob", 1_000, 2)).toBe(true);
    expect(provider.hand("cid", 9_000)).toBe(false);
    expect([provider.taken, provider.twice, provider.overQuota]).toEqual([2, 0, 1]);
  });
});

test("an agenda gives out what is earlier first, and of the same time who asked first", () => {
  const agenda = new Agenda<string>();
  for (const [atMs, event] of [
    [5, "c"],
    [1, "a"],
    [5, "d"],
    [1, "b"],
  ] as const)
    agenda.add(atMs, event);
  const order = [agenda.next(), agenda.next(), agenda.next(), agenda.next(), agenda.next()];
  expect(order.map((next) => next?.event)).toEqual(["a", "b", "c", "d", undefined]);
});

describe("a state machine on the bench", () => {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  const run = (machine: object, integrations: Integrations, input: unknown) => {
    const file = join(directory, "machine.asl.json");
    writeFileSync(file, JSON.stringify(machine));
    return workflow(file, integrations, { secondMs: 0, timeoutSecondMs: 1_000, chance: chanceFrom(1) })(
      input,
    );
  };

  test("tries a task again as its file says, and counts each try as a transition", async () => {
    let tries = 0;
    const fails = async () => {
      tries += 1;
      throw new Error("not now");
    };
    const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2 }];
    const machine = { StartAt: "Ask", States: { Ask: { Type: "Task", Resource: "ask", Retry } } };
    const result = await run(machine, { ask: fails }, {});
    expect([result.status, tries, result.transitions]).toEqual(["failed", 3, 3]);
  });

  test("waits by its pace, and knows how long it has run by the clock of the story", async () => {
    const machine = {
      StartAt: "Wait",
      States: {
        Wait: { Type: "Wait", Seconds: "{% 10 + 20 %}", Next: "Tell" },
        Tell: {
          Type: "Pass",
          Output: "{% $millis() - $toMillis($states.context.Execution.StartTime) >= 30000 %}",
        },
      },
    };
    expect((await run(machine, {}, {})).output).toBe(true);
  });

  test("keeps what an iteration of a map assigns to itself", async () => {
    const ItemProcessor = {
      StartAt: "Keep",
      States: {
        Keep: { Type: "Pass", Assign: { mine: "{% $states.input %}" }, Next: "Wait" },
        Wait: { Type: "Task", Resource: "wait", Next: "Tell" },
        Tell: { Type: "Pass", Output: "{% $mine %}" },
      },
    };
    const machine = {
      StartAt: "Each",
      States: { Each: { Type: "Map", Items: "{% $states.input %}", ItemProcessor } },
    };
    const wait = () => new Promise((resolve) => setTimeout(resolve, 1));
    expect((await run(machine, { wait }, [1, 2, 3])).output).toEqual([1, 2, 3]);
  });
});
