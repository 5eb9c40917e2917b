import type { SNSClient } from "@aws-sdk/client-sns";
import type { SmsRendition } from "./render.ts";
import type { Accepted } from "./ses.client.ts";

/** One text on its way. `to`: E.164. `transactional` decides the route that SNS takes. */
export interface TextMessage {
  readonly to: string;
  readonly rendition: SmsRendition;
  readonly transactional: boolean;
}

export interface TextClient {
  /** Hands one text to SNS, once. Throws as {@link EmailClient.send} does. */
  send(text: TextMessage): Promise<Accepted>;
}

/**
 * `sns` must be made with `maxAttempts: 1`. `sender`: a number in E.164 or a name of up to 11 letters and digits;
 * empty: what the account has. Needs sns:Publish on phone numbers.
 */
export function textClient(_sns: SNSClient, _sender: string): TextClient {
  return { send: () => Promise.reject(new Error("not yet")) };
}
