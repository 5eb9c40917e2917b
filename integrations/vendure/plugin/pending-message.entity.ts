import { type DeepPartial, EntityId, type ID, VendureEntity } from "@vendure/core";
import { Column, Entity, Index } from "typeorm";

/**
 * What Wellspring is yet to hear: written in the transaction that settles a payment or a refund, and deleted when Wellspring
 * has it. It names the order and holds nothing of it.
 */
@Entity("wellspring_pending_message")
export class PendingMessage extends VendureEntity {
  constructor(input?: DeepPartial<PendingMessage>) {
    super(input);
  }

  /** The id of the webhook, the same at each attempt. */
  @Index({ unique: true })
  @Column()
  messageId: string;

  @EntityId()
  orderId: ID;

  /** Of a purchase: none. */
  @EntityId({ nullable: true })
  refundId: ID | null;

  /** When it was settled. */
  @Column()
  at: Date;
}
