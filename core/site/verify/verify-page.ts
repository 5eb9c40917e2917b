import type { Page } from "../ui/page.ts";
import { LISTED, pageAnswer } from "../ui/page-answer.ts";
import { verifyView } from "./verify-view.tsx";

export interface VerifyPageDeps {
  /** The line by which anybody checks the log; undefined before its first day. */
  readonly verifierKey: () => Promise<string | undefined>;
}

/** `GET /verify`: where anybody checks a gift. It says the same to everybody. */
export function verifyPage({ verifierKey }: VerifyPageDeps): Page {
  return async (_request, context) => {
    const { brand, brandConfig, siteUrl } = context;
    const shown = { brand, causes: brandConfig.causes, logKey: await verifierKey(), siteUrl };
    const rendered = verifyView(shown, { ...context, address: `${siteUrl}/verify` });
    return pageAnswer(rendered, { page: "verify", headers: LISTED });
  };
}
