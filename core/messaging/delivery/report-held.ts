import { logger } from "../../platform/lambda/logger.ts";

/** A log line of its own for a message that is not sent because this bound of its day is reached. The alarm `HeldBack` counts it. */
export function reportFullDay(bound: string): void {
  logger.warn("a message is held back", { held: "dayIsFull", bound });
}

/** The same for a number that the client of texts refused: no intake and no decision should have let it come so far. */
export function reportRefusedNumber(): void {
  logger.warn("a message is held back", { held: "numberRefused" });
}

/** The same for one that the provider refused for what an operator has to mend: the line names the error and the cure. The alarm is `AccountRefused`. */
export function reportRefusingAccount({
  message,
  cure = "",
}: {
  readonly message: string;
  readonly cure: string | undefined;
}): void {
  logger.warn("the account is refused", { refused: message, cure });
}
