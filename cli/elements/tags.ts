import { ELEMENTS } from "../../core/site/elements-module/elements-file.ts";

/** What a shop's page needs of the site: the module with its hash, the elements that it makes, and what a security policy must allow. */
export function elementsTags(siteUrl: string, shop: string): string {
  const site = siteUrl.replace(/\/+$/, "");
  return [
    "Into the head of the shop's pages, once:",
    "",
    `<script type="module" src="${site}${ELEMENTS.path}"`,
    `  integrity="${ELEMENTS.integrity}" crossorigin="anonymous"></script>`,
    "",
    "Where a customer picks, where the cart is shown, and after the order:",
    "",
    `<wellspring-causes shop="${shop}" name="wellspring_cause"></wellspring-causes>`,
    `<wellspring-gives shop="${shop}" currency="EUR" amount="49.90"></wellspring-gives>`,
    `<wellspring-thanks shop="${shop}" currency="EUR" amount="49.90" cause="clean-rivers"></wellspring-thanks>`,
    `<wellspring-progress shop="${shop}" cause="clean-rivers"></wellspring-progress>`,
    `<wellspring-total shop="${shop}"></wellspring-total>`,
    "",
    `A page with a Content-Security-Policy allows ${site} in script-src, in connect-src and, for pictures, in img-src.`,
    `${site}${ELEMENTS.movingPath} is always the latest module, without a hash to check it by.`,
    "integrations/ says, for each shop system, how the pick gets from the page into the order.",
  ].join("\n");
}
