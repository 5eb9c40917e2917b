import { expect, test } from "vitest";
import { charityLines } from "../../../cli/money/charities.ts";
import type { RegisterStatus } from "../../../core/settlement/registers/register-status.ts";

test.each<[RegisterStatus, string]>([
  [{ kind: "listed", source: "pub78" }, "listed"],
  [{ kind: "listed", source: "charityCommission", since: "1999-03-04" }, "listed since 1999-03-04"],
  [
    { kind: "revoked", source: "revocations", since: "2019-11-15" },
    "NO LONGER LISTED since 2019-11-15: do not pay it before somebody has looked",
  ],
  [{ kind: "notListed", source: "pub78" }, "NOT LISTED: is its number right?"],
  [
    { kind: "fileMissing", files: ["revocations", "charityCommission"] },
    "not checked: give --revocations and --charity-commission",
  ],
  [{ kind: "noFile" }, "not checked: look it up in its register by hand"],
])("money charities check says what is known of a charity: %j", (status, said) => {
  const charity = { name: "Silverbeck River Trust", org: "GB-CHC-1128267", status };
  expect(charityLines([charity])).toEqual([`GB-CHC-1128267  Silverbeck River Trust: ${said}`]);
});
