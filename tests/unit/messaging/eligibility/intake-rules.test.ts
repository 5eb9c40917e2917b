import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oneAddress } from "../../../../core/messaging/content/mime.ts";
import { snsTexts } from "../../../../core/messaging/delivery/sns.client.ts";
import {
  isCountry,
  isRegion,
  jurisdictionsOf,
} from "../../../../core/messaging/eligibility/jurisdictions.ts";
import {
  canBeTexted,
  unreachableByText,
  wordsWhereTexted,
} from "../../../../core/messaging/eligibility/text-reach.ts";
import { readImport } from "../../../../core/operations/people/import-file.ts";
import type { JoinRequest } from "../../../../core/people/subscribe.ts";
import { normalEmail } from "../../../../core/platform/crypto/identity.ts";
import { normalPhone } from "../../../../core/platform/crypto/phone.ts";
import { sms } from "../../../support/briefs.ts";
import { everyTextCountry } from "../../../support/text-countries.ts";

const NOW = "2026-11-25T12:00:00Z";
const RULES = { now: NOW, countries: everyTextCountry, brand: undefined };

/** What SES's API takes as one address, stated apart from the product. */
function sesTakes(address: string): boolean {
  const [local = "", domain = "", ...more] = address.split("@");
  const labels = domain.split(".");
  return (
    more.length === 0 &&
    /^[\x21-\x7e]+$/.test(address) &&
    local.length >= 1 &&
    local.length <= 64 &&
    !/[()<>[\]:;@\\,"]/.test(local) &&
    local.split(".").every((atom) => atom !== "") &&
    labels.length >= 2 &&
    labels.every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? "")
  );
}

/** Addresses as people, shops and spreadsheets write them: mostly right, with what comes along when they are copied. */
const typed = fc
  .tuple(
    fc.stringMatching(/^[a-zA-Z.+'_-]{1,12}$/),
    fc.constantFrom(
      "example.com",
      "bücher.example",
      "xn--bcher-kva.example",
      "EXAMPLE.org",
      "例え.example",
      "a.b",
      "localhost",
    ),
    fc.constantFrom(
      "",
      "",
      ",",
      ".",
      ";",
      ">",
      "\u200b",
      "\u202c",
      " ",
      "\u00a0",
      "\u00ad",
      "\ufeff",
      "ß",
      "ı",
      "%",
      "'",
    ),
    fc.nat(40),
  )
  .map(([local, domain, added, at]) => {
    const address = `${local}@${domain}`;
    return `${address.slice(0, at)}${added}${address.slice(at)}`;
  });

const HEAD = "email,phone,country,region,time_zone,language,topics,words,words_version,confirmed_at,proof";
const CONSENT = "en,TOPICS,Yes please,1,2025-01-02T03:04:05Z,log line 7";
async function imported(cells: string, topics: string) {
  const { rows, problems } = await readImport(
    `${HEAD}\n${cells},${CONSENT.replace("TOPICS", topics)}`,
    RULES,
  );
  return { row: rows[0], problems: problems.map(({ column }) => column) };
}

describe("what intake accepts", () => {
  test("the sender of letters can send to, in the very form in which it is kept", async () => {
    await fc.assert(
      fc.property(fc.oneof(typed, fc.string({ unit: "grapheme", maxLength: 40 })), (text) => {
        const normal = normalEmail(text);
        if (normal === undefined) return;
        expect(sesTakes(normal)).toBe(true);
        expect(oneAddress(normal, "It")).toBe(normal);
        expect(normalEmail(normal)).toBe(normal);
      }),
      { numRuns: 2000 },
    );
  });

  test("the sender of texts can send to, except where no text is lawful", async () => {
    const mock = mockClient(SNSClient);
    mock.on(PublishCommand).resolves({ MessageId: "m" });
    const texts = snsTexts({
      sns: new SNSClient({ region: "us-east-1", maxAttempts: 1 }),
      sender: "",
      countries: everyTextCountry,
      countRefused: () => expect.unreachable("intake takes no number that the provider's client refuses"),
    });
    const rendition = sms("impact-update");
    const numbers = fc.tuple(
      fc.constantFrom("+1 ", "+49 ", "+44 ", "+91 ", "+52 1 ", "+54 9 ", "+43 ", ""),
      fc.stringMatching(/^[0-9 ()-]{7,12}$/),
      fc.constantFrom("", "", " ext 2", ",", "\u202c"),
      fc.constantFrom(undefined, "US", "DE", "UK", "ZZ"),
    );
    await fc.assert(
      fc.asyncProperty(numbers, async ([code, digits, added, country]) => {
        const phone = `${code}${digits}${added}`;
        const to = normalPhone(phone, country);
        const join = { phone, country, wishes: [{ channel: "sms" }] } as unknown as JoinRequest;
        if (to === undefined || unreachableByText(join, RULES).length > 0) return;
        await texts.send({ to, rendition, transactional: false }, "tag");
        expect(normalPhone(to, undefined)).toBe(to);
      }),
      { numRuns: 300 },
    );
  });

  test("the decision can place: every country and region, with a clock", () => {
    const letters = fc.stringMatching(/^[A-Z]{2}$/);
    const regions = fc.oneof(
      fc.stringMatching(/^US-[A-Z]{2}$/),
      fc.stringMatching(/^[A-Z]{2}-[A-Z0-9]{1,3}$/),
    );
    fc.assert(
      fc.property(letters, regions, (country, region) => {
        if (isCountry(country)) expect(jurisdictionsOf({ country })).not.toBeUndefined();
        if (isRegion(region)) expect(jurisdictionsOf({ region })).not.toBeUndefined();
      }),
      { numRuns: 300 },
    );
    const countries = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].flatMap((one, _, all) => all.map((two) => one + two));
    expect(countries.filter(isCountry).length).toBeGreaterThan(240);
  });

  test("an import of texts has an hour at which they are lawful", async () => {
    const rows = fc.record({
      country: fc.constantFrom("", "US", "GB", "UK", "DE", "JP", "AT", "ZZ"),
      region: fc.constantFrom("", "US-FL", "US-ZZ", "US-RI", "DE-BY"),
      zone: fc.constantFrom(
        "",
        "Asia/Tokyo",
        "Europe/Berlin",
        "America/New_York",
        "Pacific/Auckland",
        "Nowhere",
      ),
      phone: fc.constantFrom("+12125550142", "+4915112345678", "+436641234567", "+919812345678"),
    });
    await fc.assert(
      fc.asyncProperty(rows, async ({ country, region, zone, phone }) => {
        const { row } = await imported(`,${phone},${country},${region},${zone}`, "impact.sms");
        if (row !== undefined) expect(canBeTexted(row.chosen, NOW)).toBe(true);
      }),
      { numRuns: 120 },
    );
  });
});

describe("an import", () => {
  test.each([
    ["ada@example.com,,UK,,", "impact.email", ["country"]],
    ["ada@example.com,,ZZ,,", "impact.email", ["country"]],
    ["ada@example.com,,XX,,", "impact.email", ["country"]],
    ["ada@example.com,,US,US-ZZ,", "impact.email", ["region"]],
    ["ada@example.com,,,US-ZZ,", "impact.email", ["region"]],
    ["ada@example.com,,DE,US-FL,", "impact.email", ["region"]],
    ["ada@example.com,,,,+02:00", "impact.email", ["time_zone"]],
    [",+436641234567,AT,,", "impact.sms", ["phone"]],
    [",+919812345678,,,", "impact.sms", ["phone"]],
    [",+12125550142,,US-RI,Asia/Tokyo", "impact.sms", ["phone"]],
    ["none@none.com,,,,", "impact.email", ["email"]],
    ['"ada@example.com,",,,,', "impact.email", ["email"]],
  ])("refuses %s", async (cells, topics, columns) => {
    const { row, problems } = await imported(cells, topics);
    expect(row).toBeUndefined();
    expect(problems).toEqual(expect.arrayContaining(columns));
  });

  test.each([
    [",+4915112345678,,,", "impact.sms", { country: "DE" }],
    ["ada@example.com,,JP,,", "impact.email", { country: "JP" }],
    ["ada@example.com,,CA,CA-ON,", "impact.email", { country: "CA", region: "CA-ON" }],
    ["ada@example.com,,,,Europe/Kiev", "impact.email", { timeZone: "Europe/Kyiv" }],
    ["ada@example.com,,,,Asia/Kolkata", "impact.email", { timeZone: "Asia/Kolkata" }],
    ["ada@example.com,,,,us/pacific", "impact.email", { timeZone: "America/Los_Angeles" }],
  ])("of %s keeps the place", async (cells, topics, chosen) => {
    const { row, problems } = await imported(cells, topics);
    expect(problems).toEqual([]);
    expect(row?.chosen).toEqual(chosen);
  });
});

describe("joining by text", () => {
  const words = () => ({ words: "Yes", wordsVersion: "1", locale: "en" as const });
  test.each([
    ["US", true],
    ["DE", true],
    ["AT", false],
    ["IN", false],
    [undefined, false],
  ])("from %s is answered: %s", (country, answered) => {
    const told = wordsWhereTexted(words, () => NOW)(country, "impact", { brand: "B", word: "GIVE" });
    expect(told !== undefined).toBe(answered);
  });
});
