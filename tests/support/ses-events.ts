import {
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import * as z from "zod";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { CLAIM_TAG } from "../../core/messaging/delivery/claim-tag.ts";
import type { DeliveryEvent } from "../../core/messaging/delivery/record-delivery-event.ts";
import { http } from "../../local/http.ts";
import { localAccount } from "../../local/settings.ts";
import { eventBridge, stage } from "./deployed-stage.ts";

/**
 * Events as SES tells them, with the address in the clear. Nobody but AWS may put such events on the bus, so that the
 * deployed rules are asked whether they match, their templates are filled in here, and what is left goes to their target.
 */
export interface SesEvent {
  readonly type: DeliveryEvent;
  readonly message: string;
  readonly tag: string;
  readonly address: string;
  readonly more?: object;
}

const Pattern = z.object({
  detail: z.object({
    mail: z.object({ tags: z.object({ "ses:configuration-set": z.tuple([z.string()]) }) }),
  }),
});
const Target = z.object({
  Arn: z.string(),
  InputTransformer: z.object({
    InputPathsMap: z.record(z.string(), z.string()),
    InputTemplate: z.string(),
  }),
});

/** Hands an event on as the bus would; answers how many rules took it. */
export async function sesTells(event: SesEvent): Promise<number> {
  const { Rules = [] } = await eventBridge.send(new ListRulesCommand({}));
  const ofMail = Rules.filter(({ EventPattern }) => EventPattern?.includes("aws.ses"));
  const stamped = JSON.stringify(asTold(event, ofMail));
  let taken = 0;
  for (const { Name, EventPattern } of ofMail) {
    const { Result } = await eventBridge.send(new TestEventPatternCommand({ EventPattern, Event: stamped }));
    if (Result !== true) continue;
    const { Targets } = await eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name }));
    const [target] = z.tuple([Target]).parse(Targets);
    await call(target.Arn, filledIn(target, JSON.parse(stamped)));
    taken += 1;
  }
  return taken;
}

function asTold({ type, message, tag, address, more = {} }: SesEvent, [rule]: readonly Rule[]) {
  const set = Pattern.parse(JSON.parse(rule?.EventPattern ?? "{}")).detail.mail.tags["ses:configuration-set"];
  const tags = { "ses:configuration-set": set, [CLAIM_TAG]: [tag] };
  const mail = { messageId: message, destination: [address], commonHeaders: { to: [address] }, tags };
  return {
    version: "0",
    id: `ses-${message}`,
    "detail-type": type,
    source: "aws.ses",
    account: localAccount,
    time: "2026-11-22T12:00:00Z",
    region: localRegion,
    resources: [],
    detail: { mail, ...more },
  };
}

function filledIn({ InputTransformer }: z.infer<typeof Target>, event: unknown): string {
  const at = (path: string): unknown =>
    path
      .split(".")
      .slice(1)
      .reduce<unknown>((value, name) => z.record(z.string(), z.unknown()).parse(value)[name], event);
  return InputTransformer.InputTemplate.replace(/<([^<>]+)>/g, (_, name: string) =>
    JSON.stringify(at(InputTransformer.InputPathsMap[name] ?? "$")),
  );
}

/** As the bus calls a function: it does not wait for what comes of it. */
async function call(arn: string, body: string): Promise<void> {
  const scope = `${localCredentials.accessKeyId}/20261122/${localRegion}/lambda/aws4_request`;
  const { status } = await http(`${stage.endpoint}/2015-03-31/functions/${arn}/invocations`, {
    method: "POST",
    headers: {
      "x-amz-invocation-type": "Event",
      "content-type": "application/json",
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
    body,
  });
  if (status !== 202) throw new Error(`The function was not called: ${status}`);
}
