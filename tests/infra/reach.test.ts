import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  APPLE_SERVICE_ROUTES,
  CHARITY_ROUTES,
  DESK_ROUTES,
  FEEDBACK_ROUTES,
  PEOPLE_ROUTES,
  WALLET_ROUTES,
} from "../../core/model/routes.ts";
import { PAYOUTS_PARTITION } from "../../core/settlement/settlement.keys.ts";
import { everyOption, permissionsOf, stacksOf, textingBySns } from "../support/synthesis.ts";

const stacks = stacksOf(everyOption);
const permissions = permissionsOf(stacks);

describe("what a role is denied that texts by SNS", () => {
  const stacks = stacksOf(textingBySns);
  const permissions = permissionsOf(stacks);
  const denied = new Map(
    [...permissionsOf(stacks, "Deny")].map(([role, each]) => [
      role,
      each.filter((permission) => permission.startsWith("sns:")),
    ]),
  );
  const publishers = [...permissions].filter(([, allowed]) => allowed.includes("sns:Publish on *"));

  test("is every topic, for each that may text any number, and nothing for the others", () => {
    expect(publishers.length).toBeGreaterThan(0);
    const everyTopic = ["sns:Publish on arn:<AWS::Partition>:sns:*:*:*"];
    const expected = publishers.map(([role]): [string, readonly string[]] => [role, everyTopic]);
    const denying = [...denied].filter(([, each]) => each.length > 0);
    expect(new Map(denying)).toEqual(new Map(expected));
  });

  test("includes each topic of the stacks, and no phone number", () => {
    const topics = stacks
      .of("AWS::SNS::Topic")
      .map(({ path }) => `arn:aws:sns:eu-central-1:111122223333:${path}`);
    expect(topics.length).toBeGreaterThan(1);
    for (const [role] of publishers) {
      const [, pattern = ""] = (denied.get(role)?.[0] ?? "").split(" on ");
      const isDenied = matching(pattern.replace("<AWS::Partition>", "aws"));
      expect(topics.filter((topic) => !isDenied(topic))).toEqual([]);
      expect(["+15005550006", "*"].filter(isDenied)).toEqual([]);
    }
  });
});

describe("what writes the ledger", () => {
  const denied = permissionsOf(stacks, "Deny");
  const WRITE = /^dynamodb:(Put|Update|Delete|BatchWrite)Item on <Ledger\.Arn>/;
  const PAYOUTS = `if ForAnyValue:StringEquals dynamodb:LeadingKeys ${PAYOUTS_PARTITION}`;

  test("writes no row of a payout, but what settles", () => {
    const writing = [...permissions].flatMap(([role, allowed]) =>
      allowed.filter((one) => WRITE.test(one)).map((one): [string, string] => [role, one]),
    );
    const wide = writing.filter(([, one]) => !one.includes(" if "));
    expect(new Set(wide.map(([role]) => role)).size).toBeGreaterThan(2);
    for (const [role, one] of wide) expect(denied.get(role), role).toContain(`${one} ${PAYOUTS}`);
    const denying = [...denied]
      .filter(([, each]) => each.some((one) => one.endsWith(PAYOUTS)))
      .map(([role]) => role);
    const expected = ["mark-milestones/Role", "publish-proof/Role", "record-gift/Role", "reverse-gift/Role"];
    expect(denying.toSorted()).toEqual(expected);
    const narrow = writing.filter(([, one]) => one.includes(" if "));
    expect(narrow.map(([, one]) => one).filter((one) => !one.includes(` ${PAYOUTS_PARTITION}`))).toEqual([]);
  });
});

/** As IAM reads a resource: `*` stands for any text. */
function matching(pattern: string): (resource: string) => boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const whole = new RegExp(`^${parts.join(".*")}$`);
  return (resource) => whole.test(resource);
}

const IntegrationOf = z.object({ IntegrationUri: z.string() });
const RouteOf = z.object({ RouteKey: z.string(), Target: z.string() });

describe("what answers to a look", () => {
  const functionOf = new Map(
    stacks.of("AWS::ApiGatewayV2::Integration").map(({ path, properties }) => {
      const { IntegrationUri } = IntegrationOf.parse(stacks.resolve(properties));
      return [`integrations/<${path}>`, IntegrationUri.replace(/^<(.*)\/Function\.Arn>$/, "$1")];
    }),
  );
  const routes = stacks.of("AWS::ApiGatewayV2::Route").map(({ properties }) => {
    const { RouteKey, Target } = RouteOf.parse(stacks.resolve(properties));
    return { key: RouteKey, answeredBy: functionOf.get(Target) ?? "nothing" };
  });
  const lookedAt = routes.filter(({ key }) => !/^(POST|PUT|PATCH|DELETE) /.test(key));

  test("may write nothing, but for the pages of customers, charities and staff, of which each is tried", () => {
    expect(lookedAt.length).toBeGreaterThan(10);
    const writing = lookedAt.filter(({ answeredBy }) =>
      (permissions.get(`${answeredBy}/Role`) ?? [answeredBy]).some(
        (permission) =>
          !/^(dynamodb:(GetItem|BatchGetItem|Query)|s3:(GetObject|ListBucket)|secretsmanager:GetSecretValue|logs:(CreateLogStream|PutLogEvents)) /.test(
            permission,
          ),
      ),
    );
    // tests/unit/site/looking.test.ts looks at every one of these, tests/unit/site/wallet at those of cards, tests/unit/site/feedback at its
    // page, tests/unit/site/payment-page.test.ts at a charity's, tests/unit/desk at staff's.
    const looked = [
      ...PEOPLE_ROUTES,
      ...FEEDBACK_ROUTES,
      ...CHARITY_ROUTES,
      ...WALLET_ROUTES,
      ...APPLE_SERVICE_ROUTES,
      ...DESK_ROUTES,
    ];
    const tried = looked.flatMap(({ path, methods }) =>
      methods.filter((method) => method === "GET" || method === "HEAD").map((method) => `${method} ${path}`),
    );
    expect(writing.map(({ key }) => key).toSorted()).toEqual(tried.toSorted());
    expect(new Set(writing.map(({ answeredBy }) => answeredBy))).toEqual(
      new Set(["serve-people", "serve-feedback", "serve-wallet", "serve-desk", "serve-charity"]),
    );
  });
});
