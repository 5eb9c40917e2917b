import { SESClient } from "@aws-sdk/client-ses";
import { addressOf } from "../../core/messaging/delivery/send-message.ts";
import { emailClient } from "../../core/messaging/delivery/ses.client.ts";
import { factsOfLetter } from "../../core/messaging/letters/letter-facts.ts";
import { linkPaths } from "../../core/model/routes.ts";
import { offerIn } from "../messages/offers-in.ts";
import { stageSettings } from "../stage.ts";
import type { LetterHere } from "./letter-files.ts";
import type { LetterStage } from "./letter-stage.ts";
import { renditionsOf } from "./renditions.ts";

/** Stands before the subject, so that no reader takes a test for the letter. */
const TEST = "[test] ";

/**
 * Sends a letter by email to one of the brand's own people, once in each language, as the stage would send it now. Its links
 * lead to the stage's pages and let nobody in. Nothing is recorded, and a second call sends it again. Returns how many went.
 */
export async function sendTest(
  { deployed, stageName, stage, allTime, offers }: LetterStage,
  { brand: written, draft: { content } }: LetterHere,
  to: string,
): Promise<number> {
  const { sender } = await stageSettings(stageName);
  const site = deployed.output("SiteUrl").replace(/\/+$/, "");
  const preferences = `${site}${linkPaths.preferences}`;
  const links = {
    site,
    preferences,
    impact: `${site}${linkPaths.impact}`,
    unsubscribe: { url: preferences },
  };
  // The logo that the stage's site has: one that only the files name would be a broken picture.
  const brand = stage.stated.brand ?? written;
  const facts = factsOfLetter(content, stage.stated, await allTime());
  const offer = offerIn(await offers(), { brand, causes: stage.stated.causes, site });
  const renditions = await renditionsOf(content, { brand, facts, links, offer });
  // SES has no idempotency token: the SDK must not send a second one.
  const ses = new SESClient({ ...deployed.config, maxAttempts: 1 });
  try {
    const emails = renditions.flatMap(({ rendition }) => (rendition.channel === "email" ? [rendition] : []));
    for (const rendition of emails)
      await emailClient(ses).send(
        {
          from: `${sender.name} <${sender.address}>`,
          replyTo: sender.replyTo,
          to,
          rendition: { ...rendition, subject: `${TEST}${rendition.subject}` },
          at: stage.now(),
          listId: `${content.topic}.${addressOf(sender.address).replace(/^.*@/, "")}`,
          unsubscribe: undefined,
          configurationSet: undefined,
        },
        "letter-test",
      );
    return emails.length;
  } finally {
    ses.destroy();
  }
}
