import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { ShopAccess } from "../../../core/intake/shop-system/shop-access.ts";
import { ConnectionSecret } from "../../../core/intake/shop-system/signature.ts";
import { shopSystems } from "../../../core/intake/sources/registry.ts";
import { type Connection, connectionName, outputName, wantsToken } from "../../../lib/stages.ts";
import { check, type Finding, found, type Subject, unlessMissing } from "../check.ts";
import type { Ports } from "../ports.ts";

const DAYS_EVER = 15;
const HOUR_SECONDS = 3_600;
const HOURS_OF_A_DAY = 24;

/** A connection, and what its secret says; the secret's text goes no further than the judgement. */
interface Kept {
  readonly connection: Connection;
  /** Undefined where there is no such secret. */
  readonly text: string | undefined;
}

async function read(
  { secrets }: Pick<Ports, "secrets">,
  { stage, outputs }: Subject,
  what: "ConnectionSecret" | "ShopAccess",
  connections: readonly Connection[] = stage.connections,
): Promise<readonly Kept[]> {
  return Promise.all(
    connections.map(async (connection) => {
      const arn = outputs.get(outputName(what, connection));
      if (arn === undefined) return { connection, text: undefined };
      const asked = secrets.send(new GetSecretValueCommand({ SecretId: arn }));
      const answer = await unlessMissing(asked, ["ResourceNotFoundException"]);
      return { connection, text: answer?.SecretString };
    }),
  );
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

const isNotYetSet = (value: unknown) => typeof value === "object" && value !== null && "notYetSet" in value;

export const keys = check<readonly Kept[]>({
  name: "keys",
  about: "every connection has the key that its shop system signs with",
  after: true,
  allow: ["secretsmanager:GetSecretValue"],
  ask: (ports, subject) => read(ports, subject, "ConnectionSecret"),
  judge: (kept, { stage }): readonly Finding[] =>
    kept.flatMap(({ connection, text }): readonly Finding[] => {
      const where = connectionName(connection);
      const next = `npx wellspring --stage ${stage.name} pos secret ${where}`;
      const value = jsonOf(text);
      const parsed = ConnectionSecret.safeParse(value);
      if (parsed.success) {
        const problem = shopSystems[connection.source].signature.secretProblem?.(parsed.data);
        return found(problem !== undefined, {
          severity: "blocks",
          what: `The key of a connection is of no use: ${problem}.`,
          where,
          next,
        });
      }
      const isEmpty = text === undefined || isNotYetSet(value);
      return [
        {
          severity: "blocks",
          what: isEmpty
            ? "No key is stored for a connection: each of its webhooks is refused."
            : "The key of a connection is not in our form: each of its webhooks is refused.",
          where,
          next,
        },
      ];
    }),
});

export const tokens = check<readonly Kept[]>({
  name: "tokens",
  about: "every shop that is asked for its orders has given a token",
  after: true,
  allow: ["secretsmanager:GetSecretValue"],
  ask: (ports, subject) => read(ports, subject, "ShopAccess", subject.stage.connections.filter(wantsToken)),
  judge: (kept, { stage }) =>
    kept.flatMap(({ connection, text }) =>
      found(!ShopAccess.safeParse(jsonOf(text)).success, {
        severity: "hurts",
        what: connection.lookUp
          ? "No token is stored for a shop that is asked for what its webhooks leave out: its purchases wait, then stop."
          : "No token is stored for a shop that is compared each night: the comparison fails.",
        where: connectionName(connection),
        next: `npx wellspring --stage ${stage.name} pos access ${connectionName(connection)} --origin <url>`,
      }),
    ),
});

interface Heard {
  readonly connection: Connection;
  /** Purchases in each hour, newest first. */
  readonly ever: number;
  readonly lately: number;
}

export const silence = check<readonly Heard[]>({
  name: "silence",
  about: "every connection sends purchases",
  after: true,
  allow: ["cloudwatch:GetMetricData"],
  ask: async ({ cloudWatch }, { stage, now }) => {
    const listened = stage.connections.filter(({ silentHours }) => silentHours !== undefined);
    if (listened.length === 0) return [];
    const { MetricDataResults = [] } = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now.getTime() - DAYS_EVER * HOURS_OF_A_DAY * HOUR_SECONDS * 1_000),
        EndTime: now,
        MetricDataQueries: listened.map((connection, index) => ({
          Id: `c${index}`,
          MetricStat: {
            Metric: {
              Namespace: `Wellspring/${stage.name}`,
              MetricName: `Accepted ${connectionName(connection)}`,
            },
            Period: HOUR_SECONDS,
            Stat: "Sum",
          },
        })),
      }),
    );
    return listened.map((connection, index) => {
      const { Values = [], Timestamps = [] } = MetricDataResults.find(({ Id }) => Id === `c${index}`) ?? {};
      const since = now.getTime() - (connection.silentHours ?? 0) * HOUR_SECONDS * 1_000;
      // A point stands at the start of its hour.
      const isLately = (at: Date | undefined) => (at?.getTime() ?? 0) + HOUR_SECONDS * 1_000 > since;
      return {
        connection,
        ever: sum(Values),
        lately: sum(Values.filter((_, at) => isLately(Timestamps[at]))),
      };
    });
  },
  judge: (heard) =>
    heard.flatMap(({ connection, ever, lately }) => [
      ...found(ever === 0, {
        severity: "hurts",
        what: `A connection sent no purchase in ${DAYS_EVER} days.`,
        where: connectionName(connection),
        next: "Set its webhooks up and send a test order: docs/guides/connect-a-shop.md.",
      }),
      ...found(ever > 0 && lately === 0, {
        severity: "hurts",
        what: `A connection sent no purchase for ${connection.silentHours} hours: its webhooks may be switched off.`,
        where: connectionName(connection),
        next: "docs/operating/shops.md, A connection is silent.",
      }),
    ]),
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
