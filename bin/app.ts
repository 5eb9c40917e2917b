import { App } from "aws-cdk-lib";
import { readCdkContext } from "../lib/cdk-context.ts";
import { useBrandMessages } from "../lib/messages/brand-messages.ts";
import { projectStage } from "../lib/project-stages.ts";
import { wellspring } from "../lib/wellspring.ts";

const app = new App({ context: readCdkContext() });
await useBrandMessages();
wellspring(app, await projectStage(app.node.tryGetContext("stage")));
