import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../../../cli/settings.ts";
import { AdvisoryList, ageOf, OLD_AFTER_DAYS } from "../../../../tools/check/advisories.ts";
import {
  inspectSupplyChain,
  readSupplyChain,
  type SupplyChain,
} from "../../../../tools/check/supply-chain.ts";

const TODAY = "2026-11-26";
const HASH = `sha512-${"a".repeat(86)}==`;
const PIP_HASH = `--hash=sha256:${"0".repeat(64)}`;
const registry = (name: string) => `https://registry.npmjs.org/${name}/-/${name}-1.2.3.tgz`;
const good = (name: string, more = {}) => ({
  version: "1.2.3",
  license: "MIT",
  integrity: HASH,
  resolved: registry(name),
  ...more,
});

interface Parts {
  readonly project?: object;
  readonly packages?: Readonly<Record<string, object>>;
  readonly requirements?: string;
  readonly licences?: object;
  readonly advisories?: readonly object[];
  readonly accepted?: readonly object[];
}

/** A project of one good package of each kind, and what is planted besides. */
function chain({
  project,
  packages,
  requirements = "",
  licences,
  advisories = [],
  accepted = [],
}: Parts): SupplyChain {
  return {
    project: { dependencies: { fine: "1.2.3" }, ...project },
    lockfile: {
      lockfileVersion: 3,
      packages: { "": { name: "ours" }, "node_modules/fine": good("fine"), ...packages },
    },
    requirements: `# pinned\nsnake==4.5.6 \\\n    ${PIP_HASH}\n${requirements}`,
    licences: { npm: {}, PyPI: { "snake@4.5.6": "MIT" }, ...licences },
    advisories: {
      sources: [{ ecosystem: "npm", from: "a test", asOf: TODAY }],
      advisories,
      accepted,
    },
  };
}
const faultsOf = (parts: Parts) => inspectSupplyChain(chain(parts), TODAY).faults;
const advisory = (vulnerable: string, more = {}) => ({
  id: "GHSA-2222-3333-4444",
  ecosystem: "npm",
  package: "fine",
  vulnerable,
  ...more,
});

describe("the packages of this project", () => {
  test("have one version with a hash, a licence that lets us use them, and no known fault", async () => {
    const { faults, remark } = inspectSupplyChain(await readSupplyChain(projectRoot), TODAY);
    expect(faults).toEqual([]);
    expect(Number.parseInt(remark, 10)).toBeGreaterThan(500);
  });

  test("are under the LGPL only where a command of the operator loads them as they are", () => {
    const licensed = (name: string) =>
      faultsOf({ packages: { [`node_modules/${name}`]: good(name, { license: "LGPL-3.0-or-later" }) } });
    expect(licensed("@img/sharp-libvips-linux-x64")).toEqual([]);
    expect(licensed("sharpest")).toEqual([
      "sharpest@1.2.3: LGPL-3.0-or-later is not on the list of licences",
    ]);
  });

  test("are compared with advisories about packages that are here, else the list proves nothing", async () => {
    const { advisories, lockfile, requirements } = await readSupplyChain(projectRoot);
    const named = new Set(AdvisoryList.parse(advisories).advisories.map((one) => one.package));
    const here = JSON.stringify(lockfile) + requirements;
    expect([...named].filter((name) => !here.includes(name))).toEqual([]);
    expect(named.size).toBeGreaterThan(10);
  });
});

describe("a check of what others wrote", () => {
  test("finds nothing wrong with what is pinned, permissive and without fault", () => {
    expect(faultsOf({})).toEqual([]);
  });

  test.each([
    ["a range", { project: { dependencies: { fine: "^1.2.3" } } }, "fine: ^1.2.3 is not one exact version"],
    ["a tag", { project: { devDependencies: { fine: "latest" } } }, "fine: latest is not one exact version"],
    ["a star", { project: { optionalDependencies: { fine: "*" } } }, "fine: * is not one exact version"],
    [
      "a repository",
      { project: { dependencies: { fine: "git+https://x.example/f" } } },
      "not one exact version",
    ],
    ["an alias", { project: { dependencies: { fine: "npm:other@1.2.3" } } }, "not one exact version"],
    ["an override", { project: { overrides: { deep: "1.0.0" } } }, "deep: an override hides"],
    [
      "another registry",
      { packages: { "node_modules/far": good("far", { resolved: "https://mirror.example/far.tgz" }) } },
      "far: comes from https://mirror.example/far.tgz",
    ],
    [
      "an address that begins as the registry's",
      {
        packages: {
          "node_modules/far": good("far", { resolved: "https://registry.npmjs.org.example/far.tgz" }),
        },
      },
      "far: comes from",
    ],
    [
      "a folder",
      { packages: { "node_modules/far": { link: true, resolved: "../far", license: "MIT" } } },
      "far: comes from",
    ],
    [
      "no hash",
      { packages: { "node_modules/far": good("far", { integrity: undefined }) } },
      "far: has no hash",
    ],
    [
      "a weak hash",
      { packages: { "node_modules/far": good("far", { integrity: "sha1-x" }) } },
      "far: has no hash",
    ],
    [
      "a script",
      { packages: { "node_modules/far": good("far", { hasInstallScript: true }) } },
      "far: runs a script when installed",
    ],
    [
      "a leave for a script that is not there",
      { project: { allowScripts: { gone: true } } },
      "gone: may run a script",
    ],
    ["a Python range", { requirements: `viper>=1.0 ${PIP_HASH}` }, "viper: viper>=1.0"],
    ["a Python wildcard", { requirements: `viper==1.* ${PIP_HASH}`, licences: {} }, "viper"],
    ["a Python address", { requirements: `viper @ https://x.example/v.whl ${PIP_HASH}` }, "viper"],
    ["an option of pip", { requirements: "--extra-index-url https://x.example/simple" }, "--extra-index-url"],
    ["no Python hash", { requirements: "viper==1.0.0" }, "viper: has no hash"],
    ["a short Python hash", { requirements: "viper==1.0.0 --hash=sha256:00" }, "viper: has no hash"],
  ])("finds %s", (_, parts: Parts, fault) => {
    expect(faultsOf(parts).join("\n")).toContain(fault);
  });

  test.each([
    ["GPL-3.0-only"],
    ["AGPL-3.0-or-later"],
    ["SSPL-1.0"],
    ["BUSL-1.1"],
    ["UNLICENSED"],
    ["SEE LICENSE IN LICENSE.md"],
    ["MIT AND GPL-2.0-only"],
    ["(MIT AND (ISC AND LGPL-3.0-only))"],
    ["GPL-2.0-only OR LGPL-3.0-only"],
    ["GPL-2.0-only WITH Classpath-exception-2.0"],
    ["Apache-2.0 WITH LLVM-exception"],
    ["mit"],
    [""],
    ["LicenseRef-ours"],
  ])("finds the licence %j, also in a tool", (license) => {
    for (const dev of [false, true]) {
      const packages = { "node_modules/far": good("far", { license, dev }) };
      expect(faultsOf({ packages }).join("\n")).toContain("far@1.2.3");
    }
  });

  test.each(["MIT", "(MIT OR GPL-3.0-or-later)", "Apache-2.0 AND BSD-3-Clause", "MIT OR UNKNOWN-X"])(
    "lets %s pass where it can be read, and says so where not",
    (license) => {
      const faults = faultsOf({ packages: { "node_modules/far": good("far", { license }) } });
      expect(faults).toEqual(
        license.includes("UNKNOWN") ? [expect.stringContaining("is no SPDX expression")] : [],
      );
    },
  );

  test("lets a licence for tools pass in tools alone", () => {
    const far = (dev: boolean) => ({ "node_modules/far": good("far", { license: "MPL-2.0", dev }) });
    expect(faultsOf({ packages: far(true) })).toEqual([]);
    expect(faultsOf({ packages: far(false) })).toEqual(["far@1.2.3: MPL-2.0 is not on the list of licences"]);
  });

  test("holds what a person read for that version alone, and for no other name", () => {
    const packages = { "node_modules/far": good("far", { license: undefined }) };
    const read = (entry: string) => faultsOf({ packages, licences: { npm: { [entry]: "ISC" } } });
    expect(read("far@1.2.3")).toEqual([]);
    expect(read("fa*@1.2.3")).toEqual([]);
    expect(read("far@1.2.4").join("\n")).toContain("far@1.2.3: states no licence");
    expect(read("far@1.2.4").join("\n")).toContain("far@1.2.4: is in licences.json");
    expect(read("ar@1.2.3").join("\n")).toContain("far@1.2.3: states no licence");
  });

  test("finds a known fault in every copy, by the package's own name", () => {
    const packages = {
      "node_modules/other/node_modules/fine": good("fine", { version: "1.0.0" }),
      "node_modules/alias": good("fine", { name: "fine", version: "0.9.0" }),
    };
    expect(faultsOf({ packages, advisories: [advisory("<1.2.3")] })).toEqual([
      "fine@1.0.0: GHSA-2222-3333-4444 (<1.2.3)",
      "fine@0.9.0: GHSA-2222-3333-4444 (<1.2.3)",
    ]);
  });

  test("finds a fault of a version before its release, and of Python's own kinds of versions", () => {
    const packages = { "node_modules/far": good("far", { version: "2.0.0-beta.2" }) };
    const npm = [advisory(">=1.9.0 <2.0.1", { package: "far" })];
    expect(faultsOf({ packages, advisories: npm })).toHaveLength(1);
    const python = (vulnerable: string) =>
      faultsOf({ advisories: [advisory(vulnerable, { ecosystem: "PyPI", package: "snake" })] });
    expect(python("<4.5.7")).toEqual(["snake==4.5.6: GHSA-2222-3333-4444 (<4.5.7)"]);
    expect(python("<4.5.6")).toEqual([]);
  });

  test("does not take a package of one registry for that of another", () => {
    expect(faultsOf({ advisories: [advisory("*", { ecosystem: "PyPI" })] })).toEqual([]);
  });

  test("says that a version cannot be compared, and does not pass it", () => {
    const packages = { "node_modules/far": good("far", { version: "three" }) };
    const faults = faultsOf({ packages, advisories: [advisory("<1.0.0", { package: "far" })] });
    expect(faults).toEqual(["far@three: is no version that can be compared"]);
  });

  test("lets an accepted fault pass until its day, for its package", () => {
    const accepted = [
      { id: "GHSA-2222-3333-4444", package: "fine", because: "its parser is not used", until: TODAY },
    ];
    const parts = { advisories: [advisory("*")], accepted };
    expect(inspectSupplyChain(chain(parts), TODAY).faults).toEqual([]);
    expect(inspectSupplyChain(chain(parts), "2026-11-27").faults).toHaveLength(1);
    expect(
      faultsOf({ ...parts, accepted: accepted.map((one) => ({ ...one, package: "far" })) }),
    ).toHaveLength(1);
  });

  test.each([
    advisory("not a range"),
    advisory("*", { id: "someone said so" }),
    advisory("*", { ecosystem: "cargo" }),
  ])("refuses a list that says %o", (one) => {
    expect(() => faultsOf({ advisories: [one] })).toThrow();
  });

  test("says how old its list is, and warns of an old one without failing", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (one, other) => {
        const day = (ago: number) =>
          new Date(Date.parse(TODAY) - ago * 86_400_000).toISOString().slice(0, 10);
        const sources = [one, other].map((ago) => ({ ecosystem: "npm", from: "a test", asOf: day(ago) }));
        const list = AdvisoryList.parse({ sources, advisories: [], accepted: [] });
        const days = Math.max(one, other);
        expect(ageOf(list, TODAY)).toEqual({ days, isOld: days > OLD_AFTER_DAYS });
        const report = inspectSupplyChain({ ...chain({}), advisories: list }, TODAY);
        expect(report.faults).toEqual([]);
        expect(report.remark).toContain(`${days} days ago`);
        expect(report.remark.includes("npm run advisories")).toBe(days > OLD_AFTER_DAYS);
      }),
    );
  });
});
