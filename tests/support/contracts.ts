import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import ts from "typescript";
import { z } from "zod";
import { operatorProgram } from "../../cli/program.ts";
import { CATALOG, type EventContract } from "../../core/events/catalog.ts";
import { openApi } from "../../core/impact/api/openapi.ts";
import { standardSchemas } from "../../core/intake/sources/standard/json-schema.ts";
import { Source } from "../../core/model/sources.ts";
import { type Contracts, REQUIRED } from "../../tools/release/contracts.ts";
import { storedRows } from "./stored-rows.ts";
import type { Stacks } from "./synthesis.ts";

/** Everything that an upgrade could break for somebody: each of these needs a migration note when it changes. */
export function contractsOf(stacks: Stacks): Contracts {
  const all = [
    ...events(),
    ...rows(),
    ...addresses(stacks),
    ...formats(),
    ...outputs(stacks),
    ...resources(stacks),
    ...settings(),
    ...commands(),
    ...waitingRuns(),
  ];
  return Object.fromEntries(all.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

type Named = readonly (readonly [name: string, value: unknown])[];

/** What a consumer of the bus gets. */
function events(): Named {
  const catalog: readonly EventContract[] = CATALOG;
  return catalog.map(({ name, detail }) => [
    `event ${name}`,
    plain(z.toJSONSchema(detail, { io: "output", unrepresentable: "any" })),
  ]);
}

/** A schema without what only people read. */
function plain(value: unknown): unknown {
  const words = ["description", "examples", "example", "summary", "$schema"];
  return JSON.parse(JSON.stringify(value, (key, one) => (words.includes(key) ? undefined : one)));
}

/** What tables hold: the shape of each row in tests/fixtures/rows/, under its key. */
function rows(): Named {
  return (["ledger", "impact", "people"] as const).flatMap((table) =>
    storedRows(table).map(({ pk, sk, ...row }) => [`row ${table} ${pk} / ${sk}`, shapeOf(row)] as const),
  );
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
}

/** Where shop systems, customers and programs call. */
function addresses(stacks: Stacks): Named {
  const routes = stacks
    .of("AWS::ApiGatewayV2::Route")
    .map(({ properties }) => String(properties["RouteKey"]));
  const webhooks = Source.options.map((source) => `POST /webhooks/${source}/{connection}`);
  const api = Object.entries(z.record(z.string(), z.unknown()).parse(openApi().paths));
  return [
    ...[...new Set([...routes, ...webhooks])].map((route) => [`address ${route}`, "answers"] as const),
    ...api.map(([path, operation]) => [`api ${path}`, plain(operation)] as const),
    ["api schemas", plain(openApi().components)],
  ];
}

/** Our own webhook format. */
function formats(): Named {
  return Object.entries(standardSchemas()).map(([name, schema]) => [`format ${name}`, plain(schema)]);
}

/** What scripts and other stacks read. */
function outputs(stacks: Stacks): Named {
  return [...stacks.outputs.keys()]
    .filter((name) => !name.startsWith("ExportsOutput"))
    .map((name) => [`output ${name}`, "text"]);
}

/** Those that hold something, have an address, or are named by runs, links or other accounts: another id is another one. */
const KEPT = [
  "AWS::ApiGatewayV2::Api",
  "AWS::CertificateManager::Certificate",
  "AWS::CloudFront::Distribution",
  "AWS::DynamoDB::Table",
  "AWS::Events::Archive",
  "AWS::Events::EventBus",
  "AWS::Lambda::Function",
  "AWS::Lambda::Url",
  "AWS::S3::Bucket",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::EmailIdentity",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::Scheduler::ScheduleGroup",
  "AWS::SecretsManager::Secret",
  "AWS::StepFunctions::StateMachine",
];

function resources(stacks: Stacks): Named {
  return stacks.resources
    .filter(({ type }) => KEPT.includes(type))
    .map(({ stack, path, type, logicalId }) => [
      `resource ${stack.replace(/^.*-/, "")} ${path}`,
      `${type} ${logicalId}`,
    ]);
}

/** What a brand writes into its stages: each member of each interface. */
function settings(): Named {
  const path = "lib/stages.ts";
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  return file.statements
    .filter(ts.isInterfaceDeclaration)
    .flatMap(({ name, members }) =>
      members
        .filter(ts.isPropertySignature)
        .map(
          (member) =>
            [
              `setting ${name.text}.${member.name.getText(file)}`,
              { type: member.type?.getText(file), is: member.questionToken ? "optional" : REQUIRED },
            ] as const,
        ),
    );
}

const program = await operatorProgram();

/** What operators and their scripts type. */
function commands(): Named {
  return commandsOf(program, "").map(([name, command]) => [
    `command${name}`,
    [
      ...command.registeredArguments.map((argument) => `${argument.required ? "<" : "["}${argument.name()}`),
      ...command.options.map(({ flags }) => flags).toSorted(),
    ],
  ]);
}

function commandsOf(command: Command, name: string): readonly (readonly [string, Command])[] {
  return [[name, command], ...command.commands.flatMap((one) => commandsOf(one, `${name} ${one.name()}`))];
}

/** Runs that an earlier release may have left waiting (tests/fixtures/waiting-runs/README.md). */
function waitingRuns(): Named {
  return globSync("tests/fixtures/waiting-runs/*.json").map((file) => [
    `waiting run ${basename(file, ".json")}`,
    "is led to its end",
  ]);
}
