import { type Stack, Token } from "aws-cdk-lib";

/**
 * The beginning of an ARN as cdk-nag writes it in a finding: what a stack without an account leaves to the deploy stands in
 * brackets, what a stage in AWS pins stands as it is.
 */
export function shownArn({ partition, region, account }: Stack, service: string): string {
  const shown = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  return `arn:${shown(partition, "Partition")}:${service}:${shown(region, "Region")}:${shown(account, "AccountId")}:`;
}
