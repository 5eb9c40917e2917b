import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const tracked = execFileSync("git", ["ls-files"], { encoding: "utf8" }).trim().split("\n");
const programs = tracked.filter((path) => /\.(ts|tsx|mts|cjs|py|sh)$/.test(path));
const read = (path: string) => readFileSync(path, "utf8");

/** How a server begins to listen, in all that is called so: `server.listen(…`. */
const LISTENING = /\.listen\(([^)]*)/g;

describe("every server of this project", () => {
  test("listens on 127.0.0.1 alone", () => {
    const listening = programs
      .filter((path) => path !== "tests/contracts/loopback.test.ts")
      .flatMap((path) => [...read(path).matchAll(LISTENING)].map(([, how = ""]) => ({ path, how })));
    expect(listening.length).toBeGreaterThan(8);
    expect(listening.filter(({ how }) => !/^[\w.]+, "127\.0\.0\.1"/.test(how))).toEqual([]);
    expect(read("local/engine/engine.ts")).toContain('BIND_HOST: "127.0.0.1"');
  });

  test("runs as a program of this machine: no image of a container is named, by tag or otherwise", () => {
    // What starts one; `DockerImage.fromRegistry("never-pulled")` in lib/constructs/bundle.ts starts none.
    const image =
      /["'`]docker["'`]|\bdocker (run|pull|compose)\b|\b(ghcr|docker|quay)\.io\b|^FROM \S+|^\s*image:\s*[\w./:@-]+$/m;
    const settings = tracked.filter(
      (path) => programs.includes(path) || /(^|\/)(Dockerfile|compose\.ya?ml)$|\.ya?ml$|\.json$/.test(path),
    );
    const naming = settings.filter(
      (path) => !/^(tests|docs)\/|package-lock\.json$/.test(path) && image.test(read(path)),
    );
    expect(naming).toEqual([]);
  });
});
