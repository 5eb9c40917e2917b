import { accountWords } from "../../../i18n/page-words.ts";
import type { WalletPath } from "../../../model/routes.ts";
import type { Wallet } from "../../../model/wallet.ts";
import { Submit } from "../../ui/form.tsx";
import { linkTo, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";

/** Apple's card is a file, which a look makes; Google's is written there, which a form asks for. */
const WAYS = {
  apple: { path: "/card/apple", method: "get" },
  google: { path: "/card/google", method: "post" },
} as const satisfies Record<Wallet, { readonly path: WalletPath; readonly method: string }>;

/** A button for each wallet that the stage has keys for, and what becomes of the card there. */
export function WalletsPart({
  wallets,
  context,
}: {
  readonly wallets: readonly Wallet[];
  readonly context: AccountContext;
}) {
  const { wallets: texts } = accountWords(context.formatter);
  return (
    <ViewPart id="wallets" title={texts.title}>
      {wallets.map((wallet) => (
        <>
          <p>{texts.about[wallet]}</p>
          <form class="stopping" method={WAYS[wallet].method} action={linkTo(WAYS[wallet].path, context)}>
            <Submit quiet>{texts.add[wallet]}</Submit>
          </form>
        </>
      ))}
    </ViewPart>
  );
}
