import { linkTo, type PageContext } from "./layout.tsx";

/** What vouches for the figures, where a program reads the same, and the way to one's own page. */
export function Footer({ visit, data }: { readonly visit: PageContext; readonly data: string }) {
  const { words } = visit.speech;
  return (
    <footer class="wide foot">
      <p>{words.ledger}</p>
      <p>
        <a href={data}>{words.asData}</a>
      </p>
      <p>
        <a href={linkTo("/join", visit)}>{words.toJoin}</a>
        {" · "}
        <a href={linkTo("/preferences", visit)}>{words.toPreferences}</a>
      </p>
    </footer>
  );
}
