import type { Stack } from "aws-cdk-lib";
import { CfnQueryDefinition, type ILogGroup } from "aws-cdk-lib/aws-logs";
import type { WellspringFunction } from "../constructs/wellspring-function.ts";
import type { Workflow } from "../constructs/workflow.ts";
import type { StageSettings } from "../stages.ts";

interface Watched {
  readonly functions: readonly WellspringFunction<unknown>[];
  readonly workflows: readonly Workflow[];
}

const FAILED_CALLS = `fields @timestamp, @log, error.name, error.message, record.errorType, record.requestId
| filter (type = "platform.report" and record.status != "success") or (level = "ERROR" and message like /failed/)
| sort @timestamp desc
| limit 200`;

const FAILED_RUNS = `fields @timestamp, type, execution_arn, details.error, details.cause
| filter type in ["ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"]
| sort @timestamp desc
| limit 200`;

const COUNTED_LINES = `fields @timestamp, @log, outcome, connection, held, bound, refused, cure, bounds.0, questions.0, ignored.0, missing, unreadable
| filter outcome = "quarantined" or ispresent(held) or ispresent(refused) or ispresent(bounds.0) or ispresent(questions.0) or ispresent(ignored.0) or ispresent(missing) or ispresent(unreadable)
| sort @timestamp desc
| limit 200`;

const PICKS_BY_SOURCE = `filter page = "causePicked"
| stats count(*) as picks, earliest(@timestamp) as first, latest(@timestamp) as last by bin(1d), pickedFrom, cause
| sort picks desc
| limit 50`;

/**
 * Saved queries, which cost nothing until somebody runs one (CloudWatch → Logs Insights → Saved queries). The alarms on all
 * functions and on all workflows name them. The engine on one machine knows none.
 */
export function logQueries(stack: Stack, stage: StageSettings, { functions, workflows }: Watched): void {
  if (stage.kind !== "aws") return;
  const query = (id: string, text: string, logs: readonly { readonly log: ILogGroup }[]) =>
    new CfnQueryDefinition(stack, id, {
      name: `wellspring-${stage.name}/${id}`,
      queryString: text,
      logGroupNames: logs.map(({ log }) => log.logGroupName),
    });
  query("calls that failed", FAILED_CALLS, functions);
  query("runs that failed", FAILED_RUNS, workflows);
  query("lines that alarms count", COUNTED_LINES, functions);
  query(
    "picks by source",
    PICKS_BY_SOURCE,
    functions.filter(({ node }) => node.id === "serve-people"),
  );
}
