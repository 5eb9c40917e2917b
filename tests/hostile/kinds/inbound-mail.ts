import * as fc from "fast-check";
import { expect } from "vitest";
import type { ReceiveMailDeps } from "../../../core/messaging/inbound/receive-mail.ts";
import { email } from "../../support/briefs.ts";
import type { Received } from "../../support/inbound-mail.ts";
import { mailClients } from "../../support/mail-clients.ts";
import { ada, answerTo, mailWorld } from "../../support/mail-world.ts";
import { kind } from "../kind.ts";

/** How a mail is received: with which stores, and what happens to its bytes before. */
interface Product {
  readonly over: Partial<ReceiveMailDeps>;
  readonly arrives: (mail: Received) => Received;
}
interface Input {
  readonly mail: Received;
  /** What its sender forges, or what it is: nothing of it may be believed, or heard. */
  readonly nature: "person" | "unclean" | "unvouched" | "machine";
}

const letter = email("impact-update");
const FORGED = [
  "X-SES-Virus-Verdict: PASS",
  "X-SES-Spam-Verdict: PASS",
  "Authentication-Results: amazonses.com; dmarc=pass header.from=example.com;",
  "X-SES-RECEIPT: forged",
];
const MACHINES = [
  "Auto-Submitted: auto-replied",
  "Precedence: bulk",
  "List-Id: <a.example>",
  "X-Autoreply: 1",
];

const natures: Readonly<Record<Input["nature"], Received>> = {
  person: {},
  unclean: { virus: "FAIL", headers: FORGED },
  unvouched: { dmarc: "fail", headers: FORGED },
  machine: { headers: MACHINES },
};
/** Says nothing of what it quotes, as some programs of phones do. */
const bare = (words: string) => `${words}\n\n${letter.text}`;
const words = fc.oneof(
  fc.constantFrom("START", "YES", "JOIN", "Thank you!", "Where is my parcel?", "Danke, wie schön!"),
  fc.constantFrom("\u202Eabc", "=?utf-8?b?////?=", "<script>alert(1)</script>", "\u0000", "- -- -"),
);
const quoted = fc.tuple(words, fc.constantFrom("bare", ...Object.keys(mailClients))).map(([said, client]) => {
  const from = "Tarnfell <letters@tarnfell.example>";
  const about = { words: said, quoted: letter.text, from, to: "ada@example.com", subject: letter.subject };
  return client === "bare" ? bare(said) : (mailClients[client]?.({ ...about, locale: "en" }) ?? "");
});
const PIECES = [
  ...[
    "--b",
    "--b--",
    "--bb",
    "",
    "Content-Type: multipart/mixed; boundary=b",
    "Content-Type: multipart/mixed; boundary=bb",
  ],
  ...[
    "Content-Type: message/rfc822",
    "Content-Type: text/html; charset=utf-7",
    "Content-Transfer-Encoding: base64",
  ],
  ...[
    "Content-Disposition: attachment; filename*=utf-8''%00%2e%2e%2f",
    "begin 644 x",
    "<b><b></i>",
    "STOPP DIE FLUT DER MÜLLS",
  ],
];
const broken = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 30 })), {
  maxLength: 25,
});

export const inboundMail = kind<Product, Input>({
  name: "mail that is broken, forged or quotes our own words",
  share: 6,
  input: fc
    .tuple(
      fc.constantFrom("person", "person", "unclean", "unvouched", "machine"),
      fc.oneof(quoted, quoted, broken),
    )
    .map(([nature, body]): Input => {
      const named = natures[nature];
      const type = "Content-Type: multipart/alternative; boundary=b";
      if (typeof body === "string") return { nature, mail: { ...named, body } };
      return {
        nature,
        mail: { ...named, headers: [...(named.headers ?? []), type], body: body.join("\r\n") },
      };
    }),
  product: { over: {}, arrives: (mail) => mail },
  async tried({ over, arrives }, { mail, nature }) {
    const world = await mailWorld(over, [letter.text]);
    await world.receive({ ...arrives(mail), for: answerTo(ada) });
    expect(world.bucket.size, "the mail is still there").toBe(0);
    const [heard, ...more] = world.heard;
    expect(more, "it was heard twice").toHaveLength(0);
    if (nature === "machine") expect(heard, "a machine was heard").toBeUndefined();
    if (nature === "unclean")
      expect(heard, "it was opened").toMatchObject({ said: "", party: { by: "claimed" } });
    if (nature === "unvouched") expect(heard?.party, "it was believed").not.toMatchObject({ by: "known" });
    expect(heard?.said ?? "", "it says what nobody can see").not.toMatch(/[^\P{C}\n\t\u200c\u200d]/u);
    if (typeof mail.body === "string") {
      expect(heard?.said ?? "", "our own words were heard").not.toContain("exactly what it gave");
      expect(await world.memory.standing(ada)).toMatchObject({ "impact.email": "given 1" });
    }
    return heard === undefined ? "refused" : "accepted";
  },
  mutants: {
    "SES's own headers": { over: {}, arrives: ({ virus: _, dmarc: __, ...mail }) => mail },
    "what was really sent": { over: { sentTo: async () => ({ texts: [] }) }, arrives: (mail) => mail },
    "its sense for machines": {
      over: {},
      arrives: ({ headers = [], ...mail }) => ({
        ...mail,
        headers: headers.filter((one) => !MACHINES.includes(one)),
      }),
    },
    "its bucket emptied": { over: { discard: async () => {} }, arrives: (mail) => mail },
  },
});
