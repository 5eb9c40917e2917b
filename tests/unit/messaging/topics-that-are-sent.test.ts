import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageOf } from "../../../core/messaging/content/catalog.ts";
import { calendarJourneys } from "../../../core/messaging/journeys/calendar/registry.ts";
import { eventJourneys } from "../../../core/messaging/journeys/event/registry.ts";
import type { ConsentNow } from "../../../core/model/consent.ts";
import { offeredTopics } from "../../../core/model/offered-topics.ts";
import { List } from "../../../core/model/preferences.ts";
import { CHANNELS, LetterTopic, TOPICS, type Topic } from "../../../core/model/topic.ts";
import { readImport } from "../../../core/operations/people/import-file.ts";
import { boxChanges, boxesOf } from "../../../core/site/account/preferences/topic-boxes.ts";
import { joinFields, readJoin } from "../../../core/site/auth/join-form.ts";
import { formOf } from "../../../core/site/ui/read-form.ts";
import { NOW, offer, said } from "../../support/preferences-builders.ts";
import { everyTextCountry } from "../../support/text-countries.ts";

const CALL = { at: NOW, day: "2026-11-22", timeZone: "Europe/Berlin" };

/** Whether something is sent on a topic to a customer on these lists, told by the journeys themselves and by the brand's word. */
function isSent(topic: Topic, letters: readonly LetterTopic[], lists: readonly List[]): boolean {
  const isOn = (message: Parameters<typeof messageOf>[0]) =>
    messageOf(message).topic === topic && !messageOf(message).transactional;
  const reaches = (audience: string) =>
    audience.startsWith("list:") ? lists.some((list) => audience === `list:${list}`) : true;
  return (
    eventJourneys.some(({ message }) => message !== undefined && isOn(message)) ||
    calendarJourneys.some(
      ({ message, audiences }) => isOn(message) && audiences(CALL).some(({ audience }) => reaches(audience)),
    ) ||
    letters.some((one) => one === topic)
  );
}

const letters = fc.subarray([...LetterTopic.options]);
const lists = fc.subarray([...List.options]);
const everyWish = TOPICS.flatMap((topic) => CHANNELS.map((channel) => ({ topic, channel })));
const standing = fc
  .subarray(everyWish)
  .chain((wishes) =>
    fc.tuple(
      ...wishes.map((wish) =>
        fc
          .constantFrom<ConsentNow["state"]>("given", "pending", "withdrawn")
          .map((state): ConsentNow => ({ ...wish, state, version: 1, at: "2026-09-01T08:00:00Z" })),
      ),
    ),
  );

describe("every topic that can be ticked has something that sends it", () => {
  test("and every topic on which something is sent can be ticked", () => {
    fc.assert(
      fc.property(letters, lists, (declared, on) => {
        const sent = TOPICS.filter((topic) => isSent(topic, declared, on));
        expect(offeredTopics({ letters: declared }, on)).toEqual(sent);
      }),
    );
  });

  test("property: a form of the join page asks for nothing else, whatever is ticked in it", () => {
    fc.assert(
      fc.property(letters, fc.subarray(everyWish), (declared, ticked) => {
        const form = formOf([
          ["language", "en"],
          ...ticked.map(({ topic, channel }): [string, string] => [
            joinFields.wishes,
            joinFields.wish(topic, channel),
          ]),
        ]);
        const topics = offeredTopics({ letters: declared });
        const read = readJoin(
          form,
          { brand: "Tarnfell", shownIn: { tag: "en", locale: "en" }, causes: [], topics },
          "join_1",
        );
        const wanted = ticked.filter(({ topic }) => isSent(topic, declared, []));
        expect(read).toMatchObject({
          outcome: "read",
          join: { wishes: wanted.map(({ topic, channel }) => ({ topic, channel })) },
        });
      }),
    );
  });

  test("property: the preference centre gives no consent to anything else, and lets what was given be withdrawn", () => {
    fc.assert(
      fc.property(letters, lists, standing, fc.subarray(everyWish), (declared, on, consents, ticked) => {
        const shown = offer({
          consents: [...consents],
          topics: offeredTopics({ letters: declared }, on),
          preferences: {
            ...offer().preferences,
            lists: on,
            topics: Object.fromEntries(
              TOPICS.map((topic) => [topic, { email: true, sms: true, rhythm: "eachTime" }]),
            ) as ReturnType<typeof offer>["preferences"]["topics"],
          },
        });
        const isTicked = ({ topic, channel }: { topic: Topic; channel: string }) =>
          ticked.some((one) => one.topic === topic && one.channel === channel);
        const { records } = boxChanges(shown, isTicked, said);
        for (const { topic, state } of records)
          if (state === "given") expect(isSent(topic, declared, on)).toBe(true);
        for (const box of boxesOf(shown))
          if (box.state === "off") expect(isSent(box.topic, declared, on)).toBe(true);
        for (const { topic, channel } of consents.filter(({ state }) => state === "given"))
          expect(boxesOf(shown)).toContainEqual({ topic, channel, state: "on" });
      }),
    );
  });

  test("property: an import takes no row that agrees to anything else", async () => {
    const line = (topic: Topic, list: string) =>
      `ann@example.org,en,${topic}.email,Yes please,1,2025-01-02T03:04:05Z,log 7,${list}`;
    await fc.assert(
      fc.asyncProperty(
        letters,
        fc.constantFrom(...List.options, ""),
        fc.constantFrom(...TOPICS),
        async (declared, list, topic) => {
          const text = `email,language,topics,words,words_version,confirmed_at,proof,list\n${line(topic, list)}`;
          const brand = { letters: declared };
          const { rows, problems } = await readImport(text, { now: NOW, countries: everyTextCountry, brand });
          const sent = isSent(topic, declared, list === "" ? [] : [List.parse(list)]);
          expect(rows.length).toBe(sent ? 1 : 0);
          expect(problems.map(({ column }) => column)).toEqual(sent ? [] : ["topics"]);
        },
      ),
    );
  });
});
