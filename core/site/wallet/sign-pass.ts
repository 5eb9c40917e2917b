import { walletTranslations } from "../../i18n/dictionaries.ts";
import { colours } from "../../i18n/palette.ts";
import { APPLE_SERVICE_ROOT, linkPaths } from "../../model/routes.ts";
import type { PassStore } from "../../people/cards/pass.store.ts";
import type { HttpRequest } from "../../platform/lambda/http.ts";
import type { AccountContext } from "../ui/page.ts";
import { type CurrentPass, passToken } from "./answer-phones.ts";
import { type AppleKeys, stageIssuer } from "./apple-keys.ts";
import { type ApplePass, applePass, endedPass } from "./apple-pass.ts";
import { applePictures } from "./card-pictures.ts";
import { pkpass } from "./pkpass.ts";
import { type ReadCardDeps, readCard } from "./read-card.ts";
import type { WalletCard } from "./wallet-card.ts";

export interface SignPassDeps {
  readonly apple: () => Promise<AppleKeys>;
  /** The key of identities. */
  readonly key: () => Promise<string>;
  /** Where the site is, without a slash at the end. */
  readonly siteUrl: string;
}

/** Writes and signs cards for Apple's wallet. */
export function passSigner(deps: SignPassDeps) {
  const pictures = picturesKept();
  const serviceOf = async (serial: string) => ({
    url: `${deps.siteUrl}${APPLE_SERVICE_ROOT}`,
    token: passToken(await deps.key(), serial),
  });
  const file = async (pass: ApplePass, of: WalletCard["colours"]) =>
    pkpass(pass, pictures(of), await deps.apple());
  return {
    async sign(card: WalletCard): Promise<Buffer> {
      const pass = applePass(card, stageIssuer(await deps.apple()), await serviceOf(card.serial));
      return file(pass, card.colours);
    },
    /** In place of a card that is nobody's any more. */
    async signEnded(serial: string, { brand, formatter, siteUrl }: AccountContext): Promise<Buffer> {
      const { head, onHead, softOnHead } = colours(brand.look.light, "light");
      const words = walletTranslations[formatter.locale];
      const card = { serial, brand: brand.name, about: words.about(brand.name) };
      const shown = { ground: head, text: onHead, label: softOnHead };
      const said = { title: words.ended, text: words.endedText(`${siteUrl}${linkPaths.card}`) };
      const issuer = stageIssuer(await deps.apple());
      return file(endedPass({ ...card, colours: shown }, said, issuer, await serviceOf(serial)), shown);
    },
  };
}
export type PassSigner = ReturnType<typeof passSigner>;

export interface CurrentPassDeps extends ReadCardDeps {
  readonly passes: Pick<PassStore, "customerOf">;
  readonly signer: PassSigner;
  readonly contextOf: (request: HttpRequest) => Promise<AccountContext>;
}

const ENDED = "ended";

/** What the card of a serial says now; of one that was replaced, or of a forgotten customer, that it ended. */
export function currentPass(deps: CurrentPassDeps) {
  const cardFor = readCard(deps);
  return async (serial: string, request: HttpRequest): Promise<CurrentPass> => {
    const [customer, context] = await Promise.all([deps.passes.customerOf(serial), deps.contextOf(request)]);
    const found = customer === undefined ? undefined : await cardFor(customer, context);
    if (customer === undefined || found?.card.serial !== serial)
      return { customer: undefined, fingerprint: ENDED, file: () => deps.signer.signEnded(serial, context) };
    return { customer, fingerprint: found.fingerprint, file: () => deps.signer.sign(found.card) };
  };
}

/** Drawing takes longer than signing, and all cards of a brand have the same pictures. */
function picturesKept(): (of: WalletCard["colours"]) => Readonly<Record<string, Buffer>> {
  let kept: { readonly name: string; readonly pictures: Readonly<Record<string, Buffer>> } | undefined;
  return (of) => {
    const name = Object.values(of).join(" ");
    if (kept?.name !== name) kept = { name, pictures: applePictures(of) };
    return kept.pictures;
  };
}
