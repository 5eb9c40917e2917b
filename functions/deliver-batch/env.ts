import * as z from "zod";
import { DeliveryEnv } from "../../core/messaging/delivery/delivery-env.ts";

/**
 * - EMAILS_PER_SECOND, TEXTS_PER_SECOND: the rate at which one worker sends
 * - BATCH_QUEUE_URL, BATCH_QUEUE_ARN: the queue that the worker reads, and to which it returns deferred customers
 * - SCHEDULE_GROUP, SCHEDULE_ROLE: customers deferred for longer than a queue can delay become schedules in this group, which
 *   post with this role
 * - BROADCAST_DLQ_ARN: the dead-letter queue of both
 */
export const DeliverBatchEnv = DeliveryEnv.extend({
  IMPACT_TABLE: z.string().min(1),
  EMAILS_PER_SECOND: z.coerce.number().positive(),
  TEXTS_PER_SECOND: z.coerce.number().positive(),
  BATCH_QUEUE_URL: z.string().min(1),
  BATCH_QUEUE_ARN: z.string().min(1),
  SCHEDULE_GROUP: z.string().min(1),
  SCHEDULE_ROLE: z.string().min(1),
  BROADCAST_DLQ_ARN: z.string().min(1),
});
export type DeliverBatchEnv = z.infer<typeof DeliverBatchEnv>;
