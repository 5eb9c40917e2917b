import * as z from "zod";
import { StandardPurchase, StandardRefund } from "./standard.ts";

/** JSON Schema of what a sender may send in our own format, by the file under docs/ in which it is published. */
export function standardSchemas(): Readonly<Record<"standard-purchase" | "standard-refund", unknown>> {
  return {
    "standard-purchase": z.toJSONSchema(StandardPurchase, { io: "input" }),
    "standard-refund": z.toJSONSchema(StandardRefund, { io: "input" }),
  };
}
