import { DeliveryEnv } from "../../core/delivery/delivery-env.ts";

export const DeliverMessageEnv = DeliveryEnv;
export type DeliverMessageEnv = DeliveryEnv;
