import type { ClaimRow, ClaimStore, SendClaim, SendClaimed } from "../../core/messaging/delivery/claim.ts";
import { markOf } from "../../core/messaging/delivery/claim-tag.ts";
import type { ReceiptStore } from "../../core/messaging/delivery/receipt.store.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import type { RecipientState } from "../../core/people/records/decision.ts";
import type { HistoryEntry } from "../../core/people/records/history.ts";
import type { Log, Turn, World } from "./delivery-model.ts";
import { ada, aPerson } from "./eligibility-builders.ts";

/** A claim checks consent, cap and key in one step; a mutant checks one of them a step earlier. */
export type Mutant = "none" | "consentOutside" | "capOutside" | "keyOutside";

/** The claim store's promises in memory: each call is one atomic step. */
export class MemoryWorld implements World {
  readonly customer: CustomerId = ada;
  readonly claims: ClaimStore;
  readonly receipts: ReceiptStore;
  private readonly rows = new Map<string, ClaimRow>();
  private readonly entries = new Map<string, HistoryEntry>();
  private version = 1;
  private agreed = true;
  private counted = 0;
  private readonly log: Log;
  private readonly turn: Turn;

  constructor(log: Log, turn: Turn, mutant: Mutant = "none") {
    this.log = log;
    this.turn = turn;
    this.receipts = {
      findSend: ({ mark }) =>
        turn("find send", async () => {
          const entry = [...this.entries].find(([key]) => markOf(key) === mark)?.[1];
          return entry && { sendKey: entry.sendKey, outcome: entry.outcome };
        }),
      address: async () => undefined,
    };
    this.claims = {
      findClaim: (_, sendKey) => turn("find claim", async () => this.rows.get(sendKey)),
      claim: async (claim) => {
        const early = mutant === "none" ? [] : await turn("look", async () => this.claimFailures(claim));
        const skipped = {
          none: "",
          consentOutside: "changed",
          capOutside: "capReached",
          keyOutside: "taken",
        };
        return turn("claim", async () => {
          const failures = this.claimFailures(claim).filter((one) => one !== skipped[mutant]);
          const reason = [...early.filter((one) => one === skipped[mutant]), ...failures][0];
          return reason ?? this.write(claim);
        });
      },
      recordSent: ({ sendKey }) => turn("record", async () => this.sent(sendKey)),
      recordRefused: ({ sendKey }) => turn("refuse", async () => this.refused(sendKey)),
      release: (claim) =>
        turn("release", async () => {
          if (this.rows.get(claim.sendKey)?.state !== "claimed") return;
          this.rows.delete(claim.sendKey);
          this.entries.delete(claim.sendKey);
          this.counted -= 1;
          this.log.push(`release ${messageOf(claim.sendKey)}`);
        }),
      recordUnsent: (_, entry) =>
        turn("unsent", async () => {
          this.entries.set(`${entry.sendKey} ${this.entries.size}`, entry);
        }),
    };
  }

  readPerson(): Promise<RecipientState> {
    return this.turn("read", async () => {
      const recent = [...this.entries.values()]
        .filter(({ outcome }) => outcome === "sent" || outcome === "unknown")
        .map(({ at, topic, channel, transactional }) => ({ at, topic, channel, transactional }));
      const state = this.agreed ? ("given" as const) : ("withdrawn" as const);
      const at = "2026-01-02T08:00:00Z";
      const consents = [
        { topic: "impact" as const, channel: "email" as const, state, version: this.version, at },
      ];
      return aPerson({ recent, consents });
    });
  }

  say(agreed: boolean): Promise<void> {
    return this.turn("say", async () => {
      this.agreed = agreed;
      this.version += 1;
      this.log.push(agreed ? "agreed" : "withdrew");
    });
  }

  async history(): Promise<readonly HistoryEntry[]> {
    return [...this.entries.values()];
  }

  private claimFailures({ sendKey, consentVersion, cap }: SendClaim): Exclude<SendClaimed, "claimed">[] {
    return [
      ...(this.rows.has(sendKey) ? (["taken"] as const) : []),
      ...(this.agreed && this.version === consentVersion ? [] : (["changed"] as const)),
      ...(this.counted < cap.limit ? [] : (["capReached"] as const)),
    ];
  }

  private write(claim: SendClaim): SendClaimed {
    const { sendKey, at, topic, channel, address, message, transactional, consentVersion } = claim;
    const about = { at, message, topic, channel, transactional, sendKey, consentVersion };
    this.rows.set(sendKey, { state: "claimed", at, topic, channel, address });
    this.entries.set(sendKey, { ...about, outcome: "unknown" });
    this.counted += 1;
    this.log.push(`claim ${messageOf(sendKey)}`);
    return "claimed";
  }

  private sent(sendKey: string): void {
    const row = this.rows.get(sendKey);
    const entry = this.entries.get(sendKey);
    if (row?.state !== "claimed" || entry?.outcome !== "unknown") return;
    this.rows.set(sendKey, { ...row, state: "sent" });
    this.entries.set(sendKey, { ...entry, outcome: "sent" });
  }

  private refused(sendKey: string): void {
    const row = this.rows.get(sendKey);
    const entry = this.entries.get(sendKey);
    if (row === undefined || row.state === "refused" || entry === undefined) return;
    this.rows.set(sendKey, { ...row, state: "refused" });
    this.entries.set(sendKey, { ...entry, outcome: "dropped", reasons: ["notAccepted"] });
  }
}

function messageOf(sendKey: string): string {
  return sendKey.slice(sendKey.lastIndexOf("_") + 1);
}
