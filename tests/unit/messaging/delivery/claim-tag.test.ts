import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claimTag, markOf, readClaimTag } from "../../../../core/messaging/delivery/claim-tag.ts";
import { SendKey } from "../../../../core/people/records/history.ts";
import { ada, noon } from "../../../support/eligibility-builders.ts";

const sendKeys = fc
  .string({ minLength: 1, maxLength: 200, unit: fc.constantFrom(..."abz019.:=@/-_") })
  .map((key) => SendKey.parse(key));

describe("the tag of a claim", () => {
  test("identifies its send, whatever the send's key, in characters that SES accepts", () => {
    fc.assert(
      fc.property(sendKeys, (sendKey) => {
        const tag = claimTag({ customer: ada, sendKey, at: noon });
        expect(tag).toMatch(/^[\w-]{1,256}$/);
        expect(readClaimTag(tag)).toEqual({ customer: ada, at: noon, mark: markOf(sendKey) });
      }),
    );
  });

  test("is ours or nothing", () => {
    for (const tag of ["", "newsletter", `cus_${"a".repeat(26)}-1-m`, `x-1795347345-${"m".repeat(22)}`])
      expect(readClaimTag(tag)).toBeUndefined();
  });
});
