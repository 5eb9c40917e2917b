import { ShopId } from "../../../model/purchase.ts";
import { Moment } from "./envelope.ts";

/** What a purchase and its refunds say alike. */

export const StandardId = ShopId;

export const OrderNumber = StandardId.meta({
  description: "The order's id, unique within the connection. Any printable text.",
});

export const LineNumber = StandardId.meta({ description: "Unique within the order." });

export const PlacedAt = Moment.meta({
  description:
    "When the order was placed (RFC 3339). It must be the same in every purchase and refund of the order, for ever: it is part of where the order is kept.",
});
