import { inTurn } from './store-builders.js';

/* A made-up campaign in German: healers who sell stones and cards. The shipped model has seen nothing like it. */
const WHO = [
  'Meister Arno',
  'Heilerin Selma',
  'Opa Heinrich',
  'Schamane Tiro',
  'Frau Doktor Wiesengrund',
] as const;
const WHAT = [
  'Energiesteine lösen Blockaden in einer Nacht',
  'Mondwasser gegen Gelenkschmerzen',
  'die Pendelrute findet Erdstrahlen unter dem Bett',
  'Engelkarten zeigen die Herkunft deiner Sorgen',
  'geweihtes Kupferband für ruhigen Schlaf',
  'Räucherharz vertreibt fremde Seelen aus der Wohnung',
  'Kristallsalbe, nach altem Rezept gerührt',
] as const;
const HOW = [
  'Abholung am Parkplatz',
  'nur bis Vollmond',
  'Stückpreis vierzig',
  'schreib STEIN',
  'drei Stück zum Preis von zwei',
  'Vorkasse genügt',
  'Termin nach Vereinbarung',
  'Plätze sind begrenzt',
  'Antwort mit MOND',
  'Versand noch heute',
  'Erfolg garantiert',
] as const;

/** Spam of the campaign; no two of the first 385 are the same, and most are not nearly the same. */
export function campaignText(i: number): string {
  return `${inTurn(WHO, i)}: ${inTurn(WHAT, i)}, ${inTurn(HOW, i)}, ${inTurn(HOW, i * 3 + 4)}`;
}

const WHEN = ['heute', 'morgen', 'am Freitag', 'nach der Arbeit', 'um halb sieben'] as const;
const PLAN = [
  'hole ich die Kinder vom Turnen ab',
  'koche ich Linsensuppe für uns',
  'bringe ich dir die Leiter zurück',
  'kommt der Klempner in den dritten Stock',
  'fahre ich mit dem Rad zur Probe',
  'räumen wir endlich den Keller auf',
  'ist Elternabend in der Schule',
] as const;
const END = [
  'passt das?',
  'melde mich dann',
  'bis später',
  'sag Oma Bescheid',
  'hast du Zeit?',
  'gute Nacht',
] as const;

/** Ham: what people write to each other; no two of the first 210 are the same. */
export function everydayText(i: number): string {
  const text = `${inTurn(WHEN, i)} ${inTurn(PLAN, i)}, ${inTurn(END, i)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
