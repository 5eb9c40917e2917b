import { join } from "node:path";
import { Argument, Command } from "commander";
import { productRoot } from "../cli/settings.ts";
import { run } from "../local/run-program.ts";
import { binDir, environment } from "../local/settings.ts";

/** Suites whose stores need nothing but an endpoint that speaks DynamoDB; each makes a table and drops it. */
const SUITES = ["ledger", "delivery", "impact", "customer", "people", "people-races"];

/** docs/decisions/88-models-and-faults.md */
const program = new Command("npm run test:stores --")
  .description(
    "Runs the suites of stores on a second engine that speaks DynamoDB, which you have started on this machine.",
  )
  .addArgument(new Argument("<endpoint>", "where it answers: http://127.0.0.1:8000"))
  .addHelpText("after", "\nnpm run test:stores -- http://127.0.0.1:8000")
  .parse();
const [endpoint = ""] = program.args;

const files = SUITES.map((suite) => `tests/e2e/${suite}.test.ts`);
const { code } = await run(join(binDir, "vitest"), ["run", "--project", "e2e", ...files], {
  cwd: productRoot,
  env: environment({ AWS_ENDPOINT_URL: endpoint }),
  onOutput: (text) => process.stdout.write(text),
});
process.exit(code);
