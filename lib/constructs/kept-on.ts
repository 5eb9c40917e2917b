import { RemovalPolicy } from "aws-cdk-lib";
import type { StageSettings } from "../stages.ts";

/** On AWS what holds something is kept, but for what a first deploy made and could not finish: it holds nothing, and costs. */
export function keptOn({ kind }: StageSettings): RemovalPolicy {
  return kind === "aws" ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
