import { CARD_SIZE, PICTURE_FILES } from "../../model/picture.ts";
import type { Day } from "../../model/purchase.ts";

interface ShareTagsProps {
  readonly title: string;
  readonly description: string;
  /** The page's canonical address. */
  readonly url: string;
  readonly siteName: string;
  /** The tag of the page's language, `de` or `pt-BR`. */
  readonly language: string;
  /** When a story is told; absent: the page changes with each purchase. */
  readonly told: Day | undefined;
  /** What the page is about: the path of its card, and what it shows. */
  readonly picture: { readonly path: string; readonly alt: string } | undefined;
}

/**
 * What programs show of a link to the page that somebody shares (https://ogp.me). No figure is in the picture: figures
 * change with each purchase, and programs keep what they fetched for weeks.
 */
export function ShareTags({ title, description, url, siteName, language, told, picture }: ShareTagsProps) {
  return (
    <>
      <Tag property="og:type" content={told === undefined ? "website" : "article"} />
      <Tag property="og:site_name" content={siteName} />
      <Tag property="og:title" content={title} />
      <Tag property="og:description" content={description} />
      <Tag property="og:url" content={url} />
      <Tag property="og:locale" content={localeOf(language)} />
      {picture !== undefined && (
        <>
          <Tag property="og:image" content={new URL(picture.path, url).href} />
          <Tag property="og:image:type" content={PICTURE_FILES["card.jpg"].type} />
          <Tag property="og:image:width" content={String(CARD_SIZE.width)} />
          <Tag property="og:image:height" content={String(CARD_SIZE.height)} />
          <Tag property="og:image:alt" content={picture.alt} />
          {/* https://developer.x.com/en/docs/x-for-websites/cards/overview/summary-card-with-large-image */}
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {told !== undefined && <Tag property="article:published_time" content={told} />}
    </>
  );
}

function Tag({ property, content }: { readonly property: string; readonly content: string }) {
  return <meta property={property} content={content} />;
}

/** `de_DE`: a language with its likeliest country, which the protocol asks for. */
function localeOf(language: string): string {
  const { language: code, region } = new Intl.Locale(language).maximize();
  return region === undefined ? code : `${code}_${region}`;
}
