import type { Speech } from "./speech.ts";

/** What vouches for the figures, and where a program reads the same. */
export function Foot({ speech, data }: { speech: Speech; data: string }) {
  const { words } = speech;
  return (
    <footer class="wide foot">
      <p>{words.ledger}</p>
      <p>
        <a href={data}>{words.asData}</a>
      </p>
    </footer>
  );
}
