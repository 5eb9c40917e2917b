import type { Stack } from "@aws-sdk/client-cloudformation";
import type { StageSettings } from "../../lib/stages.ts";
import type { Ports } from "./ports.ts";

/** `blocks`: a deploy, a purchase or a letter fails for it; `hurts`: it will, or something is lost meanwhile; `note`: good to know. */
export const SEVERITIES = ["blocks", "hurts", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One line of the report: what is wrong, where, and the command or console page that puts it right. */
export interface Finding {
  readonly severity: Severity;
  readonly what: string;
  readonly where: string;
  readonly next: string;
}

/** The stage that is looked at, and what CloudFormation says of its stacks. */
export interface Subject {
  readonly stage: StageSettings;
  readonly region: string;
  /** Empty before the first deploy. */
  readonly stacks: readonly Stack[];
  /** Every output of every stack. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly now: Date;
}

export interface Check {
  readonly name: string;
  /** What it makes sure of, for the line while it runs. */
  readonly about: string;
  /** Whether it can only look at a stage that is deployed. */
  readonly after: boolean;
  /** The IAM actions that it calls: `wellspring doctor --policy` lists them. */
  readonly allow: readonly string[];
  readonly run: (ports: Ports, subject: Subject) => Promise<readonly Finding[]>;
}

interface Declared<Answer> extends Omit<Check, "run" | "after"> {
  readonly after?: true;
  /** Reads, and changes nothing. A refusal is thrown: the runner says which permission is missing. */
  readonly ask: (ports: Ports, subject: Subject) => Promise<Answer>;
  /** Pure: what is wrong with what was answered. */
  readonly judge: (answer: Answer, subject: Subject) => readonly Finding[];
}

/** A check out of a question to AWS or the DNS and a pure judgement of the answer. */
export function check<Answer>({ ask, judge, after, ...rest }: Declared<Answer>): Check {
  return {
    ...rest,
    after: after ?? false,
    run: async (ports, subject) => judge(await ask(ports, subject), subject),
  };
}

/** The finding where it applies, as a list. */
export function found(isWrong: boolean, finding: Finding): readonly Finding[] {
  return isWrong ? [finding] : [];
}

/** The answer, or undefined where AWS says that there is no such thing. */
export async function unlessMissing<Answer>(
  asked: Promise<Answer>,
  names: readonly string[],
): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  }
}
