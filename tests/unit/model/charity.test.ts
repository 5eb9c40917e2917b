import { describe, expect, test } from "vitest";
import { Charity, OrgId } from "../../../core/model/charity.ts";
import { charityKey } from "../../../core/model/charity-key.ts";

const issueOf = (org: unknown) => OrgId.safeParse(org).error?.issues[0]?.message;

describe("a charity", () => {
  test("is known by its register and number, whatever it is called", () => {
    const charity = {
      registration: "Charity no. 1128267",
      org: { scheme: "GB-CHC", number: "1128267" },
    } as const;
    expect(charityKey(charity)).toBe("GB-CHC-1128267");
    expect(charityKey({ ...charity, registration: "Registered charity 1128267" })).toBe("GB-CHC-1128267");
  });

  test("without a register is known by its registration, which is never taken for an org-id", () => {
    expect(charityKey({ registration: "Invented for this sample (SAMPLE-01)" })).toBe(
      "invented-for-this-sample-sample-01",
    );
    expect(charityKey({ registration: "GB-CHC-1128267" })).toBe("gb-chc-1128267");
    expect(charityKey({ registration: "登録" })).toMatch(/^x-[0-9a-f]{32}$/);
    expect(charityKey({ registration: "登録" })).not.toBe(charityKey({ registration: "登記" }));
  });

  test.each([
    ["US-EIN", "012345678", "12345678"],
    ["GB-CHC", "1128267", "SC001234"],
    ["GB-SC", "SC001234", "001234"],
    ["NL-KVK", "01234567", "1234567"],
    ["CA-CRA_ACR", "123456789RR0001", "123456789"],
    ["DE-CR", "Oberstdorf.HRB12345", "HRB 12345"],
  ])("of %s has a number such as %s, and not %s", (scheme, right, wrong) => {
    expect(OrgId.safeParse({ scheme, number: right }).success).toBe(true);
    expect(issueOf({ scheme, number: wrong })).toMatch(/^a number /);
  });

  test("whose number was written without quotes is refused, as its zeros are gone", () => {
    expect(issueOf({ scheme: "US-EIN", number: 12_345_678 })).toBe(
      "write the number in quotes, as it may begin with zeros",
    );
    expect(issueOf({ scheme: "XX-YYY", number: "1" })).toMatch(
      /^write the register's code at org-id\.guide: US-EIN/,
    );
  });

  test("of an earlier release has no register", () => {
    const old = { name: "Trust", registration: "no. 1", url: "https://trust.example", sample: false };
    expect(Charity.parse(old)).toEqual(old);
  });
});
