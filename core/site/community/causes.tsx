import type { CauseView } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import { linkTo, type PageContext } from "../ui/layout.tsx";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { truncate } from "../ui/truncate.ts";
import { GiftTotalsInBrief } from "./gift-totals.tsx";
import { Goal } from "./goal.tsx";

/** A card tells what a cause is about; its own page tells all of it. */
const SUMMARY_MAX = 180;

export function CauseCards({
  causes,
  brand,
  visit,
}: {
  causes: readonly CauseView[];
  brand: Brand;
  visit: PageContext;
}) {
  return (
    <ul class="cards">
      {causes.map((cause) => (
        <CauseCard cause={cause} brand={brand} visit={visit} />
      ))}
    </ul>
  );
}

function CauseCard({ cause, brand, visit }: { cause: CauseView; brand: Brand; visit: PageContext }) {
  const { speech } = visit;
  const { words, text } = speech;
  return (
    <li class="card">
      {cause.status === "paused" && <p class="mark">{words.paused}</p>}
      <h3>
        <a href={linkTo(`/causes/${cause.slug}`, visit)}>{text(cause.name)}</a>
      </h3>
      <p>{truncate(text(cause.summary), SUMMARY_MAX)}</p>
      <div class="sums">
        {cause.progress === undefined ? (
          <p class="far">{words.noGoal}</p>
        ) : (
          <Goal progress={cause.progress} speech={speech} />
        )}
        <GiftTotalsInBrief figures={cause.figures} brand={brand} speech={speech} />
        <CharityLine charity={cause.charity} speech={speech} />
      </div>
    </li>
  );
}

/** Who is paid. An invented organisation is never shown without saying that it is one. */
export function CharityLine({ charity, speech }: { charity: CauseView["charity"]; speech: PageFormatter }) {
  const { words } = speech;
  return (
    <p class="charity">
      {words.paidTo} <a href={charity.url}>{charity.name}</a>
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
