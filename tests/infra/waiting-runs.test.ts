import { existsSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { everyOption, stacksOf } from "../support/synthesis.ts";
import { functionsOfToday } from "../support/todays-functions.ts";
import {
  definitionToday,
  MEETINGS,
  pathOf,
  record,
  recordings,
  resourcesOf,
  runOn,
  startedBy,
  tasksOf,
  waitingWorkflows,
} from "../support/waiting-runs.ts";

/** Runs that wait while a release is deployed keep their definition and call the newest code (tests/fixtures/waiting-runs/README.md). */

const stacks = stacksOf(everyOption);
const today = new Date().toISOString().slice(0, 10);
const waiting = waitingWorkflows(stacks);

/** `WELLSPRING_RECORD=runs` adds a recording of each definition that has none; it overwrites nothing. */
if (process.env["WELLSPRING_RECORD"] === "runs") {
  for (const workflow of waiting) {
    const definition = JSON.stringify(definitionToday(workflow));
    const known = recordings().some(
      (one) => one.workflow === workflow && JSON.stringify(one.definition) === definition,
    );
    const path = pathOf({ workflow, recorded: today });
    if (known || existsSync(path)) continue;
    writeFileSync(path, `${JSON.stringify(await record(workflow, stacks, today), undefined, 2)}\n`);
  }
}

const recorded = recordings();

describe("a workflow whose runs wait for longer than a deploy takes", () => {
  test("is one of these", () => {
    expect([...new Set(recorded.map(({ workflow }) => workflow))].toSorted()).toEqual(
      expect.arrayContaining([...waiting]),
    );
  });

  test.each(waiting)(
    "%s is recorded as it is defined today, and the recording visits each of its tasks",
    async (workflow) => {
      const current = recorded.filter((one) => one.workflow === workflow && one.replaced === undefined);
      expect(
        current.map(({ definition }) => definition),
        `${workflow} is defined otherwise than its recording. Give the recording "replaced": "${today}", keep it, and add one: ` +
          "WELLSPRING_RECORD=runs npx vitest run --project infra tests/infra/waiting-runs.test.ts",
      ).toEqual([definitionToday(workflow)]);
      for (const one of current) {
        expect(new Set(one.calls.map(({ state }) => state))).toEqual(new Set(tasksOf(one)));
      }
    },
  );
});

describe.each(recorded.map((one) => [`${one.workflow} of ${one.recorded}`, one] as const))(
  "a run of %s",
  (_, one) => {
    test.each(MEETINGS)("is led to an end by today's functions when it meets: %s", async (meets) => {
      for (const input of one.inputs) {
        const run = await runOn(one, input, meets);
        const failed = [
          ...["DeliveryFailed", "BroadcastFailed", "QueueingFailed", "ReconciliationFailed"],
          "PayoutsNotProposed",
        ];
        expect(failed.includes(run.end), run.end).toBe(meets === "failure");
        for (const until of run.waits) expect(new Date(String(until)).toISOString()).toBeTruthy();
      }
    });

    test.each(one.calls.map((call, index) => [`${call.state}, call ${index + 1}`, call] as const))(
      "passes what today's code accepts: %s",
      async (_, call) => {
        expect(await functionsOfToday("eachTime").answer(call)).toBeTypeOf("object");
      },
    );

    test("starts others that today's definitions lead to an end", async () => {
      for (const call of one.calls) {
        const started = startedBy(one, call);
        if (started === undefined) continue;
        const definition = definitionToday(started.workflow);
        expect((await runOn({ definition }, started.input, "nothing")).end).toMatch(/^(Done|Queued)$/);
      }
    });

    test("finds what it calls under the same ids, and its role may do what it needs", () => {
      const now = resourcesOf(one.workflow, stacks);
      expect(now.ids).toMatchObject(one.ids);
      expect(now.targets).toMatchObject(one.targets);
      expect(one.allowed.filter((permission) => !now.allowed.includes(permission))).toEqual([]);
    });
  },
);
