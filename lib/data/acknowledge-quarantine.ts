import { Validations } from "aws-cdk-lib";
import * as z from "zod";
import type { WellspringFunction } from "../constructs/wellspring-function.ts";
import type { DataStack } from "./data-stack.ts";

const Imported = z.object({ "Fn::ImportValue": z.string() });

/** Of a function in another stack. The finding is named after the bucket's export, which no other statement has. */
export function acknowledgeQuarantine(
  { role }: WellspringFunction<unknown>,
  data: DataStack,
  keys = "*",
): void {
  const imported: unknown = data.resolve(data.exportValue(data.quarantine.bucketArn));
  const { "Fn::ImportValue": bucket } = Imported.parse(imported);
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${bucket}/${keys}]`,
    reason: "New objects are written into the quarantine bucket, whose keys cannot be named beforehand.",
  });
}
