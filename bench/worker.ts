/** One process of functions: what a warm Lambda environment is. The bench starts it, feeds it and kills it. */
import * as z from "zod";
import { mapBounded } from "../core/platform/bounded.ts";
import { chanceFrom } from "../demo/chance.ts";
import { countLogs, takeUsed } from "./worker/measured.ts";

const env = z
  .object({
    BENCH_ARM: z.enum(["ours", "baseline"]),
    BENCH_PEOPLE: z.string(),
    BENCH_WORKFLOW: z.string(),
    BENCH_SECOND_MS: z.coerce.number(),
    BENCH_TIMEOUT_SECOND_MS: z.coerce.number(),
    BENCH_SEED: z.coerce.number(),
  })
  .parse(process.env);

const Job = z.object({
  id: z.number(),
  does: z.enum(["receive", "give", "fold", "serve"]),
  inputs: z.array(z.unknown()),
  atOnce: z.number(),
  lateMs: z.number(),
});

countLogs();
const pace = {
  secondMs: env.BENCH_SECOND_MS,
  timeoutSecondMs: env.BENCH_TIMEOUT_SECOND_MS,
  chance: chanceFrom(env.BENCH_SEED),
};
const { buildUnderTest } = await (env.BENCH_ARM === "ours"
  ? import("./worker/product.ts")
  : import("./worker/baseline.ts"));
const build = buildUnderTest(env.BENCH_WORKFLOW, pace, env.BENCH_PEOPLE);

process.on("message", (message) => {
  const { id, does, inputs, atOnce, lateMs } = Job.parse(message);
  const work = (input: unknown) => (does === "give" ? build.give(input, lateMs) : build[does](input));
  const settled = mapBounded(inputs, atOnce, (input) =>
    work(input).then(
      (output) => ({ output }),
      (error: unknown) => ({ error: error instanceof Error ? `${error.name}: ${error.message}` : "unknown" }),
    ),
  );
  void settled.then((results) => process.send?.({ id, results, used: takeUsed() }));
});
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });
