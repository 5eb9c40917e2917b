import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CliError } from "../cli/cli-error.ts";
import { engineOf } from "../cli/settings.ts";
import { linkPaths } from "../core/model/routes.ts";
import { peopleStore } from "../core/people/records/people.store.ts";
import { mapBounded } from "../core/platform/bounded.ts";
import { pause } from "../core/platform/pause.ts";
import type { Letter } from "../local/inbox/letters.ts";
import type { Stage } from "../local/stage.ts";
import type { Manner } from "./behaviour.ts";
import { customerId } from "./connect.ts";
import { telephoneOf } from "./telephone.ts";
import { linkTo, visitorOf } from "./visitor.ts";

/** Each is a call to the pages and one to the journey: more at once only queue for two cores. */
const AT_ONCE = 4;
const QUESTION_MS_MAX = 45_000;
const WELCOME_MS_MAX = 6_000;

/** How many customers joined just now, how many of these confirmed, and how many left again. */
export interface Enrolled {
  readonly joined: number;
  readonly confirmed: number;
  readonly left: number;
}

/**
 * Lets some of the sample's shoppers join, as people do: by the form, by the link in the letter or the answer to the
 * text that arrives, by the preference centre, and by the letter's own unsubscribe button. Customers who joined on an earlier start are not asked again.
 */
export async function enrolCustomers(
  stage: Stage,
  letters: () => Promise<readonly Letter[]>,
  manners: readonly Manner[],
): Promise<Enrolled> {
  const joining = await newOnes(stage, manners);
  await mapBounded(joining, AT_ONCE, (manner) => enrolOne(stage, letters, manner));
  return {
    joined: joining.length,
    confirmed: joining.filter(({ answers }) => answers).length,
    left: joining.filter(({ leaves, texts }) => leaves || texts === "stops").length,
  };
}

async function enrolOne(
  stage: Stage,
  letters: () => Promise<readonly Letter[]>,
  manner: Manner,
): Promise<void> {
  const { shopper, joins, answers, prefers, leaves, texts } = manner;
  const { siteUrl } = stage;
  const visitor = visitorOf(siteUrl);
  const link = (path: string) => linkTo(siteUrl + path, shopper.email, letters);
  await visitor.join(joins);
  if (texts !== undefined) return answerByText(stage, manner);
  if (!answers) return;
  insist(await visitor.confirm(await link(linkPaths.confirm(""))));
  if (prefers !== undefined) await visitor.prefer(prefers);
  if (leaves) insist(await visitor.leave(await link(linkPaths.unsubscribe(""))));
}

async function answerByText(stage: Stage, { shopper, texts }: Manner): Promise<void> {
  const telephone = telephoneOf(stage, shopper.phone);
  insist((await telephone.hears(1, QUESTION_MS_MAX)) ? "confirmed" : "refused");
  await telephone.answer("YES", 2);
  // The welcome: where it is night now, it comes in the morning.
  const welcomed = texts === "atNight" ? false : await telephone.hears(3, WELCOME_MS_MAX);
  if (texts === "stops") await telephone.answer("Stop.", welcomed ? 4 : 3);
}

function insist(answer: "confirmed" | "left" | "refused"): void {
  if (answer !== "refused") return;
  throw new CliError(
    "A link that just came by letter was refused, or a text did not come.",
    "The engine's log is below .local; what failed for good waits in the journeys' dead-letter queue.",
  );
}

async function newOnes(stage: Stage, manners: readonly Manner[]): Promise<readonly Manner[]> {
  const dynamo = new DynamoDBClient(engineOf(stage));
  try {
    const people = peopleStore(dynamo, stage.output("PeopleTable"), pause);
    const found = await mapBounded(manners, AT_ONCE, ({ shopper }) =>
      people.preferences(customerId(shopper.number)),
    );
    return manners.filter((_, index) => found[index] === undefined);
  } finally {
    dynamo.destroy();
  }
}
