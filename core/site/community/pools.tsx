import type { CauseView, PoolLeft } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { Bar } from "./goal.tsx";

const DOUBLES = 10_000;

interface PoolsProps {
  readonly pools: readonly PoolLeft[];
  /** For their names; a cause that is not among them is left out. */
  readonly causes: readonly Pick<CauseView, "slug" | "name">[];
  readonly brand: Brand;
  readonly formatter: PageFormatter;
}

export function Pools({ pools, causes, brand, formatter }: PoolsProps) {
  return (
    <ul class="pools">
      {pools.map((pool) => (
        <Pool pool={pool} causes={causes} brand={brand} formatter={formatter} />
      ))}
    </ul>
  );
}

function Pool({ pool, causes, brand, formatter }: Omit<PoolsProps, "pools"> & { readonly pool: PoolLeft }) {
  const { words, roundMoney, date, lastDay } = formatter;
  const { left, amount, currency } = pool;
  const names = causes
    .filter(({ slug }) => pool.causes.includes(slug))
    .map(({ name }) => formatter.text(name));
  const gone = left <= 0;
  const given = amount === 0 ? 100 : Math.round((1 - left / amount) * 10_000) / 100;
  const matches =
    pool.ratioBasisPoints === DOUBLES
      ? words.poolDoubles(brand.name)
      : words.poolAdds(formatter.percent(pool.ratioBasisPoints), brand.name);
  return (
    <li>
      <p class="far">
        {gone
          ? words.poolUsedUp(roundMoney(amount, currency))
          : words.poolLeft(roundMoney(left, currency), roundMoney(amount, currency))}
      </p>
      <Bar
        way={{
          percent: 0,
          begun: true,
          goalAt: 100,
          milestones: [],
          segments: given > 0 ? [{ funding: "match", from: 0, length: given }] : [],
        }}
      />
      <p>{gone ? words.poolUsedUpText : matches}</p>
      <p class="muted">
        {names.length > 0 && `${words.poolFor(currency, formatter.all(names))}. `}
        {words.poolDates(date(pool.from), lastDay(pool.until))}
      </p>
    </li>
  );
}
