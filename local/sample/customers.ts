import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { peopleStore } from "../../core/people/people.store.ts";
import { linkPaths } from "../../core/people-pages/routes.ts";
import { mapBounded } from "../../core/runtime/bounded.ts";
import { pause } from "../../core/runtime/pause.ts";
import { output } from "../deploy.ts";
import { type HttpResponse, http } from "../http.ts";
import type { Letter } from "../inbox/letters.ts";
import type { Stage } from "../stage.ts";
import { Trouble } from "../trouble.ts";
import { customerId, engineOf, introduceShoppers } from "./connect.ts";
import type { Shopper } from "./facts.ts";
import { type Field, type Form, formsIn, submit } from "./form.ts";
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
const TOPICS_WANTED = ["impact", "milestones"];

/** What came of it: so many joined just now, of these so many answered, and so many left again. */
export interface Enrolled {
  readonly joined: number;
  readonly confirmed: number;
  readonly left: number;
}

/**
 * Lets some of the sample's shoppers join, as people do: by the form, by the link in the letter that arrives, and by the
 * letter's own unsubscribe button. Who joined on an earlier start is not asked again.
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
  const manners = await mapBounded(joining, AT_ONCE, async (shopper) => {
    const manner = mannerOf(shopper);
    await join(stage, shopper);
    if (manner !== "leavesItLying") await confirm(stage, shopper, letters);
    if (manner === "leaves") await leave(stage, shopper, letters);
    done += 1;
    progress("joining", done, joining.length);
    return manner;
  });
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

async function join(stage: Stage, { email }: Shopper): Promise<void> {
  const form = await formAt(`${stage.siteUrl}/join`);
  const answer = await submit(form, (field) => {
    if (field.type === "email") return { value: email };
    return isWanted(field) ? { sent: true } : {};
  });
  insist(answer, "The form for joining");
}

/** `impact` by email: the boxes name topic and channel, in their name or in their value. */
function isWanted({ type, name, value }: Field): boolean {
  const about = `${name} ${value}`;
  return (
    type === "checkbox" && !about.includes("sms") && TOPICS_WANTED.some((topic) => about.includes(topic))
  );
}

async function confirm(
  stage: Stage,
  { email }: Shopper,
  letters: () => Promise<readonly Letter[]>,
): Promise<void> {
  const url = await linkTo(stage, email, linkPaths.confirm(""), letters);
  insist(await submit(await formAt(url)), "The page for confirming");
}

/** As a mailbox does when its owner presses its unsubscribe button (RFC 8058). */
async function leave(
  stage: Stage,
  { email }: Shopper,
  letters: () => Promise<readonly Letter[]>,
): Promise<void> {
  const url = await linkTo(stage, email, linkPaths.unsubscribe(""), letters);
  const answer = await http(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  insist(answer, "The one-click address");
}

async function formAt(url: string): Promise<Form> {
  const page = await http(url);
  const [form] = formsIn(page.body, url);
  if (page.status !== 200 || form === undefined) {
    throw new Trouble(
      `${new URL(url).pathname} answered ${page.status} without a form.`,
      page.body.slice(0, 200),
    );
  }
  return form;
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

function insist({ status, body }: HttpResponse, what: string): void {
  if (status >= 200 && status < 400) return;
  throw new Trouble(`${what} answered ${status}.`, body.slice(0, 200));
}
