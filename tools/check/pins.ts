import * as z from "zod";
import { lockedPackages, nameOf, requirementsIn } from "./packages.ts";

const Project = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  overrides: z.record(z.string(), z.unknown()).default({}),
  allowScripts: z.record(z.string(), z.boolean()).default({}),
});

/** Binaries of two tools for platforms that we do not use, of which the lockfile has no hash. */
const WITHOUT_HASH = /^@(biomejs\/cli|oxc-parser\/binding)-(?!linux-(x64|arm64)(-gnu)?$)/;
const REGISTRY = "https://registry.npmjs.org/";

/** What package.json and its lockfile leave open: a version, a hash, where a package comes from, a script that it runs. */
export function looseInNpm(project: unknown, lockfile: unknown): readonly string[] {
  const { allowScripts, overrides, ...asked } = Project.parse(project);
  const packages = lockedPackages(lockfile);
  const mayRun = Object.entries(allowScripts).flatMap(([name, may]) => (may ? [name] : []));
  const running = packages
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => nameOf(path));
  return [
    ...Object.values(asked)
      .flatMap((those) => Object.entries(those))
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${name}: ${version} is not one exact version`),
    ...Object.keys(overrides).map((name) => `${name}: an override hides which version its users asked for`),
    ...packages.flatMap(([path, each]) => {
      const from = each.resolved;
      const isElsewhere = each.link || (from !== undefined && !from.startsWith(REGISTRY));
      return isElsewhere ? [`${nameOf(path)}: comes from ${from ?? "a folder"}, not from the registry`] : [];
    }),
    ...packages.flatMap(([path, { integrity, inBundle, dev, optional }]) => {
      const isKnown = WITHOUT_HASH.test(nameOf(path)) && dev && optional && integrity === undefined;
      return inBundle || isKnown || integrity?.startsWith("sha512-") ? [] : [`${nameOf(path)}: has no hash`];
    }),
    ...running
      .filter((name) => !mayRun.includes(name))
      .map((name) => `${name}: runs a script when installed`),
    ...mayRun
      .filter((name) => !running.includes(name))
      .map((name) => `${name}: may run a script and has none`),
  ];
}

/** What requirements for pip leave open. */
export function looseInPython(requirements: string): readonly string[] {
  return requirementsIn(requirements).flatMap(({ text, name, version, hashes }) => {
    if (version === undefined) return [`${name}: ${text.slice(0, 60)} is not one exact version`];
    return hashes === 0 ? [`${name}: has no hash`] : [];
  });
}
