/**
 * Stops in languages in which a brand does not write: people answer in their own. Short words mean other things elsewhere, so
 * they count alone or beside a word of politeness; phrases count anywhere. All of them are read by a person afterwards.
 */

/** Capitals without accents, every sign as a space; the same for what is sought and what is read. */
function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .normalize("NFD")
    .replaceAll(/[\p{M}\p{Cf}'’‘`]/gu, "")
    .normalize("NFC")
    .replaceAll("Ł", "L")
    .replaceAll("Ø", "O")
    .replaceAll("Đ", "D")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function foldedWords(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/).map(folded));
}

/** Words for stopping, a line a language or a family of them: Italian, Portuguese, Polish and so on. */
const ALONE = foldedWords(`
  FERMA FERMATE FERMATI SMETTI SMETTETE SMETTETELA ANNULLA ANNULLARE DISISCRIVIMI DISISCRIVI CANCELLAMI CANCELLATEMI ELIMINAMI
  PARE PAREM SAIR CANCELA CANCELAR CANCELE REMOVER DESCADASTRAR CHEGA
  WYPISZ ZATRZYMAJ PRZESTAŃ PRZESTAŃCIE REZYGNUJĘ REZYGNACJA ANULUJ SPRZECIW KONIEC
  DUR DURDUR DURDURUN İPTAL RET AYRIL ÇIK İSTEMİYORUM YETER
  STOP UITSCHRIJVEN AFMELDEN OPHOUDEN GENOEG STOPPA AVREGISTRERA AVSLUTA SLUTA SLUTT AVSLUTT AVMELD AFMELD FRAMELD LOPETA LOPETTAKAA PERUUTA
  ZRUŠIT ZRUŠ ODHLÁSIT ODHLÁS PŘESTAŇTE KONEC STAČÍ ZASTAVI ODJAVA PREKINI PRESTANI LEIRATKOZOM LEIRATKOZÁS ELÉG OPREȘTE OPRIȚI DEZABONARE RENUNȚ
  ΣΤΟΠ ΣΤΑΜΑΤΗΣΤΕ ΣΤΑΜΑΤΑ ΔΙΑΓΡΑΦΗ ΑΚΥΡΩΣΗ HỦY DỪNG TUMIGIL ITIGIL HINTO BERHENTI HENTIKAN BATAL
  СТОП СТОЙ СТОПП ХВАТИТ ПРЕКРАТИТЕ ОСТАНОВИТЕ ОТПИСАТЬСЯ ОТПИСКА ОТПИШИТЕ ОТМЕНА ОТКАЗ ДОСИТЬ ЗУПИНІТЬ ВІДПИСАТИСЯ СПРИ ОТПИСВАНЕ ОДЈАВА
  توقف توقفوا إيقاف أوقف الغاء إلغاء قف كفى لغو ستوپ ایست بس لغو_اشتراک בטל עצור הסר הפסק די הסירו
  停 停止 停订 退订 退訂 取消 取消订阅 取消訂閱 やめて やめる 止めて 中止 解除 停止して 停止发送 停止發送 中止して 그만 중지 정지 취소 해지 수신거부
  रोकें रोको बंद बंद_करो बंद_करें हटाओ हटाएं หยุด ยกเลิก พอแล้ว
`);

/** Beside such a word they take nothing from it. */
const POLITE_ELSEWHERE = foldedWords(`
  PER FAVORE PERFAVORE GRAZIE ORA SUBITO TUTTO MI POR FAVOR OBRIGADO OBRIGADA JÁ AGORA ISSO PROSZĘ MNIE DZIĘKUJĘ TERAZ JUŻ SIĘ
  LÜTFEN TEŞEKKÜRLER HEMEN ARTIK ET ETMEK EDİN ALSTUBLIEFT AUB GRAAG NU DIRECT TACK SNÄLLA VENLIGST TAKK TAK KIITOS PROSÍM DĚKUJI
  MOLIM HVALA KÉRLEK KÉREM VĂ ROG PARAKALO ΠΑΡΑΚΑΛΩ XIN VUI LÒNG TOLONG PLEASE PLS BITTE NO NÃO SMS
  ПОЖАЛУЙСТА ПОЖАЛУСТА СПАСИБО БУДЬ ЛАСКА УЖЕ ВСЁ МОЛЯ من فضلك رجاء شكرا لطفا בבקשה תודה 请 請 谢谢 ください 주세요 कृपया
`);

/** Whole phrases, in the same form; where a language writes without spaces, within a longer text. */
const PHRASES_ELSEWHERE: readonly RegExp[] = [
  // Italian, Portuguese, Dutch
  "MI OPPONGO|(?:REVOCO|RITIRO) (?:IL |LA |MIO )*(?:CONSENSO|AUTORIZZAZIONE)|NON (?:VOGLIO|DESIDERO) (?:PIU )?(?:RICEVERE )?(?:PIU )?(?:ALTRI |VOSTRI )?(?:MESSAGGI|SMS|PUBBLICITA)|(?:CANCELLATE|ELIMINATE|CANCELLA) (?:I MIEI DATI|IL MIO NUMERO)|BASTA (?:CON )?(?:I |QUESTI )?(?:MESSAGGI|SMS)|NON (?:SCRIVETEMI|MANDATEMI|CONTATTATEMI)(?: PIU)?|TOGLIETEMI|NON (?:INVIATE|MANDATE|INVIATEMI|SCRIVETE)(?: PIU)?",
  "NAO QUERO (?:MAIS |RECEBER )+(?:MENSAGENS|MENSAGEM|SMS|NADA)|QUERO SAIR|ME (?:TIRA|TIRE|TIREM|REMOVA|REMOVAM) (?:DA|DESSA|DESTA) LISTA|REVOGO (?:O |MEU )*CONSENTIMENTO|(?:REMOVAM?|APAGUEM?|EXCLUAM?|TIREM?) (?:OS |O )?(?:MEU NUMERO|MEUS DADOS)|(?:PAREM?|PARA) DE (?:ME )?(?:MANDAR|ENVIAR|ESCREVER)|ME OPONHO|NAO (?:ME )?(?:MANDE|MANDEM|ENVIE|ENVIEM|ESCREVA|ESCREVAM)(?: MAIS)?",
  "GEEN (?:SMS|SMSJES|BERICHTEN|RECLAME) MEER|TREK (?:HIERBIJ )?MIJN TOESTEMMING IN|MELD (?:MIJ|ME) AF|HAAL (?:MIJ|ME) (?:VAN|UIT)|VERWIJDER (?:MIJ|MIJN (?:NUMMER|GEGEVENS))|MAAK BEZWAAR|STUUR (?:MIJ|ME) (?:NIETS|GEEN)",
  // Polish, Turkish, the Nordic languages
  "(?:WYCOFUJE|COFAM|ODWOLUJE) (?:MOJA |SWOJA )?ZGODE|NIE (?:WYRAZAM ZGODY|ZGADZAM SIE NA)|(?:USUN|USUNCIE|WYPISZCIE) MNIE|PROSZE (?:MNIE )?(?:USUNAC|WYPISAC)(?: MNIE)?|NIE CHCE (?:WIECEJ |JUZ )?(?:SMS\\w*|WIADOMOSCI)|SPRZECIWIAM SIE|(?:USUN|USUNCIE|WYKRESLCIE) (?:MOJ |MOJE |MNIE)(?:NUMER|DANE)?|NIE PISZCIE|WYPISUJE SIE|REZYGNUJE Z (?:SMS\\w*|WIADOMOSCI|USLUGI)|NIE (?:WYSYLAJCIE|PRZYSYLAJCIE)",
  "RIZA GOSTERMIYORUM|(?:MESAJ|SMS|REKLAM) (?:ISTEMIYORUM|ATMAYIN|GONDERMEYIN|ALMAK ISTEMIYORUM)|LISTEDEN CIKAR\\w*|(?:ONAYIMI|IZNIMI|RIZAMI) GERI (?:CEKIYORUM|ALIYORUM)|(?:NUMARAMI|VERILERIMI) SIL\\w*|RAHATSIZ ETMEYIN",
  "SLUTA (?:SKICKA|HORA|TEXTA|SMSA)|LOPETA(?:KAA)? (?:VIESTI\\w*|LAHETT\\w*|TEKSTIVIESTI\\w*)|INGA FLER (?:SMS|MEDDELANDEN)|TA BORT (?:MIG|MITT NUMMER|MINA UPPGIFTER)|IKKE FLERE (?:SMS|BESKEDER|MELDINGER)|SLETT? (?:MEG|MIG|MITT NUMMER|MIT NUMMER)|ATERKALLAR MITT SAMTYCKE|(?:TRAEKKER|TREKKER) (?:MIT |MITT )?SAMTYK\\w+",
  // Russian, Ukrainian
  "НЕ (?:ПИШИТЕ|ПРИСЫЛАИТЕ|ОТПРАВЛЯИТЕ|ЗВОНИТЕ)(?: МНЕ| БОЛЬШЕ)*|БОЛЬШЕ НЕ (?:ПИШИТЕ|ПРИСЫЛАИТЕ)|ОТПИШИТЕ МЕНЯ|ПРЕКРАТИТЕ (?:РАССЫЛКУ|СООБЩЕНИЯ|ПИСАТЬ|ПРИСЫЛАТЬ|СЛАТЬ)|(?:УДАЛИТЕ|УБЕРИТЕ) (?:МОИ НОМЕР|МОИ ДАННЫЕ|МЕНЯ)|ОТЗЫВАЮ (?:СВОЕ |МОЕ )?СОГЛАСИЕ|ХВАТИТ (?:ПИСАТЬ|СЛАТЬ|СПАМИТЬ|ЗВОНИТЬ)|НЕ ХОЧУ (?:БОЛЬШЕ )?ПОЛУЧАТЬ|^НЕ НАДО$|НЕ ПИШІТЬ",
].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "u"));
const WITHOUT_SPACES = [
  ...foldedWords(
    "配信停止 中止して 停止发送 停止發送 停止して 送らないで 送信しない 連絡しないで 解除して やめてください 要らない 別再 别再 不要再 不想收 取消订阅 取消訂閱 退订 退訂",
  ),
  ...foldedWords("수신거부 수신_거부 보내지_마 보내지마 그만_보내 문자_그만"),
];

/** Says that it should be quiet, or that this is not wanted; a hand may also greet. */
const FORBIDS = /[\u{1F6AB}\u{26D4}\u{1F4F5}\u{1F515}\u{1F507}\u{274C}\u{2716}\u{1F6B7}\u{1F645}]/u;
const HAND = /[\u{270B}\u{1F91A}\u{1F590}]/u;
const OUR_TEXTS =
  /^(?:TEXTS?|TEXTING|TXTS?|MESSAG\w*|MSGS?|SMS|SPAM|NACHRICHT\w*|MENSAJES?|CONTACT\w*|ADS?|PROMOS?|WERBUNG|PUB)$/;
const BESIDE_A_SIGN = new Set(
  "NO MORE PLEASE PLS PLZ NOW ME US THIS THESE YOUR THE MY ANY NUMBER PHONE BITTE KEINE MEHR SVP PLUS DE NADA MAS POR FAVOR ENOUGH".split(
    " ",
  ),
);

/** The words of a stop in another language, in capitals and without accents; undefined where there is none. */
export function stopElsewhere(text: string): string | undefined {
  const flat = folded(text);
  if (flat === "") return undefined;
  const words = flat.split(" ");
  const weighty = words.filter((word) => !POLITE_ELSEWHERE.has(word));
  if (ALONE.has(flat) || (weighty.length > 0 && weighty.every((word) => ALONE.has(word))))
    return weighty.join(" ") || flat;
  const phrase = PHRASES_ELSEWHERE.map((pattern) => pattern.exec(flat)?.[0]).find((one) => one !== undefined);
  return phrase ?? WITHOUT_SPACES.find((one) => flat.includes(one));
}

/** Whether a sign says it and the words beside it say nothing else: "🚫 texts", "✋ please", "📵". */
export function stopBySign(text: string): boolean {
  const words = folded(text).split(" ").filter(Boolean);
  if (!words.every((word) => BESIDE_A_SIGN.has(word) || OUR_TEXTS.test(word))) return false;
  return FORBIDS.test(text) || (HAND.test(text) && words.length > 0);
}
