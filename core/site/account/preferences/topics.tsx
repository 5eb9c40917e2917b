import { consentStatement, topicWords } from "../../../i18n/consent-words.ts";
import { Rhythm } from "../../../model/preferences.ts";
import { TOPICS, type Topic } from "../../../model/topic.ts";
import { CheckBox, Select } from "../../ui/form.tsx";
import { type Box, boxesOf, channelsOf, type Reach } from "./boxes.ts";
import { fields, GATHERED, TICKED } from "./fields.ts";
import type { FormView } from "./view.ts";

/** Topics by channels: each box with its topic beside it, and before them the words that ticking one agrees to. */
export function Topics({ view }: { readonly view: FormView }) {
  const { offer, words } = view;
  if (offer.reach.length === 0) return <p class="note">{words.preferences.noAddress}</p>;
  return (
    <>
      <div class="reaches">
        {offer.reach.map((reach) => (
          <ReachText reach={reach} view={view} />
        ))}
      </div>
      <div class="topic-lines">
        {TOPICS.map((topic) => (
          <TopicLine topic={topic} view={view} />
        ))}
      </div>
    </>
  );
}

/** Where a channel leads, whether anything may go there, and what its boxes say, to the letter. */
function ReachText({ reach, view }: { readonly reach: Reach; readonly view: FormView }) {
  const { offer, visit, words } = view;
  const { channel, hint, suppressed } = reach;
  const waits = boxesOf(offer).some((box) => box.channel === channel && box.state === "waiting");
  const { preferences, channels } = words;
  return (
    <div class="reach">
      <h3>{preferences.reach(channels[channel], hint)}</h3>
      {suppressed && <p class="note">{preferences.suppressed[channel]}</p>}
      {waits && !suppressed && <p class="note">{preferences.waiting[channel]}</p>}
      <p class="muted" id={`agree.${channel}`}>
        {consentStatement(visit.speech.locale, "preferences", channel, visit.brand.name)}
      </p>
    </div>
  );
}

function TopicLine({ topic, view }: { readonly topic: Topic; readonly view: FormView }) {
  const { offer, form, errors, visit, words } = view;
  const { name, about } = topicWords(visit.speech.locale, topic);
  const boxes = boxesOf(offer).filter((box) => box.topic === topic);
  const rhythm = fields.rhythm(topic);
  return (
    <fieldset class="topic-line" aria-labelledby={`${topic}.name`} aria-describedby={`${topic}.about`}>
      <div class="what">
        <h3 id={`${topic}.name`}>{name}</h3>
        <p class="muted" id={`${topic}.about`}>
          {about}
        </p>
      </div>
      <div class="choices">
        {channelsOf(offer.reach).map((channel) => (
          <TopicBox box={boxes.find((box) => box.channel === channel)} view={view} />
        ))}
      </div>
      {GATHERED.includes(topic) && (
        <Select
          name={rhythm}
          label={words.preferences.howOften}
          value={form.text(rhythm)}
          options={Rhythm.options.map((value) => ({ value, text: words.preferences.rhythms[value] }))}
          errors={errors}
        />
      )}
    </fieldset>
  );
}

function TopicBox({ box, view }: { readonly box: Box | undefined; readonly view: FormView }) {
  const { form, words } = view;
  if (box === undefined) return null;
  return (
    <CheckBox
      name={fields.box(box)}
      id={fields.box(box)}
      value={TICKED}
      checked={form.has(fields.box(box), TICKED)}
      label={words.channels[box.channel]}
      hint={box.state === "waiting" ? words.preferences.waitingShort : undefined}
    />
  );
}
