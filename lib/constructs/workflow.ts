import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Token, Validations } from "aws-cdk-lib";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine, type StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { StageSettings } from "../stages.ts";
import { vendedLog } from "./vended-log.ts";
import { type Permission, statementsOf } from "./wellspring-function.ts";

const PLACEHOLDER = /\$\{([A-Za-z0-9]+)\}/g;

export interface WorkflowProps {
  readonly stage: StageSettings;
  readonly type: StateMachineType;
  /** The file in state-machines/, where several workflows share one; absent: that of the construct's id. */
  readonly file?: string;
  /** What each `${Name}` of the file stands for: exactly those that the file has. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** The same, of text that may itself have a `${Name}`: put in first. */
  readonly fragments?: Readonly<Record<string, string>>;
  readonly allow: readonly Permission[];
}

/**
 * The state machine of `state-machines/<file>.asl.json`. Query language, comment and timeout are in that file, since
 * CDK drops them beside a definition that it is given as text. It may do what `allow` says: CDK grants nothing for it.
 */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;
  /** Its errors, also those that a retry healed; the operations stack counts the runs that failed. */
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { file = id, fragments = {} } = props;
    const definition = readDefinition(file, fragments);
    assertPlaceholdersMatch(file, placeholdersOf(definition), Object.keys(props.substitutions));
    const { known, later } = sorted(props.substitutions);

    this.log = vendedLog(this, "Log", { stage: props.stage, of: "states", name: id });
    this.stateMachine = new StateMachine(this, "StateMachine", {
      stateMachineType: props.type,
      definitionBody: DefinitionBody.fromString(fill(definition, known)),
      definitionSubstitutions: later,
      logs: {
        destination: this.log,
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    for (const statement of props.allow.flatMap(statementsOf)) this.stateMachine.addToRolePolicy(statement);
    this.acknowledge();
  }

  private acknowledge(): void {
    Validations.of(this.stateMachine).acknowledge(
      {
        id: "AwsSolutions-SF1",
        reason:
          "Errors alone are logged: a line for each state of each purchase would cost more than the purchase.",
      },
      ...["AwsSolutions-SF2", "Serverless-StepFunctionStateMachineXray"].map((id) => ({
        id,
        reason: "A trace costs as much as all the rest of a purchase ($5 a million).",
      })),
      {
        id: "AwsSolutions-IAM5[Resource::*]",
        reason: "Log delivery is set up by account-wide actions that take no resource.",
      },
    );
  }
}

/** The names that stand as `${Name}` in a definition. */
export function placeholdersOf(definition: string): readonly string[] {
  const names = [...definition.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");
  return [...new Set(names)].sort();
}

/** What is known at synth is filled in there, so that a linter reads the definition as Step Functions will. */
function sorted(substitutions: Readonly<Record<string, string>>) {
  const entries = Object.entries(substitutions);
  return {
    known: new Map(entries.filter(([, value]) => !Token.isUnresolved(value))),
    later: Object.fromEntries(entries.filter(([, value]) => Token.isUnresolved(value))),
  };
}

function fill(definition: string, known: ReadonlyMap<string, string>): string {
  return definition.replace(PLACEHOLDER, (placeholder, name: string) => known.get(name) ?? placeholder);
}

/** The text of a file in state-machines/ with its fragments put in. Throws when it has no place for one of them. */
export function readDefinition(file: string, fragments: Readonly<Record<string, string>> = {}): string {
  const path = new URL(`../../state-machines/${file}.asl.json`, import.meta.url);
  const definition = readFileSync(fileURLToPath(path), "utf8");
  const idle = Object.keys(fragments).filter((name) => !placeholdersOf(definition).includes(name));
  if (idle.length > 0) throw new Error(`${file}.asl.json has no use for [${idle}].`);
  return fill(definition, new Map(Object.entries(fragments)));
}

function assertPlaceholdersMatch(id: string, wanted: readonly string[], given: readonly string[]): void {
  const missing = wanted.filter((name) => !given.includes(name));
  const idle = given.filter((name) => !wanted.includes(name));
  if (missing.length + idle.length === 0) return;
  throw new Error(`${id}.asl.json: nothing is given for [${missing}], and it has no use for [${idle}].`);
}
