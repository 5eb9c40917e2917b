import { App } from "aws-cdk-lib";
import { stageNamed } from "../lib/stages.ts";
import { wellspring } from "../lib/wellspring.ts";

const app = new App();
wellspring(app, stageNamed(app.node.tryGetContext("stage")));
