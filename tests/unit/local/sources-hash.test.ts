import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sourcesHash } from "../../../local/sources-hash.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellspring-sources-"));
  for (const path of ["core/giving", "lib", "docs/operating", "node_modules/one", ".local"]) {
    await mkdir(join(folder, path), { recursive: true });
    await writeFile(join(folder, path, "file.ts"), path);
  }
  await writeFile(join(folder, "stages.ts"), "stages");
});

afterEach(async () => await rm(folder, { recursive: true }));

describe("what stacks are made of", () => {
  test("has the same digest while no file changes", async () => {
    expect(await sourcesHash([folder])).toBe(await sourcesHash([folder]));
  });

  test.each(["core/giving/file.ts", "core/giving/new.ts", "lib/file.ts", "stages.ts", "package-lock.json"])(
    "has another once %s is written",
    async (path) => {
      const before = await sourcesHash([folder]);
      await writeFile(join(folder, path), "other");
      expect(await sourcesHash([folder])).not.toBe(before);
    },
  );

  test("has another once a file has another name", async () => {
    const before = await sourcesHash([folder]);
    await rm(join(folder, "lib/file.ts"));
    await writeFile(join(folder, "lib/files.ts"), "lib");
    expect(await sourcesHash([folder])).not.toBe(before);
  });

  test.each(["docs/operating/file.ts", "node_modules/one/file.ts", ".local/file.ts"])(
    "has the same when %s is written, which no synth reads",
    async (path) => {
      const before = await sourcesHash([folder]);
      await writeFile(join(folder, path), "other");
      expect(await sourcesHash([folder])).toBe(before);
    },
  );
});
