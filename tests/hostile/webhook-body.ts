import type { Message } from "../../demo/message.ts";
import type { Verdict } from "./kind.ts";
import type { Answer } from "./shop-world.ts";

export type Body = Readonly<Record<string, unknown>>;

/** The order in a webhook, wherever its shop system puts it: itself, or in an envelope. */
function orderIn(body: Record<string, unknown>): Record<string, unknown> {
  const items = body["notificationItems"];
  if (Array.isArray(items)) return Object(items[0]).NotificationRequestItem;
  const data = Object(body["data"]);
  const object = Object(data.object);
  return object.payment ?? (data.object === undefined ? (body["data"] === undefined ? body : data) : object);
}

/** The same webhook with members of its order replaced. */
export function changedBody(message: Message, change: Body): string {
  return editedBody(message, (order) => Object.assign(order, change));
}

/** The same, by what is there; also where the order is a text inside. */
export function editedBody(message: Message, edit: (order: Record<string, unknown>) => void): string {
  const body = JSON.parse(message.body);
  if (typeof body.payload !== "string") {
    edit(orderIn(body));
    return JSON.stringify(body);
  }
  const inside = JSON.parse(body.payload);
  edit(inside);
  return JSON.stringify({ ...body, payload: JSON.stringify(inside) });
}

/** What an answer to a webhook says. Throws for what no shop system may get. */
export function verdictOf({ status, body, outcome }: Answer): Verdict {
  if (status >= 500) throw new Error(`answered ${status} ${body}`);
  if (status >= 300) return "refused";
  if (outcome === "quarantined") return "quarantined";
  return outcome === "accepted" ? "accepted" : "refused";
}
