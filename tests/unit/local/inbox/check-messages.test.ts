import { describe, expect, test } from "vitest";
import { checkMessages } from "../../../../local/inbox/check-messages.ts";
import { linesIn } from "../../../../local/inbox/records.ts";
import { aConsent, ada, aLetter, anEntry, aReceipt } from "../../../support/inbox-builders.ts";

const check = (rows: Parameters<typeof linesIn>[0], letters = [aLetter("m1")]) =>
  checkMessages(linesIn(rows), letters, []);

describe("messages that were sent", () => {
  test("fit together when each has its consent and arrived once", () => {
    // SES's own header has a domain behind the id, its answer in AWS has none.
    const rows = [aConsent(), anEntry(), aReceipt("m1@email.amazonses.com")];
    expect(check(rows)).toEqual({
      sent: 1,
      captured: 1,
      withoutConsent: 0,
      deferred: {},
      dropped: {},
      differences: [],
    });
  });

  test.each([
    ["there is no record of it", []],
    ["it was withdrawn", [aConsent({ state: "withdrawn" })]],
    ["it was never answered", [aConsent({ state: "pending" })]],
    ["it came only after the message", [aConsent({ at: "2026-11-22T10:00:01Z" })]],
    ["it had run out", [aConsent({ expiresAt: "2026-11-22T10:00:00Z" })]],
    ["it is of another version", [aConsent({}, 1)]],
  ])("are without consent when %s", (_, consents) => {
    const report = check([...consents, anEntry(), aReceipt("m1")]);
    expect(report.withoutConsent).toBe(1);
    expect(report.differences).toEqual([`impact-update:gift_1 to ${ada} was sent without a consent`]);
  });

  test("need no consent when they answer something, if the catalog says so as well", () => {
    const asked = { transactional: true, message: "confirm-email", consentVersion: 0 };
    expect(check([anEntry(asked), aReceipt("m1")]).withoutConsent).toBe(0);
    expect(check([anEntry({ ...asked, message: "impact-update" }), aReceipt("m1")]).withoutConsent).toBe(1);
  });

  test("are missed when they did not arrive, or arrived twice", () => {
    const rows = [aConsent(), anEntry(), aReceipt("m1")];
    expect(check(rows, []).differences).toEqual([
      `impact-update:gift_1 to ${ada} is recorded as sent and arrived 0 times`,
    ]);
    expect(check(rows, [aLetter("m1"), aLetter("m1")]).differences).toEqual([
      `impact-update:gift_1 to ${ada} is recorded as sent and arrived 2 times`,
    ]);
  });

  test("are reported when no record mentions them", () => {
    expect(check([], [aLetter("m9")]).differences).toEqual([
      "email m9 arrived, and no record says that it was sent",
    ]);
  });

  test("are reported when it is not known whether they were sent", () => {
    const report = check([aConsent(), anEntry({ outcome: "unknown" })], []);
    expect(report).toMatchObject({ sent: 0, withoutConsent: 0 });
    expect(report.differences).toHaveLength(1);
  });
});

test("what was put off or dropped is counted by each of its reasons", () => {
  const later = { outcome: "deferred", until: "2026-11-23T08:00:00Z", reasons: ["quietHours", "capReached"] };
  const never = { outcome: "dropped", reasons: ["noConsent"], sendKey: "impact-update:gift_2" };
  expect(check([anEntry(later), anEntry(never)], [])).toMatchObject({
    deferred: { quietHours: 1, capReached: 1 },
    dropped: { noConsent: 1 },
    differences: [],
  });
});
