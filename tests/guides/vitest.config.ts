import { defineConfig } from "vitest/config";

/** Apart from the tests: it writes files that are checked in. */
export default defineConfig({ test: { include: ["tests/guides/pictures.ts"], testTimeout: 60_000 } });
