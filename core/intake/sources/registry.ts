import { Source } from "../../model/sources.ts";
import type { ShopSystem, ShopSystemGuide } from "../shop-system/shop-system.ts";
import { adyen, adyenGuide } from "./adyen/source.ts";
import { bigcommerce, bigcommerceGuide } from "./bigcommerce/source.ts";
import { clover, cloverGuide } from "./clover/source.ts";
import { lightspeed, lightspeedGuide } from "./lightspeed/source.ts";
import { shopify, shopifyGuide } from "./shopify/source.ts";
import { square, squareGuide } from "./square/source.ts";
import { standard, standardGuide } from "./standard/source.ts";
import { stripe, stripeGuide } from "./stripe/source.ts";
import { woocommerce, woocommerceGuide } from "./woocommerce/source.ts";
import { zettle, zettleGuide } from "./zettle/source.ts";

const registered = {
  shopify,
  square,
  stripe,
  woocommerce,
  bigcommerce,
  clover,
  lightspeed,
  zettle,
  adyen,
  standard,
} satisfies Record<Source, ShopSystem>;

/** Every kind of shop system there is. */
export const shopSystems: Readonly<Record<Source, ShopSystem>> = registered;

/** What is said of each to a person. Apart from the objects, so that no function carries it. */
export const shopSystemGuides: Readonly<Record<Source, ShopSystemGuide>> = {
  shopify: shopifyGuide,
  square: squareGuide,
  stripe: stripeGuide,
  woocommerce: woocommerceGuide,
  bigcommerce: bigcommerceGuide,
  clover: cloverGuide,
  lightspeed: lightspeedGuide,
  zettle: zettleGuide,
  adyen: adyenGuide,
  standard: standardGuide,
};

type SourceWith<Member extends keyof ShopSystem> = {
  [Each in Source]: Member extends keyof (typeof registered)[Each] ? Each : never;
}[Source];

/** The sources whose webhooks name an order and say nothing of it, so that its shop must be asked. */
export type ThinSource = SourceWith<"fetchOrder">;
/** The sources whose webhooks say what was bought. */
export type WholeSource = Exclude<Source, ThinSource>;

export function isThin(source: Source): source is ThinSource {
  return shopSystems[source].fetchOrder !== undefined;
}

export const wholeSources: readonly WholeSource[] = Source.options.filter(
  (source): source is WholeSource => !isThin(source),
);

/** The sources that have EventBridge partner buses. */
export type PartnerSource = SourceWith<"readPartnerEvent">;

/** A source whose shops can be asked for what a webhook leaves out. */
export const AskedSource = Source.refine(
  (source) => shopSystems[source].lookUp !== undefined || isThin(source),
  "a source whose shops cannot be asked for what a webhook leaves out",
);

/** A source that has a list of orders of its own. */
export const ListedSource = Source.refine(
  (source) => shopSystems[source].orderList !== undefined,
  "a source that has no list of orders",
);
