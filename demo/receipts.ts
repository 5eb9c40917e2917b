import { createHash } from "node:crypto";
import { CliError } from "../cli/cli-error.ts";
import { mapBounded } from "../core/platform/bounded.ts";
import { http } from "../local/http.ts";
import type { Stage } from "../local/stage.ts";
import { connectionOf, type Order } from "./facts.ts";
import { filled, formsIn } from "./form.ts";
import { again } from "./visitor.ts";

const AT_ONCE = 3;
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What this till would draw at random for the order: here the same again for the same order. */
export function claimSecretOf({ number }: Pick<Order, "number">): string {
  return createHash("sha256").update(`the sample's till, order ${number}`).digest("hex").slice(0, 32);
}

/** The token on the receipt, as docs/guides/claim-links.md says. Nothing of core/ is used: the till's own way to it. */
export function receiptToken(order: Order): string {
  const text = `wellspring/claim/v1\n${connectionOf(order.source)}\n${claimSecretOf(order)}`;
  const number = BigInt(`0x${createHash("sha256").update(text).digest("hex")}`) >> 126n;
  return Array.from(
    { length: 26 },
    (_, place) => CROCKFORD[Number((number >> BigInt(5 * (25 - place))) & 31n)],
  ).join("");
}

/**
 * Whoever holds the receipts of these orders opens each one's page, and picks the cause. Where the page shows that somebody has,
 * nothing is pressed.
 */
export async function pickByReceipts(
  { siteUrl }: Pick<Stage, "siteUrl">,
  orders: readonly Order[],
): Promise<void> {
  await mapBounded([...orders], AT_ONCE, async (order) => {
    if (order.claimed === undefined) return;
    const url = `${siteUrl}/C/${receiptToken(order)}`;
    const page = await again(() => http(url));
    const form = formsIn(page.body, url).find(({ fields }) => fields.some(({ name }) => name === "cause"));
    if (page.status !== 200) throw new CliError(`${url} answered ${page.status}.`, page.body.slice(0, 300));
    if (form === undefined) return;
    const cause = form.fields.find(({ value }) => value === order.claimed);
    if (cause === undefined)
      throw new CliError(`${order.claimed} cannot be picked at ${url}.`, "Its status in causes.yaml?");
    const picked = { ...form, fields: [{ ...cause, sent: true }] };
    const answer = await again(() =>
      http(form.url, {
        method: "POST",
        headers: { origin: new URL(url).origin, "content-type": "application/x-www-form-urlencoded" },
        body: filled(picked, {}),
      }),
    );
    if (answer.status !== 303)
      throw new CliError(`A pick at ${url} was answered ${answer.status}.`, answer.body.slice(0, 300));
  });
}
