import { defineConfig } from "vitest/config";
import { DeployedOrder } from "./tests/e2e/deployed/order.ts";

/** Ends what hangs. These run beside the tests of the deployed stacks, in the time that those leave. */
const PATIENT_MS = 120_000;

/** `unit` and `infra` need nothing; the others need the deployed stacks, and `pages` a browser besides. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    sequence: { sequencer: DeployedOrder },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{unit,contracts}/**/*.test.{ts,tsx}"],
          testTimeout: PATIENT_MS,
          hookTimeout: PATIENT_MS,
          // Modules are loaded once and not for each file: that took two fifths of the processor's time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // What reads templates or bundles.
          name: "infra",
          include: ["tests/infra/**/*.test.ts"],
          testTimeout: PATIENT_MS,
          hookTimeout: PATIENT_MS,
          // One process for all: loading the CDK and synthesising a stage takes longer than the tests.
          fileParallelism: false,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // Templates before CloudFormation's linter, which tools/test.ts installs.
          name: "templates",
          include: ["tests/templates/**/*.test.ts"],
          testTimeout: PATIENT_MS,
          hookTimeout: PATIENT_MS,
        },
      },
      {
        extends: true,
        test: {
          // Files for banks and of banks before others' readers, which tools/test.ts installs.
          name: "bank-files",
          include: ["tests/bank-files/**/*.test.ts"],
          testTimeout: PATIENT_MS,
          hookTimeout: PATIENT_MS,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/*.test.ts"],
          globalSetup: "tests/support/deployed-setup.ts",
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // One deployed engine is shared by all files: they take turns.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          // The stacks from outside: shop systems post, people look, operators run their commands.
          name: "deployed",
          include: ["tests/e2e/deployed/*.test.ts"],
          globalSetup: ["tests/support/deployed-setup.ts", "tests/support/deployed-recording.ts"],
          setupFiles: "tests/support/deployed-suite.ts",
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // One process for all, in the order of tests/e2e/deployed/order.ts: they share recorded events and keys.
          fileParallelism: false,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "pages",
          include: ["tests/pages/**/*.test.ts"],
          globalSetup: "tests/support/deployed-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One process for all: each file has a browser of its own.
          fileParallelism: false,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // Hostile inputs of every kind, new ones each time: tests/hostile/settings.ts.
          name: "hostile",
          include: ["tests/hostile/*.test.ts"],
          globalSetup: ["tests/support/deployed-setup.ts", "tests/support/deployed-recording.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // A failure shows what was sent.
          chaiConfig: { truncateThreshold: 0 },
          // One process for all: its last suite prints what every kind came to.
          fileParallelism: false,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // What all the tests before it did, looked at as a whole.
          name: "afterwards",
          include: ["tests/afterwards/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
