import { proofTranslations } from "../../i18n/dictionaries.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import { Funding } from "../../model/gift.ts";
import { Currency, minorDigits } from "../../model/money.ts";
import { formStyles } from "../ui/form-styles.ts";
import { linkTo, type PageContext, type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import { langOf } from "../ui/page-formatter.ts";
import { VERIFY_PROGRAM, VERIFY_SCRIPT } from "./verify-files.ts";

/** Where the site serves the log. */
const LOG_PATH = "/proof";

/** Of the currencies that browsers know, those whose smallest unit is no hundredth. */
const DIGITS = Object.fromEntries(
  Intl.supportedValuesOf("currency")
    .filter((code) => Currency.safeParse(code).success && minorDigits(code) !== 2)
    .map((code) => [code, minorDigits(code)]),
);

export interface VerifyShown {
  readonly brand: Brand;
  readonly causes: readonly Pick<Cause, "slug" | "name">[];
  /** The line by which anybody checks the log; absent before its first day. */
  readonly logKey: string | undefined;
  readonly siteUrl: string;
}

/** `GET /verify`: checks a proof in the browser, and says what that shows, what not, and how to check without this page. */
export function verifyView(shown: VerifyShown, context: PageContext): RenderedView {
  const { brand, logKey } = shown;
  const { formatter } = context;
  const words = proofTranslations[formatter.locale];
  const [first, second] = words.headline;
  return renderView({
    context,
    brand,
    title: `${words.title} · ${brand.name}`,
    description: words.purpose(brand.name),
    css: `${formStyles}${styles}`,
    ...(logKey !== undefined && { script: VERIFY_SCRIPT }),
    head: (
      <div lang={langOf(formatter)}>
        <p class="back">
          <a href={linkTo("/", context)}>{formatter.words.allCauses}</a>
        </p>
        <h1>
          {first} <em>{second}</em>
        </h1>
        <p class="purpose">{words.purpose(brand.name)}</p>
        {logKey === undefined && <p class="notice">{words.notYet}</p>}
      </div>
    ),
    children: (
      <div lang={langOf(formatter)}>
        {logKey !== undefined && <CheckPart shown={shown} logKey={logKey} context={context} />}
        {[words.shows, words.showsNot].map(({ title, points }, at) => (
          <ViewPart id={at === 0 ? "shows" : "shows-not"} title={title}>
            <ul class="points">
              {points.map((point) => (
                <li>{point}</li>
              ))}
            </ul>
          </ViewPart>
        ))}
        {logKey !== undefined && <CommandPart logKey={logKey} siteUrl={shown.siteUrl} context={context} />}
      </div>
    ),
  });
}

/** All of it but its two remarks is the script's: without one there is nothing to pick a file for. */
function CheckPart(props: {
  readonly shown: VerifyShown;
  readonly logKey: string;
  readonly context: PageContext;
}) {
  const { shown, logKey, context } = props;
  const words = proofTranslations[context.formatter.locale];
  return (
    <ViewPart id="check" title={words.check.title} aside={<p class="muted">{words.check.aside}</p>}>
      <div data-settings={JSON.stringify(settingsOf(shown, logKey, context))}>
        <p data-script="without">{words.check.withoutScript}</p>
        <div class="field" data-script="with" hidden>
          <label for="proof">{words.check.file}</label>
          <p class="hint" id="proof-hint">
            {words.check.hint}
          </p>
          <input id="proof" type="file" accept=".tlog-proof,text/plain" aria-describedby="proof-hint" />
        </div>
        <div role="status" class="outcome" />
        <div data-outcome="" />
        <p class="note">{words.check.own(shown.brand.name)}</p>
      </div>
    </ViewPart>
  );
}

/** What the script needs of the page: verify/page/show-outcome.ts says what each is. */
function settingsOf(
  { brand, causes }: Pick<VerifyShown, "brand" | "causes">,
  key: string,
  { formatter }: PageContext,
) {
  const { checking, notThere, outcome, marks, steps, cannotSign, cannotRead, inEnglish, ...more } =
    proofTranslations[formatter.locale];
  const { gave, payer, sum, compare, facts } = more;
  const funding = Object.fromEntries(
    Funding.options.map((one) => [one, formatter.words.funding[one].short(brand.name)]),
  );
  return {
    ...{ key, log: LOG_PATH, language: formatter.language.tag, digits: DIGITS },
    causes: Object.fromEntries(causes.map(({ slug, name }) => [slug, formatter.text(name)])),
    words: {
      ...{ checking, notThere, outcome, marks, steps, cannotSign, cannotRead, inEnglish },
      ...{ gave, payer, funding, sum, compare, facts },
    },
  };
}

function CommandPart(props: {
  readonly logKey: string;
  readonly siteUrl: string;
  readonly context: PageContext;
}) {
  const { logKey, siteUrl, context } = props;
  const words = proofTranslations[context.formatter.locale].command;
  const { name, path, sha256 } = VERIFY_PROGRAM;
  return (
    <ViewPart id="command" title={words.title} aside={<p class="muted">{words.aside}</p>}>
      <p>{words.text}</p>
      <p>
        <a class="onward" href={path} download={name}>
          {words.download}
        </a>
      </p>
      <p class="muted">{words.sha}</p>
      <pre>
        <code>{sha256}</code>
      </pre>
      <p>{words.run}</p>
      <pre>
        <code>{`node ${name} gift gift.tlog-proof --key ${logKey}`}</code>
      </pre>
      <p>{words.whole}</p>
      <pre>
        <code>{`node ${name} log ${siteUrl}${LOG_PATH} --key ${logKey}`}</code>
      </pre>
      <p>{words.key}</p>
      <pre>
        <code>{logKey}</code>
      </pre>
      <p class="muted">{words.keyText}</p>
    </ViewPart>
  );
}

const styles = `
pre{margin:0;white-space:normal}
pre code{display:block;overflow-wrap:anywhere}
.points{max-width:42rem;list-style:disc;padding-left:1.25rem}
.points li+li{margin-top:.75rem}
.field[hidden]{display:none}
.outcome .far{margin-top:1.5rem}
.proof{margin-top:1.5rem;padding:clamp(1.25rem,3vw,2rem);background:var(--surface);border-radius:6px;border-left:6px solid var(--brand)}
.proof.wrong{border-color:var(--wrong)}
.proof.partly{border-color:var(--muted)}
.proof>*+*{margin-top:.75rem}
.proof h3{margin:0;font-size:1.375rem}
.checks{margin-top:1.25rem}
.checks li{display:flex;gap:.75rem;align-items:baseline;padding-block:.4rem}
.checks .mark{flex:none}
.checks div{flex:1;min-width:0;max-width:38rem}
.checks .wrong .mark,.checks .wrong .why{border-color:var(--wrong);color:var(--wrong)}
.checks .unchecked .mark{color:var(--muted)}
.checks .why{font-weight:600}
`.replaceAll("\n", "");
