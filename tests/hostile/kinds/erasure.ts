import * as fc from "fast-check";
import { expect } from "vitest";
import { identitiesOf } from "../../../core/intake/webhook/person-identities.ts";
import { namesSought } from "../../../core/operations/people/named-in.ts";
import { kind } from "../kind.ts";
import { bodyAround, type Person, person, type Spelled, spelled } from "../spelled.ts";

const KEY = "the key of identities in these tests, long enough";

interface Input {
  readonly found: Spelled;
  readonly other: Person;
  readonly body: string;
}

type Finds = (sought: Person, body: string) => Promise<boolean>;

const asItIs: Finds = async ({ email, phone }, body) => {
  const identities = await identitiesOf({ emails: [email], phones: [phone], cards: [] }, KEY);
  return namesSought(KEY, { identities, countries: ["US"] })(body);
};

/** A body that names a customer in some spelling is found when they are forgotten, and not for another customer. */
async function found(finds: Finds, { found: one, other, body }: Input) {
  expect(await finds(one.person, body), `a body that names them: ${body}`).toBe(true);
  expect(await finds(other, body), `a body that names another: ${body}`).toBe(false);
  return "accepted" as const;
}

export const erasure = kind<Finds, Input>({
  name: "erasure in other spellings",
  share: 8,
  input: fc
    .record({ found: spelled, other: person, around: bodyAround })
    .filter(({ found: { person: one }, other }) => one.email !== other.email && one.phone !== other.phone)
    .map(({ found: one, other, around }) => ({ found: one, other, body: around(one.text) })),
  product: asItIs,
  tried: found,
  mutants: {
    "the reading of spellings": async ({ email, phone }, body) =>
      body.includes(email) || body.includes(phone),
    "the comparison of people": async () => true,
  },
});
