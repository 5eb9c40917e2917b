import { colours } from "../../i18n/palette.ts";
import type { WalletPath } from "../../model/routes.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import { signInFor } from "../auth/return-path.ts";
import { readSession } from "../auth/signed-in.ts";
import { linkTo } from "../ui/layout.tsx";
import type { AccountContext, Page } from "../ui/page.ts";
import { fileAnswer, seeOther } from "../ui/page-answer.ts";
import { googleLogo } from "./card-pictures.ts";
import { googleCard, googleClass } from "./google-card.ts";
import { type GoogleKeys, saveLink } from "./google-jwt.ts";
import type { GoogleWallet } from "./google-wallet.client.ts";
import { PKPASS_TYPE } from "./pkpass.ts";
import { type ReadCardDeps, readCard } from "./read-card.ts";
import type { WalletCard } from "./wallet-card.ts";

export interface WalletPagesDeps extends ReadCardDeps {
  readonly sessions: Pick<SessionStore, "read">;
  /** Signs a card for Apple's wallet. Absent, as `google`: the stage has no keys for this wallet. */
  readonly apple?: ((card: WalletCard) => Promise<Buffer>) | undefined;
  readonly google?: { readonly keys: () => Promise<GoogleKeys>; readonly wallet: GoogleWallet } | undefined;
}

const CARD_PATH = "/card";
const LOGO_PATH: WalletPath = "/card/logo.png";
const LOGO_SECONDS = 86_400;

type CardPage = (card: WalletCard, context: AccountContext) => Promise<Awaited<ReturnType<Page>>>;

/** The page at each address of {@link WalletPath}. Whoever is not signed in is sent to sign in, and whoever has no card to make one. */
export function walletPages(deps: WalletPagesDeps): Readonly<Record<WalletPath, Page>> {
  return {
    "/card/apple": forCardholders(deps, "walletApple", applePage(deps)),
    "/card/google": forCardholders(deps, "walletGoogle", googlePage(deps)),
    "/card/logo.png": logoPage,
  };
}

/** `GET /card/apple`: the card as a file that an iPhone opens. Changes nothing. */
function applePage({ apple }: WalletPagesDeps): CardPage | undefined {
  return (
    apple &&
    (async (card) =>
      fileAnswer(await apple(card), { page: "walletApple", type: PKPASS_TYPE, name: "card.pkpass" }))
  );
}

/**
 * `POST /card/google` writes the card at Google and leads on to Google, which asks whether to save it. A form, as it tells
 * Google of the card. Sent twice, it is the same card.
 */
function googlePage({ google, now }: WalletPagesDeps): CardPage | undefined {
  if (google === undefined) return undefined;
  return async (card, { siteUrl }) => {
    const keys = await google.keys();
    await google.wallet.putClass(
      googleClass(card, { issuer: keys.issuer, siteUrl, logo: `${siteUrl}${LOGO_PATH}` }),
    );
    const body = googleCard(card, keys.issuer);
    await google.wallet.putCard(body);
    return seeOther(saveLink(body, keys, { siteUrl, at: now() }), { page: "walletGoogle" });
  };
}

/** `GET /card/logo.png`: the brand's colours and the icon of its pages, for anybody. */
const logoPage: Page = async (_, { brand }) => {
  const { head, onHead, softOnHead } = colours(brand.look.light, "light");
  const answer = fileAnswer(googleLogo({ ground: head, text: onHead, label: softOnHead }), {
    ...{ page: "walletLogo", type: "image/png", name: "logo.png" },
  });
  const { "content-disposition": _name, ...headers } = answer.headers ?? {};
  return {
    ...answer,
    headers: {
      ...headers,
      "cache-control": `public, max-age=${LOGO_SECONDS}`,
      "cross-origin-resource-policy": "cross-origin",
    },
  };
};

function forCardholders(deps: WalletPagesDeps, page: string, show: CardPage | undefined): Page {
  const visitorOf = readSession(deps.sessions);
  const cardFor = readCard(deps);
  return async (request, context) => {
    const isForm = page === "walletGoogle";
    const elsewhere = seeOther(linkTo(CARD_PATH, context), { page });
    if (show === undefined || (isForm && request.method !== "POST")) return elsewhere;
    const visitor = await visitorOf(request);
    if (visitor === undefined) return seeOther(signInFor(CARD_PATH, context), { page: "notSignedIn" });
    const found = await cardFor(visitor.customer, context);
    return found === undefined ? elsewhere : show(found.card, context);
  };
}
