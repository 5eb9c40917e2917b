import { customerPartition } from "./people.keys.ts";

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An inbound text, by our id of it, so that one delivered twice is handled once. */
export function textKey(text: string): Key {
  return { pk: `text#${text}`, sk: "text" };
}
/** The texts that people at the brand should read, oldest first. */
export const SMS_INBOX_PARTITION = "texts";
export function smsInboxKey(at: string, text: string): Key {
  return { pk: SMS_INBOX_PARTITION, sk: `${at}#${text}` };
}
/** A waiting text of this customer, so that exporting and forgetting find it. */
export function knownTextKey(customer: string, at: string, text: string): Key {
  return { pk: customerPartition(customer), sk: `text#${at}#${text}` };
}
