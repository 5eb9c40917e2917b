import { stopWords } from "../../../i18n/consent-words.ts";
import { accountWords } from "../../../i18n/page-words.ts";
import type { CustomerId } from "../../../model/customer.ts";
import type { RateLimitStore } from "../../../people/rate-limit/rate-limit.store.ts";
import { DOWNLOADS } from "../../../people/rate-limit/rate-limit.ts";
import { unsubscribe } from "../../../people/unsubscribe.ts";
import { endedCookie } from "../../auth/session-cookie.ts";
import { Form, Submit } from "../../ui/form.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext, SignedInPage } from "../../ui/page.ts";
import { fileAnswer, pageAnswer, seeOther } from "../../ui/page-answer.ts";
import { signedInContext } from "../../ui/page-context.ts";
import { statusView } from "../../ui/status-page.tsx";
import { accountLayout } from "../layout.tsx";
import { type PreferencesDeps, proofOf } from "./load-state.ts";
import { stepPath } from "./steps.ts";
import { DATA_PATH, DELETE_PATH } from "./your-data.tsx";

export interface DataDeps extends PreferencesDeps {
  readonly limits: Pick<RateLimitStore, "consume">;
  /** Everything that is stored about a customer; undefined for nothing. */
  readonly exportCustomer: (customer: CustomerId) => Promise<object | undefined>;
  /** Removes everything personal of a customer. A second call finishes what a crash left. */
  readonly forgetCustomer: (customer: CustomerId) => Promise<unknown>;
}

const page = "download";

/**
 * `POST /preferences/data`: the file of everything that is kept of a customer (GDPR 15, 20). A form, because it counts
 * against a limit, and so that no page of another site can have it made. No cache keeps it. `GET` leads
 * to the page that has the form.
 */
export function downloadPage({ people, limits, exportCustomer }: DataDeps): SignedInPage {
  return async (request, { customer }, context) => {
    if (request.method !== "POST") return seeOther(`${linkTo(stepPath("about"), context)}#data`, { page });
    if ((await limits.consume(DOWNLOADS, customer)) === "exceeded") {
      const preferences = await people.preferences(customer);
      const own = preferences === undefined ? context : signedInContext(context, preferences);
      const { data: texts } = accountWords(own.formatter);
      const rendered = statusView(own, { title: texts.title, text: texts.busy }, <Back context={own} />);
      return pageAnswer(rendered, { page, status: 429 });
    }
    const found = (await exportCustomer(customer)) ?? {};
    const body = `${JSON.stringify(found, undefined, 2)}\n`;
    return fileAnswer(body, { page, type: "application/json", name: "my-data.json" });
  };
}

/**
 * `GET /preferences/delete` says what is deleted and what stays, and changes nothing. `POST` withdraws every consent, so
 * that nothing is sent meanwhile, removes everything personal, and with it every session (GDPR 17). After a crash between
 * the two the customer can press again.
 */
export function deletePage(deps: DataDeps): SignedInPage {
  return async (request, visitor, context) => {
    const { customer } = visitor;
    const preferences = await deps.people.preferences(customer);
    const own = preferences === undefined ? context : signedInContext(context, preferences);
    if (request.method !== "POST") return pageAnswer(askView(own), { page: "delete" });
    await unsubscribe(deps)(customer, {
      topic: "all",
      channel: "all",
      source: "preferences",
      ...stopWords(own.formatter.language, own.brand.name),
      proof: proofOf(visitor),
    });
    await deps.forgetCustomer(customer);
    return pageAnswer(doneView(own), { page: "deleted", cookies: [endedCookie] });
  };
}

function Back({ context }: { readonly context: AccountContext }) {
  const { data: texts } = accountWords(context.formatter);
  return (
    <p>
      <a class="onward" href={linkTo(stepPath("about"), context)}>
        {texts.keep}
      </a>
    </p>
  );
}

function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul class="plain-list">
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}

function askView(context: AccountContext): RenderedView {
  const { data: texts } = accountWords(context.formatter);
  const { brand } = context;
  const { title, headline, lead } = texts.ask;
  return accountLayout({
    page: "preferences",
    heading: { title, headline, lead: lead(brand.name) },
    context,
    children: (
      <>
        <ViewPart id="goes" title={texts.goes}>
          <List items={texts.goesList} />
        </ViewPart>
        <ViewPart id="stays" title={texts.stays}>
          <List items={texts.staysList} />
          <p>{texts.shop(brand.name)}</p>
        </ViewPart>
        <ViewPart id="now" title={title}>
          <form class="stopping" method="post" action={linkTo(DATA_PATH, context)}>
            <p>{texts.download}</p>
            <Submit quiet>{texts.export}</Submit>
          </form>
          <Form action={DELETE_PATH} context={context}>
            <Submit>{texts.confirm}</Submit>
          </Form>
          <Back context={context} />
        </ViewPart>
      </>
    ),
  });
}

function doneView(context: AccountContext): RenderedView {
  const { data: texts } = accountWords(context.formatter);
  return statusView(
    context,
    { title: texts.doneTitle, text: texts.doneText },
    <p>{texts.doneElse(context.replyTo)}</p>,
  );
}
