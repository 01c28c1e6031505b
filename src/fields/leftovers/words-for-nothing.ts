/** Words by lists of them; kept in small letters. */
function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split('|')));
}

/** Of programs, and what people write into a field that they must fill, by language. */
export const NOTHING_ELSE = words(
  'null|\\n|\\\\n|undefined|nullptr|dbnull|dbnull.value|system.dbnull|invalid date',
  '1.#inf|1.#qnan|1.#ind|-1.#ind|-inf|-infinity|00000000-0000-0000-0000-000000000000',
  'not set|not specified|not provided|not defined|not assigned|not available|not applicable|not given|not entered',
  'no value|no data|no entry|no answer|none selected|null,null|pd.na|--none--|please select|bitte wählen',
  'k.a.|k. a.|k.a|keine angabe|keine angaben|ohne angabe|nicht zutreffend|entfällt|nicht angegeben|nicht zugeordnet',
  'nicht gesetzt|nicht vorhanden|nicht verfügbar',
  'non renseigné|non renseignée|non communiqué|sans objet|s/o|non applicable|non disponible',
  'no aplica|no disponible|sin datos|sin especificar|no especificado',
  'non applicabile|non disponibile|non specificato|non assegnato',
  'não aplicável|não se aplica|não informado|não disponível|sem informação',
  'niet van toepassing|n.v.t.|nvt|niet beschikbaar|niet ingevuld',
  'nie dotyczy|brak danych|nie podano|není k dispozici|neuvedeno|nincs adat|belirtilmemiş|uygulanamaz',
  'ej tillämpligt|ej angivet|ikke relevant|ikke angivet|ei tiedossa',
  'нет данных|не указано|не задано|не применимо|н/д',
  '該当なし|未設定|未入力|不适用|未填写|暂无|不適用|해당 없음|해당없음|없음',
);

/** The names of places, departments and the like, too. */
export const PERHAPS_NOTHING = words(
  'none|nil|na|nan|empty|blank|unassigned|unspecified|keine|aucun|aucune|néant|ninguno|ninguna|nessuno|nessuna|nenhum|nenhuma|geen|brak',
  'ingen|žádný|yok|нет|なし|無|无',
);

/** For what is not known yet, or nobody knows. */
export const NOT_KNOWN = words(
  'tbd|tba|tbc|t.b.d.|t.b.a.|tbd?|todo|to do|fixme|to be defined|to be confirmed|to be determined|to be announced',
  'unknown|unbekannt|inconnu|desconocido|onbekend|不明',
);

export const YES_OR_NO = words(
  'true|false|wahr|falsch|vrai|faux|verdadero|falso|verdadeiro|waar|onwaar|prawda|fałsz|истина|ложь',
);
