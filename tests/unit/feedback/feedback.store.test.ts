import { describe, expect, test } from "vitest";
import type { FeedbackAnswer } from "../../../core/feedback/answer.ts";
import { feedbackStore } from "../../../core/feedback/feedback.store.ts";
import { CustomerId } from "../../../core/model/customer.ts";
import { dossierStore } from "../../../core/operations/people/dossier.store.ts";
import { saltKey } from "../../../core/people/keys/people.keys.ts";
import { memoryTable } from "../../support/memory-table.ts";

const ada = CustomerId.parse("cus_aaaaaaaaaaaaaaaaaaaaaaaaaa");
const AT = "2026-11-22T12:00:00Z";
const KEPT_DAYS = 365;
const WORDS = "The queue was endless.";
const answer: FeedbackAnswer = {
  id: "fbk_00000000000000000000000000",
  at: AT,
  came: "place",
  store: "harbour-street",
  score: { scale: "recommend", value: 4 },
  about: ["store"],
  themes: ["waiting"],
  trouble: true,
  wants: "none",
  language: "en",
};
const known = { id: answer.id, at: AT };
const contact = { channel: "email" as const, hmac: "hash of an address" };

function world() {
  const table = memoryTable();
  let count = 0;
  const feedback = feedbackStore(table.dynamo, "T", {
    key: async () => "the key of addresses in these tests, long enough",
    random: (length) => {
      count += 1;
      return Buffer.alloc(length, count);
    },
  });
  const customer = () => table.put({ ...saltKey(ada), salt: Buffer.alloc(32, 9).toString("base64url") });
  const dossiers = dossierStore(table.dynamo, "T", async () => {});
  return { ...table, feedback, customer, dossiers };
}

async function ofNovember({ feedback }: ReturnType<typeof world>): Promise<FeedbackAnswer[]> {
  return (await Array.fromAsync(feedback.ofMonth("2026-11"))).flat();
}

describe("an answer that is kept", () => {
  test("is read as it was, its words sealed and nowhere in clear", async () => {
    const at = world();
    const said = { words: WORDS, contact: "ada@example.org" };
    expect(await at.feedback.keep({ ...answer, contact, wants: "answer" }, said, KEPT_DAYS)).toBe("kept");
    expect(JSON.stringify(at.rows())).not.toMatch(/queue|example\.org/);
    expect(await at.feedback.open(known)).toEqual(said);
    expect(await ofNovember(at)).toEqual([{ ...answer, contact, wants: "answer" }]);
    expect(await at.feedback.from(contact)).toEqual([known]);
  });

  test("is one however often its form is sent, and the first words stay", async () => {
    const at = world();
    await at.feedback.keep(answer, { words: WORDS }, KEPT_DAYS);
    const later = { ...answer, at: "2026-11-22T12:00:09Z" };
    expect(await at.feedback.keep(later, { words: "Again" }, KEPT_DAYS)).toBe("duplicate");
    expect(await ofNovember(at)).toEqual([answer]);
    expect(await at.feedback.open(known)).toEqual({ words: WORDS });
    expect(await at.feedback.keptAs(answer.id)).toEqual({ answer, said: { words: WORDS } });
    expect(await at.feedback.keptAs("fbk_11111111111111111111111111")).toBeUndefined();
  });

  test("is gone from all rows after the days that the stage states", async () => {
    const at = world();
    await at.feedback.keep({ ...answer, contact }, { words: WORDS }, 30);
    const expires = Date.parse(AT) / 1000 + 30 * 24 * 60 * 60;
    expect(at.rows().map((row) => row["expires"])).toEqual([expires, expires, expires]);
  });

  test("of a customer goes with them, and cannot be read from the moment their salt is gone", async () => {
    const at = world();
    at.customer();
    expect(await at.feedback.keep({ ...answer, customer: ada }, { words: WORDS }, KEPT_DAYS)).toBe("kept");
    expect((await at.dossiers.read(ada)).map(({ kind }) => kind)).toEqual(["feedback"]);
    expect(await at.feedback.open(known)).toEqual({ words: WORDS });
    await at.dossiers.remove(ada);
    expect(await at.feedback.open(known)).toBeUndefined();
    expect(await ofNovember(at)).toEqual([]);
    expect(at.rows().map(({ pk }) => pk)).toEqual([`feedbackHeard#${answer.id}`]);
  });

  test("is not of a customer who is being forgotten", async () => {
    const at = world();
    expect(await at.feedback.keep({ ...answer, customer: ada }, { words: WORDS }, KEPT_DAYS)).toBe(
      "forgotten",
    );
    expect(at.rows()).toEqual([]);
  });

  test("of a stranger is removed with all that points to it", async () => {
    const at = world();
    await at.feedback.keep({ ...answer, contact }, { words: WORDS }, KEPT_DAYS);
    await at.feedback.remove(known);
    await at.feedback.remove(known);
    expect(await at.feedback.from(contact)).toEqual([]);
    expect(await ofNovember(at)).toEqual([]);
  });
});
