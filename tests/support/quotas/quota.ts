import { z } from "zod";
import type { Resource, Stacks } from "../synthesis.ts";

/** Something of the stacks, and how much of a quota it takes. */
export interface Measured {
  readonly where: string;
  readonly size: number;
}

/** A template that a test fills. */
export interface PlantedTemplate {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  readonly Outputs: Record<string, { Value: unknown; Description?: string }>;
  readonly Parameters: Record<string, { Type: string }>;
}

/** A limit of AWS that no schema of a resource states: it counts several resources, or what only a deploy fills in. */
export interface Quota {
  /** What is measured, with its unit. */
  readonly name: string;
  readonly most: number;
  /** Where AWS states it. */
  readonly source: string;
  measure(stacks: Stacks): readonly Measured[];
  /** Passes the limit in an empty template. */
  plant(template: PlantedTemplate): void;
}

/** The longest name of an AWS region. */
const REGION = "ap-southeast-1";
const ACCOUNT = "123456789012";
/** A name that CloudFormation gives has up to 64 characters in most services; an ARN has about 50 before it. */
const ARN_CHARS = 130;
const PSEUDO: Readonly<Record<string, string>> = {
  "AWS::Region": REGION,
  "AWS::AccountId": ACCOUNT,
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
};
const Join = z.tuple([z.string(), z.array(z.unknown())]);

/** A value of a template as long as a deploy makes it: an ARN wherever the template refers to something. */
export function deployed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [[name, argument] = ["", undefined]] = entries;
  if (entries.length === 1 && name === "Ref") return PSEUDO[String(argument)] ?? "x".repeat(ARN_CHARS);
  if (entries.length === 1 && name === "Fn::Join") {
    const [between, parts] = Join.parse(argument);
    return parts.map((part) => String(deployed(part))).join(between);
  }
  if (entries.length === 1 && name.startsWith("Fn::")) return "x".repeat(ARN_CHARS);
  return Object.fromEntries(entries.map(([key, inner]) => [key, deployed(inner)]));
}

/** Bytes of a text, or of the JSON of anything else, once deployed. */
export function deployedBytes(value: unknown): number {
  const there = deployed(value);
  return Buffer.byteLength(typeof there === "string" ? there : JSON.stringify(there));
}

export function placeOf({ stack, path }: Resource): string {
  return `${stack}/${path}`;
}

/** What several resources take together, by what they belong to. */
export function summed(parts: readonly Measured[]): readonly Measured[] {
  const by = Map.groupBy(parts, ({ where }) => where);
  return [...by].map(([where, each]) => ({ where, size: each.reduce((sum, { size }) => sum + size, 0) }));
}

/** How long a text of each resource of a type is, where it has one. */
export function textQuota(
  type: string,
  property: string,
  most: number,
  source: string,
): Quota & { readonly most: number } {
  return {
    name: `characters of ${type.replace("AWS::", "")} ${property}`,
    most,
    source,
    measure: (stacks) =>
      stacks.of(type).flatMap((resource) => {
        const text = resource.properties[property];
        return text === undefined ? [] : [{ where: placeOf(resource), size: deployedBytes(text) }];
      }),
    plant: ({ Resources }) => {
      Resources["Planted"] = { Type: type, Properties: { [property]: "x".repeat(most + 1) } };
    },
  };
}

/** Resources of a planted template: as many as the limit and one more. */
export function plantMany(
  { Resources }: PlantedTemplate,
  count: number,
  type: string,
  propertiesOf: (at: number) => Record<string, unknown>,
): void {
  for (let at = 0; at < count; at += 1) {
    Resources[`Planted${at}`] = { Type: type, Properties: propertiesOf(at) };
  }
}
