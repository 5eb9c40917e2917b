import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { NAMED_IN_CALLS } from "../../lib/constructs/wellspring-function.ts";
import { CONNECTIONS_MAX } from "../../lib/stages.ts";
import { local, production } from "../../stages.ts";
import { everyOption, stacksOf } from "../support/synthesis.ts";

/** What Lambda allows all variables of a function together. */
const ENVIRONMENT_BYTES_MAX = 4096;
/** An ARN where the template has `<Key of shopify--web.Id>`. */
const ARN_BYTES = 130;

const folders = readdirSync("functions");
const stages = [local, production, everyOption];

describe.each(folders)("the environment of %s", (name) => {
  const given = stages.flatMap((stage) => {
    const stacks = stacksOf(stage);
    const lambda = stacks.of("AWS::Lambda::Function").find(({ path }) => path === `${name}/Function`);
    return lambda === undefined ? [] : [Variables.parse(stacks.resolve(lambda.properties["Environment"]))];
  });

  test("is what its env.ts declares, no more and no less, and parses as the cold start parses it", async () => {
    const declared = await schemaOf(name);
    expect(given.length).toBeGreaterThan(0);
    for (const { Variables: variables } of given) {
      const { [NAMED_IN_CALLS]: called, ...own } = variables;
      expect(called).toBe(name);
      expect(Object.keys(own).sort()).toEqual(Object.keys(declared.shape).sort());
      expect(() => declared.parse(variables)).not.toThrow();
    }
  });

  test("fits into what Lambda allows", () => {
    for (const { Variables: variables } of given) {
      expect(bytesOf(variables)).toBeLessThan(ENVIRONMENT_BYTES_MAX);
    }
  });
});

describe("the number of connections", () => {
  const withConnections = (count: number) => ({
    ...production,
    connections: Array.from({ length: count }, (_, shop) => ({
      source: "woocommerce" as const,
      name: `web-${shop}`,
      lookUp: true,
    })),
  });

  test("may be as many as fit into the environments, each with its look-up", () => {
    const stacks = stacksOf(withConnections(CONNECTIONS_MAX));
    for (const name of ["receive-purchase", "look-up-order"]) {
      const lambda = stacks.of("AWS::Lambda::Function").find(({ path }) => path === `${name}/Function`);
      expect(bytesOf(stacks.resolve(lambda?.properties["Environment"]))).toBeLessThan(ENVIRONMENT_BYTES_MAX);
    }
  });
  test("leaves room for the round-up of each, and more names are refused at synth", () => {
    const all = (products: readonly string[]) => ({
      ...production,
      connections: withConnections(CONNECTIONS_MAX).connections.map((connection) => ({
        ...connection,
        roundUp: { products, most: { EUR: "5.00", USD: "5.00" } },
      })),
    });
    const lambdas = stacksOf(all(["wellspring_round_up"])).of("AWS::Lambda::Function");
    const receive = lambdas.find(({ path }) => path === "receive-purchase/Function");
    const bytes = bytesOf(stacksOf(all(["wellspring_round_up"])).resolve(receive?.properties["Environment"]));
    expect(bytes).toBeLessThan(ENVIRONMENT_BYTES_MAX);
    expect(() =>
      stacksOf(all(["wellspring_round_up", "x".repeat(99), "y".repeat(99), "z".repeat(99)])),
    ).toThrow("600 fit");
  });
  test("is refused at synth when they are more", () => {
    expect(() => stacksOf(withConnections(CONNECTIONS_MAX + 1))).toThrow("16 connections; 15 fit");
  });
});

test("a connection that cannot be asked for what its webhooks leave out is refused at synth", () => {
  const connections = [{ source: "standard" as const, name: "pos", lookUp: true }];
  expect(() => stacksOf({ ...production, connections })).toThrow("cannot be asked");
});

test("every function of the stacks has its folder, and every folder its function", () => {
  const deployed = stacksOf(everyOption)
    .of("AWS::Lambda::Function")
    .map(({ path }) => path.replace("/Function", ""));
  expect(deployed.sort()).toEqual(folders.sort());
});

test("connections and partners are JSON that the functions can read", () => {
  const stacks = stacksOf(everyOption);
  const variable = (path: string, name: string) => {
    const lambda = stacks.of("AWS::Lambda::Function").find((resource) => resource.path === path);
    const environment = Variables.parse(stacks.resolve(lambda?.properties["Environment"]));
    return JSON.parse(environment.Variables[name] ?? "");
  };
  expect(variable("receive-purchase/Function", "CONNECTIONS")).toMatchObject({
    "standard/pos": "<Key of standard--pos.Id>",
  });
  expect(variable("receive-consent/Function", "CONNECTIONS")).toEqual({
    "standard/pos": "<Key of standard--pos.Id>",
  });
  expect(variable("receive-native-event/Function", "PARTNERS")).toMatchObject({
    "aws.partner/stripe.com/ed_test_1": "stripe/checkout",
  });
});

/** As deployed: with an ARN or a name wherever the template has a reference. */
function bytesOf(variables: unknown): number {
  return JSON.stringify(variables).replaceAll(/<[^>]+>/g, "x".repeat(ARN_BYTES)).length;
}

const Variables = z.object({ Variables: z.record(z.string(), z.string()) });

async function schemaOf(name: string): Promise<z.ZodObject> {
  const module: Record<string, unknown> = await import(`../../functions/${name}/env.ts`);
  const [schema] = Object.values(module);
  if (schema instanceof z.ZodObject) return schema;
  throw new Error(`functions/${name}/env.ts declares no schema`);
}
