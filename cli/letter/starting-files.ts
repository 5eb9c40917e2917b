import type { Locale } from "../../core/model/cause.ts";
import type { LetterTopic } from "../../core/model/topic.ts";

const LETTER = (
  topic: LetterTopic,
) => `# One letter, sent once to each customer who asked for ${topic} and whom the audience leaves in.
topic: ${topic}
# Leave a line in to narrow it; each counts. Without any it goes to all who asked for ${topic}.
audience: {}
#  cause: clean-rivers          # who chose this cause
#  interest: hiking             # who named this interest
#  store: shopify/web           # who bought there: a connection of stages.ts
#  group: staff                 # staff or vendor
# words: the words alone. figures: below them what all purchases gave so far.
presentation: words
# What your terms give stands below the words where these say that purchases give. To have it there in any case:
# offer: true
# The last day on which it is of use; without it, a week from its time. Who must wait longer gets none.
# until: 2026-12-24
`;

const WORDS: Readonly<Record<Locale, string>> = {
  en: `# Plain words, a line for each slot; no markdown. The same slots in each language.
subject: Write what it is about
preview: The line that mail programs show beside the subject
headline: The first line of the letter
# Leave out what you do not need: lede, button, text.
lede: One sentence below it
paragraphs:
  - What you want to say.
button:
  label: Where it leads
  url: https://tarnfell.example/
# The same by SMS, at most 120 letters; the button's address follows. Without it the letter goes by email alone.
# text: In one line
`,
  de: `# Einfache Worte, eine Zeile für jeden Platz, kein Markdown. Dieselben Plätze in jeder Sprache.
subject: Worum es geht
preview: Die Zeile, die Mailprogramme neben dem Betreff zeigen
headline: Die erste Zeile des Briefs
# Was Sie nicht brauchen, lassen Sie weg: lede, button, text.
lede: Ein Satz darunter
paragraphs:
  - Was Sie sagen wollen.
button:
  label: Wohin es führt
  url: https://tarnfell.example/
# Dasselbe per SMS, höchstens 120 Buchstaben; die Adresse des Knopfs folgt. Ohne sie geht der Brief nur per E-Mail.
# text: In einer Zeile
`,
};

/** The files with which a letter begins, by name. They pass every check as they are, once the brand writes on the topic. */
export function startingFiles(topic: LetterTopic): Readonly<Record<string, string>> {
  return { "letter.yaml": LETTER(topic), "en.yaml": WORDS.en, "de.yaml": WORDS.de };
}
