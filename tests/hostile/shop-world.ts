import * as z from "zod";
import { OrderLinked, PurchaseCompleted, PurchaseRefunded } from "../../core/events/catalog.ts";
import type { CatalogEvent } from "../../core/events/event-bus.client.ts";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import type { CauseChoice } from "../../core/giving/pricing/choice.ts";
import type { Quarantined } from "../../core/intake/quarantine/quarantine.client.ts";
import { RoundUpsText } from "../../core/intake/shop-system/round-up-rule.ts";
import type { VerifiedWebhook } from "../../core/intake/shop-system/verified-webhook.ts";
import { wholeSources } from "../../core/intake/sources/registry.ts";
import { type ConnectionSecrets, connectionSecrets } from "../../core/intake/webhook/connection-secrets.ts";
import { ingestWebhook } from "../../core/intake/webhook/ingest-webhook.ts";
import { lateWarnings } from "../../core/intake/webhook/late-warnings.client.ts";
import { receivePurchase, WEBHOOK_BYTES_MAX } from "../../core/intake/webhook/receive-purchase.ts";
import { OrderLink, Purchase, Refund } from "../../core/model/purchase.ts";
import { Source } from "../../core/model/sources.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { connectionOf } from "../../demo/facts.ts";
import type { Message } from "../../demo/message.ts";
import { demoConnections } from "../../demo/sample-stage.ts";
import { signedMessage } from "../../demo/signing.ts";
import { roundUpsText } from "../../lib/stages.ts";
import { demoStatement } from "../support/demo-texts.ts";
import { context, httpEvent } from "../support/http-event.ts";
import { ledgerWorld } from "../support/ledger-spec.ts";
import { SENDERS } from "../support/senders.ts";

export const NOW = "2026-11-22T13:40:00Z";
const IDENTITY_KEY = "identity-key-".repeat(5);
/** What EventBridge takes in one event, and Step Functions as the input of a run. */
const EVENT_BYTES_MAX = 256 * 1024;
/** What of one webhook's events may lie in one call, and how many calls a function has time for. */
const EVENTS_MAX = 1_000;

/** What of the product a mutant replaces. */
export interface ShopMutation {
  readonly secrets?: (real: ConnectionSecrets) => ConnectionSecrets;
  /** What becomes of a webhook behind the signature. */
  readonly read?: (webhook: VerifiedWebhook) => VerifiedWebhook;
  readonly publish?: (events: readonly CatalogEvent[], webhook: VerifiedWebhook) => readonly CatalogEvent[];
  /** The ledger forgets at each command what stands there. */
  readonly forgetful?: boolean;
}

/** The way of a webhook from its signature into the ledger: the functions' own code, all stores in memory. */
export interface ShopWorld {
  readonly events: readonly CatalogEvent[];
  readonly quarantined: readonly Quarantined[];
  readonly logged: readonly string[];
  readonly ledger: ReturnType<typeof ledgerWorld>["ledger"];
  /** Signed as its shop system signs it, with other headers beside it; what the workflows do with it is done. */
  deliver(message: Message, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** As it is: nobody signs it. */
  post(request: Posted): Promise<Answer>;
}

export interface Posted {
  readonly path: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly outcome: unknown;
}

export function pathOf(source: Source): string {
  return `/webhooks/${source}/${connectionOf(source)}`;
}

const brand: BrandConfig = demoStatement();
const roundUps = RoundUpsText.parse(roundUpsText({ connections: demoConnections }));

export function shopWorld(
  mutation: ShopMutation = {},
  choose: (purchase: Purchase) => CauseChoice = ({ cause }) =>
    cause === undefined
      ? { by: "unclaimed" }
      : { by: "order", causes: [{ cause, weight: 1 }], otherwise: [] },
): ShopWorld {
  const world = ledgerWorld(brand);
  const events: CatalogEvent[] = [];
  const quarantined: Quarantined[] = [];
  const logged: string[] = [];
  let webhook: VerifiedWebhook | undefined;

  async function record({ contract, detail }: CatalogEvent): Promise<void> {
    if (mutation.forgetful === true) world.ledger.existing.clear();
    const is = (one: { readonly name: string }) => contract.name === one.name;
    const { purchase, refund, link } = Object(detail);
    if (is(PurchaseRefunded)) await world.refund(Refund.parse(refund));
    if (is(OrderLinked)) await takeEarly(await world.link(OrderLink.parse(link)));
    if (!is(PurchaseCompleted)) return;
    const given = Purchase.parse(purchase);
    await takeEarly(await world.give(given, undefined, choose(given)));
  }

  async function takeEarly(given: object): Promise<void> {
    if (!("early" in given)) return;
    for (const early of z.array(Refund).parse(given.early)) await world.refund(early);
  }

  const now = () => NOW;
  const ingest = ingestWebhook({
    key: async () => IDENTITY_KEY,
    lookUps: new Set(),
    roundUps,
    now,
    epochMs: () => Date.parse(now()),
    warn: lateWarnings({ read: async () => brand, isCard: async () => false }, now),
    bus: {
      async put(put) {
        const published = webhook === undefined ? put : (mutation.publish?.(put, webhook) ?? put);
        if (published.length > EVENTS_MAX) throw new Error(`${published.length} events of one webhook`);
        for (const { contract, detail } of published) {
          const bytes = Buffer.byteLength(JSON.stringify(contract.detail.parse(detail)));
          if (bytes > EVENT_BYTES_MAX) throw new Error(`An event of ${bytes} bytes`);
        }
        events.push(...published);
      },
    },
    quarantine: {
      async keep(kept) {
        quarantined.push(kept);
        return "key";
      },
    },
  });
  const secrets = connectionSecrets({
    readSecret: async (arn) => JSON.stringify(SENDERS[Source.parse(arn)].secret),
    arns: new Map(wholeSources.map((source) => [`${source}/${connectionOf(source)}`, source])),
    now,
  });
  const log = (message: string, facts: object) => logged.push(JSON.stringify({ message, ...facts }));
  const handler = http(
    receivePurchase({
      secrets: mutation.secrets?.(secrets) ?? secrets,
      async ingest(verified) {
        webhook = mutation.read?.(verified) ?? verified;
        return ingest(webhook);
      },
      now,
    }),
    { info: log, error: log },
    { bodyBytesMax: WEBHOOK_BYTES_MAX },
  );

  async function post({ path, method = "POST", headers, body }: Posted): Promise<Answer> {
    const seen = events.length;
    const event = httpEvent({ route: `${method} ${path}`, headers, body: Buffer.from(body), base64: true });
    const answer = await handler(event, context);
    for (const one of events.slice(seen)) await record(one);
    const text = answer.body ?? "";
    const outcome: unknown = text.startsWith("{") ? JSON.parse(text).outcome : undefined;
    return { status: answer.statusCode ?? 0, body: text, outcome };
  }

  return {
    events,
    quarantined,
    logged,
    ledger: world.ledger,
    post,
    deliver(message, headers = {}) {
      const { source } = message;
      const signed = signedMessage(message, SENDERS[source].secret, 0, Date.parse(NOW));
      return post({ path: pathOf(source), headers: { ...signed.headers, ...headers }, body: signed.body });
    },
  };
}

/** What all entries come to, by `cause funding currency`; what comes to nothing is left out. */
export function netsOf({ ledger }: Pick<ShopWorld, "ledger">): Readonly<Record<string, number>> {
  const nets = new Map<string, number>();
  for (const { currency, parts } of ledger.entries)
    for (const { cause, funding, minor } of parts) {
      const name = `${cause} ${funding} ${currency}`;
      nets.set(name, (nets.get(name) ?? 0) + minor);
    }
  return Object.fromEntries([...nets].filter(([, minor]) => minor !== 0).toSorted());
}
