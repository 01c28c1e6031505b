import { describe, expect, it } from 'vitest';
import { describeColumn } from '../../src/fields/columns.ts';
import { type CellResult, readText } from '../../src/fields/read-text.ts';

function read(column: string, text: string): CellResult {
  const { field } = describeColumn(column);
  if (!field) throw new Error(`no column ${column}`);
  return readText(field, text);
}

/** `problem: …`, `warning: …` or `sent`. */
function verdict(column: string, text: string): string {
  const result = read(column, text);
  if ('messages' in result) return `problem: ${result.messages.join('; ')}`;
  return result.warning === undefined ? 'sent' : `warning: ${result.warning}`;
}

function instead(column: string, text: string): string | undefined {
  const result = read(column, text);
  return 'messages' in result ? result.instead : undefined;
}

const TEXT_COLUMNS = [
  ...['first_name', 'last_name', 'display_name', 'dept', 'job_title', 'company', 'location', 'cost_center'],
  ...['manager', 'custom.cbf_1', 'cms_user_id', 'vanity_name', 'group_id', 'user_id', 'about_me', 'pronouns'],
  ...['language', 'timezone'],
];

describe('a word for nothing', () => {
  const always = [
    ...['NULL', 'null', '(null)', '(NULL)', '<null>', '[null]', '{null}', '\\N', '\\n', 'undefined', 'NaN'],
    ...['<NA>', '(none)', '<none>', '[none]', 'DBNull', 'System.DBNull', 'nullptr', '#'],
    ...['-', '--', '---', '–', '—', '.', '..', '...', '…', '?', "''", '""', '()', '[]', '{}', '<>'],
    ...['(blank)', '(空白)'],
    ...[
      'not set',
      'Not Set',
      '<not set>',
      'not specified',
      'Not Available',
      'not applicable',
      'no value',
      'No data',
    ],
    ...['k.A.', 'k. A.', 'keine Angabe', 'Nicht zugeordnet', 'Not assigned', 'entfällt', 'non renseigné'],
    ...[
      'no aplica',
      'non disponibile',
      'não informado',
      'n.v.t.',
      'nie dotyczy',
      'не указано',
      '該当なし',
      '없음',
    ],
    ...[
      'Invalid Date',
      '0000-00-00',
      '0000-00-00 00:00:00',
      '0001-01-01T00:00:00',
      '00.00.0000',
      '1899-12-30',
    ],
    ...['00.01.1900', '12/31/1899', '30.12.1899', 's/o', 'nvt', 'pd.NA', 'null,null', '--None--'],
    ...['Please select', '<not assigned>', '(unassigned)', 'None selected', 'non communiqué'],
    ...['1900-01-00', '1/0/1900', '01/01/0001', '00000000-0000-0000-0000-000000000000', '1.#QNAN', '-1.#IND'],
  ];

  it.each(always)('is sent nowhere: %s', (text) => {
    for (const column of TEXT_COLUMNS) {
      if (column.endsWith('_name') && /^(?:null|nan)$/i.test(text)) continue;
      expect(`${column}: ${verdict(column, text)}`).toMatch(
        new RegExp(
          `^${column.replace('.', '\\.')}: problem: (?:may stand|stands) for nothing: leave the cell empty`,
        ),
      );
    }
  });

  it.each(['empty', 'Blank', 'Unassigned', 'unspecified'])('is the name of something at most: %s', (text) => {
    expect(verdict('dept', text)).toMatch(/^problem: may stand for nothing.* apostrophe before it/);
    expect(verdict('last_name', text)).toBe('sent');
  });

  it.each([
    'N/A',
    'n/a',
    'N\\A',
    'n.a.',
    'N.A.',
    'N / A',
    'n/d',
    'None',
    'none',
    'NONE',
    'nil',
    'NA',
    'na',
    'nan',
  ])('may be one, and an apostrophe says that it is none: %s', (text) => {
    for (const column of ['dept', 'location', 'cost_center', 'custom.cbf_1', 'manager', 'job_title']) {
      expect(verdict(column, text)).toBe(
        'problem: may stand for nothing: leave the cell empty, or put an apostrophe before it if it is meant',
      );
      expect(read(column, `'${text}`)).toMatchObject({ value: text });
    }
  });

  it.each(['keine', 'aucun', 'ninguno', 'nessuno', 'nenhum', 'geen', 'brak', 'yok', 'нет', 'なし', '无'])(
    'in another language may be one: %s',
    (text) => expect(verdict('dept', text)).toMatch(/^problem: may stand for nothing/),
  );

  it.each(['Null', 'None', 'Nan', 'Na', 'Nil', 'True', 'False'])('is a name of people, too: %s', (text) => {
    for (const column of ['first_name', 'last_name', 'display_name']) {
      expect(read(column, text)).toMatchObject({ value: text, warning: expect.stringMatching(/^is a name/) });
    }
  });

  it.each([
    ['NULL', 'Null'],
    ['none', 'None'],
    ['TRUE', 'True'],
    ['false', 'False'],
    ['NAN', 'Nan'],
    ['NA', 'Na'],
  ])('is no name as %s, but as %s', (text, name) => {
    expect(verdict('last_name', text)).toMatch(/^problem: may stand for nothing/);
    expect(instead('last_name', text)).toBe(`${name}, or leave the cell empty`);
    expect(read('last_name', `'${text}`)).toMatchObject({ value: text });
  });

  it.each(['Ann undefined', 'null Lee', 'undefined undefined', 'Lee, null', 'Ann NaN'])(
    'is a hole in a name: %s',
    (text) => expect(verdict('display_name', text)).toMatch(/^problem: has a word for nothing in it/),
  );

  it.each([
    'TBD',
    'tba',
    'TBC',
    'T.B.D.',
    'TBD?',
    'TODO',
    'Unknown',
    'unbekannt',
    'To be confirmed',
    'xxx',
    'XXXX',
  ])('that waits for a value has a warning: %s', (text) =>
    expect(read('dept', text)).toMatchObject({ value: text, warning: expect.stringContaining('make sure') }),
  );

  it.each(['TRUE', 'False', 'WAHR', 'falsch', 'VRAI', 'FAUX', 'VERDADERO', 'WAAR', 'PRAWDA', 'ИСТИНА'])(
    'is no answer to yes or no: %s',
    (text) => {
      expect(verdict('dept', text)).toMatch(/^problem: is an answer to yes or no/);
      expect(verdict('custom.cbf_1', text)).toBe('sent');
    },
  );
});

describe('an error of a spreadsheet', () => {
  it.each([
    ...[
      '#N/A',
      '#REF!',
      '#NAME?',
      '#VALUE!',
      '#DIV/0!',
      '#NUM!',
      '#NULL!',
      '#SPILL!',
      '#CALC!',
      '#FIELD!',
      '#n/a',
    ],
    ...[
      '#GETTING_DATA',
      '#BLOCKED!',
      '#UNKNOWN!',
      '#CONNECT!',
      '#BUSY!',
      '#EXTERNAL!',
      '#PYTHON!',
      '#TIMEOUT!',
    ],
    ...['#NV', '#BEZUG!', '#WERT!', '#ZAHL!', '#ÜBERLAUF!', '#KALK!', '#FELD!', '#DATEN_ABRUFEN'],
    ...['#NOM?', '#VALEUR!', '#NOMBRE!', '#NUL!', '#PROPAGATION!', '#CHARGEMENT_DONNEES'],
    ...['#¡REF!', '#¿NOMBRE?', '#¡VALOR!', '#¡DIV/0!', '#¡NUM!', '#¡NULO!', '#¡DESBORDAMIENTO!', '#¡CALC!'],
    ...['#RIF!', '#NOME?', '#VALORE!', '#NULLO!', '#N/D', '#ESPANSIONE!', '#VALOR!', '#NÚM!', '#DESPEJAR!'],
    ...['#VERW!', '#NAAM?', '#WAARDE!', '#GETAL!', '#DEEL/0!', '#LEEG!', '#N/B', '#OVERLOOP!'],
    ...['#ADR!', '#NAZWA?', '#ARG!', '#LICZBA!', '#ZERO!', '#N/D!', '#DZIEL/0!', '#ROZLANIE!'],
    ...['#SAKNAS!', '#REFERENS!', '#NAMN?', '#VÄRDEFEL!', '#OGILTIGT!', '#DIVISION/0!', '#SKÄRNING!'],
    ...['#I/T', '#REFERENCE!', '#NAVN?', '#VÆRDI!', '#VERDI!', '#NUMMER!', '#OVERLØB!'],
    ...['#PUUTTUU!', '#VIITTAUS!', '#NIMI?', '#ARVO!', '#JAKO/0!', '#LUKU!', '#TYHJÄ!', '#PUUTTUU'],
    ...[
      '#ODKAZ!',
      '#NÁZEV?',
      '#HODNOTA!',
      '#DĚLENÍ_NULOU!',
      '#NENÍ_K_DISPOZICI',
      '#HIÁNYZIK',
      '#HIV!',
      '#NÉV?',
    ],
    ...[
      '#ÉRTÉK!',
      '#ZÉRÓOSZTÓ!',
      '#SZÁM!',
      '#YOK',
      '#BAŞV!',
      '#AD?',
      '#DEĞER!',
      '#SAYI/0!',
      '#BOŞ!',
      '#TAŞMA!',
    ],
    ...['#Н/Д', '#ССЫЛКА!', '#ИМЯ?', '#ЗНАЧ!', '#ДЕЛ/0!', '#ЧИСЛО!', '#ПУСТО!', '#ПЕРЕНОС!', '#ВЫЧИСЛ!'],
    ...['#ΤΙΜΗ!', '#ΑΝΑΦ!', '#ΟΝΟΜΑ?', '#Δ/Υ', '#ERROR!', '#Error', '#Deleted', '#Name?', '#Num!', '#Div/0!'],
    ...[
      '#MULTIVALUE',
      '#TOREFRESH',
      'Err:502',
      'Err:508',
      'Err: 520',
      'Fehler:502',
      'Erreur :502',
      'Ошибка:502',
    ],
    ...['#VALUE', '#REF', '#FEHLER'],
  ])('%s', (text) => {
    for (const column of [
      'first_name',
      'dept',
      'cost_center',
      'custom.cbf_1',
      'user_id',
      'email',
      'pmi',
      'type',
    ]) {
      expect(verdict(column, text)).toMatch(/^problem: is an error of the spreadsheet: repair its formula/);
    }
  });

  it.each(['Ann #N/A', '#N/A #N/A', '#REF! North', '#NV, Berlin', 'Lee #VALUE!'])(
    'beside other words: %s',
    (text) => {
      expect(verdict('display_name', text)).toMatch(/^problem: has an error of the spreadsheet in it/);
    },
  );

  it.each([
    'Loading...',
    'Loading…',
    'Wird geladen...',
    'Chargement...',
    'Cargando…',
    'Laden...',
    'Загрузка…',
  ])('that is gone when the sheet has loaded: %s', (text) =>
    expect(verdict('dept', text)).toMatch(/^problem: is what a spreadsheet shows while it loads/),
  );
});

describe('a number', () => {
  it.each([
    '1.23457E+11',
    '1,23457E+11',
    '1.23457e+11',
    '1E+11',
    '1e+05',
    '-1.5E+10',
    '1.23E-5',
    '4.93012E+12',
  ])('was rounded: %s', (text) => {
    for (const column of [
      'cost_center',
      'custom.cbf_1',
      'cms_user_id',
      'user_id',
      'group_id',
      'dept',
      'pmi',
      'last_name',
    ]) {
      expect(verdict(column, text)).toBe(
        'problem: was rounded by a spreadsheet: format the column as text and write every digit',
      );
    }
  });

  it.each(['1E-05', '12345678901234500', '12345678901234500000'])('was probably rounded: %s', (text) => {
    expect(verdict('cost_center', text)).toMatch(/^problem: was rounded .* or put an apostrophe/);
    expect(read('custom.cbf_1', `'${text}`)).toMatchObject({ value: text });
  });

  it('of 16 digits has a warning when the last is 0', () => {
    expect(verdict('custom.cbf_1', '1234567890123450')).toMatch(/^warning: may have been rounded/);
    expect(verdict('custom.cbf_1', '1234567890123456')).toBe('sent');
  });

  it.each([
    ['cost_center', '4711.0', '4711'],
    ['cost_center', '12.0', '12'],
    ['cost_center', '4711,0', '4711'],
    ['dept', '100.0', '100'],
    ['custom.cbf_1', '4711.0', '4711'],
    ['cms_user_id', '00815.0', '00815'],
    ['type', '1.0', '1'],
    ['pmi', '1234567890.0', '1234567890'],
    ['zoom_one_type', '16.0', '16'],
  ])('has decimals that nobody wrote: %s %s', (column, text, whole) => {
    expect(verdict(column, text)).toMatch(/^problem: has decimals that a program added/);
    expect(instead(column, text)).toBe(whole);
  });
});

describe('a date', () => {
  it.each([
    ...[
      '12-Mar',
      '1-Mar',
      '12-mar',
      '03-Dec',
      'Mar-12',
      'Dec-2026',
      '12-Mar-26',
      '12-Mar-2026',
      '12. Mrz',
      '1. Mai',
    ],
    ...[
      'jan/24',
      '24/jan',
      'Set/2024',
      '12. Mär',
      '12. Okt',
      'Mrz 12',
      'Dez 24',
      '12-mars',
      '12-févr',
      '12-avr.',
      '12-ene',
      '12-dic',
      '12-gen',
    ],
    ...[
      '12-mag',
      '12-fev',
      '12-set',
      '12-mrt',
      '12-mei',
      '12-maj',
      '12-sty',
      '12-wrz',
      '12-мар',
      '12-Haz',
      '3月12日',
    ],
    ...['3월 12일', 'Thu Mar 12 2026 00:00:00 GMT+0100', '/Date(1773273600000)/'],
  ])('made by a spreadsheet is no code and no attribute: %s', (text) => {
    for (const column of ['cost_center', 'custom.cbf_1', 'dept', 'job_title', 'location', 'last_name']) {
      expect(verdict(column, text)).toMatch(
        /^problem: is a date, perhaps made by a spreadsheet: format the column as text/,
      );
      expect(read(column, `'${text}`)).toMatchObject({ value: text });
    }
  });

  it.each([
    ...[
      '2026-03-12',
      '2026-03-12 00:00:00',
      '2026-03-12T00:00:00Z',
      '2026-03-12T00:00:00.000+01:00',
      '12.03.2026',
    ],
    ...[
      '3/12/2026',
      '12/03/2026',
      '12-03-2026',
      '2026/03/12',
      '2026.3.12',
      '3/12/2026 12:00:00 AM',
      '12 Mar 2026',
    ],
    ...['2026年3月12日'],
  ])('may be an attribute of the account, and nothing else: %s', (text) => {
    expect(verdict('cost_center', text)).toMatch(/^problem: is a date/);
    expect(verdict('location', text)).toMatch(/^problem: is a date/);
    expect(verdict('custom.cbf_1', text)).toBe('sent');
  });
});

describe('a masked cell', () => {
  it.each([
    '****',
    '********',
    '••••••••',
    '●●●●',
    'XXXX-XXXX',
    'xxxx xxxx',
    'xxxxxxxx',
    '***@***.com',
    '****1234',
  ])('%s', (text) =>
    expect(verdict('dept', text)).toBe('problem: was masked by a program: write the value itself'),
  );

  it.each([
    'XXX-XX-1234',
    'XXXX1234',
    'xxxxx-1234'.toUpperCase(),
    'j*****n',
    '[REDACTED]',
    '<hidden>',
    '(masked)',
    'REDACTED',
    '***REDACTED***',
    'ENC[AES256,x]',
    '[Filtered]',
  ])('%s, too', (text) => expect(verdict('custom.cbf_1', text)).toMatch(/^problem: was masked by a program/));

  it.each(['##', '####', '########'])('%s was too wide for its column', (text) => {
    expect(verdict('cost_center', text)).toMatch(
      /^problem: is what a spreadsheet shows of a column that is too narrow/,
    );
  });

  it.each(['***@example.com', 'a***@example.com', '*@example.com', 'xxx@xxx.com', 'j••••@example.com'])(
    'is no address: %s',
    (text) => expect(verdict('email', text)).toMatch(/^problem: was masked/),
  );
});

describe('a formula', () => {
  it.each([
    ['="00123"', '00123'],
    ['= "00123"', '00123'],
    ['="say ""hi"""', 'say "hi"'],
    ['=T("00123")', '00123'],
  ])('around a text: %s', (text, inside) => {
    for (const column of [
      'cost_center',
      'custom.cbf_1',
      'first_name',
      'user_id',
      'dept',
      'pmi',
      'host_key',
    ]) {
      expect(verdict(column, text)).toBe('problem: is a formula around a text');
      expect(instead(column, text)).toBe(inside);
    }
  });

  it.each([
    ...[
      '=TEXT(A1,"00000")',
      '=VERKETTEN(A1;B1)',
      '=sum(A1:A3)',
      '=ZÄHLENWENN(A:A;1)',
      '=A1',
      '=$B$2',
      '=A1&B1',
    ],
    ...[
      '=Sheet1!A1',
      "='My Sheet'!A1",
      '=1+2',
      '=_xlfn.CONCAT(A1)',
      '{=SUM(A1:A3)}',
      '+SUM(A1:A3)',
      '-SUM(A1)',
    ],
    ...['@SUM(A1)', '-2+3', '+A1+B1', "=cmd|'/C calc'!A0", '=HYPERLINK("mailto:ann@example.com","Ann")'],
    ...['="Ann"&" "&B1', '+Sheet1!A1', '=-A1'],
  ])('is not computed: %s', (text) => {
    expect(verdict('dept', text)).toBe('problem: is a formula: write what it comes to');
    expect(verdict('dept', `'${text}`)).toMatch(/^problem: is a formula/);
  });

  it.each([
    ['=Head of Sales', 'Head of Sales'],
    ['= Sales', 'Sales'],
    ['=R&D', 'R&D'],
    ['==x', '=x'],
  ])('may be none, and an apostrophe says so: %s', (text, inside) => {
    expect(verdict('job_title', text)).toMatch(
      /^problem: begins like a formula \(if it is meant, put an apostrophe before it\)$/,
    );
    expect(instead('job_title', text)).toBe(inside);
    expect(read('job_title', `'${text}`)).toMatchObject({
      value: text,
      warning: expect.stringContaining('apostrophe'),
    });
  });

  it('is no address and no id', () => {
    expect(verdict('email', '=ann@example.com')).toMatch(/^problem: begins like a formula/);
    expect(verdict('user_id', '=abc')).toMatch(/^problem: begins like a formula/);
  });
});

describe('an apostrophe', () => {
  it.each([
    ['cost_center', "'00123", '00123'],
    ['cost_center', "'4711A", '4711A'],
    ['custom.cbf_1', "'3-12", '3-12'],
    ['custom.cbf_1', "'+49 30 1234567", '+49 30 1234567'],
    ['job_title', "'=Head of Sales", '=Head of Sales'],
    ['about_me', "'@ann", '@ann'],
    ['dept', "'-Sales-", '-Sales-'],
    ['pmi', "'1234567890", 1234567890],
    ['host_key', "'001234", '001234'],
    ['type', "'1", 1],
    ['use_pmi', "'TRUE", true],
    ['zoom_one_type', "'16", 16],
    ['last_name', "'Null", 'Null'],
  ])('of a spreadsheet is not sent, with a warning: %s %s', (column, text, value) => {
    expect(read(column, text)).toMatchObject({
      value,
      warning: expect.stringMatching(/^begins with an apostrophe, as spreadsheets mark/),
    });
  });

  it.each([
    ['user_id', "'-cn1DHGRRTSOlnVwyZNhKw", '-cn1DHGRRTSOlnVwyZNhKw'],
    ['user_id', "''-cn1", "'-cn1"],
    ['email', "'-ann@example.com", '-ann@example.com'],
    ['email', "'+ann@example.com", '+ann@example.com'],
    ['email', "'=ann@example.com", '=ann@example.com'],
  ])('of our own report is not sent: %s %s', (column, text, value) => {
    expect(read(column, text)).toMatchObject({ value, warning: undefined });
  });

  it.each([
    ['user_id', "'abc"],
    ['user_id', "'00123"],
    ['email', "'ann@example.com"],
    ['email', "'ann@example.com'"],
  ])('of nobody is refused: %s %s', (column, text) => {
    expect(verdict(column, text)).toMatch(
      /^problem: (?:begins with an apostrophe|has more than an address in it)/,
    );
    expect(instead(column, text)).not.toContain("'");
  });

  it.each(["'-", "'--", "'N", "'#N/A", "'NULL", '\'="00123"'])('saves no leftover: %s', (text) => {
    const result = read('dept', text);
    if (text === "'N") expect(result).toMatchObject({ value: "'N", warning: undefined });
    else expect(result).toHaveProperty('messages');
  });
});

describe('a wrong encoding', () => {
  it.each([
    ['AndrÃ©e', 'Andrée'],
    ['MÃ¼ller', 'Müller'],
    ['JosÃ©', 'José'],
    ['Ã‰cole', 'École'],
    ['ANDRÃ‰', 'ANDRÉ'],
    ['MUÃ‘OZ', 'MUÑOZ'],
    ['Ã\u009ferife', 'ßerife'],
    ['SÃ£o Paulo', 'São Paulo'],
    ['Åšlusarczyk', 'Ślusarczyk'],
    ['WÄ™gier', 'Węgier'],
    ['Nguyá»…n', 'Nguyễn'],
    ['Oâ€™Brien', 'O’Brien'],
    ['R&D â€“ North', 'R&D – North'],
    ['AndrÃƒÂ©e', 'Andrée'],
    ['Oâ€\u2122Brien', 'O’Brien'],
    ['OÃ¢â‚¬â„¢Brien', 'O’Brien'],
    ['ZoÃ« MÃ¼ller', 'Zoë Müller'],
    ['Zoë MÃ¼ller', 'Zoë Müller'],
    ['ÐÐ½Ð½Ð°', undefined],
    ['Ð˜Ð²Ð°Ð½', 'Иван'],
    ['Î“Î¹ÏŽÏ\u0081Î³Î¿Ï‚', 'Γιώργος'],
    ['æ\u009d\u008e', '李'],
    ['æ—¥æœ¬', '日本'],
    ['ê¹€', '김'],
    ['Andr√©e', 'Andrée'],
    ['M√ºller', 'Müller'],
    ['O‚Äôbrien', 'O’brien'],
    ['Andr├®e', 'Andrée'],
    ['Andr├⌐e', 'Andrée'],
    ['M├╝ller', 'Müller'],
    ['AndrĂ©e', 'Andrée'],
    ['MĂĽller', 'Müller'],
    ['ZoĂ«', 'Zoë'],
    ['РђРЅРЅР°', 'Анна'],
    ['voilÃ', undefined],
    ['JosÃ  Luis', undefined],
    ['SalesÂ', undefined],
    ['锟斤拷', undefined],
  ])('%s', (text, right) => {
    for (const column of ['first_name', 'dept', 'custom.cbf_1']) {
      expect(verdict(column, text)).toMatch(/^problem: was read in a wrong encoding/);
      if (right !== undefined) expect(instead(column, text)).toBe(right);
    }
  });

  it.each([
    'MŸller',
    'RenŽe',
    'BjŠrn',
    'Stra§e',
    'J”rg',
    'Ren‚e',
    'M„rz',
    'M³ller',
    'J÷rg',
    'Mˆller',
    'Gro‰e',
  ])('was another system’s: %s', (text) => {
    for (const column of ['last_name', 'dept']) {
      expect(verdict(column, text)).toMatch(/^problem: was read in a wrong encoding: write it again/);
    }
    expect(verdict('last_name', `'${text}`)).toMatch(/^warning/);
  });

  it.each(['L’Haÿ', 'Ÿ', 'ISAŸE', 'McŽivot', 'Liška', 'ŽIŽKA', 'm³/h', '§5', 'Anne „Anni“ Lee'])(
    'is right: %s',
    (text) => expect(verdict('dept', text)).toBe('sent'),
  );

  it.each(['M?ller', 'Jos?e Garc?a', 'Andr?e'])('lost a letter of a name: %s', (text) => {
    expect(verdict('last_name', text)).toMatch(/^problem: has a question mark in the place of a letter/);
  });

  it.each(['????', '??? ?????', '??'])('lost all letters: %s', (text) => {
    expect(verdict('dept', text)).toMatch(/^problem: has lost its letters/);
  });

  it('left the mark of a lost character', () => {
    expect(verdict('dept', 'Andr\ufffde')).toMatch(/^problem: has a character that was lost .* position 5/);
  });
});

describe('an escape', () => {
  it.each([
    ['R&amp;D', 'R&D'],
    ['R&AMP;D', 'R&D'],
    ['R&amp;amp;D', 'R&D'],
    ['O&#39;Brien', "O'Brien"],
    ['O&#x27;Brien', "O'Brien"],
    ['O&apos;Brien', "O'Brien"],
    ['&lt;Sales&gt;', '<Sales>'],
    ['&quot;Sales&quot;', '"Sales"'],
    ['Sales&nbsp;North', 'Sales North'],
    ['Andr&eacute;e', 'Andrée'],
    ['M&uuml;ller', 'Müller'],
    ['Stra&szlig;e', 'Straße'],
    ['&Aring;sa', 'Åsa'],
    ['S&oslash;ren', 'Søren'],
    ['Ann &ndash; Lee', 'Ann – Lee'],
    ['Andr\\u00e9e', 'Andrée'],
    ['R\\u0026D', 'R&D'],
    ['\\u738b\\u5c0f', '王小'],
    ['Andr<U+00E9>e', 'Andrée'],
    ['Andr<e9>e', undefined],
    ['Sales_x000D_', 'Sales'],
    ['Sales\\r\\nNorth', 'Sales North'],
    ["O\\'Brien", "O'Brien"],
    ['\\"Sales\\"', '"Sales"'],
    ['=?UTF-8?Q?Andr=C3=A9e?=', undefined],
    ['Andr=C3=A9e', 'Andrée'],
    ['Andr\\C3\\A9e', 'Andrée'],
    ['Sales%20North', 'Sales North'],
    ['Andr%C3%A9e', 'Andrée'],
    ['R%26D', 'R&D'],
  ])('%s', (text, right) => {
    for (const column of ['dept', 'first_name', 'custom.cbf_1', 'about_me']) {
      expect(verdict(column, text)).toMatch(/^problem: (?:has|is) /);
      expect(instead(column, text)).toBe(right);
    }
  });

  it.each([
    ['dept', 'Sales\\nNorth', 'Sales North'],
    ['last_name', 'Jos\\xe9', undefined],
    ['email', 'a%40example.com', 'a@example.com'],
    ['email', 'a&amp;b@example.com', 'a&b@example.com'],
    ['user_id', 'abc%2Fdef%3D%3D', 'abc/def=='],
    ['feature', '{&quot;zoom_phone&quot;:true}', '{"zoom_phone":true}'],
  ])('in %s: %s', (column, text, right) => {
    expect(verdict(column, text)).toMatch(/^problem: /);
    expect(instead(column, text)).toBe(right);
  });
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: placeholders of other programs
describe('what a program writes of a thing', () => {
  it.each([
    ...[
      '[object Object]',
      '[object Promise]',
      'System.Object',
      'System.String[]',
      'System.Object[]',
      '@{name=Ann}',
    ],
    ...[
      'System.Collections.Generic.List`1[System.String]',
      'Microsoft.ActiveDirectory.Management.ADPropertyValueCollection',
    ],
    ...[
      'java.lang.Object@1b2c3d',
      '[Ljava.lang.String;@1b2c3d',
      '<__main__.User object at 0x7f00>',
      '#<User:0x00007f>',
    ],
    ...[
      "OrderedDict([('a', 1)])",
      "Decimal('12')",
      'datetime.date(2026, 3, 12)',
      "<class 'str'>",
      'function () {}',
    ],
  ])('%s', (text) => {
    for (const column of ['dept', 'custom.cbf_1', 'first_name']) {
      expect(verdict(column, text)).toBe(
        'problem: is what a program writes of an object: write the text itself',
      );
    }
  });

  it.each([
    ["b'Sales'", 'Sales'],
    ["u'Sales'", 'Sales'],
    ['12;#Sales', 'Sales'],
  ])('%s', (text, inside) => {
    expect(verdict('dept', text)).toMatch(/^problem: has marks of a program around it/);
    expect(instead('dept', text)).toBe(inside);
  });

  it.each(['{"id":5}', '["Sales"]', "['Sales']", '[{"name":"x"}]', '[1,2]'])(
    'JSON is no text: %s',
    (text) => {
      expect(verdict('dept', text)).toBe('problem: is JSON: write the text itself');
      expect(verdict('custom.cbf_1', text)).toBe('sent');
    },
  );

  it('an entry of a directory is no manager', () => {
    expect(verdict('manager', 'CN=Greta Holm,OU=People,DC=example,DC=com')).toMatch(
      /^problem: is an entry of a directory/,
    );
    expect(instead('manager', 'CN=Greta Holm,OU=People,DC=example,DC=com')).toBe('Greta Holm');
  });

  it.each([
    ['${first_name}'],
    ['Hello ${name}'],
    ['{{name}}'],
    ['{{ user.name }}'],
    ['{!Contact.Name}'],
    ['#{name}'],
    ['<%= name %>'],
    ['*|FNAME|*'],
    ['%FIRSTNAME%'],
    ['%%FirstName%%'],
    ['«First_Name»'],
    ['«First» «Last»'],
    ['$FIRST_NAME'],
    ['$(name)'],
    ['[[name]]'],
    ['@@name@@'],
    ['__NAME__'],
    ['{first_name}'],
    ['[First Name]'],
    ['[your name]'],
    ['<First Name>'],
    ['<your department>'],
  ])('a placeholder: %s', (text) => {
    expect(verdict('dept', text)).toMatch(/^problem: (?:has a placeholder in it|is a placeholder)/);
  });

  it.each([
    ['<b>Ann</b>', 'Ann'],
    ['Sales<br>North', 'Sales North'],
    ['<p class="x">Sales</p>', 'Sales'],
    ['<a href="https://example.com">Sales</a>', 'Sales'],
    ['<br/>', undefined],
  ])('HTML: %s', (text, inside) => {
    expect(verdict('job_title', text)).toMatch(/^problem: has HTML in it/);
    expect(instead('job_title', text)).toBe(inside);
  });

  it.each([
    ['"Sales"', 'Sales'],
    ['"Sales ""North"""', 'Sales "North"'],
    ["'Sales'", 'Sales'],
    ["'N/A'", 'N/A'],
  ])('quotes of a file: %s', (text, inside) => {
    expect(verdict('dept', text)).toMatch(/^problem: stands in quotes/);
    expect(instead('dept', text)).toBe(inside);
  });

  it('an apostrophe that a query has doubled', () => {
    expect(instead('last_name', "O''Brien")).toBe("O'Brien");
  });
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: placeholders of other programs

describe('a character that cannot be seen', () => {
  it.each([
    ['Sales\u200b', 'U+200B) at position 6, a zero-width space'],
    ['\u200bSales', 'U+200B) at position 1'],
    ['Sa\u200cles', 'U+200C) at position 3, a zero-width non-joiner'],
    ['Sa\u200dles', 'U+200D) at position 3, a zero-width joiner'],
    ['Sa\ufeffles', 'U+FEFF) at position 3, a byte order mark'],
    ['Sa\u2060les', 'U+2060) at position 3, a word joiner'],
    ['Sa\u00adles', 'U+00AD) at position 3, a soft hyphen'],
    ['\u200eSales', 'U+200E) at position 1, a left-to-right mark'],
    ['Sales\u200f', 'U+200F) at position 6, a right-to-left mark'],
    ['\u202aSales\u202c', 'U+202A) at position 1, a mark that changes the direction of writing'],
    ['\u202eselaS', 'U+202E) at position 1'],
    ['\u2066Sales\u2069', 'U+2066) at position 1'],
    ['Sales\u2028North', 'U+2028) at position 6, a line separator'],
    ['Sales\u3164', 'U+3164) at position 6, a Hangul filler'],
    ['Sales\u2800', 'U+2800) at position 6, a blank of Braille'],
    ['Sales\uf8ff', 'U+F8FF) at position 6, a character that only one font knows'],
    ['Sales\uf0b7', 'U+F0B7)'],
    ['Sa\ufe0fles', 'U+FE0F) at position 3, a variation selector'],
    ['Sales\u{e0041}', 'U+E0041) at position 6'],
    ['Sales\uffff', 'U+FFFF) at position 6'],
    ['Sa\u0000les', 'a NUL byte (U+0000)'],
    ['Sa\u000bles', 'a control character (U+000B)'],
    ['Sa\ud800les', 'U+D800) at position 3'],
  ])('%j', (text, message) => {
    for (const column of ['dept', 'first_name', 'custom.cbf_1', 'cost_center', 'about_me']) {
      expect(verdict(column, text)).toMatch(/^problem: has /);
      expect(verdict(column, text)).toContain(message);
    }
  });

  it.each([
    ['علی\u200cرضا', 'Persian joins'],
    ['क्\u200dष', 'Hindi joins'],
    ['അവന്\u200d', 'Malayalam joins'],
    ['ආචාර්\u200dය', 'Sinhala joins'],
    ['ភ្នំ\u200bពេញ', 'Khmer parts words'],
    ['ໄນ\u200bຣາ \u200bໄນ', 'Lao parts words'],
    ['ದಿರಾಮ್\u200c\u200c', 'Kannada keeps letters apart'],
    ['👩\u200d💻 Ann', 'emoji join'],
    ['👩🏽\u200d🚀', 'emoji of a colour join'],
    ['❤\ufe0f', 'an emoji in colour'],
    ['🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', 'the flag of England'],
    ['葛\u{e0100}城', 'a variant of a Chinese character'],
    ['שלום\u200f Ann', 'Hebrew and Latin'],
    ['山田\u3000太郎', 'the Japanese space'],
    ['Andre\u0301e', 'a letter and its accent apart'],
  ])('is needed: %j, %s', (text) => {
    expect(verdict('display_name', text)).toBe('sent');
    expect(verdict('dept', text)).toBe('sent');
  });

  it.each(['Ann\u00a0Marie', 'Ventes\u202f: Nord', 'A\u2007B', 'A\u2003B'])('may be a space: %j', (text) => {
    expect(read('dept', text)).toMatchObject({
      value: text,
      warning: expect.stringContaining('write a plain space'),
    });
    expect(verdict('last_name', text)).toMatch(/^warning: has /);
    expect(verdict('cost_center', text)).toMatch(/^problem: has /);
  });

  it.each(['Sales\nNorth', 'Sales\tNorth'])('may be a line break or a tab: %j', (text) => {
    expect(read('dept', text)).toMatchObject({
      value: text,
      warning: expect.stringContaining('at position 6'),
    });
    expect(verdict('about_me', text)).toBe('sent');
    expect(verdict('first_name', text)).toMatch(/^problem: /);
  });
});

describe('a plain value', () => {
  it.each([
    ...[
      "O'Brien",
      "d'Arc",
      "'t Hooft",
      "'s-Gravenhage",
      "'Aolani",
      'Müller-Lüdenscheidt',
      'Æ',
      'Ng',
      'Å',
      'Ó',
      'No',
      'Yes',
    ],
    ...[
      'Blank',
      'Test',
      'Void',
      'Jan',
      'May',
      'April',
      'June',
      'Mai',
      'Set',
      'Array',
      'Nul',
      'Nall',
      'Nullmeyer',
      'Noné',
    ],
    ...[
      '王',
      '空',
      '无咎',
      'Dž',
      'João',
      'JOÃO',
      'CAMARÃES',
      'São',
      'ÃO',
      'Â',
      'Ângela',
      'Ñ',
      'Nguyễn Thị Ánh',
      'Þór',
    ],
    ...[
      'Ștefănescu',
      'MĂŞCAN',
      'Băşescu',
      'Çağlar',
      'Łukasz',
      'Οδυσσέας',
      'Анна',
      'Ёлкина',
      'محمد',
      'שרה',
      'প্রিয়া',
    ],
    ...[
      'X',
      'Xx',
      'J.',
      'A. B.',
      'Ann (Annie)',
      'Ann "Annie" Lee',
      'Mary-Jane',
      'Conan O’Brien',
      'Jean‑Luc',
      'Null-Meyer',
    ],
    ...['Nana', 'Nanna', 'Annan', 'Ann Null', 'Mc Na', 'D´Angelo', 'Sr. José', 'Lê', 'Ève', 'Üç'],
  ])('of a name: %s', (text) => {
    for (const column of ['first_name', 'last_name', 'display_name'])
      expect(verdict(column, text)).toBe('sent');
  });

  it.each([
    ...[
      'R&D',
      'R&D;',
      'AT&T',
      'C#',
      'F#',
      '#1 Sales',
      '#marketing',
      '#python',
      '#error',
      '#Connect',
      'Go #TEAM!',
      'N.C.',
      'N.V.',
      '100.00',
      '1500.00',
      '# 1',
      'N/A Ltd',
      'Nullarbor',
      'None of these',
    ],
    ...[
      'Sales',
      'sales',
      'SALES',
      'E5',
      '5E10',
      '1E10',
      '4E5',
      'Building 3E1',
      '3E12',
      '12E',
      'E+M',
      '45363',
      '007',
      '0',
    ],
    ...[
      '0042',
      '3-12',
      '1-2',
      '10-20-30',
      '10-20-3000',
      '1.2.3',
      '12.5',
      '3.14',
      '1,5',
      '12.03',
      '2026',
      'MAR-12',
      'SEP-01',
    ],
    ...[
      'Q1 2026',
      'May 20 Team',
      'March',
      '24/7',
      '50%',
      '50% Off',
      '100%ig',
      '+1',
      '@home',
      '@ann',
      '-A1',
      '-A-',
      '- Sales',
    ],
    ...[
      '+49 30 1234567',
      '(Sales)',
      '[Sales]',
      '*Sales',
      'Sales*',
      '**',
      'A*',
      'x',
      'xx',
      'XX',
      'XXL',
      "'68 Club",
      "'90s Team",
    ],
    ...[
      "Ben & Jerry's",
      'Sales / Marketing',
      'Sales; North',
      'C:\\new',
      'CORP\\nancy',
      'A_B',
      'a<b',
      '1 < 2 > 0',
      'I <3 Zoom',
    ],
    ...['"Sales" & Co', 'ООО «ABC»', 'Équipe «Ventes»', '« Ventes »', 'CAFÉ®', 'NESCAFÉ™', '«CAFÉ»'],
    ...[
      'ÄÖÜ',
      'Größe',
      'OÙ»',
      'Straße 5',
      'Montréal – Ouest',
      'Zürich',
      '20 °C',
      '½',
      '5 µm',
      'a → b',
      '東京',
      '部署１',
    ],
    ...[
      'Кривий Ріг',
      'РЄ',
      'Україна',
      'ŁÓDŹ',
      'Košice',
      'Úštěk',
      'Nad Úžlabinou',
      'ÚŠTĚK',
      'Річка Сіверська',
      'Академії Наталії',

      'Ďurčiná',
      'System.Admin',
      'Microsoft.NET',
      'Object',
      'Namibia',
    ],
    ...[
      '{x',
      'a{b}',
      'Is it?',
      'Who? What?',
      'Wow!',
      '#Wow',
      'Hello…',
      'Loading Dock',
      'Errors:502',
      'Nil desperandum',
    ],
    ...[
      '12345678901234',
      '123456789012345',
      'a=b',
      'E=mc2',
      'x%2',
      '100% Cotton',
      'Leer',
      'To Do Team',
      'falseness',
      '🎉 Party',
    ],
    ...[
      'Setúbal',
      'Unit 12-Mar',
      'CN',
      'CN=1',
      'list(A)',
      'Function',
      "Sales 'n' Service",
      'N.D. Region',
      'Vacant',
      '(clear)',
    ],
  ])('of a department, an attribute, a code: %s', (text) => {
    for (const column of ['dept', 'job_title', 'location', 'custom.cbf_1']) {
      const expected = text === '**' ? /^problem: was masked/ : /^sent$/;
      expect(verdict(column, text)).toMatch(expected);
    }
  });

  it.each([
    ['cost_center', 'CC-1100'],
    ['cost_center', '1E10'],
    ['dept', 'NAT'],
    ['display_name', 'Null Null'],
    ['dept', 'Mar/Apr'],
    ['dept', 'XXX-12'],
    ['dept', 'CORP\\xerox'],
    ['cost_center', '12-34-56'],
    ['cost_center', '100.20'],
    ['custom.cbf_1', '1.0'],
    ['custom.cbf_1', 'true'],
    ['custom.cbf_1', '✓'],
    ['custom.cbf_1', '€'],
    ['custom.cbf_1', 'https://example.com/a%20b?c=%C3%A9'],
    ['linkedin_url', 'https://www.linkedin.com/in/andr%C3%A9e'],
    ['type', 'none'],
    ['plan_united_type', 'none'],
    ['language', 'no-NO'],
    ['timezone', 'Etc/GMT+5'],
    ['timezone', 'America/Argentina/Buenos_Aires'],
    ['about_me', '12-Mar'],
    ['about_me', '#BLESSED!'],
    ['about_me', 'I like 1.5E+3 things.\nReally? Yes!'],
    ['about_me', '🎉'],
    ['vanity_name', 'ann.meets'],
    ['user_id', 'KDcuGIm1QgePTO8WbOqwIQ'],
    ['user_id', '-cn1DHGRRTSOlnVwyZNhKw'],
    ['user_id', '_ahGIm1QgePTO8WbOqwIQ-'],
    ['user_id', 'k&KdKr6TLWuxdDtk0hjSzL'],
    ['user_id', 'a/b?c=='],
    ['email', 'ann+zoom@example.com'],
    ['email', "o'neil@example.com"],
    ['email', 'null@example.com'],
    ['email', '-ann@example.com'],
    ['email', 'a/b#c%d?e&f@example.com'],
    ['email', 'x_x@example.com'],
    ['phone_numbers', '[]'],
    ['custom_attributes', '[{"key":"k","value":""}]'],
    ['division_ids', '["ZnQ4w9"]'],
  ])('of %s: %s', (column, text) => {
    expect(verdict(column, text)).toBe('sent');
  });
});

it('a value with a character that cannot be seen says which', () => {
  expect(verdict('type', 'basic\u200b')).toMatch(
    /^problem: has an invisible character \(U\+200B\) at position 6/,
  );
  expect(verdict('pmi', '\u202a1234567890\u202c')).toMatch(
    /^problem: has an invisible character \(U\+202A\)/,
  );
});

describe('in JSON', () => {
  it.each(['NULL', '#N/A', '1.23457E+11', 'AndrÃ©e', 'R&amp;D', '[object Object]', '********'])(
    'a leftover is one, too: %s',
    (text) => {
      const value = JSON.stringify(text);
      expect(verdict('custom_attributes', `[{"key":"k","value":${value}}]`)).toMatch(
        /^problem: (?!.*no JSON)/,
      );
      expect(verdict('division_ids', `[${value}]`)).toMatch(/^problem: (?!.*no JSON)/);
    },
  );

  it.each([
    ['type', 'NULL'],
    ['pmi', '-'],
    ['use_pmi', 'N/A'],
    ['feature', '(null)'],
    ['zoom_one_type', 'undefined'],
    ['host_key', '********'],
  ])('or in a column with words or digits of its own, it is said what it is: %s %s', (column, text) => {
    expect(verdict(column, text)).toMatch(
      /^problem: (?:may stand for nothing|stands for nothing|is an error of the spreadsheet|was masked)[^']*$/,
    );
  });
});
