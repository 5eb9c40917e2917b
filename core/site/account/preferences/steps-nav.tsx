import { accountWords } from "../../../i18n/page-words.ts";
import { linkTo } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";
import { PREFERENCES_PATH, STEPS, type Step, stepPath } from "./steps.ts";

interface Props {
  readonly step: Step;
  readonly context: AccountContext;
}

/** The steps, in their order, and the way back to all of them. */
export function StepsNav({ step, context }: Props) {
  const { preferences: texts } = accountWords(context.formatter);
  return (
    <nav class="centre-steps" aria-label={texts.stepsName}>
      <ol>
        <li>
          <a href={linkTo(PREFERENCES_PATH, context)}>{texts.overview}</a>
        </li>
        {STEPS.map((one) => (
          <li>
            <a href={linkTo(stepPath(one), context)} aria-current={one === step ? "page" : undefined}>
              {texts.steps[one].title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Where to go from a step: to the next one, and from the last to what holds now. */
export function NextStep({ step, context }: Props) {
  const { preferences: texts } = accountWords(context.formatter);
  const next = STEPS[STEPS.indexOf(step) + 1];
  return (
    <p class="wide next-step">
      <a class="onward" href={linkTo(next === undefined ? PREFERENCES_PATH : stepPath(next), context)}>
        {next === undefined ? texts.overview : texts.nextStep(texts.steps[next].title)}
      </a>
    </p>
  );
}
