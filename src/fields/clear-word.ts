/** The word that empties a field, where an empty cell means "not given". */
export const CLEAR = '(clear)';

export function isClear(cell: string): boolean {
  return cell.toLowerCase() === CLEAR;
}

/** In brackets, or between signs that some files have for them; a spreadsheet may have put an apostrophe before. */
const MARKED = /^'?(?:[([{<（［]|\*+|__)\s*(\p{L}+)\s*(?:[)\]}>）］]\.?|\*+|__)$/u;

const WORDS = new Set(
  (
    'clear cleared clean empty delete deleted remove removed erase unset ' +
    'leeren leer löschen gelöscht entfernen vider vide effacer supprimer vaciar vacío borrar eliminar ' +
    'cancella svuota vuoto elimina limpar vazio apagar wissen leeg leegmaken verwijderen wyczyść usuń'
  ).split(' '),
);

/** Whether a cell is most likely meant to empty a field, but is not the word that does. */
export function resemblesClear(cell: string): boolean {
  const [, word = ''] = MARKED.exec(cell) ?? [];
  return !isClear(cell) && WORDS.has(word.toLowerCase());
}
