/**
 * The import laws of this code base; local/check.ts also fails when no modules were read.
 * @type {import("dependency-cruiser").IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: "core-and-functions-never-reach-synth",
      comment: "What runs in a Lambda must not reach what runs at synth, nor CDK.",
      severity: "error",
      from: { path: "^(core|functions)/" },
      to: {
        path: "^(lib|bin|local|bench|tests)/|node_modules/(aws-cdk-lib|constructs|cdk-nag)/",
        reachable: true,
      },
    },
    {
      name: "pure-core-never-reaches-aws",
      comment: "Only *.store.ts, *.client.ts and core/runtime talk to AWS; the rest of core is pure.",
      severity: "error",
      from: { path: "^core/", pathNot: "\\.(store|client)\\.ts$|^core/runtime/" },
      to: { path: "node_modules/@aws-sdk/" },
    },
    {
      name: "pure-core-knows-stores-by-type",
      comment: "A use case is given its stores; it may name their types, never load them.",
      severity: "error",
      from: { path: "^core/", pathNot: "\\.(store|client)\\.ts$|^core/runtime/" },
      to: { path: "^core/.*\\.(store|client)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "functions-stand-alone",
      comment: "A function never imports another function: share through core.",
      severity: "error",
      from: { path: "^functions/([^/]+)/" },
      to: { path: "^functions/", pathNot: "^functions/$1/" },
    },
    {
      name: "core-never-imports-functions",
      severity: "error",
      from: { path: "^core/" },
      to: { path: "^functions/" },
    },
    {
      name: "product-never-imports-local",
      comment: "Nothing that ships may know that it can run on one machine.",
      severity: "error",
      from: { path: "^(core|functions|lib|bin)/" },
      to: { path: "^(local|bench|tests)/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-drawers",
      comment: "No barrels, no utils: a file is named after what it is.",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: {
        path: "^(bin|lib|functions|core|local|bench)/.*/?(index|types|constants|utils|util|common|helpers|helper|services|service)[.]tsx?$",
      },
    },
    {
      name: "no-tests-in-product",
      severity: "error",
      from: { pathNot: "^(tests|bench)/" },
      to: { path: "^tests/" },
    },
    {
      name: "resolvable",
      comment: "Powertools publishes its types without a file that runs: tsc finds those.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^@aws-lambda-powertools/[a-z]+/types$" },
    },
    {
      name: "ships-no-dev-dependencies",
      severity: "error",
      from: { path: "^(core|functions)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "cdk\\.out|\\.local/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
