import * as z from "zod";
import { type Normalise, noticeEvent, parsePayload } from "../../shop-system/payload.ts";

/** `O:GHIVJT2ABCRSC` is an order; payments, customers and items have other letters. */
const ObjectId = z.string().regex(/^[A-Z]{1,4}:[A-Za-z0-9]{1,40}$/, "not a letter, a colon and an id");
const MerchantId = z.string().regex(/^[A-Z0-9]{1,40}$/, "not a merchant's id");
const Notices = z.object({
  merchants: z.record(MerchantId, z.array(z.object({ objectId: ObjectId }))),
});

const ORDER = "O:";

/**
 * A Clover webhook names things of several merchants that were made, changed or deleted. Each order among them is a notice:
 * whatever happened to it, it is asked for, once a webhook. A payment or refund changes its order as well.
 */
export const normaliseClover: Normalise = ({ connection, payload }) => {
  const { merchants } = parsePayload(Notices, payload);
  return Object.entries(merchants).flatMap(([merchant, changed]) => {
    const ids = changed.flatMap(({ objectId }) =>
      objectId.startsWith(ORDER) ? [objectId.slice(ORDER.length)] : [],
    );
    return [...new Set(ids)].map((orderId) =>
      noticeEvent({ source: "clover", connection, orderId }, { of: "order", id: `${merchant}/${orderId}` }),
    );
  });
};
