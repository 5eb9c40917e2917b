import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as desk from "../../core/desk/keys/desk.keys.ts";
import * as disclosed from "../../core/disclosures/disclosed.keys.ts";
import * as feedback from "../../core/feedback/feedback.keys.ts";
import * as ledger from "../../core/giving/ledger/ledger.keys.ts";
import * as impact from "../../core/impact/impact.keys.ts";
import * as story from "../../core/impact/stories/story.keys.ts";
import * as journey from "../../core/messaging/journeys/journey.keys.ts";
import * as letter from "../../core/messaging/letters/letter.keys.ts";
import * as audience from "../../core/people/keys/audience.keys.ts";
import * as customer from "../../core/people/keys/customer.keys.ts";
import * as pass from "../../core/people/keys/pass.keys.ts";
import * as people from "../../core/people/keys/people.keys.ts";
import * as text from "../../core/people/keys/sms.keys.ts";
import * as payee from "../../core/settlement/payees/payee.keys.ts";
import * as settlement from "../../core/settlement/settlement.keys.ts";

const page = readFileSync("docs/reference/access-patterns.md", "utf8");

test.each(
  Object.entries({
    ledger,
    settlement,
    payee,
    impact,
    story,
    customer,
    disclosed,
    feedback,
    people,
    pass,
    journey,
    letter,
    audience,
    text,
    desk,
  }),
)("every key builder of %s is in docs/reference/access-patterns.md", (_, builders) => {
  const names = Object.entries(builders).flatMap(([name, value]) =>
    typeof value === "function" ? [name] : [],
  );
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
