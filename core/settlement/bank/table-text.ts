import { BankFileError } from "./transfer.ts";

/** A program that opens a table takes a text that begins so for a formula. */
const FORMULA = /^[=+\-@'\t\r]/;

/** A text that stands in a table as it is. What would need a sign before it is refused: a bank would take that for a part of it. */
export function tableText(text: string, transfer: string, field: string): string {
  if (FORMULA.test(text)) {
    const problem = `begins with “${text[0]}”, which a table takes for a formula: begin it with a letter or digit`;
    throw new BankFileError(transfer, field, problem);
  }
  return text;
}
