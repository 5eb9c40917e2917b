import type { ComposedMessage } from "./delivery.ts";
import type { AcceptedMessage, EmailClient } from "./ses.client.ts";
import type { TextClient } from "./text.ts";

export interface SendMessageDeps {
  readonly email: EmailClient;
  readonly text: TextClient;
  /** `Tarnfell <hello@tarnfell.example>` */
  readonly sender: string;
  /** The address at which people read answers. */
  readonly replyTo: string;
  readonly configurationSet: string;
}

/** Hands a composed message to the provider of its channel, once. Throws as the clients do. */
export function sendMessage(
  deps: SendMessageDeps,
): (composed: ComposedMessage, tag: string) => Promise<AcceptedMessage> {
  const domain = addressOf(deps.sender).replace(/^.*@/, "");
  return ({ to, topic, transactional, rendition, unsubscribe, at, until }, tag) =>
    rendition.channel === "sms"
      ? deps.text.send({ to, rendition, transactional, until }, tag)
      : deps.email.send(
          {
            from: deps.sender,
            replyTo: deps.replyTo,
            to,
            rendition,
            at,
            listId: `${topic}.${domain}`,
            unsubscribe,
            configurationSet: deps.configurationSet,
          },
          tag,
        );
}

/** The address of `Name <address>`. */
export function addressOf(sender: string): string {
  return /<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
}
