/** What SES and a sender write of one mail; what is left out is what a person's mail has. */
export interface Received {
  readonly from?: string;
  readonly to?: string;
  readonly recipient?: string;
  readonly returnPath?: string;
  readonly spam?: string;
  readonly virus?: string;
  readonly dmarc?: string;
  /** SES's own word, instead of the one that follows from the above. */
  readonly results?: string;
  /** The sender's own headers, beside From, To, Subject and Message-ID. */
  readonly headers?: readonly string[];
  readonly subject?: string;
  readonly body?: string | Buffer;
}

export const REPLIES = "reply.tarnfell.example";

/** The headers that SES writes above those of the sender, in its order. */
export function sesBlock(it: Received = {}): string {
  const {
    from = "ada@example.com",
    recipient = `x@${REPLIES}`,
    spam = "PASS",
    virus = "PASS",
    dmarc = "pass",
  } = it;
  const domain = from.slice(from.lastIndexOf("@") + 1).replace(/>.*$/, "");
  const results =
    it.results ??
    `amazonses.com; spf=pass (spfCheck: domain of ${domain} designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1; envelope-from=ada@${domain}; helo=mx.${domain}; dkim=pass header.i=@${domain}; dmarc=${dmarc} header.from=${domain};`;
  return [
    `Return-Path: <${it.returnPath ?? from.replace(/^.*<|>.*$/g, "")}>`,
    `Received: from mx.${domain} (mx.${domain} [192.0.2.1])`,
    ` by inbound-smtp.eu-central-1.amazonaws.com with SMTP id 4ab1c2d3`,
    ` for ${recipient};`,
    " Sat, 28 Nov 2026 10:00:00 +0000 (UTC)",
    `X-SES-Spam-Verdict: ${spam}`,
    `X-SES-Virus-Verdict: ${virus}`,
    `Received-SPF: pass (spfCheck: domain of ${domain} designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;`,
    `Authentication-Results: ${results}`,
    "X-SES-RECEIPT: AEFBQUFBQUFBQUFB",
    "X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=c2lnbmF0dXJl; c=relaxed/simple; s=ug7; d=amazonses.com",
    "",
  ].join("\r\n");
}

/** One mail as SES stores it. */
export function receivedMail(it: Received = {}): Buffer {
  const { from = "ada@example.com", to = `x@${REPLIES}`, subject = "Re: Thank you", headers = [] } = it;
  const own = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    "Message-ID: <one@example.com>",
    ...headers,
  ];
  const hasType = headers.some((header) => /^content-type:/i.test(header));
  const type = hasType ? [] : ["Content-Type: text/plain; charset=utf-8"];
  const head = Buffer.from(`${sesBlock(it)}${[...own, ...type].join("\r\n")}\r\n\r\n`);
  return Buffer.concat([head, Buffer.from(it.body ?? "Thank you.\r\n")]);
}
