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
import { homeClock } from "../eligibility/clocks.ts";
import type { ComposedMessage, DeliverMessage, Recipient } from "./delivery.ts";

/** How long a single-use link works. The message says so too (its fact `minutes`), whatever its sender passed. */
const MINUTES: Readonly<Record<LinkPurpose, number>> = { confirm: CONFIRM_MINUTES, signIn: LINK_MINUTES };

export interface ComposeMessageDeps {
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly issue: LinkStore["issue"];
  /** The facts that a link to confirm would settle now; undefined when no confirmation is pending. */
  readonly confirmFacts: (customer: CustomerId, channel: Channel) => Promise<Link["facts"] | undefined>;
  /** The key that signs unsubscribe links. */
  readonly contactKey: () => Promise<string>;
  readonly siteUrl: string;
  readonly postalAddress: string;
}

/**
 * Renders a message in the person's language, with their own links. Issues the single-use link, if there is one: only
 * this message ever holds its token. Two calls issue two links, and each works. Undefined: the customer answered the
 * message's question meanwhile.
 */
export function composeMessage(deps: ComposeMessageDeps) {
  return async (
    delivery: DeliverMessage,
    person: RecipientState,
    recipient: Recipient,
    at: Instant,
  ): Promise<ComposedMessage | undefined> => {
    const brand = appliedBrand(await deps.brandConfig());
    const { topic, transactional, link, asks } = messageOf(delivery.message);
    const { channel } = recipient;
    const action = link && (await actionLink(deps, delivery.customer, channel, link));
    if (link !== undefined && action === undefined) return undefined;
    if (asks && (await deps.confirmFacts(delivery.customer, channel)) === undefined) return undefined;
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
      name: delivery.message,
      channel,
      locale: person.preferences.language,
      facts: { ...delivery.facts, ...(link && { minutes: MINUTES[link] }) },
      // Days are those of the customer's clock.
      brand: { ...brand, timeZone: homeClock(person.preferences, brand.timeZone) },
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

/** A link to confirm holds the hash of its recipient's address; the claim checks that the address has not changed. */
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
  subject: UnsubscribeSubject,
): Promise<NonNullable<Links["unsubscribe"]>> {
  const token = unsubscribeToken(await deps.contactKey(), subject);
  return { url: `${deps.siteUrl}${linkPaths.unsubscribe(token)}` };
}
