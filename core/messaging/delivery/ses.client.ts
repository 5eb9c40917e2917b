import { type SESClient, SESServiceException, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { composeLetter, type Letter, mailbox, oneAddress } from "../content/mime.ts";
import { CLAIM_TAG } from "./claim-tag.ts";
import { notSent, sendsOnce } from "./provider.ts";
import { SES_REFUSALS } from "./refusals.ts";

const SES = { name: "SES", refusals: SES_REFUSALS };

/** The provider's id of a message that it accepted: its later events name it. */
export interface AcceptedMessage {
  readonly provider: string;
  readonly id: string;
}

export interface EmailClient {
  /**
   * Hands one email to SES, once: neither this nor the SDK tries again, since SES has no idempotency token. Throws
   * {@link NotSentError} when SES certainly did not accept it; after any other error it may have. Each event of SES
   * about it carries `tag` as its {@link CLAIM_TAG}; its reader does not see the tag.
   */
  send(letter: Letter, tag: string): Promise<AcceptedMessage>;
}

/** `ses` must be made with `maxAttempts: 1`. Needs ses:SendRawEmail. */
export function emailClient(ses: SESClient): EmailClient {
  return {
    async send(letter, tag) {
      await sendsOnce(ses);
      const Data = await composeLetter(letter);
      // Sent to the one address given here, whatever its headers say.
      const Source = mailbox(letter.from).address;
      const Destinations = [oneAddress(letter.to, "The recipient")];
      try {
        const { MessageId } = await ses.send(
          new SendRawEmailCommand({
            Source,
            Destinations,
            RawMessage: { Data },
            Tags: [{ Name: CLAIM_TAG, Value: tag }],
          }),
        );
        if (MessageId === undefined) throw new Error("SES returned no message id");
        return { provider: "ses", id: MessageId };
      } catch (error) {
        throw notSent(SES, error, error instanceof SESServiceException ? error : undefined);
      }
    },
  };
}
