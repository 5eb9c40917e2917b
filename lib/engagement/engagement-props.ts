import type { DataStack } from "../data/data-stack.ts";
import type { CardRefresh } from "../giving/card-refresh.ts";
import type { IntakeStack } from "../intake/intake-stack.ts";
import type { SiteStack } from "../site/site-stack.ts";
import type { StageSettings } from "../stages.ts";

/** What each part of the engagement stack may build upon. */
export interface EngagementProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly intake: IntakeStack;
  readonly site: SiteStack;
  /** How phones are pushed. */
  readonly cards: CardRefresh;
}
