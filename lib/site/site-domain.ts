import { Duration, Stack, Validations } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginRequestPolicy,
  OriginSslPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { DOMAIN_HEADERS } from "../../core/platform/lambda/behind-domain.ts";
import { OwnDomain } from "../constructs/own-domain.ts";
import type { Domain } from "../stages.ts";
import { languagesOf, statementOfVisit } from "./edge-function.ts";

const KEY_CHARS = 48;
/** What is public says itself for how long it may be kept: a minute and a quarter with all that may be stale. */
const KEPT_AT_MOST = Duration.minutes(2);
/** A module, a font or a picture whose address has a hash in it never changes, nor does a tile of the log. */
const MODULES_KEPT_AT_MOST = Duration.days(365);
/** What tells two pages of one path apart. */
const PAGE_QUERY = ["lang", "currency"];
/** The same for what the elements of a shop's page ask for: its cart is in the query. */
const SHOP_QUERY = [...PAGE_QUERY, "amount", "lines", "roundUp", "store", "estimated", "place"];

/**
 * The brand's own domain before the site. Only the paths that are named here are ever cached, by what the answers say of
 * themselves; on these CloudFront passes neither cookie nor body on, so nothing personal can come back. All else goes through.
 */
export class SiteDomain extends Construct {
  /** What CloudFront shows to our functions, so that they believe what it says of a visitor. */
  readonly key: Secret;

  constructor(
    scope: Construct,
    id: string,
    { domain, api, hasProof }: { readonly domain: Domain; readonly api: HttpApi; readonly hasProof: boolean },
  ) {
    super(scope, id);
    this.key = this.domainKey();
    const origin = new HttpOrigin(
      `${api.apiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`,
      {
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        // A reference, which CloudFormation resolves as it deploys: the template has no key in it.
        customHeaders: { [DOMAIN_HEADERS.key]: this.key.secretValue.unsafeUnwrap() },
      },
    );
    const visit = new EdgeFunction(this, "Visit", {
      comment: "States the visitor's address, the host and the language",
      code: FunctionCode.fromInline(statementOfVisit(languagesOf())),
      runtime: FunctionRuntime.JS_2_0,
    });
    const each = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      functionAssociations: [{ function: visit, eventType: FunctionEventType.VIEWER_REQUEST }],
      // Our functions compress themselves.
      compress: false,
    };
    const isPublic = (cachePolicy: CachePolicy): BehaviorOptions => ({
      ...each,
      cachePolicy,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    });
    const pages = isPublic(
      this.kept("Pages", { headers: CacheHeaderBehavior.allowList("Accept-Language"), query: PAGE_QUERY }),
    );
    const figures = isPublic(this.kept("Figures", { query: PAGE_QUERY }));
    const shops = isPublic(this.kept("Shops", { query: SHOP_QUERY }));
    const modules = isPublic(this.kept("Modules", { atMost: MODULES_KEPT_AT_MOST }));
    new OwnDomain(this, "Own", {
      domain,
      setting: "siteDomain",
      purpose: "The site under the brand's own domain",
      otherwise: {
        ...each,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        allowedMethods: AllowedMethods.ALLOW_ALL,
      },
      // The first that matches counts.
      paths: {
        "/": pages,
        "/causes/*": pages,
        "/months/*": pages,
        "/stories/*": pages,
        "/feed.xml": pages,
        "/api/shop/*": shops,
        "/api/*": figures,
        "/elements/*": modules,
        "/fonts/*": modules,
        "/pictures/*": modules,
        ...(hasProof && { "/proof/*": modules, "/verify/*": modules }),
      },
      target: "SiteDomainTarget",
    });
  }

  /** By path, coding, and what makes two answers of one path differ. */
  private kept(
    id: string,
    {
      headers = CacheHeaderBehavior.none(),
      query = [],
      atMost = KEPT_AT_MOST,
    }: {
      readonly headers?: CacheHeaderBehavior;
      readonly query?: readonly string[];
      readonly atMost?: Duration;
    },
  ): CachePolicy {
    return new CachePolicy(this, id, {
      comment: "As long as the answer itself says",
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: atMost,
      headerBehavior: headers,
      queryStringBehavior:
        query.length === 0 ? CacheQueryStringBehavior.none() : CacheQueryStringBehavior.allowList(...query),
      cookieBehavior: CacheCookieBehavior.none(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  private domainKey(): Secret {
    const key = new Secret(this, "Key", {
      description: "What CloudFront shows, so that what it says of a visitor is believed",
      generateSecretString: { passwordLength: KEY_CHARS, excludePunctuation: true },
    });
    Validations.of(key).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "CloudFront would go on to show the old one until the next deploy; it opens nothing but the count of tries.",
    });
    return key;
  }
}
