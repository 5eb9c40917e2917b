import type { StackProps } from "aws-cdk-lib";
import type { StageSettings } from "./stages.ts";

/**
 * Where a stage's stack goes, and whether it can be deleted without a second thought. A stack of a stage in AWS names its account
 * and region, so that the CDK refuses any other that the shell has. `isProtected`: `cdk destroy` would take what no deploy
 * brings back: data, an address that others know, an identity, what waits for its time.
 */
export function stackProps(
  stage: StageSettings,
  description: string,
  { isProtected = false }: { readonly isProtected?: boolean } = {},
): StackProps {
  if (stage.kind === "local") return { description };
  return {
    description,
    terminationProtection: isProtected,
    ...(stage.env !== "sample" && { env: stage.env }),
  };
}
