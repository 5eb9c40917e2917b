import { DeliveryEnv } from "../../core/messaging/delivery/delivery-env.ts";

export const DeliverMessageEnv = DeliveryEnv;
export type DeliverMessageEnv = DeliveryEnv;
