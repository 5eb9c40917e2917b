/**
 * Today's names of the zones that runtimes list under a former one (CLDR, bcp47/timezone.xml, attribute `iana`): they read
 * both, and answer with the former.
 */
const TODAY: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/**
 * Today's name of the zone that a text names, whichever of its names of the tz database that is, in any case: `Europe/Kyiv`
 * for `Europe/Kiev`, `America/Los_Angeles` for `US/Pacific`. Undefined for what names none, such as an offset: an offset has
 * no summer time.
 */
export function timeZoneNamed(text: string): string | undefined {
  if (!/^[A-Za-z]/.test(text)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions();
    return TODAY[timeZone] ?? timeZone;
  } catch {
    return undefined;
  }
}

/** Today's names of all zones that this runtime lists. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf("timeZone").map((zone) => TODAY[zone] ?? zone);
}
