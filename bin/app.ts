import { App } from "aws-cdk-lib";
import { readCdkContext } from "../lib/cdk-context.ts";
import { projectStage } from "../lib/project-stages.ts";
import { wellspring } from "../lib/wellspring.ts";

const app = new App({ context: readCdkContext() });
wellspring(app, await projectStage(app.node.tryGetContext("stage")));
