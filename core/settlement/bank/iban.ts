const LETTER_A = 10;

/** Whether the check digits of an IBAN fit its others, by ISO 7064: its digits, first four last, are 1 modulo 97. */
export function hasValidIbanChecksum(iban: string): boolean {
  const digits = [...`${iban.slice(4)}${iban.slice(0, 4)}`].map((one) =>
    /[A-Z]/.test(one) ? String(one.charCodeAt(0) - "A".charCodeAt(0) + LETTER_A) : one,
  );
  return BigInt(digits.join("")) % 97n === 1n;
}

const EEA = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" "),
);

/** Countries of SEPA outside the European Economic Area, of which IBANs begin so. */
const SEPA_BEYOND_EEA = new Set("AD AL CH GB GI MC MD ME MK RS SM VA".split(" "));

/** Where an account is, as SEPA sees it: it decides which addresses a transfer must have. */
export function areaOf(iban: string): "eea" | "sepa" | "beyond" {
  const country = iban.slice(0, 2);
  if (EEA.has(country)) return "eea";
  return SEPA_BEYOND_EEA.has(country) ? "sepa" : "beyond";
}
