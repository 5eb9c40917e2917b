import { defineConfig } from "vitest/config";

/** Three projects: what needs nothing, what needs the deployed stacks, and what needs a browser besides. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{unit,contracts,infra}/**/*.test.{ts,tsx}"],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
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
          name: "pages",
          include: ["tests/pages/**/*.test.ts"],
          globalSetup: "tests/support/deployed-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
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
