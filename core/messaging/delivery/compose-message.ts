import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Instant } from "../../model/purchase.ts";
import { AccountPath, linkPaths } from "../../model/routes.ts";
import type { Channel } from "../../model/topic.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import type { RecipientState } from "../../people/records/decision.ts";
import type { MessageCopy } from "../../people/records/message-copy.ts";
import { addressMark, type LetterPage, letterToken } from "../../people/sessions/letter-token.ts";
import type { LinkStore } from "../../people/sessions/link.store.ts";
import { CONFIRM_MINUTES, LINK_MINUTES, type Link, type LinkPurpose } from "../../people/sessions/link.ts";
import { replyAddress, threadMark } from "../../people/sessions/reply-address.ts";
import { type UnsubscribeSubject, unsubscribeToken } from "../../people/sessions/unsubscribe-token.ts";
import { messageOf } from "../content/catalog.ts";
import { type Links, type Rendition, render } from "../content/render.ts";
import { homeClock } from "../eligibility/clocks.ts";
import type {
  AnswerAddresses,
  CardRecipient,
  CardRendition,
  ComposedMessage,
  DeliverMessage,
  Recipient,
  SaidAnswer,
} from "./delivery.ts";
import { type OfferInMessageDeps, offerInMessage } from "./offer-in-message.ts";

/** How long a single-use link works. The message says so too (its fact `minutes`), whatever its sender passed. */
const MINUTES: Readonly<Record<LinkPurpose, number>> = {
  confirm: CONFIRM_MINUTES,
  signIn: LINK_MINUTES,
  changeAddress: CONFIRM_MINUTES,
};

export interface ComposeMessageDeps extends OfferInMessageDeps {
  /** What the brand's own texts are called in a language that it adds. */
  readonly textsIn: (language: string) => Promise<Readonly<Record<string, string>>>;
  readonly issue: LinkStore["issue"];
  /** The facts that a link to confirm would settle now; undefined when no confirmation is pending. */
  readonly confirmFacts: (customer: CustomerId, channel: Channel) => Promise<Link["facts"] | undefined>;
  /** The facts that a link to this address needs to make it the customer's; undefined when it is not wanted any more. */
  readonly changeFacts: (customer: CustomerId, address: AddressHash) => Promise<Link["facts"] | undefined>;
  /** The key that signs unsubscribe links. */
  readonly contactKey: () => Promise<string>;
  /** The domain at which answers to letters are received; empty: none is. */
  readonly replyDomain: string;
  readonly postalAddress: string;
}

/**
 * Renders a message in the person's language, with their own links. Issues the single-use link, if there is one: only
 * this message ever holds its token. Two calls issue two links, and each works. Undefined: the customer answered the
 * message's question meanwhile; `offerOver`: what its words promise is over.
 */
export function composeMessage(deps: ComposeMessageDeps) {
  return async (
    delivery: DeliverMessage,
    person: RecipientState,
    reached: Recipient | CardRecipient,
    at: Instant,
    said?: SaidAnswer,
  ): Promise<ComposedMessage | "offerOver" | undefined> => {
    const recipient = reached.channel === "wallet" ? letterInstead(reached) : reached;
    const brand = appliedBrand(await deps.brandConfig());
    const { topic, transactional, link, asks } = messageOf(delivery.message);
    const { channel } = recipient;
    const offer = await offerInMessage(deps, { ...delivery, channel }, person.preferences);
    if (offer === "over") return "offerOver";
    const action = link && (await actionLink(deps, delivery, recipient, link));
    if (link !== undefined && action === undefined) return undefined;
    if (asks && (await deps.confirmFacts(delivery.customer, channel)) === undefined) return undefined;
    const links: Links = {
      site: deps.siteUrl,
      ...(await ownLinks(deps, delivery.customer, recipient, { transactional, at })),
      ...(action && { action }),
      ...(!transactional && {
        unsubscribe: await unsubscribeLink(deps, { customer: person.customer, topic, channel }),
      }),
    };
    const rendition = render({
      name: delivery.message,
      channel,
      locale: person.preferences.language,
      texts: await deps.textsIn(person.preferences.language),
      facts: said?.facts ?? { ...delivery.facts, ...(link && { minutes: MINUTES[link] }) },
      // Days are those of the customer's clock.
      brand: { ...brand, timeZone: homeClock(person.preferences, brand.timeZone) },
      links,
      postalAddress: deps.postalAddress,
      offer,
    });
    if (reached.channel === "wallet")
      return {
        ...onCard(delivery, rendition),
        to: reached.hmac,
        topic,
        transactional,
        at,
        unsubscribe: undefined,
      };
    const answers = await answersTo(deps, delivery, recipient, { topic, transactional, said });
    return {
      to: recipient.address,
      topic,
      transactional,
      rendition,
      unsubscribe: links.unsubscribe,
      at,
      ...(answers && { answers }),
      ...(said && { person: { ...(said.inReplyTo && { inReplyTo: said.inReplyTo }) } }),
      ...((!transactional || said) && { copy: copyOf(rendition, links) }),
    };
  };
}

/** A card says what is news in a message, which is its letter's subject: the letter is written, and goes nowhere. */
function letterInstead({ hmac }: CardRecipient): Recipient {
  return { channel: "email", hmac, address: "", confirmed: false };
}

function onCard(
  { customer, sendKey }: DeliverMessage,
  letter: Rendition,
): Pick<ComposedMessage, "copy"> & { readonly rendition: CardRendition } {
  const text = letter.channel === "email" ? letter.subject : letter.text;
  return { rendition: { channel: "wallet", customer, sendKey, text }, copy: { text } };
}

/** What the message said, with the pages in place of its own links to them: a copy opens nothing. */
function copyOf(rendition: Rendition, { site, preferences, impact, unsubscribe }: Links): MessageCopy {
  const plain: readonly (readonly [string, string])[] = [
    [preferences, `${site}${linkPaths.preferences}`],
    [impact, `${site}${linkPaths.impact}`],
    ...(unsubscribe ? [[unsubscribe.url, `${site}${linkPaths.preferences}`] as const] : []),
  ];
  const text = plain.reduce((said, [own, page]) => said.replaceAll(own, page), rendition.text);
  return { text, ...(rendition.channel === "email" && { subject: rendition.subject }) };
}

/** A link to confirm holds the hash of its recipient's address; the claim checks that the address has not changed. */
async function actionLink(
  deps: ComposeMessageDeps,
  { customer, facts: given }: DeliverMessage,
  recipient: Recipient,
  purpose: LinkPurpose,
): Promise<string | undefined> {
  const next = AccountPath.safeParse(given["next"]).data;
  const factsOf = {
    confirm: () => deps.confirmFacts(customer, recipient.channel),
    changeAddress: () => deps.changeFacts(customer, recipient),
    signIn: async () => ({ ...(next && { next }) }),
  } as const satisfies Record<LinkPurpose, () => Promise<Link["facts"] | undefined>>;
  const facts = await factsOf[purpose]();
  if (facts === undefined) return undefined;
  const token = await deps.issue({ purpose, customer, facts, minutes: MINUTES[purpose] });
  return `${deps.siteUrl}${linkPaths[purpose](token)}`;
}

/**
 * The links to the customer's own pages. Those of a letter to a confirmed address let its reader in, to read (decision 96). An
 * answer may go to a stranger's address, and a text is too short and too often read by others: theirs ask to sign in.
 */
async function ownLinks(
  { siteUrl, contactKey }: ComposeMessageDeps,
  customer: CustomerId,
  { channel, confirmed, hmac }: Recipient,
  { transactional, at: issuedAt }: { readonly transactional: boolean; readonly at: Instant },
): Promise<Pick<Links, "preferences" | "impact">> {
  if (transactional || !confirmed || channel !== "email")
    return { preferences: `${siteUrl}${linkPaths.preferences}`, impact: `${siteUrl}${linkPaths.impact}` };
  const key = await contactKey();
  const mark = addressMark(key, hmac);
  const to = (page: LetterPage) =>
    `${siteUrl}${linkPaths.letter(letterToken(key, { customer, page, issuedAt, mark }))}`;
  return { preferences: to("preferences"), impact: to("impact") };
}

/**
 * Where a letter is answered: at an address of its own, as mail programs keep no id of ours. What goes to an address that nobody
 * confirmed is answered to the brand: whoever reads it may be a stranger.
 */
async function answersTo(
  { contactKey, replyDomain }: ComposeMessageDeps,
  { customer, sendKey }: DeliverMessage,
  { channel, confirmed }: Recipient,
  {
    topic,
    transactional,
    said,
  }: Pick<ComposedMessage, "topic" | "transactional"> & {
    readonly said: SaidAnswer | undefined;
  },
): Promise<AnswerAddresses | undefined> {
  if (replyDomain === "" || channel !== "email" || !confirmed) return undefined;
  const key = await contactKey();
  // Who answers an answer goes on with its conversation.
  const thread = threadMark(said?.conversation ?? sendKey);
  return {
    replyTo: replyAddress(key, { kind: "thread", customer, thread }, replyDomain),
    ...(!transactional && { stop: replyAddress(key, { kind: "stop", customer, topic }, replyDomain) }),
  };
}

async function unsubscribeLink(
  deps: ComposeMessageDeps,
  subject: UnsubscribeSubject,
): Promise<NonNullable<Links["unsubscribe"]>> {
  const token = unsubscribeToken(await deps.contactKey(), subject);
  return { url: `${deps.siteUrl}${linkPaths.unsubscribe(token)}` };
}
