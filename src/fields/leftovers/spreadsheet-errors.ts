import { arguable, damage, type Leftover, type Place } from './leftover.ts';

/** Those without a mark at their end, in the languages of Excel, LibreOffice, Google Sheets, Access and reports. */
const NAMED = set(
  'N/A|N/D|N/B|N/V|I/T|Н/Д|Δ/Υ|NAME|VALUE|REF|DIV/0|NUM|NULL|ERROR|DELETED|MULTIVALUE|TOREFRESH|UNAVAILABLE|DATASYNC',
  'NV|FEHLER|YOK|SAKNAS|PUUTTUU|HIÁNYZIK|NENÍ_K_DISPOZICI|NEDOSTUPNÝ|TALOS|GETTING_DATA|DATEN_ABRUFEN',
  'CHARGEMENT_DONNEES|OBTENTION_DONNEES|OBTENIENDO_DATOS|ESTRAZIONE_DATI_IN_CORSO|OBTENDO_DADOS|GEGEVENS_OPHALEN',
  'POBIERANIE_DANYCH|ОЖИДАНИЕ_ДАННЫХ',
);
/** Those with a mark that are longer than a password may be short. */
const NAMED_WITH_MARK = set(
  'DIV/0|VALUE|SPILL|FIELD|BLOCKED|UNKNOWN|CONNECT|EXTERNAL|ÜBERLAUF|PROPAGATION|¡DESBORDAMIENTO|DESPEJAR|REFERENS',
  'DIVISION/0|VIITTAUS|VÄRDEFEL|OGILTIGT|PUUTTUU',
);
/** `#DIV/0!`, `#¡REF!`, `#¿NOMBRE?`, `#ССЫЛКА!`: capitals and a mark. */
const WITH_MARK = /^#[¡¿]?(?=.*[\p{Lu}\p{Lo}])[\p{Lu}\p{Lo}\d/ ._-]{2,24}[!?]$/u;

function set(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split('|')));
}

const IN_LIBRE_OFFICE =
  /^(?:Err|Error|Fehler|Erreur|Errore|Erro|Fout|Fejl|Feil|Fel|Błąd|Chyba|Virhe|Hiba|Hata|Ошибка|Помилка|エラー|错误|오류) ?: ?\d{3}$/u;
const NOT_READY =
  /^(?:Loading|Lädt|Wird geladen|Daten werden geladen|Chargement|Cargando|Caricamento|Carregando|A carregar|Laden|Ładowanie|Načítání|Загрузка|Yükleniyor|読み込んでいます|正在加载|로드 중)(?:\.{2,3}|…)$/u;

const REPAIR = 'repair its formula, or write the value';
const ERROR = damage('is an error of the spreadsheet', REPAIR);

/** An error, alone or beside other words. */
export function findSpreadsheetError(text: string, place: Place): Leftover | undefined {
  if (!/[#:.…]/.test(text)) return undefined;
  if (NOT_READY.test(text)) {
    const advice = 'wait until the spreadsheet has loaded, and export it again';
    return damage('is what a spreadsheet shows while it loads', advice);
  }
  if (isKnownError(text) || IN_LIBRE_OFFICE.test(text)) return ERROR;
  // A hashtag may look so.
  if (WITH_MARK.test(text) && place !== 'prose') return arguable(ERROR);
  return text.split(/[\s,;]+/).some((word) => word.length > 2 && isKnownError(word))
    ? damage('has an error of the spreadsheet in it', REPAIR)
    : undefined;
}

/** One of those that are known by name, and not only by their shape, which a password may have. */
export function isKnownError(text: string): boolean {
  if (!text.startsWith('#')) return false;
  const name = text.slice(1).toUpperCase();
  // `#error` is a hashtag, `#Error` comes of Access.
  const isHashtag = /^#\p{Ll}+$/u.test(text);
  return (NAMED.has(name) && !isHashtag) || (/[!?]$/.test(name) && isNamedWithMark(name.slice(0, -1)));
}

function isNamedWithMark(name: string): boolean {
  return NAMED.has(name) || NAMED_WITH_MARK.has(name);
}
