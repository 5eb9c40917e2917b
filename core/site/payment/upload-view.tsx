import { charityUploadWords } from "../../i18n/charity-upload-words.ts";
import {
  CHARITY_FILES_MAX,
  type KeptFile,
  type KeptFiles,
  STORY_ALT_MAX,
  STORY_TEXT_MAX,
} from "../../settlement/charity-file.ts";
import { CheckBox, Field, FileField, Form, type FormErrors, Group, Submit, TextArea } from "../ui/form.tsx";
import { ViewPart } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";

export const UPLOAD_FIELDS = {
  what: "what",
  receipt: "receipt",
  title: "title",
  text: "text",
  picture: "picture",
  alt: "alt",
  share: "share",
} as const;
export const RECEIPT = "receipt";
export const STORY = "story";
export const MAY_SHARE = "yes";
/** The parts of the page, to which errors lead that stand at no field. */
export const UPLOAD_PARTS = { all: "uploads", receipt: "send-receipt", story: "tell-story" } as const;

/** What was filled in of a story that was not kept. */
export interface StoryFilled {
  readonly title: string;
  readonly text: string;
  readonly alt: string;
  readonly mayShare: boolean;
}

interface UploadsShown {
  readonly context: AccountContext;
  readonly path: string;
  readonly kept: KeptFiles;
  readonly errors: FormErrors;
  readonly filled?: StoryFilled | undefined;
}

export function Uploads(shown: UploadsShown) {
  const { context, kept } = shown;
  const words = uploadWordsOf(context);
  const line = (said: (day: string, size: string) => string, { at, bytes }: KeptFile) =>
    said(
      context.formatter.date(at),
      words.kept.size(context.formatter.number(Math.max(1, Math.round(bytes / 1000)))),
    );
  const had = [
    ...kept.receipts.map((one) => line(words.kept.receipt, one)),
    ...kept.stories.map((one) => line(words.kept.story, one)),
  ];
  return (
    <>
      <ViewPart id={UPLOAD_PARTS.all} title={words.title}>
        <p>{words.text(context.brand.name)}</p>
        <p>{words.limit}</p>
        {had.length > 0 && (
          <ul>
            {had.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        )}
      </ViewPart>
      <Receipt {...shown} />
      <Story {...shown} />
    </>
  );
}

function Receipt({ context, path, kept, errors }: UploadsShown) {
  const { receipt } = uploadWordsOf(context);
  if (kept.receipts.length >= CHARITY_FILES_MAX)
    return (
      <ViewPart id={UPLOAD_PARTS.receipt} title={receipt.title}>
        <p>{receipt.full(context.replyTo)}</p>
      </ViewPart>
    );
  return (
    <Form action={path} context={context} files>
      <ViewPart id={UPLOAD_PARTS.receipt} title={receipt.title}>
        <FileField
          name={UPLOAD_FIELDS.receipt}
          label={receipt.file}
          hint={receipt.hint}
          errors={errors}
          accept=".pdf,.jpg,.jpeg,.png"
        />
        <Submit name={UPLOAD_FIELDS.what} value={RECEIPT} quiet>
          {receipt.send}
        </Submit>
      </ViewPart>
    </Form>
  );
}

function Story({ context, path, kept, errors, filled }: UploadsShown) {
  const { story } = uploadWordsOf(context);
  if (kept.stories.length >= CHARITY_FILES_MAX)
    return (
      <ViewPart id={UPLOAD_PARTS.story} title={story.title}>
        <p>{story.full(context.replyTo)}</p>
      </ViewPart>
    );
  return (
    <Form action={path} context={context} files>
      <ViewPart id={UPLOAD_PARTS.story} title={story.title}>
        <StoryFields context={context} errors={errors} filled={filled} />
        <Submit name={UPLOAD_FIELDS.what} value={STORY} quiet>
          {story.send}
        </Submit>
      </ViewPart>
    </Form>
  );
}

function StoryFields({ context, errors, filled }: Pick<UploadsShown, "context" | "errors" | "filled">) {
  const { story } = uploadWordsOf(context);
  const { title, text, picture, alt, share } = UPLOAD_FIELDS;
  return (
    <>
      <Field
        name={title}
        label={story.heading}
        hint={story.headingHint}
        value={filled?.title ?? ""}
        errors={errors}
        maxLength={120}
      />
      <TextArea
        name={text}
        label={story.words}
        hint={story.wordsHint}
        value={filled?.text ?? ""}
        errors={errors}
        maxLength={STORY_TEXT_MAX}
        rows={10}
      />
      <FileField
        name={picture}
        label={story.picture}
        hint={story.pictureHint}
        errors={errors}
        accept=".jpg,.jpeg,.png"
      />
      <Field
        name={alt}
        label={story.alt}
        hint={story.altHint}
        value={filled?.alt ?? ""}
        errors={errors}
        maxLength={STORY_ALT_MAX}
      />
      <Group id={share} legend={story.share} errors={errors}>
        <CheckBox
          name={share}
          value={MAY_SHARE}
          label={story.mayShare(context.brand.name)}
          checked={filled?.mayShare ?? false}
        />
      </Group>
    </>
  );
}

export function uploadWordsOf({ formatter }: AccountContext) {
  return charityUploadWords[formatter.locale];
}
