import type { Equivalent } from "../../impact/view.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";

interface InAllProps {
  readonly equivalent: Equivalent | undefined;
  /** The currency that is shown first. */
  readonly currency: string;
  readonly formatter: PageFormatter;
}

/** Whether a page says what all currencies are about worth in this one. Less than a whole unit is not worth a sentence. */
export function saysAbout(equivalent: Equivalent | undefined, currency: string | undefined): boolean {
  return aboutIn(equivalent, currency) !== undefined;
}

function aboutIn(equivalent: Equivalent | undefined, currency: string | undefined): number | undefined {
  const amount = equivalent?.about.find((one) => one.currency === currency)?.amount;
  return amount === undefined || amount <= 0 ? undefined : amount;
}

/** About what all currencies are worth in the reader's, with day and source of the rates; or why nothing is said of it. */
export function InAll({ equivalent, currency, formatter }: InAllProps) {
  const { words, text } = formatter;
  if (equivalent === undefined) return null;
  if (equivalent.missing.length > 0)
    return <p class="in-all muted">{words.noRates(formatter.all(equivalent.missing))}</p>;
  const amount = aboutIn(equivalent, currency);
  if (amount === undefined) return null;
  return (
    <div class="in-all">
      <p class="far">{words.about(formatter.roundMoney(amount, currency))}</p>
      <p class="muted">
        {words.aboutText(formatter.day(equivalent.day))} {words.ratesFrom}{" "}
        {equivalent.sample ? (
          words.ratesInvented
        ) : (
          <a href={equivalent.url} rel="noreferrer">
            {text(equivalent.source)}
          </a>
        )}
      </p>
    </div>
  );
}
