/** A reaction to one of our texts, which phones that lack reactions send as a text: all of it but the verb is our own. */
const REACTION =
  /^\s*(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted \S+ to|removed an? .{1,30} from|(?:hat |a |ha )?(?:mit )?(?:gefällt|geliebt|gelikt|aimé|adoré|gustó|encantó|reagiert|réagi|reaccionó)\b.{0,30}?)\s*["“”„«]/iu;

/** Begins what a mail program puts above the message that it quotes; all below is not the sender's, unless it is marked line by line. */
const ATTRIBUTION =
  /^\s*(?:-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|forwarded message)|(?:on|am|le|el)\b.{0,120}(?:wrote|schrieb|a écrit|escribió)\b.{0,80}:\s*$|(?:from|von|de)\s*:\s*\S+.*$)/iu;

/** Begins a signature, RFC 3676. */
const SIGNATURE = /^--\s*$|^\s*(?:sent from my|von meinem .* gesendet|envoyé de mon|enviado desde mi)\b/iu;

/** How a brand tells people to end its texts. Whoever repeats this sentence has quoted it; a bare "STOP" is never matched. */
const INSTRUCTION: readonly RegExp[] = [
  /\b(?:reply|respond|text|txt|send|answer|type|antworten sie|antwort(?:en)?|répondez|responda|envíe|envoyez|enviar?)\s+(?:(?:with|mit|par|con|back)\s+)?["'“”„]?(?:stop|arret|arrêt|alto|parar)["'“”]?\s+(?:to|2|for|um|zum|pour|para)\b(?:\s+(?:opt|you)\s+out|\s+\p{L}+)?/giu,
  /\b(?:help|info|hilfe)\s*(?:for help|:\s*help)[,.]?\s*(?:(?:ende:\s*)?stop(?:\s+(?:to|2)\s+\p{L}+(?:\s+out)?)?)?/giu,
  /\bstop\s+(?:to|2)\s+(?:end|stop|cancel|quit|unsubscribe|opt[ -]?out)\b/giu,
  /\bende:\s*(?:stop\b|s?t?o?\s*$)/giu,
  /\byou will get no more texts from us\b/giu,
  /\bsie erhalten keine sms mehr von uns\b/giu,
];

const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text without what its sender did not write: quoted lines, the message below an attribution, signatures, and a brand's own
 * sentence about STOP. Empty when nothing else is left.
 */
export function ownWords(text: string): string {
  if (REACTION.test(text)) return "";
  const written = withoutQuotedLines(text.normalize("NFKC").replaceAll(UNSEEN, ""));
  const rest = INSTRUCTION.reduce((left, instruction) => left.replaceAll(instruction, ". "), written);
  // "STOP to end", typed alone, is the wish itself.
  return isInstructionAlone(written) ? "STOP" : rest;
}

function withoutQuotedLines(text: string): string {
  const lines = text.split(/\r?\n/);
  const own: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (/^\s*[>|]/.test(line)) continue;
    // Above a signature stand words: without any it is an ornament, and what follows is the text.
    if (SIGNATURE.test(line)) {
      if (own.some((above) => /[\p{L}\p{N}]/u.test(above))) break;
      continue;
    }
    if (ATTRIBUTION.test(line)) {
      if (lines.slice(at + 1).some((below) => /^\s*>/.test(below))) continue;
      break;
    }
    own.push(line);
  }
  return own.join("\n");
}

function isInstructionAlone(text: string): boolean {
  return /^[^\p{L}\p{N}"“”„«]*(?:ende:\s*stop|stop\s*(?:to|2)\s*(?:end|stop|cancel|quit|unsubscribe|opt[ -]?out))[^\p{L}\p{N}"“”»]*$/iu.test(
    text,
  );
}
