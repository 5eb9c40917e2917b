import * as z from "zod";
import { FeedbackAnswer, KnownFeedback } from "../../core/feedback/answer.ts";
import { feedbackStore } from "../../core/feedback/feedback.store.ts";
import { Instant } from "../../core/model/purchase.ts";
import { getRow } from "../../core/platform/aws/table.store.ts";
import { NONCE_BYTES } from "../../core/platform/crypto/encryption.ts";
import type { RowKind, RowsTable, StoredRow } from "./stored-rows.ts";

const KEPT_DAYS = 365;
/** What was sealed, in the clear. */
const SAID = {
  customer: { words: "The queue was endless." },
  stranger: { words: "Lovely people.", contact: "stranger@example.com" },
};
const saidIn = (row: StoredRow) => (row["customer"] === undefined ? SAID.stranger : SAID.customer);
const begins =
  (pk: string, sk = "") =>
  (row: StoredRow) =>
    row.pk.startsWith(pk) && row.sk.startsWith(sk);

const storeOf = ({ dynamo }: RowsTable, { sealed, salt }: StoredRow) =>
  feedbackStore(dynamo, "T", {
    key: async () => "a".repeat(64),
    // The salt and the nonce that the row was sealed with come again.
    random: (count) =>
      count === NONCE_BYTES
        ? Buffer.from(String(sealed), "base64url").subarray(0, NONCE_BYTES)
        : Buffer.from(String(salt), "base64url"),
  });

/** The rows of what customers said in private. */
export const feedbackKinds: readonly RowKind[] = [
  {
    name: "answer in private",
    is: begins("feedback#"),
    unread: ["expires"],
    async read(row, table) {
      const feedback = storeOf(table, row);
      const [found] = (await Array.fromAsync(feedback.ofMonth(row.pk.slice("feedback#".length))))
        .flat()
        .filter(({ id }) => row.sk.endsWith(id));
      const opened = found && (await feedback.open(found));
      if (opened?.words !== saidIn(row).words) throw new Error("The words do not open");
      const { sealed, salt } = row;
      return { ...found, sealed, ...(salt !== undefined && { salt }) };
    },
    write: (row, table) => storeOf(table, row).keep(FeedbackAnswer.parse(row), saidIn(row), KEPT_DAYS),
  },
  {
    name: "answer that was heard",
    is: begins("feedbackHeard#"),
    unread: ["expires"],
    read: async (row, { dynamo }) =>
      z.object({ at: Instant }).parse(await getRow({ dynamo, name: "T" }, row)),
  },
  {
    name: "known answer",
    is: begins("customer#", "feedback#"),
    unread: ["expires", "customer"],
    read: async (row, { dynamo }) => KnownFeedback.parse(await getRow({ dynamo, name: "T" }, row)),
  },
  {
    name: "answer of an address",
    is: begins("feedbackFrom#"),
    unread: ["expires"],
    async read(row, table) {
      const [, channel, hmac = ""] = row.pk.split("#");
      const [found] = await storeOf(table, row).from({ channel: channel === "sms" ? "sms" : "email", hmac });
      return found;
    },
  },
];
