import { CustomerId } from "../../core/model/customer.ts";
import { consentRecordKey, historyKey, sendClaimKey } from "../../core/people/keys/people.keys.ts";
import { HistoryEntry } from "../../core/people/records/history.ts";
import type { Letter } from "../../local/inbox/letters.ts";

export const ada = CustomerId.parse(`cus_${"a".repeat(26)}`);

export function aConsent(changes: Record<string, unknown> = {}, version = 2) {
  return {
    ...consentRecordKey(ada, "impact", "email", version),
    customer: ada,
    topic: "impact",
    channel: "email",
    state: "given",
    at: "2026-11-22T09:00:00Z",
    source: "form",
    words: "I agree that <Tarnfell> writes to me.",
    wordsVersion: "1",
    locale: "en",
    proof: "link:abc",
    ...changes,
  };
}

export function anEntry(changes: Record<string, unknown> = {}) {
  const entry = HistoryEntry.parse({
    outcome: "sent",
    at: "2026-11-22T10:00:00Z",
    message: "impact-update",
    topic: "impact",
    channel: "email",
    transactional: false,
    sendKey: "impact-update:gift_1",
    consentVersion: 2,
    ...changes,
  });
  return { ...historyKey(ada, entry.at, entry.sendKey), ...entry };
}

export function aReceipt(id: string, sendKey = "impact-update:gift_1") {
  return {
    ...sendClaimKey(ada, sendKey),
    state: "sent",
    at: "2026-11-22T10:00:00Z",
    topic: "impact",
    channel: "email",
    address: "h".repeat(43),
    receipt: { provider: "ses", id, at: "2026-11-22T10:00:01Z" },
  };
}

export function aLetter(id: string, changes: Partial<Letter> = {}): Letter {
  return {
    id,
    receivedAt: "2026-11-22T10:00:02Z",
    to: "ada@mail.example",
    subject: "What your purchase gave",
    headers: [["List-ID", "<impact.tarnfell.example>"]],
    html: "<html><head><title>x</title></head><body>Hello</body></html>",
    text: "Hello",
    ...changes,
  };
}
