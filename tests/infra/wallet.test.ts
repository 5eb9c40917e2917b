import { describe, expect, test } from "vitest";
import * as z from "zod";
import { NO_CARDS } from "../../core/model/wallet.ts";
import { idleMonth } from "../../lib/cost/idle-month.ts";
import { production } from "../../stages.ts";
import { everyOption, permissionsOf, stacksOf, synthesise } from "../support/synthesis.ts";

const ofApple = synthesise({ ...production, wallet: { apple: everyOption.wallet.apple } });

const EnvironmentOf = z.object({
  Environment: z.object({ Variables: z.object({ REFRESH_CARDS: z.string() }) }),
});

describe("what pushes phones", () => {
  test("is not on a stage without Apple's wallet, and nothing may call it", () => {
    const stacks = stacksOf(production);
    const permissions = permissionsOf(stacks);
    expect(permissions.has("refresh-cards/Role")).toBe(false);
    expect(permissions.get("announce-gifts/Role")?.join()).not.toContain("lambda:InvokeFunction");
    const announce = stacks
      .of("AWS::Lambda::Function")
      .find(({ path }) => path === "announce-gifts/Function");
    const { Environment } = EnvironmentOf.parse(stacks.resolve(announce?.properties));
    expect(Environment.Variables.REFRESH_CARDS).toBe(NO_CARDS);
  });

  test("costs nothing while nothing happens, and adds no alarm and no queue", () => {
    const count = (kind: string) => [ofApple, stacksOf(production)].map((stacks) => stacks.of(kind).length);
    for (const kind of ["AWS::CloudWatch::Alarm", "AWS::SQS::Queue", "AWS::Lambda::EventSourceMapping"]) {
      const [withIt, without] = count(kind);
      expect(withIt, kind).toBe(without);
    }
    const dollars = [ofApple, stacksOf(production)].map(({ resources }) => idleMonth(resources).dollars);
    expect(dollars[0]).toBe(dollars[1]);
  });
});
