import { randomBytes } from "node:crypto";
import type { OnModuleInit } from "@nestjs/common";
import {
  EventBus,
  Order,
  OrderStateTransitionEvent,
  PluginCommonModule,
  RefundStateTransitionEvent,
  RequestContext,
  ScheduledTask,
  TransactionalConnection,
  type Type,
  VendurePlugin,
} from "@vendure/core";
import { orderFields } from "./custom-fields";
import { WELLSPRING_OPTIONS, type WellspringOptions } from "./options";
import { OrderResolver, shopApi } from "./order.resolver";
import { Outbox } from "./outbox.service";
import { PendingMessage } from "./pending-message.entity";

const SECRET_BYTES = 20;

const sendWaiting = new ScheduledTask({
  id: "wellspring-send-waiting",
  description: "Sends to Wellspring what it could not be told before",
  schedule: (cron) => cron.every(5).minutes(),
  execute: async ({ injector }) => ({ queued: await injector.get(Outbox).queueWaiting() }),
});

/** Seller orders of a marketplace are parts of an order that counts as a whole. */
function isPurchase({ toState, fromState, order }: OrderStateTransitionEvent): boolean {
  return toState === "PaymentSettled" && fromState !== "Modifying" && order.type !== "Seller";
}

function purchaseId({ order, createdAt }: OrderStateTransitionEvent): string {
  return `order-${order.code}-${createdAt.getTime()}`;
}

function isGivenBack({ toState, refund }: RefundStateTransitionEvent): boolean {
  return toState === "Settled" && refund.total > 0;
}

function refundMessageId({ order, refund }: RefundStateTransitionEvent): string {
  return `refund-${order.code}-${refund.id}`;
}

/** Orders carry the picked cause, and Wellspring hears of each that is paid, and of what is given back. */
@VendurePlugin({
  imports: [PluginCommonModule],
  compatibility: "^3.3.0",
  entities: [PendingMessage],
  providers: [Outbox, { provide: WELLSPRING_OPTIONS, useFactory: () => WellspringPlugin.options }],
  shopApiExtensions: { schema: shopApi, resolvers: [OrderResolver] },
  configuration: (config) => {
    config.customFields.Order.push(...orderFields);
    config.schedulerOptions.tasks = [...(config.schedulerOptions.tasks ?? []), sendWaiting];
    return config;
  },
})
export class WellspringPlugin implements OnModuleInit {
  static options: WellspringOptions;

  constructor(
    private readonly events: EventBus,
    private readonly connection: TransactionalConnection,
    private readonly outbox: Outbox,
  ) {}

  static init(options: WellspringOptions): Type<WellspringPlugin> {
    WellspringPlugin.options = options;
    return WellspringPlugin;
  }

  /** A blocking handler writes in the transaction of what happened; a subscriber hears once that has committed. */
  onModuleInit(): void {
    this.events.registerBlockingEventHandler({
      id: "wellspring-purchase",
      event: OrderStateTransitionEvent,
      handler: async (event) => {
        if (!isPurchase(event)) return;
        const { ctx, order, createdAt: at } = event;
        await this.giveSecret(ctx, order);
        await this.outbox.write(ctx, { messageId: purchaseId(event), orderId: order.id, refundId: null, at });
      },
    });
    this.events.registerBlockingEventHandler({
      id: "wellspring-refund",
      event: RefundStateTransitionEvent,
      handler: async (event) => {
        if (!isGivenBack(event)) return;
        const { ctx, order, refund, createdAt: at } = event;
        await this.outbox.write(ctx, {
          messageId: refundMessageId(event),
          orderId: order.id,
          refundId: refund.id,
          at,
        });
      },
    });
    this.events.ofType(OrderStateTransitionEvent).subscribe((event) => {
      if (isPurchase(event)) void this.outbox.enqueue(purchaseId(event));
    });
    this.events.ofType(RefundStateTransitionEvent).subscribe((event) => {
      if (isGivenBack(event)) void this.outbox.enqueue(refundMessageId(event));
    });
  }

  /** Vendure saves this very order once more when the transition ends: it has to know the secret too. */
  private async giveSecret(ctx: RequestContext, order: Order): Promise<void> {
    order.customFields.wellspringClaimSecret ??= randomBytes(SECRET_BYTES).toString("hex");
    const { wellspringClaimSecret } = order.customFields;
    await this.connection
      .getRepository(ctx, Order)
      .update(order.id, { customFields: { wellspringClaimSecret } });
  }
}
