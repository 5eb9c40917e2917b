import type { CauseView } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import { linkTo, type PageContext } from "../ui/layout.tsx";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { ListedPicture } from "../ui/picture.tsx";
import { truncate } from "../ui/truncate.ts";
import { GiftTotalsInBrief } from "./gift-totals.tsx";
import { Goal } from "./goal.tsx";

/** A card sums a cause up; its own page shows all of it. */
const SUMMARY_MAX = 180;

export function CauseCards({
  causes,
  brand,
  context,
}: {
  causes: readonly CauseView[];
  brand: Brand;
  context: PageContext;
}) {
  return (
    <ul class="cards">
      {causes.map((cause) => (
        <CauseCard cause={cause} brand={brand} context={context} />
      ))}
    </ul>
  );
}

function CauseCard({ cause, brand, context }: { cause: CauseView; brand: Brand; context: PageContext }) {
  const { formatter } = context;
  const { words, text } = formatter;
  return (
    <li class="card">
      {cause.picture && <ListedPicture picture={cause.picture} formatter={formatter} at="card" />}
      {cause.status === "paused" && (
        <p class="mark">{cause.movesTo === undefined ? words.paused : words.ended}</p>
      )}
      <h3>
        <a href={linkTo(`/causes/${cause.slug}`, context)}>{text(cause.name)}</a>
      </h3>
      <p>{truncate(text(cause.summary), SUMMARY_MAX)}</p>
      <div class="sums">
        {cause.progress === undefined ? (
          <p class="far">{words.noGoal}</p>
        ) : (
          <Goal progress={cause.progress} formatter={formatter} />
        )}
        <GiftTotalsInBrief figures={cause.figures} brand={brand} context={context} />
        <CharityLine charity={cause.charity} formatter={formatter} />
      </div>
    </li>
  );
}

/** Who is to be paid. An invented organisation is never shown without saying that it is one. */
export function CharityLine({
  charity,
  formatter,
}: {
  charity: CauseView["charity"];
  formatter: PageFormatter;
}) {
  const { words } = formatter;
  return (
    <p class="charity">
      {words.recipient} <a href={charity.url}>{charity.name}</a>
      <br />
      <span class="muted">{charity.registration}</span>
      {charity.sample && (
        <>
          <br />
          <span class="muted">
            <b class="mark">{words.sample}</b> {words.sampleText}
          </span>
        </>
      )}
    </p>
  );
}
