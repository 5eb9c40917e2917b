import * as z from "zod";
import { withoutTurns } from "./seen.ts";

/**
 * Registers of charities, by their codes at org-id.guide, each with the shape of its numbers where all of them have one. A number
 * is text: those of the IRS begin with zeros.
 */
const REGISTERS = {
  "US-EIN": { shape: /^\d{9}$/, like: 'nine digits in quotes, such as "012345678"' },
  "GB-CHC": { shape: /^\d{6,7}$/, like: 'six or seven digits in quotes, such as "1128267"' },
  "GB-SC": { shape: /^SC\d{6}$/, like: "SC and six digits, such as SC001234" },
  "GB-NIC": { shape: /^\d{6}$/, like: 'six digits in quotes, such as "101234"' },
  "GB-COH": { shape: /^[A-Z0-9]{8}$/, like: 'eight letters and digits, such as "01234567"' },
  "DE-CR": undefined,
  "IE-CHY": undefined,
  "IE-CRO": undefined,
  "FR-INSEE": {
    shape: /^\d{9}(?:\d{5})?$/,
    like: 'the nine digits of a SIREN in quotes, such as "123456789"',
  },
  "FR-RCS": undefined,
  "NL-KVK": { shape: /^\d{8}$/, like: 'eight digits in quotes, such as "12345678"' },
  "CA-CRA_ACR": { shape: /^\d{9}RR\d{4}$/, like: "such as 123456789RR0001" },
  "AU-ACNC": { shape: /^\d{11}$/, like: 'the eleven digits of its ABN in quotes, such as "12345678901"' },
  "AU-ABN": { shape: /^\d{11}$/, like: 'eleven digits in quotes, such as "12345678901"' },
} as const satisfies Record<string, { readonly shape: RegExp; readonly like: string } | undefined>;

type Register = keyof typeof REGISTERS;
const REGISTER_NAMES = Object.keys(REGISTERS) as [Register, ...Register[]];

/** What a key and a file's name hold as it is. */
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

/** Where a charity is registered, and under which number: together its org-id, which no other charity has. */
export const OrgId = z
  .object({
    scheme: z.enum(REGISTER_NAMES, {
      error: `write the register's code at org-id.guide: ${REGISTER_NAMES.join(", ")}`,
    }),
    number: z
      .string({ error: "write the number in quotes, as it may begin with zeros" })
      .regex(NUMBER, "a number has at most 40 letters, digits, dots, slashes and hyphens"),
  })
  .refine(({ scheme, number }) => REGISTERS[scheme]?.shape.test(number) ?? true, {
    path: ["number"],
    error: ({ input }) => {
      const { scheme } = input as { readonly scheme: Register };
      return `a number of ${scheme} is ${REGISTERS[scheme]?.like}`;
    },
  });
export type OrgId = z.infer<typeof OrgId>;

/**
 * The registered organisation that is paid for a cause. `sample` marks an invented one. `registration`: as people read it; `org`:
 * what registers and payouts go by, absent of one that is not paid.
 */
export const Charity = z.object({
  name: z.string().overwrite(withoutTurns).min(1).max(120),
  registration: z.string().overwrite(withoutTurns).min(1).max(120),
  org: OrgId.optional(),
  url: z.url({ protocol: /^https$/ }),
  sample: z.boolean(),
});
export type Charity = z.infer<typeof Charity>;
