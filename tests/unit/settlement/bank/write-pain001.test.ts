import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMinor } from "../../../../core/model/money.ts";
import { bankReference } from "../../../../core/settlement/bank/payout-reference.ts";
import { BankFileError } from "../../../../core/settlement/bank/transfer.ts";
import { writePain001 } from "../../../../core/settlement/bank/write-pain001.ts";
import {
  elementsAt,
  type ReadElement,
  readXml,
  textAt,
} from "../../../../core/settlement/bank/xml-elements.ts";
import { element, type XmlElement, xmlText } from "../../../../core/settlement/bank/xml-text.ts";
import { takePain001 } from "../../../../demo/stand-in-bank.ts";
import {
  debtor,
  ibanOf,
  payee,
  payoutIdOf,
  run,
  transfer,
  transfersOf,
} from "../../../support/bank-builders.ts";

/** A document as an XML parser reads it. */
function parsed(text: string): ReadElement {
  const roots: ReadElement[] = [];
  const all = {
    onNamespace: () => {},
    skip: new Set<string>(),
    onElement: (one: ReadElement) => void roots.push(one),
  };
  readXml(text, { ...all, cut: new Set(["Document"]) });
  const [root] = roots;
  if (root === undefined) throw new Error("no document");
  return root;
}

const PAYMENT = "CstmrCdtTrfInitn/PmtInf";
const TRANSFER = `${PAYMENT}/CdtTrfTxInf`;
const TAKEN = /^[A-Za-z0-9/\-?:().,'+ ]+$/;

describe("a pain.001", () => {
  test("states each transfer and their sum exactly, in currencies of no, two and three decimals, and is the same each time", () => {
    const currencies = fc.constantFrom("EUR", "JPY", "KWD", "USD" as const);
    fc.assert(
      fc.property(
        currencies.chain((currency) =>
          transfersOf("iban", { currency }).map((transfers) => ({ currency, transfers })),
        ),
        ({ currency, transfers }) => {
          const file = writePain001(run, debtor, transfers);
          expect(writePain001({ ...run }, debtor, [...transfers])).toBe(file);
          const sum = transfers.reduce((all, { amount }) => all + BigInt(amount), 0n);
          const document = parsed(file);
          expect(textAt(document, "CstmrCdtTrfInitn/GrpHdr/CtrlSum")).toBe(
            formatMinor(Number(sum), currency),
          );
          expect(takePain001(file)).toEqual(
            transfers.map(({ endToEndId, amount }) => ({
              ...{ endToEndId: bankReference(endToEndId), currency },
              amount: formatMinor(amount, currency),
            })),
          );
          for (const one of elementsAt(document, TRANSFER)) {
            expect(textAt(one, "Cdtr/Nm")).toMatch(TAKEN);
            expect(textAt(one, "RmtInf/Ustrd")).toMatch(TAKEN);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("in euros is a SEPA transfer, each booked by itself, for charity, with addresses in parts", () => {
    const document = parsed(writePain001(run, debtor, [transfer("iban")]));
    const at = (path: string) => textAt(document, `${PAYMENT}/${path}`);
    expect(at("BtchBookg")).toBe("false");
    expect(at("PmtTpInf/SvcLvl/Cd")).toBe("SEPA");
    expect(at("ChrgBr")).toBe("SLEV");
    expect(at("ReqdExctnDt/Dt")).toBe("2026-12-02");
    expect(at("Dbtr/PstlAdr/StrtNm")).toBe("Hoellentalweg");
    expect(at("CdtTrfTxInf/Purp/Cd")).toBe("CHAR");
    expect(at("CdtTrfTxInf/Cdtr/Nm")).toBe("Fluesse fuer alle e. V.");
    expect(at("CdtTrfTxInf/Cdtr/PstlAdr/TwnNm")).toBe("Garmisch-Partenkirchen");
    expect(at("CdtTrfTxInf/PmtId/EndToEndId")).toBe(payoutIdOf(1).replace("_", "-"));
  });

  test("in another currency says nothing of SEPA, and shares the charges", () => {
    const file = writePain001(run, debtor, [transfer("iban", { currency: "JPY", amount: 500 })]);
    expect(file).not.toContain("SEPA");
    expect(file).toContain("<ChrgBr>SHAR</ChrgBr>");
    expect(file).toContain('<InstdAmt Ccy="JPY">500</InstdAmt>');
  });

  const { address: _, ...homeless } = debtor;
  test.each([
    ["another method", debtor, { payee: payee("uk") }, "payee"],
    ["nothing", debtor, { amount: 0 }, "amount"],
    ["more than SEPA takes", debtor, { amount: 100_000_000_000 }, "amount"],
    ["a name in another script", debtor, { payee: payee("iban", { holder: "Чистые реки" }) }, "holder"],
    ["a name that is too long", debtor, { payee: payee("iban", { holder: "a".repeat(71) }) }, "holder"],
    ["no reference", debtor, { reference: " " }, "reference"],
    [
      "a country beyond SEPA",
      debtor,
      { payee: payee("iban", { iban: ibanOf("TR", "0006100519786457841326") }) },
      "iban",
    ],
    [
      "a country beyond the EEA, without the brand's address",
      homeless,
      { payee: payee("iban", { iban: ibanOf("CH", "00762011623852957") }) },
      "debtor's address",
    ],
    [
      "another currency, without the charity's address",
      debtor,
      { currency: "USD" as const, payee: payee("iban", { address: undefined }) },
      "address",
    ],
  ])("of %s is refused, and says which transfer and which field", (_case, from, facts, field) => {
    const bad = transfer("iban", { endToEndId: payoutIdOf(2), ...facts });
    const error = caught(() => writePain001(run, from, [bad]));
    expect(error).toMatchObject({ transfer: payoutIdOf(2), field });
    expect(error.message.replace(payoutIdOf(2), "")).not.toMatch(/\d{8}/);
  });

  test("holds one currency, and each payout once", () => {
    const two = [transfer("iban"), transfer("iban", { currency: "USD", endToEndId: payoutIdOf(2) })];
    expect(caught(() => writePain001(run, debtor, two)).field).toBe("currency");
    expect(caught(() => writePain001(run, debtor, [transfer("iban"), transfer("iban")])).field).toBe("id");
    expect(caught(() => writePain001(run, debtor, [])).field).toBe("transfers");
    expect(caught(() => writePain001({ ...run, id: "a_b" }, debtor, two)).field).toBe("run");
  });
});

describe("XML", () => {
  const name = fc.stringMatching(/^[A-Za-z]{1,8}$/);
  // What a parser gives back is what was written, but for the spaces around a text.
  const text = fc
    .string({ unit: "grapheme" })
    .filter((one) => one.trim() === one && /^[\P{C}\t\r\n]*$/u.test(one));
  const leaf = fc.record({ name, text });

  test("says what was written, whatever the texts hold", () => {
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 5 }), text, (leaves, attribute) => {
        const children: XmlElement[] = leaves.map((one) => element(one.name, one.text));
        const read = parsed(xmlText(element("Document", [element("Inner", children, { Ccy: attribute })])));
        const [inner] = elementsAt(read, "Inner");
        expect(inner?.currency).toBe(attribute);
        expect(inner?.children.map((one) => ({ name: one.name, text: one.text }))).toEqual(leaves);
      }),
      { numRuns: 100 },
    );
  });

  test.each(["\u0000", "\ud800", "\uffff"])("holds no %j", (bad) => {
    expect(() => xmlText(element("a", bad))).toThrow(RangeError);
  });
});

function caught(act: () => unknown): BankFileError {
  try {
    act();
  } catch (error) {
    if (error instanceof BankFileError) return error;
    throw error;
  }
  throw new Error("a file was made");
}
