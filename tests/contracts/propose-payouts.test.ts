import { describe, expect, test } from "vitest";
import { BrandNotAppliedError } from "../../core/giving/config/brand-in-force.ts";
import { UnreadableEntryError } from "../../core/giving/ledger/limits.ts";
import { TaskInputError } from "../../core/platform/lambda/task.ts";
import { UnknownCauseError } from "../../core/settlement/due.ts";
import {
  DayNotOverError,
  OrderTornError,
  PayableTooLargeError,
  READ_TURN_MS,
} from "../../core/settlement/read-payable.ts";
import { choose, readMachine } from "../support/state-machine.ts";

const { machine, tasks } = readMachine("propose-payouts");

describe("the workflow of payouts", () => {
  test("tries nothing again that stays as it is, by the names that the classes carry", () => {
    const lasting = [
      TaskInputError,
      BrandNotAppliedError,
      DayNotOverError,
      UnreadableEntryError,
      OrderTornError,
      PayableTooLargeError,
      UnknownCauseError,
    ].map((OwnError) => new OwnError("").name);
    const never = tasks.flatMap(({ state }) => state.Retry?.[0]?.ErrorEquals ?? []);
    expect([...new Set(never)].toSorted()).toEqual(lasting.toSorted());
  });

  test("reads on until the ledger ends, then proposes", async () => {
    expect(await choose(machine, "RouteByRest", { outcome: "more" })).toBe("ReadLedger");
    expect(await choose(machine, "RouteByRest", { outcome: "read" })).toBe("BatchPayouts");
  });

  test("gives each task more time than a turn of reading takes, and tries it again with jitter", () => {
    for (const { state } of tasks) {
      expect(state.TimeoutSeconds).toBeGreaterThan((READ_TURN_MS / 1000) * 1.5);
      expect(state.Retry?.at(-1)).toMatchObject({ ErrorEquals: ["States.ALL"], JitterStrategy: "FULL" });
      expect(state.Catch?.map(({ Next }) => Next)).toEqual(["PayoutsNotProposed"]);
    }
  });
});
