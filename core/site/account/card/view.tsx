import { accountWords } from "../../../i18n/page-words.ts";
import type { CardToken } from "../../../model/customer-card.ts";
import { linkPaths } from "../../../model/routes.ts";
import type { Wallet } from "../../../model/wallet.ts";
import type { CustomerCard } from "../../../people/cards/card.store.ts";
import { Submit } from "../../ui/form.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";
import { accountLayout } from "../layout.tsx";
import { QrCode } from "./qr-code.tsx";
import { WalletsPart } from "./wallets-part.tsx";

/** In the form: the version of the card that a new one is to replace. */
export const INSTEAD = "instead";

export interface CardView {
  readonly card: CustomerCard | undefined;
  readonly wallets: readonly Wallet[];
  readonly context: AccountContext;
  readonly notice?: string | undefined;
}

/** The card with its code, or the button that makes one; then how another is made, and what a card is and is not. */
export function cardView({ card, wallets, context, notice }: CardView): RenderedView {
  const { card: texts } = accountWords(context.formatter);
  return accountLayout({
    page: "card",
    context,
    notice,
    css: cardStyles,
    children: (
      <>
        {card === undefined ? (
          <ViewPart id="card" title={texts.none}>
            <p>{texts.noneText}</p>
            <NewCard instead={0} context={context} />
          </ViewPart>
        ) : (
          <>
            <ViewPart id="card" title={texts.show}>
              <CardFigure token={card.token} context={context} />
              <p class="muted">{texts.since(context.formatter.date(card.since))}</p>
              <p class="muted">{texts.print}</p>
            </ViewPart>
            {wallets.length > 0 && <WalletsPart wallets={wallets} context={context} />}
            <ViewPart id="lost" title={texts.lost}>
              <p>{texts.lostText}</p>
              <NewCard instead={card.version} context={context} />
            </ViewPart>
          </>
        )}
        <ViewPart id="is" title={texts.is}>
          <ul class="plain-list">
            {texts.isList.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </ViewPart>
      </>
    ),
  });
}

function CardFigure({ token, context }: { readonly token: CardToken; readonly context: AccountContext }) {
  const { card: texts } = accountWords(context.formatter);
  return (
    <figure class="own-card">
      <QrCode text={token} label={texts.qr} />
      <figcaption>
        <strong>{context.brand.name}</strong>
        <span>{texts.atTheTill}</span>
        <span class="token">{inGroups(token)}</span>
      </figcaption>
    </figure>
  );
}

/** As it is read out and typed most easily. */
function inGroups(token: CardToken): string {
  return token.replace(/.{3}(?=(.{4})+$)|.{4}(?=.)/g, "$& ");
}

function NewCard({ instead, context }: { readonly instead: number; readonly context: AccountContext }) {
  const { card: texts } = accountWords(context.formatter);
  const isFirst = instead === 0;
  return (
    <form class="stopping" method="post" action={linkTo(linkPaths.card, context)}>
      <input type="hidden" name={INSTEAD} value={instead} />
      <Submit quiet={!isFirst}>{isFirst ? texts.make : texts.replace}</Submit>
    </form>
  );
}

/** On paper the card stands alone, in the size of a bank card (ISO/IEC 7810, ID-1), with a line to cut along. */
const cardStyles = `
.own-card{display:flex;flex-wrap:wrap;gap:1.25rem 1.75rem;align-items:center;max-width:34rem;padding:1.25rem;border-radius:12px;background:var(--surface);border:1px solid var(--line)}
.own-card .qr{flex:1 1 13rem;max-width:17rem;border-radius:4px;forced-color-adjust:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.own-card figcaption{flex:1 1 11rem;display:grid;gap:.35rem;line-height:1.4}
.own-card strong{font-size:1.25rem}
.own-card .token{margin-top:.5rem;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.9375rem}
.own-card+p{margin-top:1.25rem}
@media print{
body:has(.own-card) :is(.top,.lead,.part:not(:has(.own-card)),.part .name,.own-card~p,.foot,.legal){display:none}
.part:has(.own-card){display:block;margin:0;padding:0}
.own-card{flex-wrap:nowrap;gap:3mm;width:85.6mm;max-width:none;height:53.98mm;padding:3mm;border:1px dashed #666;border-radius:3mm;background:none}
.own-card .qr{flex:0 0 44mm}
.own-card figcaption{flex:1 1 auto;min-width:0;gap:1mm;font-size:8pt}
.own-card strong{font-size:11pt}
.own-card .token{margin-top:1mm;font-size:8pt}
}
`.replaceAll("\n", "");
