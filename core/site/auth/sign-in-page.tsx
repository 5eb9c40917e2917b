import { authWords } from "../../i18n/page-words.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { AccountPath } from "../../model/routes.ts";
import type { Channel } from "../../model/topic.ts";
import type { Address, ContactStore } from "../../people/contacts/contact.store.ts";
import { isTexted, type TextCountries } from "../../people/contacts/texted-number.ts";
import { boundsOfForm, type DayBounds, reachedBound } from "../../people/rate-limit/day-bounds.ts";
import type { RateLimitStore } from "../../people/rate-limit/rate-limit.store.ts";
import { SIGN_IN_LINKS, sourceOf } from "../../people/rate-limit/rate-limit.ts";
import { LINK_MINUTES } from "../../people/sessions/link.ts";
import type { AtLeast } from "../../platform/at-least.ts";
import { normalEmail } from "../../platform/crypto/identity.ts";
import { normalPhone } from "../../platform/crypto/phone.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { RenderedView } from "../ui/layout.tsx";
import type { AccountContext, Page, PageRequest } from "../ui/page.ts";
import { pageAnswer } from "../ui/page-answer.ts";
import { Onward, statusView } from "../ui/status-page.tsx";
import { SaveKept, unkept } from "./kept-form.tsx";
import { LETTER } from "./letter-page.tsx";
import { NEXT, nextIn, signInFor } from "./return-path.ts";
import { ADDRESS, KNOWN, lead, signInView } from "./sign-in-view.tsx";
import { type ReadReaderDeps, readReader } from "./signed-in.ts";

/** Longer than sending the link takes: the time of an answer does not show whether an address is known. */
export const SIGN_IN_ANSWER_MS = 400;

/** Where a number is from that names no country, on a page whose language tells none. */
const HOME = "US";

/** The request for a link, which a journey sends to the customer. */
export interface SignInLink {
  readonly customer: CustomerId;
  readonly channel: Channel;
  /** The page that the link opens. */
  readonly next: AccountPath | undefined;
}

export interface SignInDeps extends ReadReaderDeps {
  readonly contacts: Pick<ContactStore, "hashOf" | "customerOf">;
  readonly limits: RateLimitStore;
  readonly dayBounds: DayBounds;
  readonly textCountries: TextCountries;
  readonly requestSignInLink: (link: SignInLink) => Promise<void>;
  readonly atLeast: AtLeast;
}

/** What was asked for: by whom it is told from every other, and the customer, if it is one's. */
interface Asked {
  readonly channel: Channel;
  readonly subject: string;
  readonly customer: CustomerId | undefined;
}

/**
 * Asks for an address or a number, and sends a link there, if it is a customer's. The answer is the same for every one. The
 * reader of a letter only presses a button: the link goes to the address of their letter. What a session that has ended left
 * unsaved is carried along (decision 97).
 */
export function signInPage(deps: SignInDeps): Page {
  const readerOf = readReader(deps);
  return async (request, context) => {
    const words = authWords(context.formatter).signIn;
    const isPost = request.method === "POST";
    const next = nextIn(isPost ? request.form.text(NEXT) : request.query[NEXT]);
    const reader = await readerOf(request);
    if (!isPost) {
      const isClosed = request.query[LETTER] !== undefined;
      const said = lead(context, next, isClosed ? words.letterClosed : undefined);
      const isReader = reader !== undefined;
      return pageAnswer(signInView({ context, said, next, isReader, kept: [] }), { page: "signIn" });
    }
    if (request.form.has(KNOWN, "1") && reader !== undefined) {
      const { customer } = reader;
      const asked: Asked = { channel: "email", subject: `letter ${customer}`, customer };
      await deps.atLeast(SIGN_IN_ANSWER_MS, () =>
        sendLink(deps, { asked: async () => asked, next }, request),
      );
      return pageAnswer(sent(context, request, { channel: "email", to: words.ofLetter, next }), {
        page: "signInAsked",
      });
    }
    const typed = request.form.text(ADDRESS) || request.form.text("email");
    const address = addressIn(typed, context);
    if (address === undefined) return asksAgain(request, context, next, reader !== undefined);
    const asked = async (): Promise<Asked> => {
      const hash = await deps.contacts.hashOf(address);
      const isReached = address.channel === "email" || isTexted(address.address, deps.textCountries);
      const customer = await deps.contacts.customerOf(hash);
      return { channel: address.channel, subject: hash.hmac, customer: isReached ? customer : undefined };
    };
    const bound = await deps.atLeast(SIGN_IN_ANSWER_MS, () => sendLink(deps, { asked, next }, request));
    const facts = bound !== undefined && { facts: { bounds: [bound] } };
    const to = { channel: address.channel, to: typed, next };
    return pageAnswer(sent(context, request, to), { page: "signInAsked", ...facts });
  };
}

/** An address, or a number: without its country code that of the page's language. */
function addressIn(typed: string, { formatter }: AccountContext): Address | undefined {
  const email = normalEmail(typed);
  if (email !== undefined) return { channel: "email", address: email };
  if (typed.includes("@")) return undefined;
  const phone = normalPhone(typed, new Intl.Locale(formatter.language.tag).maximize().region ?? HOME);
  return phone === undefined ? undefined : { channel: "sms", address: phone };
}

/**
 * Counts and reads for every address alike. Beyond a limit nothing is sent, and the answer is the same. The bounds of the day
 * count only links that would be sent: otherwise addresses of nobody could use them up. Returns the one that is reached.
 */
async function sendLink(
  { limits, dayBounds, requestSignInLink }: SignInDeps,
  { asked, next }: { readonly asked: () => Promise<Asked>; readonly next: AccountPath | undefined },
  { sourceIp }: PageRequest,
): Promise<string | undefined> {
  const { channel, subject, customer } = await asked();
  const may = await limits.consume(SIGN_IN_LINKS, subject);
  if (customer === undefined || may === "exceeded") return undefined;
  const cause = { causes: "links", channel, source: sourceOf(sourceIp) } as const;
  const bound = await reachedBound(limits, boundsOfForm(dayBounds, cause));
  if (bound === undefined) await requestSignInLink({ customer, channel, next });
  return bound;
}

function asksAgain(
  { form }: PageRequest,
  context: AccountContext,
  next: AccountPath | undefined,
  isReader: boolean,
): HttpAnswer {
  const { signIn: words } = authWords(context.formatter);
  const errors = new Map([[ADDRESS, words.notAnAddress]]);
  const typed = form.text(ADDRESS) || form.text("email");
  const rendered = signInView({
    context,
    said: lead(context, next),
    next,
    isReader,
    typed,
    errors,
    kept: unkept(form),
  });
  return pageAnswer(rendered, { page: "signIn", status: 422 });
}

/** The same whether a link is on its way or not. What waits to be saved still waits, below. */
function sent(
  context: AccountContext,
  { form }: PageRequest,
  {
    channel,
    to,
    next,
  }: { readonly channel: Channel; readonly to: string; readonly next: AccountPath | undefined },
): RenderedView {
  const { signIn: words, again } = authWords(context.formatter);
  return statusView(
    context,
    { title: words.doneTitle[channel], text: words.done[channel](to, LINK_MINUTES) },
    <>
      <SaveKept kept={unkept(form)} next={next} context={context} />
      <p>{words.doneElse[channel](context.replyTo, SIGN_IN_LINKS.minutes)}</p>
      <Onward to={signInFor(next, context)} context={context} text={again} />
    </>,
  );
}
