import { Validations } from "aws-cdk-lib";
import type { WellspringFunction } from "../constructs/wellspring-function.ts";
import type { DataStack } from "./data-stack.ts";

/** The output by which CDK hands the bucket's ARN to other stacks. If it is ever called otherwise, synth names the new one. */
const BUCKET_OUTPUT = "PublishOutputFnGetAttQuarantine23FF09FEArnB37EF52C";

/** Of a function in another stack. The finding is named after the reference to the bucket, which no other statement has. */
export function acknowledgeQuarantine(
  { role }: WellspringFunction<unknown>,
  data: DataStack,
  keys = "*",
): void {
  const bucket = JSON.stringify({
    "Fn::GetStackOutput": {
      StackName: data.stackName,
      Region: data.resolve(data.region),
      OutputName: BUCKET_OUTPUT,
    },
  });
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${bucket}/${keys}]`,
    reason: "New objects are written into the quarantine bucket, whose keys cannot be named beforehand.",
  });
}
