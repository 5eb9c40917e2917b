import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Instant } from "../../model/purchase.ts";
import { linkPaths } from "../../model/routes.ts";
import type { Channel } from "../../model/topic.ts";
import type { RecipientState } from "../../people/records/decision.ts";
import type { LinkStore } from "../../people/sessions/link.store.ts";
import { CONFIRM_MINUTES, LINK_MINUTES, type Link, type LinkPurpose } from "../../people/sessions/link.ts";
import { type UnsubscribeSubject, unsubscribeToken } from "../../people/sessions/unsubscribe-token.ts";
import { messageOf } from "../content/catalog.ts";
import { type Links, render } from "../content/render.ts";
import type { Composed, DeliverMessage, Recipient } from "./delivery.ts";

/** How long a single-use link is good for. The message says so too (its fact `minutes`), whatever its sender handed in. */
const MINUTES: Readonly<Record<LinkPurpose, number>> = { confirm: CONFIRM_MINUTES, signIn: LINK_MINUTES };

export interface ComposeMessageDeps {
  readonly stated: () => Promise<BrandConfig>;
  readonly issue: LinkStore["issue"];
  /** What a link to confirm answers now; undefined when nothing is asked any more. */
  readonly confirmFacts: (customer: CustomerId, channel: Channel) => Promise<Link["facts"] | undefined>;
  /** Under which unsubscribe links are signed. */
  readonly contactKey: () => Promise<string>;
  readonly siteUrl: string;
  readonly senderAddress: string;
  readonly postalAddress: string;
}

/**
 * Says a message in the person's language, with their own links. Issues the single-use link, if there is one: only
 * this message ever holds its token. Called twice, it issues two, and each works. Undefined: it asks for something that
 * was answered meanwhile.
 */
export function composeMessage(deps: ComposeMessageDeps) {
  return async (
    asked: DeliverMessage,
    person: RecipientState,
    recipient: Recipient,
    at: Instant,
  ): Promise<Composed | undefined> => {
    const brand = appliedBrand(await deps.stated());
    const { topic, transactional, link, asks } = messageOf(asked.message);
    const { channel } = recipient;
    const action = link && (await actionLink(deps, asked.customer, channel, link));
    if (link !== undefined && action === undefined) return undefined;
    if (asks && (await deps.confirmFacts(asked.customer, channel)) === undefined) return undefined;
    const links: Links = {
      site: deps.siteUrl,
      preferences: `${deps.siteUrl}${linkPaths.preferences}`,
      impact: `${deps.siteUrl}${linkPaths.impact}`,
      ...(action && { action }),
      ...(!transactional && {
        unsubscribe: await unsubscribeLink(deps, { customer: person.customer, topic, channel }),
      }),
    };
    const rendition = render({
      name: asked.message,
      channel,
      locale: person.preferences.language,
      facts: { ...asked.facts, ...(link && { minutes: MINUTES[link] }) },
      brand,
      links,
      postalAddress: deps.postalAddress,
    });
    return {
      to: recipient.address,
      topic,
      transactional,
      rendition,
      unsubscribe: links.unsubscribe,
      at,
    };
  };
}

/** A link to confirm holds the hash of the address that it was written to; the claim sees to it that it still is. */
async function actionLink(
  deps: ComposeMessageDeps,
  customer: CustomerId,
  channel: Channel,
  purpose: LinkPurpose,
): Promise<string | undefined> {
  const facts = purpose === "confirm" ? await deps.confirmFacts(customer, channel) : {};
  if (facts === undefined) return undefined;
  const token = await deps.issue({ purpose, customer, facts, minutes: MINUTES[purpose] });
  return `${deps.siteUrl}${linkPaths[purpose](token)}`;
}

async function unsubscribeLink(
  deps: ComposeMessageDeps,
  what: UnsubscribeSubject,
): Promise<NonNullable<Links["unsubscribe"]>> {
  const token = unsubscribeToken(await deps.contactKey(), what);
  return {
    url: `${deps.siteUrl}${linkPaths.unsubscribe(token)}`,
    mailto: `mailto:${deps.senderAddress}?subject=unsubscribe`,
  };
}
