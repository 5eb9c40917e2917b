import type { ArrivalFigure, Arrivals, CauseView, Payment } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import { type PageContext, ViewPart } from "../ui/layout.tsx";
import { truncate } from "../ui/truncate.ts";
import { fundings } from "./amounts.ts";
import { NAME_MAX, Swatch } from "./gift-totals.tsx";

/** Payments that a page lists, the newest first; its data has more. */
const PAYMENTS_SHOWN = { cause: 12, community: 3 } as const;

interface ArrivalsProps {
  readonly arrivals: Arrivals;
  readonly causes: readonly Pick<CauseView, "slug" | "name">[];
  readonly brand: Brand;
  readonly context: PageContext;
  /** The page of a cause, whose payments may be for others, too, or that of the community. */
  readonly on: keyof typeof PAYMENTS_SHOWN;
}

/** What the charities were paid of what is final, and the payments that the bank's statement has. */
export function ArrivalsPart(props: ArrivalsProps) {
  const { arrivals, context, on } = props;
  const { words, number } = context.formatter;
  const { arrivals: said } = words;
  const { payments } = arrivals;
  const sums = paidOf(arrivals.sums, context.currency);
  const shown = PAYMENTS_SHOWN[on];
  return (
    <ViewPart id="arrived" title={said.title} aside={<p class="muted">{said.text}</p>}>
      {payments.length === 0 && <p class="far">{said.nothing}</p>}
      {on === "cause" && arrivals.causes.length > 1 && (
        <p>{said.together(causesInWords(arrivals.causes, props))}</p>
      )}
      {sums.length > 0 && <Sums sums={sums} {...props} />}
      {sums.some(({ unpaid }) => unpaid < 0) && <p class="note">{said.less}</p>}
      {payments.length > 0 && (
        <>
          <h3>{said.payments}</h3>
          <ol class="steps">
            {payments.slice(0, shown).map((payment) => (
              <PaymentLine payment={payment} {...props} />
            ))}
          </ol>
        </>
      )}
      {payments.length > shown && <p class="muted">{said.more(number(shown), number(payments.length))}</p>}
    </ViewPart>
  );
}

/** Of what something was paid, the reader's own currency first. */
function paidOf(sums: readonly ArrivalFigure[], own: string | undefined): ArrivalFigure[] {
  const order = ({ currency, funding }: ArrivalFigure) =>
    `${currency === own ? 0 : 1} ${currency} ${fundings.indexOf(funding)}`;
  return sums
    .filter((sum) => sum.arrived !== 0 || sum.onItsWay !== 0)
    .toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

function Sums({ sums, brand, context }: ArrivalsProps & { readonly sums: readonly ArrivalFigure[] }) {
  const { words, money } = context.formatter;
  const { arrivals: said } = words;
  const columns = ["arrived", "acknowledged", "onItsWay", "unpaid"] as const;
  return (
    <>
      {/* A scrolling box that the keyboard cannot reach would hide its end from readers without a mouse. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section class="scroll" tabIndex={0} aria-label={said.sums}>
        <table>
          <caption>{said.sums}</caption>
          <thead>
            <tr>
              <th scope="col">{said.payer}</th>
              {columns.map((column) => (
                <th scope="col">{said[column]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sums.map((sum) => (
              <tr>
                <th scope="row">
                  {words.funding[sum.funding].short(truncate(brand.name, NAME_MAX))} ({sum.currency})
                </th>
                {columns.map((column) => (
                  <td>{money(sum[column], sum.currency)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function PaymentLine({ payment, ...props }: ArrivalsProps & { readonly payment: Payment }) {
  const { brand, context } = props;
  const { words, money, day } = context.formatter;
  const { arrivals: said } = words;
  const { amount, currency, funding, charity, causes, reference, paidOn, acknowledgedOn } = payment;
  return (
    <li class={acknowledgedOn === undefined ? undefined : "reached"}>
      <strong>{money(amount, currency)}</strong>
      <span>
        <Swatch funding={funding} />
        {words.funding[funding].short(truncate(brand.name, NAME_MAX))} ·{" "}
        {said.to(charity, causesInWords(causes, props))}
      </span>
      <span class="muted">
        <time dateTime={paidOn}>{said.paidOn(day(paidOn))}</time> · {said.reference(reference)} ·{" "}
        {acknowledgedOn === undefined ? (
          said.notAcknowledged
        ) : (
          <time dateTime={acknowledgedOn}>{said.acknowledgedOn(day(acknowledgedOn))}</time>
        )}
      </span>
    </li>
  );
}

function causesInWords(slugs: readonly string[], { causes, context }: ArrivalsProps): string {
  const { all, text } = context.formatter;
  return all(
    slugs.map((slug) => {
      const cause = causes.find((one) => one.slug === slug);
      return cause === undefined ? slug : text(cause.name);
    }),
  );
}
