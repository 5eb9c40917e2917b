import { describe, expect, test } from "vitest";
import { CAUSES_CHOSEN_MAX, CustomerId, customerIdOf } from "../../../../core/model/customer.ts";
import { DATES_MAX, type Preferences } from "../../../../core/model/preferences.ts";
import { CHANNELS, TOPICS, type Topic } from "../../../../core/model/topic.ts";
import { audienceWrites } from "../../../../core/people/audiences/audience.store.ts";
import {
  Audience,
  audiencesOf,
  datedOn,
  followersOf,
  listedAs,
  wantingTopic,
} from "../../../../core/people/audiences/audience.ts";
import {
  AUDIENCE_SHARDS,
  audienceKey,
  audiencePartition,
} from "../../../../core/people/keys/audience.keys.ts";
import { startingPreferences, ticked } from "../../../../core/people/preferences/starting-preferences.ts";

const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const causes = [
  { cause: "clean-rivers", weight: 1 },
  { cause: "open-paths", weight: 2 },
];
const dates = [
  { name: "Birthday", month: 2, day: 29 },
  { name: "Our dog's", month: 2, day: 29 },
];
const chosen = (...topics: Topic[]): Preferences => ({
  ...ticked(
    startingPreferences("en"),
    topics.map((topic) => ({ topic, channel: "sms" as const })),
    true,
  ),
  causes,
  dates,
});

describe("an audience", () => {
  test("has no customer who wants nothing", () => {
    expect(audiencesOf(chosen())).toEqual([]);
  });
  test("of a cause has its followers who want milestones on some channel", () => {
    expect(audiencesOf(chosen("milestones"))).toEqual(["cause:clean-rivers", "cause:open-paths"]);
  });
  test("of a day has each customer who named it, once however often they named it", () => {
    expect(audiencesOf(chosen("dates"))).toEqual(["date:02-29", "topic:dates"]);
  });
  test("of a list has the brand's people on it who want news of the community", () => {
    const lists = ["vendor" as const];
    expect(audiencesOf({ ...chosen("community"), lists })).toEqual(["topic:community", "list:vendor"]);
    expect(audiencesOf({ ...chosen(), lists })).toEqual([]);
  });
  test("has a name that reads back", () => {
    for (const name of [
      followersOf("clean-rivers"),
      datedOn(1, 5),
      wantingTopic("feedback"),
      listedAs("staff"),
    ]) {
      expect(Audience.parse(name)).toBe(name);
    }
    expect(datedOn(1, 5)).toBe("date:01-05");
  });
});

describe("the rows of an audience", () => {
  test("are left when it is no longer wanted, in the transaction that writes the others", () => {
    const writes = audienceWrites("People", ann, chosen("milestones"), chosen("dates"));
    expect(writes.map(({ Put }) => Put?.Item?.pk?.S).filter(Boolean)).toEqual([
      "audience#date:02-29#2",
      "audience#topic:dates#2",
    ]);
    expect(writes.map(({ Delete }) => Delete?.Key?.pk?.S).filter(Boolean)).toEqual([
      "audience#cause:clean-rivers#2",
      "audience#cause:open-paths#2",
    ]);
  });

  test("fit into one transaction beside the preferences and every consent", () => {
    const TRANSACTION_ITEMS_MAX = 100;
    const many = (from: number): Preferences => ({
      ...chosen("milestones", "dates", "feedback", "community", "offers"),
      lists: ["staff", "vendor"],
      causes: Array.from({ length: CAUSES_CHOSEN_MAX }, (_, one) => ({
        cause: `cause-${from + one}`,
        weight: 1,
      })),
      dates: Array.from({ length: DATES_MAX }, (_, one) => ({ name: "Day", month: from, day: one + 1 })),
    });
    const audiences = audienceWrites("People", ann, many(1), many(12)).length;
    const preferencesAndProfile = 2;
    const consents = 2 * TOPICS.length * CHANNELS.length;
    expect(audiences + preferencesAndProfile + consents).toBeLessThan(TRANSACTION_ITEMS_MAX);
  });

  test("spread over all shards", () => {
    const ids = Array.from({ length: 800 }, () => customerIdOf(crypto.getRandomValues(new Uint8Array(16))));
    const counts = Map.groupBy(ids, (id) => audienceKey("topic:dates", id).pk);
    expect([...counts.keys()].sort()).toEqual(
      Array.from({ length: AUDIENCE_SHARDS }, (_, shard) => audiencePartition("topic:dates", shard)),
    );
    for (const [, members] of counts) expect(members.length).toBeGreaterThan(40);
  });
});
