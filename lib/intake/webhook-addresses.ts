import { CfnOutput, type Stack } from "aws-cdk-lib";
import {
  AllowedMethods,
  CachePolicy,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { FunctionUrlOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { FunctionUrl } from "aws-cdk-lib/aws-lambda";
import { OwnDomain } from "../constructs/own-domain.ts";
import { connectionName, outputName, type StageSettings } from "../stages.ts";

/**
 * Each connection's address, whole, as an output: it is copied into a shop's settings, and Square signs it. Under the brand's
 * own domain where the stage has one; the function's own address, which ends with a slash, stays valid beside it.
 */
export function nameAddresses(stack: Stack, stage: StageSettings, receiver: FunctionUrl): void {
  const domain = stage.kind === "aws" ? stage.webhookDomain : undefined;
  if (domain !== undefined) {
    new OwnDomain(stack, "WebhookDomain", {
      domain,
      setting: "webhookDomain",
      purpose: "Webhooks under the brand's own domain",
      otherwise: {
        origin: new FunctionUrlOrigin(receiver),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        // Every header may be part of a signature, or name the topic.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        compress: false,
      },
      target: "WebhookDomainTarget",
    });
  }
  const base = domain === undefined ? receiver.url : `https://${domain.name}/`;
  for (const connection of stage.connections) {
    const value = `${base}webhooks/${connectionName(connection)}`;
    new CfnOutput(stack, outputName("WebhookAddress", connection), { value });
  }
}
