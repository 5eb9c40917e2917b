import { Inject } from "@nestjs/common";
import { Parent, ResolveField, Resolver } from "@nestjs/graphql";
import { ConfigService, Ctx, EntityHydrator, Order, RequestContext } from "@vendure/core";
import gql from "graphql-tag";
import { claimLink, decimal, goodsOf, pickOf } from "./message";
import { WELLSPRING_OPTIONS, type WellspringOptions } from "./options";

export const shopApi = gql`
  type WellspringOrder {
    "The shop attribute of the elements, such as standard/shop."
    shop: String!
    "Goods after discounts, without tax and shipping: the amount attribute of the elements."
    amount: String!
    "The picked cause; empty: none."
    cause: String!
    "Where the cause of a paid order without a pick can still be chosen: the claim attribute of wellspring-thanks."
    claim: String
  }
  extend type Order {
    wellspring: WellspringOrder!
  }
`;

/** What a storefront hands to the elements, so that none of it is worked out twice. */
@Resolver("Order")
export class OrderResolver {
  constructor(
    private readonly hydrator: EntityHydrator,
    private readonly config: ConfigService,
    @Inject(WELLSPRING_OPTIONS) private readonly options: WellspringOptions,
  ) {}

  @ResolveField()
  async wellspring(@Ctx() ctx: RequestContext, @Parent() order: Order) {
    await this.hydrator.hydrate(ctx, order, { relations: ["lines", "lines.productVariant"] });
    const { site, connection } = this.options;
    const precision = this.config.entityOptions.moneyStrategy.precision ?? 2;
    const cause = pickOf(order) ?? "";
    const secret = order.customFields.wellspringClaimSecret;
    return {
      shop: `standard/${connection}`,
      amount: decimal(goodsOf(order.lines), precision),
      cause,
      claim: cause === "" && secret ? claimLink(site, connection, secret) : null,
    };
  }
}
