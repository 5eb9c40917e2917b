import * as z from "zod";

/** A package that others wrote, as a lockfile pins it. */
export interface Package {
  readonly ecosystem: "npm" | "PyPI";
  readonly name: string;
  readonly version: string;
  /** As the package states it, where the lockfile holds that. */
  readonly licence?: string;
  /** Whether only tools use it, and nothing of it is in what is deployed. */
  readonly isTool: boolean;
}

export const LockedPackage = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  inBundle: z.boolean().default(false),
  dev: z.boolean().default(false),
  devOptional: z.boolean().default(false),
  optional: z.boolean().default(false),
  link: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});
export type LockedPackage = z.infer<typeof LockedPackage>;

const Lock = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), LockedPackage) });

/** The packages of an npm lockfile, by where they are installed; the project itself is none. */
export function lockedPackages(lockfile: unknown): readonly (readonly [string, LockedPackage])[] {
  return Object.entries(Lock.parse(lockfile).packages).filter(([path]) => path !== "");
}

/** `node_modules/a/node_modules/@b/c` → `@b/c`. */
export function nameOf(path: string): string {
  return path.replace(/^.*node_modules\//, "");
}

/** The same as packages of the registry: what an alias is called here does not matter. */
export function npmPackages(lockfile: unknown): readonly Package[] {
  return lockedPackages(lockfile).map(([path, { name, version, license, dev, devOptional }]) => ({
    ecosystem: "npm" as const,
    name: name ?? nameOf(path),
    version: version ?? "",
    ...(license !== undefined && { licence: license }),
    isTool: dev || devOptional,
  }));
}

/** One requirement for pip: a name, one version, perhaps for which Python, and hashes. */
export interface Requirement {
  readonly text: string;
  readonly name: string;
  /** Undefined where no exact one is asked for. */
  readonly version: string | undefined;
  readonly hashes: number;
}

/** The requirements of a file for pip, each with the lines that continue it. */
export function requirementsIn(text: string): readonly Requirement[] {
  const lines = text.replaceAll("\\\n", " ").split("\n");
  return lines.flatMap((line) => {
    const asked = line.replace(/(^|\s)#.*$/, "").trim();
    if (asked === "") return [];
    const [, name = asked, version] = /^([A-Za-z0-9._-]+)(?:==([^\s;*]+)(?=\s|;|$))?/.exec(asked) ?? [];
    const hashes = [...asked.matchAll(/--hash=sha256:[0-9a-f]{64}(?=\s|$)/g)].length;
    return [{ text: asked, name: name.toLowerCase().replaceAll(/[._-]+/g, "-"), version, hashes }];
  });
}

/** The same as packages. None of them is deployed. */
export function pythonPackages(requirements: string): readonly Package[] {
  return requirementsIn(requirements).map(({ name, version = "" }) => ({
    ecosystem: "PyPI" as const,
    name,
    version,
    isTool: true,
  }));
}

/** `lodash@4.18.1`, as a person would say it. */
export function called({ ecosystem, name, version }: Package): string {
  return ecosystem === "npm" ? `${name}@${version}` : `${name}==${version}`;
}
