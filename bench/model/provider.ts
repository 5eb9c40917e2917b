/**
 * A provider of messages with AWS's limits: so many in any second, and refused above; and a quota over a longer time, which
 * counts what was taken. Stricter than SES in one thing: SES lets short bursts through.
 *
 * SES: a maximum send rate, and a quota over any 24 hours; an account in the sandbox has 1 a second and 200 a day.
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
 *
 * SMS: parts of a message in a second, by what they are sent from: in the US 100 for a short code, 3 for a toll-free
 * number, 1 for a 10DLC number (more on request); and what may be spent in a calendar month, $1 for a new account. AWS
 * stops within minutes of that; the model does at once.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-mps.html
 * https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html
 */
export interface ProviderLimits {
  readonly perSecond: number;
  /** Over any 24 hours. */
  readonly perDay?: number;
  /** For all, as no story of the bench is longer than a month. */
  readonly spend?: { readonly usdEach: number; readonly usdMax: number };
}

export const SES_SANDBOX: ProviderLimits = { perSecond: 1, perDay: 200 };
export const SMS_PER_SECOND = { shortCode: 100, tollFree: 3, tenDlc: 1 } as const;
export const SMS_NEW_ACCOUNT_USD = 1;

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

export class ModelProvider {
  readonly #limits: ProviderLimits;
  readonly #handedMs: number[] = [];
  readonly #taken = new Map<string, number>();
  /** What was too much for its second. */
  refused = 0;
  /** What was too much for the day, or for the month's money. */
  overQuota = 0;

  constructor(limits: ProviderLimits) {
    this.#limits = limits;
  }

  /** False when a limit is reached: nothing was taken then. A text counts by its parts. */
  hand(recipient: string, atMs: number, parts = 1): boolean {
    const { perSecond, perDay, spend } = this.#limits;
    if (spend !== undefined && (this.#handedMs.length + parts) * spend.usdEach > spend.usdMax) {
      this.overQuota += 1;
      return false;
    }
    if (perDay !== undefined && this.#isFull(perDay, parts, atMs, DAY_MS)) {
      this.overQuota += 1;
      return false;
    }
    if (this.#isFull(perSecond, parts, atMs, SECOND_MS)) {
      this.refused += 1;
      return false;
    }
    for (let part = 0; part < parts; part += 1) this.#handedMs.push(atMs);
    this.#taken.set(recipient, (this.#taken.get(recipient) ?? 0) + 1);
    return true;
  }

  get taken(): number {
    return this.#taken.size;
  }

  /** Messages that a recipient got beyond their first. */
  get twice(): number {
    return [...this.#taken.values()].reduce((sum, count) => sum + count - 1, 0);
  }

  /** At what share of its rate it was used, until nine tenths were taken: the end waits for what failed. */
  get usedShare(): number {
    const [first = 0] = this.#handedMs;
    const count = Math.floor(this.#handedMs.length * 0.9);
    const untilMs = this.#handedMs[count - 1] ?? first;
    return count / (((untilMs - first) / SECOND_MS) * this.#limits.perSecond);
  }

  #isFull(max: number, parts: number, atMs: number, withinMs: number): boolean {
    const oldest = this.#handedMs[this.#handedMs.length + parts - 1 - max];
    return parts > max || (oldest !== undefined && atMs - oldest < withinMs);
  }
}
