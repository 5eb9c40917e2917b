import type { SeriesPoint } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import type { Day } from "../../model/purchase.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { truncate } from "../ui/truncate.ts";
import { fundings } from "./amounts.ts";
import { chartDays, type DayChart, firstDay, HEIGHT, WIDTH } from "./day-chart.ts";
import { NAME_MAX, Swatch } from "./gift-totals.tsx";

interface RecentProps {
  readonly series: readonly SeriesPoint[];
  /** In the order in which charts are shown. */
  readonly currencies: readonly string[];
  readonly asOf: Day;
  readonly brand: Brand;
  readonly formatter: PageFormatter;
}

/** One chart for each currency, since no scale fits two of them, and the same days as a table. */
export function Recent({ series, currencies, asOf, brand, formatter }: RecentProps) {
  const { words } = formatter;
  const from = firstDay(series, asOf);
  const charts = currencies
    .map((currency) => chartDays(series, currency, from, asOf))
    .filter((chart) => chart !== undefined);
  if (charts.length === 0) return <p class="far">{words.recentNothing}</p>;
  return (
    <>
      <ul class="legend" aria-hidden="true">
        {fundings.map((funding) => (
          <li>
            <Swatch funding={funding} />
            {words.funding[funding].short(truncate(brand.name, NAME_MAX))}
          </li>
        ))}
      </ul>
      <div class="charts">
        {charts.map((chart) => (
          <Chart chart={chart} brand={brand} formatter={formatter} />
        ))}
      </div>
    </>
  );
}

interface ChartProps {
  readonly chart: DayChart;
  readonly brand: Brand;
  readonly formatter: PageFormatter;
}

function Chart({ chart, brand, formatter }: ChartProps) {
  const { words, shortDay, compactMoney, currencyName } = formatter;
  const name = currencyName(chart.currency);
  const described = words.chartOf(name, shortDay(chart.from), shortDay(chart.until));
  return (
    <figure>
      <h3>{name}</h3>
      <div class="plot">
        <svg role="img" aria-label={described} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
          {chart.bars.map(({ funding, path }) => (
            <path class={funding} d={path} stroke-width={chart.barWidth} />
          ))}
        </svg>
        <svg class="scale" aria-hidden="true">
          <line class="half" x2="100%" y1={`${chart.mark.y}%`} y2={`${chart.mark.y}%`} />
          <line x2="100%" y1={`${chart.zeroY}%`} y2={`${chart.zeroY}%`} />
          <text x="100%" y={`${chart.mark.y}%`}>
            {compactMoney(chart.mark.minor, chart.currency)}
          </text>
        </svg>
      </div>
      <p class="ends" aria-hidden="true">
        <span>{shortDay(chart.from)}</span>
        <span>{words.soFar(shortDay(chart.until))}</span>
      </p>
      <details>
        <summary>
          {words.asTable}
          <span class="unseen">: {name}</span>
        </summary>
        {/* A scrolling box that the keyboard cannot reach would hide its end from readers without a mouse. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <section class="scroll" tabIndex={0} aria-label={described}>
          <DayTable chart={chart} caption={described} brand={brand} formatter={formatter} />
        </section>
      </details>
    </figure>
  );
}

function DayTable({ chart, caption, brand, formatter }: ChartProps & { readonly caption: string }) {
  const { words, money, shortDay } = formatter;
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          {fundings.map((funding) => (
            <th scope="col">{words.funding[funding].short(truncate(brand.name, NAME_MAX))}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {chart.rows.map(({ day, net }) => (
          <tr>
            <th scope="row">{day === chart.until ? words.soFar(shortDay(day)) : shortDay(day)}</th>
            {fundings.map((funding) => (
              <td>{net.has(funding) ? money(net.get(funding) ?? 0, chart.currency) : "–"}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
