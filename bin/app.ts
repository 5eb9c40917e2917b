import { App } from "aws-cdk-lib";
import { readCdkContext } from "../lib/cdk-context.ts";
import { deployable } from "../lib/deployable.ts";
import { useBrandMessages } from "../lib/messages/brand-messages.ts";
import { projectStage } from "../lib/project-stages.ts";
import { wellspring } from "../lib/wellspring.ts";

const app = new App({ context: readCdkContext() });
try {
  await useBrandMessages();
  const stage = await projectStage(app.node.tryGetContext("stage"));
  const isDryRun = app.node.tryGetContext("dryRun") === "true";
  wellspring(app, deployable(stage, { isDryRun, warn: console.error }));
} catch (error) {
  // What a person has to read, without the stack of this program around it.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
