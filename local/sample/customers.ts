import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Locale } from "../../core/giving/cause.ts";
import type { Topic } from "../../core/message/topic.ts";
import { peopleStore } from "../../core/people/people.store.ts";
import { linkPaths } from "../../core/people-pages/routes.ts";
import { mapBounded } from "../../core/runtime/bounded.ts";
import { pause } from "../../core/runtime/pause.ts";
import { output } from "../deploy.ts";
import type { Letter } from "../inbox/letters.ts";
import type { Stage } from "../stage.ts";
import { Trouble } from "../trouble.ts";
import { customerId, engineOf, introduceShoppers } from "./connect.ts";
import { deskOf } from "./desk.ts";
import type { Shopper } from "./facts.ts";
import type { Progress } from "./report.ts";
import { sampleShoppers } from "./shoppers.ts";

/** What somebody does who left an address: answers the letter, leaves it lying, or answers and takes it back. */
type Manner = "confirms" | "leavesItLying" | "leaves";

const JOINING = 14;
const LEAVE_IT_LYING = 3;
const LEAVE = 1;
/** Each is a call to the pages and one to the journey: more at once only queue for two cores. */
const AT_ONCE = 4;
const POLL_MS = 150;
const LETTER_MS_MAX = 30_000;
const TOPICS_WANTED: readonly Topic[] = ["impact", "milestones"];
const BRAND_NAME = "Tarnfell";

/** What came of it: so many joined just now, of these so many answered, and so many left again. */
export interface Enrolled {
  readonly joined: number;
  readonly confirmed: number;
  readonly left: number;
}

/**
 * Lets some of the sample's shoppers join, as people do: they leave an address, follow the link in the letter that
 * arrives, and one follows a letter's unsubscribe link. Who joined on an earlier start is not asked again.
 */
export async function enrolCustomers(
  stage: Stage,
  letters: () => Promise<readonly Letter[]>,
  progress: Progress,
): Promise<Enrolled> {
  const shoppers = sampleShoppers();
  await introduceShoppers(stage, shoppers);
  const joining = await newOnes(stage, shoppers.filter(({ known }) => known).slice(0, JOINING));
  let done = 0;
  const desk = deskOf(stage, BRAND_NAME);
  const manners = await mapBounded(joining, AT_ONCE, async (shopper) => {
    const manner = mannerOf(shopper);
    const linkIn = (path: string) => linkTo(stage, shopper.email, path, letters);
    await desk.join({ email: shopper.email, language: languageOf(shopper), topics: TOPICS_WANTED });
    if (manner !== "leavesItLying") insist(await desk.confirm(await linkIn(linkPaths.confirm(""))));
    if (manner === "leaves") insist(await desk.leave(await linkIn(linkPaths.unsubscribe(""))));
    done += 1;
    progress("joining", done, joining.length);
    return manner;
  }).finally(desk.close);
  return {
    joined: manners.length,
    confirmed: manners.filter((manner) => manner !== "leavesItLying").length,
    left: manners.filter((manner) => manner === "leaves").length,
  };
}

function mannerOf({ number }: Shopper): Manner {
  if (number < LEAVE) return "leaves";
  return number < LEAVE + LEAVE_IT_LYING ? "leavesItLying" : "confirms";
}

/** Some of them read German. */
function languageOf({ number }: Shopper): Locale {
  return number % 3 === 2 ? "de" : "en";
}

function insist(answer: "confirmed" | "left" | "refused"): void {
  if (answer === "refused") throw new Trouble("A link that just came by letter was refused.", "Try again.");
}

async function newOnes(stage: Stage, shoppers: readonly Shopper[]): Promise<readonly Shopper[]> {
  const dynamo = new DynamoDBClient(engineOf(stage));
  try {
    const people = peopleStore(dynamo, output(stage.outputs, "PeopleTable"), pause);
    const found = await mapBounded(shoppers, AT_ONCE, ({ number }) => people.preferences(customerId(number)));
    return shoppers.filter((_, index) => found[index] === undefined);
  } finally {
    dynamo.destroy();
  }
}

/** The link of that kind in a letter to that address, once there is one. */
async function linkTo(
  stage: Stage,
  email: string,
  path: string,
  letters: () => Promise<readonly Letter[]>,
): Promise<string> {
  const start = stage.siteUrl + path;
  const giveUpAt = Date.now() + LETTER_MS_MAX;
  for (;;) {
    const own = (await letters()).filter(({ to }) => to === email).toReversed();
    for (const { text } of own) {
      const url = text.split(/\s+/).find((word) => word.startsWith(start));
      if (url !== undefined) return url;
    }
    if (Date.now() > giveUpAt) {
      throw new Trouble(
        `No letter with a link to ${path} came within ${LETTER_MS_MAX / 1000} s.`,
        "The engine's log is below .local; what failed for good waits in the journeys' dead-letter queue.",
      );
    }
    await sleep(POLL_MS);
  }
}
