import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { chooseLanguage, spokenLanguages } from "../../core/i18n/language.ts";
import { CHARITY_ROUTES, FEEDBACK_ROUTES, PEOPLE_ROUTES, PROOF_ROUTES } from "../../core/model/routes.ts";
import { DOMAIN_HEADERS } from "../../core/platform/lambda/behind-domain.ts";
import { securityHeaders } from "../../core/site/ui/security-headers.ts";
import { statementOfVisit } from "../../lib/site/edge-function.ts";
import type { StageSettings } from "../../lib/stages.ts";
import { local, production } from "../../stages.ts";
import { spokenBrand } from "../support/spoken-brand.ts";
import {
  everyOption,
  permissionsOf,
  type Stacks,
  stacksOf,
  synthesise,
  withoutDomains,
} from "../support/synthesis.ts";

const stacks = stacksOf(everyOption);

const Behaviour = z.object({
  PathPattern: z.string().default("*"),
  AllowedMethods: z.array(z.string()),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string(),
  ViewerProtocolPolicy: z.string(),
  Compress: z.boolean(),
});
type Behaviour = z.infer<typeof Behaviour>;
const DistributionConfig = z.object({
  Aliases: z.array(z.string()),
  HttpVersion: z.string(),
  IPV6Enabled: z.boolean(),
  WebACLId: z.string().optional(),
  ViewerCertificate: z.object({ AcmCertificateArn: z.string(), MinimumProtocolVersion: z.string() }),
  DefaultCacheBehavior: Behaviour,
  CacheBehaviors: z.array(Behaviour).default([]),
  CustomErrorResponses: z.array(z.object({ ErrorCode: z.number(), ErrorCachingMinTTL: z.number() })),
  Origins: z.array(
    z.object({
      DomainName: z.unknown(),
      CustomOriginConfig: z.object({
        OriginProtocolPolicy: z.string(),
        OriginSSLProtocols: z.array(z.string()),
      }),
      OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
    }),
  ),
});

function distributionOf(name: string) {
  const all = stacks
    .of("AWS::CloudFront::Distribution")
    .map(({ properties }) =>
      DistributionConfig.parse(Object(stacks.resolve(properties["DistributionConfig"]))),
    );
  const found = all.find(({ Aliases }) => Aliases.includes(name));
  if (found === undefined) throw new Error(`No distribution is for ${name}`);
  return found;
}
const site = distributionOf("give.example.com");
const webhooks = distributionOf("hooks.example.com");

const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const cached = ({ CachePolicyId }: Behaviour) => CachePolicyId !== CACHING_DISABLED;

const CachePolicyConfig = z.object({
  MinTTL: z.number(),
  DefaultTTL: z.number(),
  MaxTTL: z.number(),
  ParametersInCacheKeyAndForwardedToOrigin: z.object({
    CookiesConfig: z.object({ CookieBehavior: z.string() }),
    HeadersConfig: z.object({ HeaderBehavior: z.string(), Headers: z.array(z.string()).default([]) }),
    QueryStringsConfig: z.object({
      QueryStringBehavior: z.string(),
      QueryStrings: z.array(z.string()).default([]),
    }),
    EnableAcceptEncodingBrotli: z.boolean(),
    EnableAcceptEncodingGzip: z.boolean(),
  }),
});
const policyOf = ({ CachePolicyId }: Behaviour) => {
  const policy = stacks.of("AWS::CloudFront::CachePolicy").find(({ path }) => `<${path}>` === CachePolicyId);
  return CachePolicyConfig.parse(Object(stacks.resolve(policy?.properties["CachePolicyConfig"])));
};

/** As CloudFront reads a path pattern: `*` stands for any text. */
const matches = (pattern: string, path: string) =>
  new RegExp(`^${pattern.replaceAll(/[.?+^$()[\]{}|\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(path);

describe("what CloudFront may keep of the site", () => {
  const kept = site.CacheBehaviors.filter(cached);

  test("is what is named, and everything else goes through", () => {
    expect(cached(site.DefaultCacheBehavior)).toBe(false);
    expect(kept.map(({ PathPattern }) => PathPattern).toSorted()).toEqual([
      "/",
      "/api/*",
      "/api/shop/*",
      "/causes/*",
      "/elements/*",
      "/feed.xml",
      "/fonts/*",
      "/months/*",
      "/pictures/*",
      "/proof/*",
      "/stories/*",
      "/verify/*",
    ]);
  });

  test("is answered by functions that can read nobody's data, of no route of customers' pages", () => {
    const permissions = permissionsOf(stacks);
    const routes = routesOf(stacks);
    expect(routes.length).toBeGreaterThan(20);
    for (const { path, answeredBy } of routes) {
      const sample = path.replaceAll(/\{[^}]+\}/g, "x");
      if (!kept.some(({ PathPattern }) => matches(PathPattern, sample))) continue;
      const allowed = permissions.get(`${answeredBy}/Role`) ?? [];
      expect(allowed.length, path).toBeGreaterThan(0);
      expect(allowed.join("\n"), path).not.toMatch(/People|secretsmanager|PutItem|UpdateItem|events:/);
    }
    for (const { path } of [...PEOPLE_ROUTES, ...PROOF_ROUTES, ...FEEDBACK_ROUTES, ...CHARITY_ROUTES]) {
      const sample = path.replace(/\{\w+\}/, "x/y.z");
      expect(
        kept.filter(({ PathPattern }) => matches(PathPattern, sample)),
        path,
      ).toEqual([]);
    }
  });

  test("is asked for without cookie, body or anything else of its visitor but a language", () => {
    for (const behaviour of kept) {
      expect(behaviour.AllowedMethods.toSorted()).toEqual(["GET", "HEAD"]);
      expect(behaviour.OriginRequestPolicyId).toBeUndefined();
      const {
        MinTTL,
        DefaultTTL,
        MaxTTL,
        ParametersInCacheKeyAndForwardedToOrigin: key,
      } = policyOf(behaviour);
      expect({ MinTTL, DefaultTTL }).toEqual({ MinTTL: 0, DefaultTTL: 0 });
      // An address with the hash of its bytes in it is the same for ever.
      const isImmutable = ["/elements/*", "/fonts/*", "/pictures/*", "/proof/*", "/verify/*"].includes(
        behaviour.PathPattern,
      );
      expect(MaxTTL).toBeLessThanOrEqual(isImmutable ? 365 * 24 * 60 * 60 : 120);
      expect(key.CookiesConfig.CookieBehavior).toBe("none");
      const query: Readonly<Record<string, readonly string[]>> = {
        "/api/shop/*": ["lang", "currency", "amount", "lines", "roundUp", "store", "estimated", "place"],
        "/elements/*": [],
        "/fonts/*": [],
        "/pictures/*": [],
        "/proof/*": [],
        "/verify/*": [],
      };
      expect(key.QueryStringsConfig.QueryStrings).toEqual(
        query[behaviour.PathPattern] ?? ["lang", "currency"],
      );
      // What our answers name in Vary is part of the key: the JSON does not vary by language.
      const isSpoken = ["/", "/causes/*", "/feed.xml", "/months/*", "/stories/*"].includes(
        behaviour.PathPattern,
      );
      const languages = isSpoken ? ["Accept-Language"] : [];
      expect(key.HeadersConfig.Headers).toEqual(languages);
      expect([key.EnableAcceptEncodingBrotli, key.EnableAcceptEncodingGzip]).toEqual([true, true]);
    }
  });

  test("is no failure: what one visitor is answered is not the next one's", () => {
    for (const { CustomErrorResponses } of [site, webhooks]) {
      const never = CustomErrorResponses.filter(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL === 0);
      expect(never.map(({ ErrorCode }) => ErrorCode)).toEqual(
        expect.arrayContaining([403, 404, 405, 500, 502, 503, 504]),
      );
      expect(never).toHaveLength(CustomErrorResponses.length);
    }
  });
});

describe("a domain of the brand's own", () => {
  test("speaks TLS 1.2 and later, HTTP/3 and IPv6, and calls us by TLS 1.2", () => {
    for (const one of [site, webhooks]) {
      expect(one).toMatchObject({ HttpVersion: "http2and3", IPV6Enabled: true });
      expect(one.ViewerCertificate.MinimumProtocolVersion).toBe("TLSv1.2_2021");
      for (const { CustomOriginConfig } of one.Origins)
        expect(CustomOriginConfig).toEqual({
          OriginProtocolPolicy: "https-only",
          OriginSSLProtocols: ["TLSv1.2"],
        });
      for (const { ViewerProtocolPolicy } of [one.DefaultCacheBehavior, ...one.CacheBehaviors])
        expect(["https-only", "redirect-to-https"]).toContain(ViewerProtocolPolicy);
    }
    expect(site.WebACLId).toBe("arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/0b1e");
    expect(webhooks.WebACLId).toBeUndefined();
  });

  test("hands everything on that is not public, but for the host, which the gateway needs as its own", () => {
    for (const { DefaultCacheBehavior: behaviour } of [site, webhooks]) {
      expect(behaviour.OriginRequestPolicyId).toBe(ALL_EXCEPT_HOST);
      expect(behaviour.AllowedMethods).toContain("POST");
    }
  });

  test("adds security headers that contradict none of ours, and replaces none", () => {
    const policies = stacks.of("AWS::CloudFront::ResponseHeadersPolicy");
    expect(policies).toHaveLength(2);
    for (const { properties } of policies) {
      const text = JSON.stringify(properties);
      expect(text).not.toContain('"Override":true');
      expect(properties).toMatchObject({
        ResponseHeadersPolicyConfig: {
          SecurityHeadersConfig: {
            StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true },
            FrameOptions: { FrameOption: "DENY" },
          },
        },
      });
    }
    expect(securityHeaders["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  });

  test("is what letters link to, and the addresses of webhooks; the function's own stays an output", () => {
    const environments = JSON.stringify(
      stacks.of("AWS::Lambda::Function").map(({ properties }) => stacks.resolve(properties["Environment"])),
    );
    expect(environments).toContain('"SITE_URL":"https://give.example.com"');
    expect(environments).not.toMatch(/"SITE_URL":"(?!https:\/\/give\.example\.com")/);
    expect(stacks.outputs.get("SiteUrl")).toBe("https://give.example.com");
    expect(stacks.outputs.get("ConsentAddressStandardPos")).toBe(
      "https://give.example.com/webhooks/standard/pos/consents",
    );
    expect(stacks.outputs.get("WebhookAddressShopifyWeb")).toBe(
      "https://hooks.example.com/webhooks/shopify/web",
    );
    expect(stacks.outputs.get("WebhookUrl")).toContain("receive-purchase");
    for (const target of ["SiteDomainTarget", "WebhookDomainTarget"])
      expect(String(stacks.outputs.get(target))).toContain("DomainName");
  });

  test("shows our functions a key that is in no template, and that the pages of customers and charities alone may read", () => {
    const [header] = site.Origins[0]?.OriginCustomHeaders ?? [];
    expect(header?.HeaderName).toBe(DOMAIN_HEADERS.key);
    expect(header?.HeaderValue).toMatch(/^\{\{resolve:secretsmanager:<Domain\/Key>:SecretString:::?\}\}$/);
    const readers = [...permissionsOf(stacks)].filter(([, allowed]) =>
      allowed.includes("secretsmanager:GetSecretValue on <Domain/Key.Id>"),
    );
    expect(readers.map(([role]) => role)).toEqual([
      "serve-desk/Role",
      "serve-people/Role",
      "serve-wallet/Role",
      "serve-feedback/Role",
      "serve-charity/Role",
    ]);
  });

  test("changes nothing else of a stage, and is in none that does not want one", () => {
    const kinds = (of: Stacks) => of.resources.map(({ path, type }) => `${type} ${path}`);
    const without = new Set(kinds(stacksOf(withoutDomains)));
    expect([...without].filter((one) => /CloudFront|(?<!UserPool)Domain/.test(one))).toEqual([]);
    const more = kinds(stacks).filter((one) => !without.has(one));
    expect(more.filter((one) => !/CloudFront|Domain/.test(one))).toEqual([]);
  });

  test.each([
    ["name", "Give.example.com"],
    ["name", "https://give.example.com"],
    ["certificate", "arn:aws:acm:eu-central-1:111122223333:certificate/0b1e"],
    ["firewall", "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/site/0b1e"],
  ])("is refused at synth where its %s is %s", (what, value) => {
    const stage: StageSettings = {
      ...everyOption,
      siteDomain: {
        name: "give.example.com",
        certificate: "arn:aws:acm:us-east-1:111122223333:certificate/0b",
        [what]: value,
      },
    };
    expect(() => synthesise(stage)).toThrow(`siteDomain.${what} of the stage is wrong.`);
  });
});

describe("what CloudFront states of a visit", () => {
  const [visit] = stacks.of("AWS::CloudFront::Function");
  const code = String(visit?.properties["FunctionCode"]);
  const Headers = z.record(z.string(), z.object({ value: z.string() }));
  const stated = (headers: Record<string, string>) => statedBy(code, headers);
  const statedBy = (text: string, headers: Record<string, string>) => {
    const event = {
      viewer: { ip: "2001:db8::7" },
      request: {
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])),
      },
    };
    const request: unknown = runInNewContext(`${text}; handler(event)`, { event });
    return Headers.parse(Object(request).headers);
  };

  test("is its own word on visitor and host, whatever the visitor says", () => {
    const forged = { [DOMAIN_HEADERS.viewer]: "203.0.113.9", [DOMAIN_HEADERS.host]: "evil.example" };
    expect(stated({ host: "give.example.com", ...forged })).toMatchObject({
      [DOMAIN_HEADERS.viewer]: { value: "2001:db8::7" },
      [DOMAIN_HEADERS.host]: { value: "give.example.com" },
    });
  });

  test.each([
    ["ours alone", []],
    ["those that the brand adds", spokenBrand],
  ])("property: is the language that we would choose, of %s", (_, added) => {
    const spoken = spokenLanguages(added);
    const text = statementOfVisit(spoken.map(({ tag }) => tag));
    const range = fc.tuple(
      fc.constantFrom("de", "en", "de-AT", "EN-gb", "fr", "nl", "nl-BE", "*", "", " de ", "dex", "x-de"),
      fc.constantFrom("", ";q=0", ";q=1", ";q=0.5", "; q=0.51 ", ";q=0.5;x=1", ";q=2", ";x;q=0.1", ";q="),
    );
    fc.assert(
      fc.property(fc.array(range, { maxLength: 25 }), fc.string(), (ranges, odd) => {
        for (const header of [ranges.map((one) => one.join("")).join(","), odd]) {
          const { "accept-language": language } = statedBy(text, {
            host: "give.example.com",
            "accept-language": header,
          });
          expect(language?.value).toBe(chooseLanguage(undefined, header, spoken).tag);
          expect(chooseLanguage(undefined, language?.value, spoken).tag).toBe(language?.value);
        }
      }),
    );
    expect(stated({ host: "give.example.com" })["accept-language"]?.value).toBe(
      chooseLanguage(undefined, undefined).tag,
    );
  });

  test("fits into what CloudFront takes, and uses nothing that its runtime lacks", () => {
    expect(code.length).toBeLessThan(10_240);
    expect(code).not.toMatch(/\b(import|require|await|of)\b|=>|`|\?\.|\?\?/);
  });
});

/** Every route of the site's API, and the function that answers it. */
function routesOf(of: Stacks): readonly { readonly path: string; readonly answeredBy: string }[] {
  const functionOf = new Map(
    of.of("AWS::ApiGatewayV2::Integration").map(({ path, properties }) => {
      const { IntegrationUri } = z.object({ IntegrationUri: z.string() }).parse(of.resolve(properties));
      return [`integrations/<${path}>`, IntegrationUri.replace(/^<(.*)\/Function\.Arn>$/, "$1")];
    }),
  );
  return of.of("AWS::ApiGatewayV2::Route").map(({ properties }) => {
    const { RouteKey, Target } = z
      .object({ RouteKey: z.string(), Target: z.string() })
      .parse(of.resolve(properties));
    return { path: RouteKey.split(" ").at(-1) ?? "", answeredBy: functionOf.get(Target) ?? "nothing" };
  });
}

test("a stage without domains has neither distribution nor key", () => {
  for (const stage of [local, production]) expect(stacksOf(stage).text).not.toContain("CloudFront");
});
