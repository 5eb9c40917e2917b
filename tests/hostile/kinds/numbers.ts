import * as fc from "fast-check";
import { expect } from "vitest";
import { CustomerJoined } from "../../../core/events/catalog.ts";
import { TextCountries } from "../../../core/people/contacts/texted-number.ts";
import { memorySite, type WatchStore } from "../../support/memory-site.ts";
import { anyNumber, judged } from "../../support/phone-numbers.ts";
import { kind } from "../kind.ts";

const OPEN = ["CA", "DE", "GB", "US"];

/** What costs those who are called or texted most, and what belongs to no country. Subscribers' digits are drawn. */
const DEAR = [
  ...[
    "+979",
    "+881",
    "+882",
    "+883",
    "+870",
    "+878",
    "+1900",
    "+1976",
    "+1809",
    "+1876",
    "+1473",
    "+1649",
    "+1284",
  ],
  ...[
    "+449",
    "+4470",
    "+4987",
    "+49900",
    "+49137",
    "+33899",
    "+39899",
    "+4190",
    "+8190",
    "+61190",
    "+35315",
    "+9198",
  ],
  ...[
    "+252",
    "+224",
    "+675",
    "+960",
    "+53",
    "+850",
    "+98",
    "+7809",
    "+232",
    "+247",
    "+371",
    "+372",
    "+994",
    "+216",
  ],
];
const dear = fc
  .tuple(fc.constantFrom(...DEAR), fc.stringMatching(/^\d{6,10}$/))
  .map(([prefix, digits]) => `${prefix}${digits}`.slice(0, 16));

/** Mobile phones of open countries: these are asked. */
const open = fc.oneof(
  fc.stringMatching(/^\+1212[2-9][2-8]\d{5}$/),
  fc.stringMatching(/^\+4915[12]\d{8}$/),
  fc.stringMatching(/^\+4474[0-6]\d{7}$/),
);

type Write = (number: string) => string;
const written = fc.constantFrom<Write>(
  (number) => number,
  (number) => number.replace("+", "00"),
  (number) => number.replace("+", "011"),
  (number) => `tel:${number}`,
  (number) => `${number} ;ext=7`,
  (number) => [...number].join("\u200b"),
  (number) => number.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (number) => `${number},${number}`,
  (number) => number.replace(/(\d{3})/, "($1) "),
  (number) => number.slice(1),
);

/** As somebody types them into a form. */
export const typedNumbers = fc
  .tuple(fc.oneof(anyNumber, dear, open), written)
  .map(([number, write]) => write(number));

interface Input {
  readonly typed: string;
  readonly place: string;
}

/** Every text that a request to join asks for, by the numbers to which they go. */
type Asks = (input: Input) => Promise<readonly string[]>;

function asking(countries: TextCountries): Asks {
  return async ({ typed, place }) => {
    const asked: { readonly customer: string; readonly channel: string }[] = [];
    const watch: WatchStore = (name, store) =>
      name === "events"
        ? {
            ...store,
            async publish(contract: { readonly name: string }, details: readonly unknown[]) {
              if (contract.name === CustomerJoined.name)
                for (const detail of details) asked.push(Object(CustomerJoined.detail.parse(detail)));
            },
          }
        : store;
    const site = memorySite({ watch, textCountries: countries });
    const form = { phone: typed, place, wishes: "impact.sms", language: "en" };
    const { status } = await site.browser().post("/join", form);
    expect([200, 422]).toContain(status);
    const texts = asked.filter(({ channel }) => channel === "sms");
    const numbers = texts.map(({ customer }) => site.contacts.readAddress(customer as never, "sms"));
    return (await Promise.all(numbers)).map((number) => number ?? "no number");
  };
}

async function onlyAllowed(asks: Asks, input: Input) {
  const numbers = await asks(input);
  for (const number of numbers) {
    const { country, isMobile } = judged(number);
    expect(isMobile && OPEN.includes(country ?? ""), `a text is sent to ${number} (${country})`).toBe(true);
  }
  expect(numbers.length).toBeLessThanOrEqual(1);
  return numbers.length > 0 ? ("accepted" as const) : ("refused" as const);
}

const everywhere = new Proxy(new Set<string>(), {
  get: (set, name) => (name === "has" ? () => true : Reflect.get(set, name)),
});

export const numbers = kind<Asks, Input>({
  name: "numbers that cost, and of closed countries",
  share: 8,
  input: fc.record({
    typed: typedNumbers,
    place: fc.constantFrom("", "US", "DE", "US-NY", "GB"),
  }),
  product: asking(TextCountries.parse(OPEN.join(" "))),
  tried: onlyAllowed,
  mutants: {
    "the list of open countries": asking(everywhere),
    "the rule of numbers": async ({ typed }) => [typed],
  },
});
