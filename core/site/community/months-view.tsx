import type { MonthList } from "../../impact/view.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import { linkTo, type PageContext, type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import { truncate } from "../ui/truncate.ts";
import { currencies, fundings } from "./amounts.ts";
import { asOfInWords } from "./as-of.ts";
import { NAME_MAX } from "./gift-totals.tsx";
import { type CurrencyYear, currencyYear, type Payers } from "./year-tables.ts";

/** What the page of a year needs besides its figures. */
export interface AroundMonths {
  readonly brand: Brand;
  readonly causes: readonly Pick<Cause, "slug" | "name">[];
}

/** `GET /months/{year}`: what each month of a year gave, and what each cause was given in it, a table for each currency. */
export function monthsView(list: MonthList, around: AroundMonths, context: PageContext): RenderedView {
  const { formatter } = context;
  const { words } = formatter;
  const { year } = list;
  const shown = currencies(list.months, context.currency);
  return renderView({
    context,
    brand: around.brand,
    title: `${words.months.heading(year)} · ${around.brand.name}`,
    description: words.months.text,
    head: (
      <>
        <p class="back">
          <a href={linkTo("/", context)}>{words.allCauses}</a>
        </p>
        <h1>{words.months.heading(year)}</h1>
        <p class="purpose">{words.months.text}</p>
        <p class="counted">{asOfInWords(list, formatter)}</p>
      </>
    ),
    data: { json: `/api/months/${year}`, tables: [], year },
    children: (
      <>
        {shown.length === 0 && (
          <section class="wide part">
            <p class="far">{words.months.nothing(year)}</p>
          </section>
        )}
        {shown.map((currency) => (
          <CurrencyPart
            of={currencyYear(list.months, currency, lastMonth(list))}
            list={list}
            around={around}
            context={context}
          />
        ))}
        {list.years.length > 1 && <OtherYears list={list} context={context} />}
      </>
    ),
  });
}

/** This month in this year, else December. */
function lastMonth({ year, asOf }: MonthList): string {
  return asOf.startsWith(year) ? asOf.slice(0, "2026-11".length) : `${year}-12`;
}

interface CurrencyPartProps {
  readonly of: CurrencyYear;
  readonly list: MonthList;
  readonly around: AroundMonths;
  readonly context: PageContext;
}

function CurrencyPart({ of, list, around, context }: CurrencyPartProps) {
  const { words, currencyName, monthName, text } = context.formatter;
  const isOver = !list.asOf.startsWith(list.year);
  const name = currencyName(of.currency);
  const shared = {
    caption: words.months.chartOf(name, list.year),
    currency: of.currency,
    last: { label: isOver ? words.months.wholeYear : words.months.yearSoFar, net: of.year },
    brand: around.brand,
    context,
  };
  const now = isOver ? undefined : list.asOf.slice(0, "2026-11".length);
  return (
    <ViewPart id={`in-${of.currency}`} title={name}>
      <YearTable
        {...shared}
        first={words.months.month}
        title={words.months.byMonth}
        rows={of.months.map(({ month, net }) => ({
          label: month === now ? words.soFar(monthName(month)) : monthName(month),
          net,
        }))}
      />
      <YearTable
        {...shared}
        first={words.months.cause}
        title={words.months.byCause}
        rows={of.causes.map(({ cause, net }) => {
          const known = around.causes.find(({ slug }) => slug === cause);
          return { label: known === undefined ? cause : text(known.name), net };
        })}
      />
    </ViewPart>
  );
}

interface Row {
  readonly label: string;
  readonly net: Payers;
}

interface YearTableProps {
  readonly title: string;
  readonly caption: string;
  readonly first: string;
  readonly rows: readonly Row[];
  /** The year, which each table comes to. */
  readonly last: Row;
  readonly currency: string;
  readonly brand: Brand;
  readonly context: PageContext;
}

function YearTable({ title, caption, first, rows, last, currency, brand, context }: YearTableProps) {
  const { words, money } = context.formatter;
  const cells = ({ label, net }: Row) => (
    <tr>
      <th scope="row">{label}</th>
      {fundings.map((funding) => (
        <td>{net.has(funding) ? money(net.get(funding) ?? 0, currency) : "–"}</td>
      ))}
    </tr>
  );
  return (
    <>
      <h3>{title}</h3>
      {/* A scrolling box that the keyboard cannot reach would hide its end from readers without a mouse. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section class="scroll" tabIndex={0} aria-label={`${caption}: ${title}`}>
        <table>
          <caption class="unseen">
            {caption}: {title}
          </caption>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {fundings.map((funding) => (
                <th scope="col">{words.funding[funding].short(truncate(brand.name, NAME_MAX))}</th>
              ))}
            </tr>
          </thead>
          <tbody>{rows.map(cells)}</tbody>
          <tfoot>{cells(last)}</tfoot>
        </table>
      </section>
    </>
  );
}

function OtherYears({ list, context }: { readonly list: MonthList; readonly context: PageContext }) {
  const { words } = context.formatter;
  return (
    <nav class="wide part" aria-labelledby="years">
      <h2 id="years">{words.months.otherYears}</h2>
      <ul class="years">
        {list.years
          .filter((year) => year !== list.year)
          .map((year) => (
            <li>
              <a class="onward" href={linkTo(`/months/${year}`, context)}>
                {year}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}
