import "@shopify/ui-extensions/preact";
import { render } from "preact";

/** Your giving site, without a slash at the end. */
const SITE = "https://give.example.com";

const WORDS = {
  above: "Who should get what this purchase gives? Scan and pick a cause.",
  below: "No name, no account. You need the total and the day on this receipt.",
};

/** Where the code leads. The id of an order is missing while Shopify has not made the order. */
export function claimAddress(site, orderId) {
  return orderId === undefined ? `${site}/claim` : `${site}/claim?number=${orderId}`;
}

export default async () => {
  render(<Receipt />, document.body);
};

function Receipt() {
  return (
    <s-pos-block>
      <s-text>{WORDS.above}</s-text>
      <s-qr-code content={claimAddress(SITE, shopify.transaction?.orderId)} />
      <s-text>{WORDS.below}</s-text>
    </s-pos-block>
  );
}
