import { assertNever } from "../../model/assert-never.ts";
import type { CardClient } from "./card-alert.ts";
import type { ComposedMessage } from "./delivery.ts";
import type { AcceptedMessage, EmailClient } from "./ses.client.ts";
import type { TextClient } from "./text.ts";

export interface SendMessageDeps {
  readonly email: EmailClient;
  readonly text: TextClient;
  readonly card: CardClient;
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
  return async ({ to, topic, transactional, rendition, unsubscribe, answers, at, until, person }, tag) => {
    switch (rendition.channel) {
      case "wallet":
        return deps.card.send({ serial: to, rendition, at, until });
      case "sms":
        return deps.text.send({ to, rendition, transactional, until }, tag);
      case "email":
        return deps.email.send(
          {
            from: deps.sender,
            replyTo: answers?.replyTo ?? deps.replyTo,
            to,
            rendition,
            at,
            listId: `${topic}.${domain}`,
            unsubscribe,
            ...(answers?.stop !== undefined && { stop: answers.stop }),
            ...(person && { person }),
            configurationSet: deps.configurationSet,
          },
          tag,
        );
      default:
        return assertNever(rendition);
    }
  };
}

/** The address of `Name <address>`. */
export function addressOf(sender: string): string {
  return /<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
}
