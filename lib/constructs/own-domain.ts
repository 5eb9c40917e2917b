import { CfnOutput, Duration, Stack, Validations } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  type BehaviorOptions,
  Distribution,
  HeadersFrameOption,
  HttpVersion,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
} from "aws-cdk-lib/aws-cloudfront";
import { Construct } from "constructs";
import type { Domain } from "../stages.ts";

/** Of what these answers say, CloudFront would keep some for ten seconds by default, and show one visitor's to the next. */
const FAILURES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
const YEAR = Duration.days(365);
/** CloudFront reads a certificate nowhere else. */
const CERTIFICATE = /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/;
const FIREWALL = /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w/-]+$/;
const NAME = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

export interface OwnDomainProps {
  readonly domain: Domain;
  /** The setting's name, for whoever has to correct it. */
  readonly setting: "siteDomain" | "webhookDomain";
  readonly purpose: string;
  readonly otherwise: BehaviorOptions;
  readonly paths?: Readonly<Record<string, BehaviorOptions>>;
  /** The output that names what the domain's DNS record has to point to. */
  readonly target: string;
}

/**
 * A CloudFront distribution for a domain of the brand's own. Its certificate and its DNS record are made by hand, wherever the
 * brand keeps its domains: docs/operating/domain.md.
 */
export class OwnDomain extends Construct {
  constructor(scope: Construct, id: string, props: OwnDomainProps) {
    super(scope, id);
    const { domain, otherwise, paths = {} } = props;
    checkDomain(props);
    const policy = { responseHeadersPolicy: headersPolicy(this) };
    const distribution = new Distribution(this, "Distribution", {
      comment: props.purpose,
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: { ...otherwise, ...policy },
      additionalBehaviors: Object.fromEntries(
        Object.entries(paths).map(([path, behaviour]) => [path, { ...behaviour, ...policy }]),
      ),
      errorResponses: FAILURES.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      ...(domain.firewall !== undefined && { webAclId: domain.firewall }),
    });
    Validations.of(distribution).acknowledge(
      { id: "AwsSolutions-CFR1", reason: "The brand's customers may be anywhere." },
      {
        id: "AwsSolutions-CFR2",
        reason: "A firewall has a price by month: the stage says whether it wants one.",
      },
      {
        id: "AwsSolutions-CFR3",
        reason: "An access log of CloudFront holds visitors' addresses, which we do not keep.",
      },
    );
    new CfnOutput(Stack.of(this), props.target, { value: distribution.distributionDomainName });
  }
}

/**
 * For what CloudFront answers by itself, and the JSON: pages say all of this and more themselves, and what an answer says of
 * itself stays (core/site/ui/security-headers.ts).
 */
function headersPolicy(scope: Construct): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, "Headers", {
    comment: "Security headers of answers that have none of their own",
    securityHeadersBehavior: {
      strictTransportSecurity: { accessControlMaxAge: YEAR, includeSubdomains: true, override: false },
      contentTypeOptions: { override: false },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
    },
  });
}

function checkDomain({ domain, setting }: OwnDomainProps): void {
  const wrong = (what: string, next: string) => {
    throw new Error(`${setting}.${what} of the stage is wrong. ${next} See docs/operating/domain.md.`);
  };
  if (!NAME.test(domain.name)) wrong("name", "It is a host in small letters, such as give.example.com.");
  if (!CERTIFICATE.test(domain.certificate))
    wrong(
      "certificate",
      "It is the ARN of a certificate in ACM in us-east-1, whatever the stage's own region.",
    );
  if (domain.firewall !== undefined && !FIREWALL.test(domain.firewall))
    wrong("firewall", "It is the ARN of a WAF web ACL of scope CLOUDFRONT, which is in us-east-1.");
}
