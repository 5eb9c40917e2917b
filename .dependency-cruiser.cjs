/**
 * The rooms of core/ in their one order: each may reach the rooms before it and none behind it.
 * A new room is one line here, at its place.
 */
const ROOMS = [
  "model",
  "platform",
  "events",
  "giving",
  "settlement",
  "proof",
  "impact",
  "people",
  "feedback",
  "i18n",
  "disclosures",
  "messaging",
  "conversations",
  "intake",
  "site",
  "operations",
  "desk",
];
/** Rooms that do not reach each other although the order would let them. */
const APART = {
  people: ["impact"],
  i18n: ["events", "giving", "impact", "people", "feedback"],
  site: ["intake"],
};

const rooms = ROOMS.map((room, index) => {
  const behind = ROOMS.slice(index + 1);
  const closed = [...behind, ...(APART[room] ?? [])];
  const open = ROOMS.slice(0, index).filter((name) => !closed.includes(name));
  return {
    name: `room-${room}`,
    comment: `core/${room} may reach ${open.length === 0 ? "no other room" : open.join(", ")}.`,
    severity: "error",
    from: { path: `^core/${room}/` },
    to: { path: closed.length === 0 ? "^$" : `^core/(${closed.join("|")})/` },
  };
});

/**
 * The import laws of this code base; tools/check.ts also fails when no modules were read.
 * @type {import("dependency-cruiser").IConfiguration}
 */
module.exports = {
  forbidden: [
    ...rooms,
    {
      name: "core-is-rooms",
      comment: "Every file of core/ lies in a room that has a place in the order.",
      severity: "error",
      from: {},
      to: { path: "^core/", pathNot: `^core/(${ROOMS.join("|")})/` },
    },
    {
      name: "core-and-functions-never-reach-synth",
      comment: "What runs in a Lambda must not reach what runs at synth, nor CDK.",
      severity: "error",
      from: { path: "^(core|functions)/" },
      to: {
        path: "^(lib|bin|cli|demo|local|tools|bench|tests)/|node_modules/(aws-cdk-lib|constructs|cdk-nag)/",
        reachable: true,
      },
    },
    {
      name: "pure-core-never-reaches-aws",
      comment: "Only *.store.ts, *.client.ts and core/platform talk to AWS; the rest of core is pure.",
      severity: "error",
      from: { path: "^core/", pathNot: "\\.(store|client)\\.ts$|^core/platform/" },
      to: { path: "node_modules/@aws-sdk/" },
    },
    {
      name: "pure-core-knows-stores-by-type",
      comment: "A use case is given its stores; it may name their types, never load them.",
      severity: "error",
      from: { path: "^core/", pathNot: "\\.(store|client)\\.ts$|^core/platform/" },
      to: { path: "^core/.*\\.(store|client)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pictures-are-made-by-the-operator",
      comment:
        "sharp is loaded by one file, which commands alone reach: its libvips is under the LGPL and in no bundle.",
      severity: "error",
      from: { pathNot: "^core/operations/brand/encode-picture\\.ts$|^tests/" },
      to: { path: "node_modules/(sharp|@img)/" },
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
      name: "product-never-imports-tools",
      comment:
        "Nothing that ships may know the operator's program, the demo, or that it can run on one machine.",
      severity: "error",
      from: { path: "^(core|functions|lib|bin)/" },
      to: { path: "^(cli|demo|local|tools|bench|tests)/" },
    },
    {
      name: "elements-stand-alone",
      comment:
        "What runs in a shop's page is one small module: of the rest it knows a type of the API, and loads nothing.",
      severity: "error",
      from: { path: "^elements/" },
      to: { path: "^(?!elements/)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "verify-stands-alone",
      comment: "Who checks the brand shares no code with it, so that no mistake is in both.",
      severity: "error",
      from: { path: "^verify/" },
      to: { path: "^(?!verify/)", dependencyTypesNot: ["core"] },
    },
    {
      name: "cli-stands-alone",
      comment: "The operator's program works on a stage in AWS: it needs nothing that only this machine has.",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: "^(demo|local|tools|bench|tests)/" },
    },
    {
      name: "local-never-imports-demo",
      severity: "error",
      from: { path: "^local/" },
      to: { path: "^(demo|tools|bench|tests)/" },
    },
    {
      name: "demo-never-imports-tools",
      severity: "error",
      from: { path: "^demo/" },
      to: { path: "^(tools|bench|tests)/" },
    },
    {
      name: "stages-are-the-brands",
      comment:
        "The list of stages is a brand's: the product reads it when it runs, by lib/project-stages.ts.",
      severity: "error",
      from: { path: "^(core|functions|lib|bin|cli|demo|local)/" },
      to: { path: "^stages\\.ts$" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-drawers",
      comment: "No barrels, no utils: a file is named after what it is.",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: {
        path: "^(bin|lib|functions|elements|core|cli|demo|local|tools|bench)/.*/?(index|types|constants|utils|util|common|helpers|helper|services|service)[.]tsx?$",
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
    exclude: { path: "cdk\\.out|\\.local/|^cli/init/template/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
