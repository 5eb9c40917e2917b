import { z } from "zod";
import type { StackTemplate } from "../synthesis.ts";
import { deployedBytes, type Measured, placeOf, plantMany, type Quota } from "./quota.ts";

const CLOUDFORMATION =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";
const TAGS = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html";

const Parts = z.object({
  Description: z.string().default(""),
  Resources: z.record(z.string(), z.unknown()).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Description: z.string().default("") }))
    .default({}),
  Parameters: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.unknown()).default({}),
});
type Parts = z.infer<typeof Parts>;

/** One figure of each stack. */
function ofEach(size: (parts: Parts, template: StackTemplate) => number): Quota["measure"] {
  return ({ templates }) =>
    templates.map((each) => ({ where: each.stack, size: size(Parts.parse(each.template), each) }));
}

/** Several figures of each stack. */
function ofAll(within: (parts: Parts) => readonly Measured[]): Quota["measure"] {
  return ({ templates }) =>
    templates.flatMap(({ stack, template }) =>
      within(Parts.parse(template)).map(({ where, size }) => ({ where: `${stack}/${where}`, size })),
    );
}

const Tags = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

export const stackQuotas: readonly Quota[] = [
  {
    name: "resources of a stack",
    most: 500,
    source: CLOUDFORMATION,
    measure: ofEach(({ Resources }) => Object.keys(Resources).length),
    plant: (template) => plantMany(template, 501, "AWS::SNS::Topic", () => ({})),
  },
  {
    name: "outputs of a stack, exports among them",
    most: 200,
    source: CLOUDFORMATION,
    measure: ofEach(({ Outputs }) => Object.keys(Outputs).length),
    plant: ({ Outputs }) => {
      for (let at = 0; at < 201; at += 1) Outputs[`Planted${at}`] = { Value: "x" };
    },
  },
  {
    name: "bytes of an output",
    most: 4_096,
    source: CLOUDFORMATION,
    measure: ofAll(({ Outputs }) =>
      Object.entries(Outputs).map(([where, { Value }]) => ({ where, size: deployedBytes(Value) })),
    ),
    plant: ({ Outputs }) => {
      Outputs["Planted"] = { Value: "x".repeat(4_097) };
    },
  },
  {
    name: "bytes of an output's description",
    most: 4_096,
    source: CLOUDFORMATION,
    measure: ofAll(({ Outputs }) =>
      Object.entries(Outputs).map(([where, { Description }]) => ({
        where,
        size: Buffer.byteLength(Description),
      })),
    ),
    plant: ({ Outputs }) => {
      Outputs["Planted"] = { Value: "x", Description: "ü".repeat(2_049) };
    },
  },
  {
    name: "parameters of a stack",
    most: 200,
    source: CLOUDFORMATION,
    measure: ofEach(({ Parameters }) => Object.keys(Parameters).length),
    plant: ({ Parameters }) => {
      for (let at = 0; at < 201; at += 1) Parameters[`Planted${at}`] = { Type: "String" };
    },
  },
  {
    name: "bytes of a template in S3, as CDK writes it",
    most: 1_000_000,
    source: CLOUDFORMATION,
    measure: ofEach((_, { template }) => Buffer.byteLength(JSON.stringify(template, undefined, 1))),
    plant: ({ Outputs }) => {
      Outputs["Planted"] = { Value: "x".repeat(1_000_000) };
    },
  },
  {
    name: "characters of a logical id",
    most: 255,
    source: CLOUDFORMATION,
    measure: ofAll(({ Resources, Outputs }) =>
      [...Object.keys(Resources), ...Object.keys(Outputs)].map((where) => ({ where, size: where.length })),
    ),
    plant: ({ Outputs }) => {
      Outputs["x".repeat(256)] = { Value: "x" };
    },
  },
  {
    name: "characters of a stack's name",
    most: 128,
    source: CLOUDFORMATION,
    measure: ofEach((_, { stack }) => stack.length),
    // Each planted stack is called so: tests/infra/quotas.test.ts.
    plant: () => {},
  },
  {
    name: "tags of a resource",
    most: 50,
    source: TAGS,
    measure: ({ resources }) =>
      resources.flatMap((resource) => {
        const tags = Tags.safeParse(resource.properties["Tags"]).data;
        return tags === undefined ? [] : [{ where: placeOf(resource), size: Object.keys(tags).length }];
      }),
    plant: ({ Resources }) => {
      const many = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: "x" }));
      Resources["Planted"] = { Type: "AWS::SNS::Topic", Properties: { Tags: many } };
    },
  },
];
