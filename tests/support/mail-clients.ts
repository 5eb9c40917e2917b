import type { Locale } from "../../core/model/cause.ts";

/** What one mail program makes of an answer: the words above or below what it quotes. */
export interface Answered {
  readonly words: string;
  /** What it answers, as the program makes text of it. */
  readonly quoted: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly locale: Locale;
}

export type MailClient = (answered: Answered) => string;

const marked = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");

/** Lines of at most so many characters, cut between words, as programs send them. */
export function wrapped(text: string, columns: number): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const lines = [""];
      for (const word of line.split(" ")) {
        const last = lines.at(-1) ?? "";
        if (last !== "" && last.length + word.length >= columns) lines.push(word);
        else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
      }
      return lines;
    })
    .join("\n");
}

const address = (from: string) => /<(.+)>/.exec(from)?.[1] ?? from;
const nameOf = (from: string) => from.replace(/\s*<.*$/, "");

function headerBlock({ locale, from, to, subject }: Answered, bold: string): string {
  const labels = locale === "de" ? ["Von", "Gesendet", "An", "Betreff"] : ["From", "Sent", "To", "Subject"];
  const day = locale === "de" ? "Samstag, 28. November 2026 10:00" : "Saturday, November 28, 2026 10:00 AM";
  return [from, day, to, subject].map((value, at) => `${bold}${labels[at]}:${bold} ${value}`).join("\n");
}

/** The programs in which most letters are answered, as their text parts look. */
export const mailClients: Readonly<Record<string, MailClient>> = {
  gmail: (it) => {
    const head =
      it.locale === "de"
        ? `Am Sa., 28. Nov. 2026 um 10:00 Uhr schrieb ${nameOf(it.from)} <\n${address(it.from)}>:`
        : `On Sat, Nov 28, 2026 at 10:00 AM ${nameOf(it.from)} <${address(it.from)}>\nwrote:`;
    return `${it.words}\n\n${head}\n\n${marked(wrapped(it.quoted, 72))}\n`;
  },
  appleMail: (it) => {
    const head =
      it.locale === "de"
        ? `> Am 28.11.2026 um 10:00 schrieb ${it.from}:`
        : `> On 28. Nov 2026, at 10:00, ${it.from} wrote:`;
    return `${it.words}\n\n${head}\n> \n${marked(it.quoted)}\n\n`;
  },
  iphone: (it) => {
    const [sent, head] =
      it.locale === "de"
        ? ["Von meinem iPhone gesendet", `Am 28.11.2026 um 10:00 schrieb ${it.from}:`]
        : ["Sent from my iPhone", `On Nov 28, 2026, at 10:00 AM, ${it.from} wrote:`];
    return `${it.words}\n\n${sent}\n\n> ${head}\n> \n> ﻿\n${marked(it.quoted)}\n`;
  },
  outlook: (it) => `${it.words}\n\n${headerBlock(it, "")}\n\n${it.quoted}\n`,
  outlookWeb: (it) =>
    `${it.words}\n________________________________\n${headerBlock(it, "")}\n\n${it.quoted}\n`,
  outlookPhone: (it) => {
    const sent =
      it.locale === "de"
        ? "Outlook für iOS<https://aka.ms/o0ukef> beziehen"
        : "Get Outlook for iOS<https://aka.ms/o0ukef>";
    return `${it.words}\n\n${sent}\n________________________________\n${headerBlock(it, "")}\n\n${it.quoted}\n`;
  },
  thunderbird: (it) => {
    const head =
      it.locale === "de"
        ? `Am 28.11.26 um 10:00 schrieb ${nameOf(it.from)}:`
        : `On 11/28/26 10:00 AM, ${nameOf(it.from)} wrote:`;
    return `${head}\n${marked(wrapped(it.quoted, 70))}\n\n${it.words}\n`;
  },
  thunderbirdAbove: (it) => {
    const head =
      it.locale === "de"
        ? `Am 28.11.26 um 10:00 schrieb ${nameOf(it.from)}:`
        : `On 11/28/26 10:00 AM, ${nameOf(it.from)} wrote:`;
    return `${it.words}\n\n${head}\n${marked(it.quoted)}\n`;
  },
  yahoo: (it) => {
    const head =
      it.locale === "de"
        ? `    Am Samstag, 28. November 2026 um 10:00:00 MEZ hat ${it.from} Folgendes geschrieben:  `
        : `    On Saturday, November 28, 2026 at 10:00:00 AM GMT+1, ${it.from} wrote:  `;
    return `${it.words}\n\n${head}\n \n ${it.quoted.replaceAll("\n", "\n ")}  `;
  },
  gmx: (it) =>
    `${it.words}\n\n${
      it.locale === "de"
        ? `Gesendet: Samstag, 28. November 2026 um 10:00\nVon: ${it.from}\nAn: ${it.to}\nBetreff: ${it.subject}`
        : `Sent: Saturday, November 28, 2026 at 10:00 AM\nFrom: ${it.from}\nTo: ${it.to}\nSubject: ${it.subject}`
    }\n\n${wrapped(it.quoted, 76)}\n`,
  samsung: (it) => {
    const [rule, date, from, to, subject] =
      it.locale === "de"
        ? ["-------- Ursprüngliche Nachricht --------", "Datum", "Von", "An", "Betreff"]
        : ["-------- Original message --------", "Date", "From", "To", "Subject"];
    return `${it.words}\n\n${rule}\n${from}: ${it.from} \n${date}: 28.11.26  10:00  (GMT+01:00) \n${to}: ${it.to} \n${subject}: ${it.subject} \n\n${it.quoted}\n`;
  },
  proton: (it) => {
    const head =
      it.locale === "de"
        ? `Am Samstag, 28. November 2026 um 10:00 AM, ${it.from} schrieb:`
        : `On Saturday, November 28th, 2026 at 10:00 AM, ${it.from} wrote:`;
    return `${it.words}\n\n${head}\n\n${marked(wrapped(it.quoted, 74))}\n`;
  },
  mutt: (it) =>
    `${it.locale === "de" ? `Am Sa, Nov 28, 2026 um 10:00:00 +0100 schrieb ${nameOf(it.from)}:` : `On Sat, Nov 28, 2026 at 10:00:00AM +0100, ${nameOf(it.from)} wrote:`}\n${marked(it.quoted)}\n\n${it.words}\n\n-- \nAda\n`,
};
