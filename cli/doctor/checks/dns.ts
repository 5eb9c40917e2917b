import { GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { check, type Finding, found, type Subject, unlessMissing } from "../check.ts";
import type { Ports } from "../ports.ts";
import { senderDomain } from "./letters.ts";

const DAY_MS = 86_400_000;
/** AWS renews a certificate 60 days before it ends: one that is nearer was not renewed. */
const CERTIFICATE_DAYS_MIN = 30;

async function identityOf({ ses }: Pick<Ports, "ses">, subject: Subject) {
  const asked = ses.send(new GetEmailIdentityCommand({ EmailIdentity: senderDomain(subject) }));
  return unlessMissing(asked, ["NotFoundException"]);
}

interface Cname {
  readonly name: string;
  readonly wanted: string;
  readonly values: readonly string[];
}

const same = (one: string, other: string) =>
  one.replace(/\.$/, "").toLowerCase() === other.replace(/\.$/, "").toLowerCase();

export const dkim = check<readonly Cname[]>({
  name: "dkim-records",
  about: "the DNS has the sender's DKIM records",
  after: true,
  allow: ["ses:GetEmailIdentity"],
  ask: async (ports, subject) => {
    const tokens = (await identityOf(ports, subject))?.DkimAttributes?.Tokens ?? [];
    return Promise.all(
      tokens.map(async (token) => {
        const name = `${token}._domainkey.${senderDomain(subject)}`;
        return { name, wanted: `${token}.dkim.amazonses.com`, values: await ports.dns.cname(name) };
      }),
    );
  },
  judge: (records) =>
    records.flatMap(({ name, wanted, values }) =>
      found(!values.some((value) => same(value, wanted)), {
        severity: "hurts",
        what:
          values.length === 0 ? "A DKIM record is missing." : `A DKIM record points to ${values.join(", ")}.`,
        where: name,
        next: `Publish: ${name} CNAME ${wanted}`,
      }),
    ),
});

export const mailFrom = check({
  name: "mail-from-records",
  about: "the DNS has MX and SPF of the MAIL FROM domain",
  after: true,
  allow: ["ses:GetEmailIdentity"],
  ask: async (ports, subject) => {
    const domain = (await identityOf(ports, subject))?.MailFromAttributes?.MailFromDomain;
    if (domain === undefined) return undefined;
    return { domain, mx: await ports.dns.mx(domain), txt: await ports.dns.txt(domain) };
  },
  judge: (answer, { region }): readonly Finding[] => {
    if (answer === undefined) return [];
    const { domain: where, mx, txt } = answer;
    const wanted = `feedback-smtp.${region}.amazonses.com`;
    const spf = txt.filter((text) => /^v=spf1( |$)/i.test(text));
    const record = `${where} TXT "v=spf1 include:amazonses.com ~all"`;
    return [
      ...found(!(mx.length === 1 && same(mx[0] ?? "", wanted)), {
        severity: "hurts",
        what:
          mx.length === 0
            ? "The MAIL FROM domain has no MX record: SES does not use it."
            : `The MAIL FROM domain must have SES's MX record alone, and has ${mx.join(", ")}.`,
        where,
        next: `Publish: ${where} MX 10 ${wanted}`,
      }),
      ...found(spf.length === 0, {
        severity: "hurts",
        what: "The MAIL FROM domain has no SPF record.",
        where,
        next: `Publish: ${record}`,
      }),
      ...found(spf.length > 1, {
        severity: "hurts",
        what: `The MAIL FROM domain has ${spf.length} SPF records: receivers then take none.`,
        where,
        next: `Leave one: ${record}`,
      }),
      ...found(spf.length === 1 && !/include:amazonses\.com/i.test(spf[0] ?? ""), {
        severity: "hurts",
        what: "The SPF record of the MAIL FROM domain does not let SES send.",
        where,
        next: `Publish: ${record}`,
      }),
    ];
  },
});

/** The domain and those above it, down to two labels: a DMARC record of a parent holds for it (RFC 7489, 6.6.3). */
function dmarcNames(domain: string): readonly string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, index) => `_dmarc.${labels.slice(index).join(".")}`);
}

export const dmarc = check({
  name: "dmarc",
  about: "the DNS has a DMARC record for the sender",
  allow: [],
  ask: async ({ dns }, subject) => {
    for (const name of dmarcNames(senderDomain(subject))) {
      const records = (await dns.txt(name)).filter((text) => /^v=DMARC1\b/i.test(text));
      if (records.length > 0) return { name, records };
    }
    return { name: `_dmarc.${senderDomain(subject)}`, records: [] };
  },
  judge: ({ name, records }): readonly Finding[] => {
    const next = `Publish one: ${name} TXT "v=DMARC1; p=none; rua=mailto:dmarc@<your domain>"; sharpen p once the reports are clean.`;
    return [
      ...found(records.length === 0, {
        severity: "hurts",
        what: "The sender's domain has no DMARC record: Gmail and Yahoo refuse bulk senders without.",
        where: name,
        next,
      }),
      ...found(records.length > 1, {
        severity: "hurts",
        what: `There are ${records.length} DMARC records: receivers then take none.`,
        where: name,
        next,
      }),
      ...found(
        records.length === 1 && !/;\s*p\s*=\s*(none|quarantine|reject)\s*(;|$)/i.test(records[0] ?? ""),
        {
          severity: "hurts",
          what: "The DMARC record has no policy that receivers understand (p=none, quarantine or reject).",
          where: name,
          next,
        },
      ),
    ];
  },
});

/** Own hosts of the stage, each with the output that names what it must lead to. */
function hostsOf({
  stage,
  outputs,
}: Subject): readonly { readonly host: string; readonly target?: string }[] {
  if (stage.kind !== "aws") return [];
  return (
    [
      [stage.siteDomain?.name, "SiteDomainTarget"],
      [stage.webhookDomain?.name, "WebhookDomainTarget"],
    ] as const
  ).flatMap(([host, output]) => {
    const target = outputs.get(output);
    return host === undefined ? [] : [{ host, ...(target !== undefined && { target }) }];
  });
}

export const domains = check({
  name: "domains",
  about: "the stage's own domains lead to it, under a certificate that lasts",
  after: true,
  allow: [],
  ask: ({ dns, certificateOf }, subject) =>
    Promise.all(
      hostsOf(subject).map(async ({ host, target }) => ({
        host,
        target,
        cnames: await dns.cname(host),
        addresses: await dns.addresses(host),
        targets: target === undefined ? [] : await dns.addresses(target),
        certificate: await certificateOf(host),
      })),
    ),
  judge: (hosts, { now }) =>
    hosts.flatMap(({ host: where, target, cnames, addresses, targets, certificate }): readonly Finding[] => {
      const isLed =
        target === undefined
          ? addresses.length > 0
          : cnames.some((name) => same(name, target)) || addresses.some((one) => targets.includes(one));
      if (!isLed) {
        return [
          {
            severity: "blocks",
            what:
              addresses.length === 0 ? "The DNS does not know this domain." : "This domain leads elsewhere.",
            where,
            next: `Publish: ${where} CNAME ${target ?? "<the distribution's domain: see the stage's outputs>"}, or an alias record.`,
          },
        ];
      }
      if (certificate.kind === "refused") {
        return [
          {
            severity: "blocks",
            what: `Browsers refuse its certificate: ${certificate.because}.`,
            where,
            next: "Certificate Manager in us-east-1 shows whether it is issued, and the record that validates it.",
          },
        ];
      }
      const days = Math.floor((certificate.validTo.getTime() - now.getTime()) / DAY_MS);
      return found(days < CERTIFICATE_DAYS_MIN, {
        severity: "hurts",
        what: `Its certificate ends in ${days} days and was not renewed: the record that validates it may be gone.`,
        where,
        next: "Certificate Manager in us-east-1 names the CNAME; publish it again.",
      });
    }),
});
