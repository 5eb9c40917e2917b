import { accountWords } from "../../../i18n/page-words.ts";
import type { Instant } from "../../../model/purchase.ts";
import type { MessageCopy } from "../../../people/records/message-copy.ts";
import { type RenderedView, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";
import { Onward, statusView } from "../../ui/status-page.tsx";
import { accountLayout } from "../layout.tsx";

const PATH = "/history";

/** `zone`: the clock of the time at which it was sent. */
export interface CopyView {
  readonly context: AccountContext;
  readonly copy: MessageCopy;
  readonly at: Instant;
  readonly zone: string;
}

/** One message as it was sent: of a letter its subject and its plain text. */
export function copyView({ context, copy: { subject, text }, at, zone }: CopyView): RenderedView {
  const { history: words } = accountWords(context.formatter);
  const { tag } = context.formatter.language;
  const format = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short", timeZone: zone });
  return accountLayout({
    page: "history",
    heading: { title: words.copyTitle, headline: words.copyHeadline, lead: format.format(new Date(at)) },
    context,
    children: (
      <ViewPart id="message" title={subject ?? words.copyTitle} aside={<p class="muted">{words.copyText}</p>}>
        {text.split(/\n{2,}/).map((paragraph) => (
          <p class="said">{paragraph}</p>
        ))}
        <Onward to={PATH} context={context} text={words.newest} />
      </ViewPart>
    ),
  });
}

/** What was never kept, is kept no longer, or was sent to nobody. */
export function goneView(context: AccountContext): RenderedView {
  const { history: words } = accountWords(context.formatter);
  return statusView(
    context,
    { title: words.gone, text: words.kept },
    <Onward to={PATH} context={context} text={words.newest} />,
  );
}
