import { SFNClient } from "@aws-sdk/client-sfn";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { offersAt } from "../../core/impact/read-offers.ts";
import type { TermsView } from "../../core/impact/view.ts";
import { claimStore } from "../../core/messaging/delivery/claim.store.ts";
import { letterStore } from "../../core/messaging/letters/letter.store.ts";
import { broadcastRuns } from "../../core/operations/letters/start-broadcast.client.ts";
import { pause } from "../../core/platform/pause.ts";
import { type JourneyStage, journeyStage } from "../journey/journey-stage.ts";
import { type People, peopleOf } from "../people/people-stage.ts";
import { sayUnreadable } from "../say-unreadable.ts";
import { type DeployedStage, openStage, type StageOptions } from "../stage.ts";

/** All that a command on letters works with, on one stage. */
export interface LetterStage {
  readonly deployed: DeployedStage;
  /** The stage's name, by which `stages.ts` has its sender. */
  readonly stageName: string;
  readonly stage: JourneyStage;
  readonly people: People;
  readonly letters: ReturnType<typeof letterStore>;
  readonly claims: ReturnType<typeof claimStore>;
  readonly allTime: ReturnType<typeof impactStore>["allTime"];
  /** What purchases give on this stage now. */
  readonly offers: () => Promise<readonly TermsView[]>;
  readonly start: ReturnType<typeof broadcastRuns>;
}

/** Opens the stage that the options name, and closes it when the work has ended. */
export async function withLetters<Result>(
  options: StageOptions,
  work: (stage: LetterStage) => Promise<Result>,
): Promise<Result> {
  const deployed = await openStage(options);
  const opened = await letterStageOf(deployed, options.stage ?? "local");
  try {
    return await work(opened);
  } finally {
    opened.close();
  }
}

export async function letterStageOf(
  deployed: DeployedStage,
  stageName: string,
): Promise<LetterStage & { readonly close: () => void }> {
  const stage = await journeyStage(deployed);
  const people = peopleOf(deployed);
  const sfn = new SFNClient(deployed.config);
  const { dynamo, peopleTable } = stage;
  return {
    deployed,
    stageName,
    stage,
    people,
    letters: letterStore(dynamo, peopleTable),
    claims: claimStore(dynamo, peopleTable, pause),
    allTime: () => impactStore(dynamo, deployed.output("ImpactTable"), sayUnreadable).allTime(),
    offers: () =>
      offersAt(allowanceStore(dynamo, deployed.output("LedgerTable")), stage.stated.terms, stage.now()),
    start: (...run) => broadcastRuns(sfn, deployed.output("BroadcastArn"))(...run),
    close: () => {
      dynamo.destroy();
      people.close();
      sfn.destroy();
    },
  };
}
