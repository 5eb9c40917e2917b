import type { Locale } from "../model/cause.ts";
import { timeZoneNamed } from "../model/time-zone.ts";

/**
 * What people call the city of a time zone: `São Paulo` for `America/Sao_Paulo`, in German `Wien` for `Europe/Vienna`. Only
 * the city: which country is meant, the page says already. A name of the tz database says no accents and no apostrophes.
 */
export function zoneCity(zone: string, locale: Locale): string {
  const today = timeZoneNamed(zone) ?? zone;
  const [, ...parts] = today.split("/");
  const city = parts.at(-1) ?? today;
  const name = (locale === "de" ? IN_GERMAN[city] : undefined) ?? SPELT[city] ?? city.replaceAll("_", " ");
  const within = parts.slice(0, -1).map((part) => part.replaceAll("_", " "));
  return [name, ...within].join(", ");
}

/** As it is spelt, where that is more than letters of ASCII. */
const SPELT: Readonly<Record<string, string>> = {
  Araguaina: "Araguaína",
  Asuncion: "Asunción",
  Bahia_Banderas: "Bahía de Banderas",
  Belem: "Belém",
  Bogota: "Bogotá",
  Cancun: "Cancún",
  Chisinau: "Chișinău",
  Ciudad_Juarez: "Ciudad Juárez",
  Cordoba: "Córdoba",
  Cuiaba: "Cuiabá",
  Curacao: "Curaçao",
  DumontDUrville: "Dumont d’Urville",
  Eirunepe: "Eirunepé",
  El_Aaiun: "El Aaiún",
  Lome: "Lomé",
  Maceio: "Maceió",
  Mahe: "Mahé",
  Mazatlan: "Mazatlán",
  Merida: "Mérida",
  Ndjamena: "N’Djamena",
  Noronha: "Fernando de Noronha",
  Reunion: "Réunion",
  Santarem: "Santarém",
  Sao_Paulo: "São Paulo",
  Sao_Tome: "São Tomé",
  Scoresbysund: "Ittoqqortoormiit",
  St_Barthelemy: "St. Barthélemy",
  St_Helena: "St. Helena",
  St_Johns: "St. John’s",
  St_Kitts: "St. Kitts",
  St_Lucia: "St. Lucia",
  St_Thomas: "St. Thomas",
  St_Vincent: "St. Vincent",
  Tucuman: "Tucumán",
  Yaounde: "Yaoundé",
};

/** Cities that have a name of their own in German. */
const IN_GERMAN: Readonly<Record<string, string>> = {
  Addis_Ababa: "Addis Abeba",
  Algiers: "Algier",
  Athens: "Athen",
  Azores: "Azoren",
  Baghdad: "Bagdad",
  Belgrade: "Belgrad",
  Brussels: "Brüssel",
  Bucharest: "Bukarest",
  Cairo: "Kairo",
  Canary: "Kanarische Inseln",
  Cape_Verde: "Kap Verde",
  Copenhagen: "Kopenhagen",
  Damascus: "Damaskus",
  Easter: "Osterinsel",
  Faroe: "Färöer",
  Havana: "Havanna",
  Hong_Kong: "Hongkong",
  Khartoum: "Khartum",
  Kyiv: "Kyjiw",
  Lisbon: "Lissabon",
  Luxembourg: "Luxemburg",
  Mexico_City: "Mexiko-Stadt",
  Mogadishu: "Mogadischu",
  Moscow: "Moskau",
  Nicosia: "Nikosia",
  Prague: "Prag",
  Riyadh: "Riad",
  Rome: "Rom",
  Shanghai: "Schanghai",
  Singapore: "Singapur",
  Tbilisi: "Tiflis",
  Tehran: "Teheran",
  Tokyo: "Tokio",
  Tripoli: "Tripolis",
  Vatican: "Vatikan",
  Vienna: "Wien",
  Warsaw: "Warschau",
  Yangon: "Rangun",
  Zurich: "Zürich",
};
