import { setTimeout as sleep } from "node:timers/promises";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { engineOf } from "../cli/settings.ts";
import { readTexts } from "../local/inbox/texts.ts";
import type { Stage } from "../local/stage.ts";

const POLL_MS = 150;
/** The engine hands a text over once, where AWS would try again when too many calls run. */
const AGAIN_MS = 5_000;
const TIMES_MAX = 5;

/** A customer's telephone: reads the texts that arrive, and answers them as the network would deliver it. */
export interface Telephone {
  /** Whether that number of texts has arrived within the time. */
  hears(texts: number, withinMs: number): Promise<boolean>;
  /** Texts these words, again until that number of texts has arrived: the network may deliver one twice. */
  answer(words: string, texts: number): Promise<void>;
}

export function telephoneOf(stage: Stage, phone: string): Telephone {
  const number = phone.replaceAll(/[^+\d]/g, "");
  async function hears(texts: number, withinMs: number): Promise<boolean> {
    const giveUpAt = Date.now() + withinMs;
    for (;;) {
      const came = (await readTexts(stage)).filter(({ to }) => to === number).length;
      if (came >= texts || Date.now() > giveUpAt) return came >= texts;
      await sleep(POLL_MS);
    }
  }
  async function hand(words: string): Promise<void> {
    const sns = new SNSClient(engineOf(stage));
    try {
      await sns.send(
        new PublishCommand({
          TopicArn: stage.output("InboundTextsTopicArn"),
          Message: JSON.stringify({
            originationNumber: number,
            messageBody: words,
            inboundMessageId: `sample ${number} ${words}`,
          }),
        }),
      );
    } finally {
      sns.destroy();
    }
  }
  return {
    hears,
    async answer(words, texts) {
      for (let time = 0; time < TIMES_MAX; time += 1) {
        await hand(words);
        if (await hears(texts, AGAIN_MS)) return;
      }
    },
  };
}
