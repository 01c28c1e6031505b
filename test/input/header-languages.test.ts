import { describe, expect, it } from 'vitest';
import { fold } from '../../src/support/fold.ts';
import { readTasks, summarize } from '../support/read-input.ts';

const CELLS = [
  'ann@example.com',
  'Ann',
  'Lee',
  'Sales',
  'Engineer',
  'Example Ltd',
  'Berlin',
  'CC-1',
  'bo@example.com',
  '+49 30 1234567',
  '+49 171 1234567',
  'en-US',
  'Europe/Berlin',
];

const FIELDS = {
  first_name: 'Ann',
  last_name: 'Lee',
  dept: 'Sales',
  job_title: 'Engineer',
  company: 'Example Ltd',
  location: 'Berlin',
  cost_center: 'CC-1',
  manager: 'bo@example.com',
  language: 'en-US',
  timezone: 'Europe/Berlin',
  phone_numbers: [{ label: 'Office' }, { label: 'Mobile' }],
  type: 2,
  use_pmi: true,
};

/** Action, the columns of CELLS, type and a column of true or false, as an HR system of the country has them. */
const EXPORTS: Readonly<
  Record<string, readonly [header: string, action: string, type: string, yes: string]>
> = {
  German: [
    'Aktion;E-Mail-Adresse;Vorname;Nachname;Abteilung;Stellenbezeichnung;Firma;Standort;Kostenstelle;Vorgesetzter;Telefon geschäftlich;Mobiltelefon;Sprache;Zeitzone;Lizenztyp',
    'Ändern',
    'Lizenziert',
    'WAHR',
  ],
  'German with another system': [
    'Vorgang;Geschäftliche E-Mail;Vorname;Name;Organisationseinheit;Position;Unternehmen;Arbeitsort;Kostenstellen-Nr.;Vorgesetzte/r;Telefonnummer;Handynummer;Korrespondenzsprache;Zeitzone;Benutzertyp',
    'aktualisieren',
    'mit Lizenz',
    'Ja',
  ],
  French: [
    'Opération;Adresse e-mail;Prénom;Nom;Service;Poste;Société;Lieu de travail;Centre de coûts;Responsable hiérarchique;Téléphone;Téléphone portable;Langue;Fuseau horaire;Type de licence',
    'Modifier',
    'Sous licence',
    'VRAI',
  ],
  'French with another system': [
    'Action;Courriel;Prénom;Nom de famille;Département;Intitulé du poste;Entreprise;Établissement;Centre de coût;Supérieur hiérarchique;Téléphone professionnel;Mobile;Langue préférée;Fuseau horaire;Licence',
    'mise à jour',
    'Licencié',
    'oui',
  ],
  Spanish: [
    'Acción;Correo electrónico;Nombre;Apellidos;Departamento;Puesto;Empresa;Ubicación;Centro de coste;Jefe;Teléfono;Teléfono móvil;Idioma;Zona horaria;Tipo de licencia',
    'Actualizar',
    'Con licencia',
    'VERDADERO',
  ],
  'Spanish of America': [
    'Operación;Correo corporativo;Nombres;Apellidos;Área;Cargo;Compañía;Sede;Centro de costos;Jefe inmediato;Teléfono de oficina;Celular;Idioma;Huso horario;Licencia',
    'modificar',
    'Licenciado',
    'Sí',
  ],
  Italian: [
    'Azione;Indirizzo e-mail;Nome;Cognome;Reparto;Qualifica;Azienda;Sede;Centro di costo;Responsabile;Telefono;Cellulare;Lingua;Fuso orario;Tipo di licenza',
    'Aggiornare',
    'Con licenza',
    'VERO',
  ],
  Portuguese: [
    'Ação;Endereço de e-mail;Nome;Sobrenome;Departamento;Cargo;Empresa;Localização;Centro de custo;Gestor;Telefone;Celular;Idioma;Fuso horário;Tipo de licença',
    'Atualizar',
    'Licenciado',
    'VERDADEIRO',
  ],
  'Portuguese of Portugal': [
    'Operação;E-mail profissional;Nome próprio;Apelido;Sector;Função;Organização;Local de trabalho;Centro de custos;Superior hierárquico;Telefone;Telemóvel;Língua;Fuso horário;Licença',
    'alterar',
    'com licença',
    'sim',
  ],
  Dutch: [
    'Actie;E-mailadres;Voornaam;Achternaam;Afdeling;Functie;Bedrijf;Locatie;Kostenplaats;Leidinggevende;Telefoon werk;Mobiel nummer;Taal;Tijdzone;Licentietype',
    'Wijzigen',
    'Gelicentieerd',
    'WAAR',
  ],
  Polish: [
    'Akcja;Adres e-mail;Imię;Nazwisko;Dział;Stanowisko;Firma;Lokalizacja;MPK;Przełożony;Telefon służbowy;Telefon komórkowy;Język;Strefa czasowa;Typ licencji',
    'Zmień',
    'Licencjonowany',
    'PRAWDA',
  ],
  Japanese: [
    '操作;メールアドレス;名;姓;部署;役職;会社名;勤務地;コストセンター;上司;電話番号;携帯電話;言語;タイムゾーン;ライセンス種別',
    '更新',
    'ライセンス済み',
    'はい',
  ],
  English: [
    'Operation;Work Email;Given Name;Surname;Department;Business Title;Company;Office Location;Cost Centre;Line Manager;Work Phone;Mobile Phone;Preferred Language;Time Zone;License Type',
    'Modify',
    'Licensed',
    'TRUE',
  ],
};

describe('an export of an HR system', () => {
  it.each(Object.entries(EXPORTS))(
    'in %s is read as it is',
    async (_language, [header, action, type, yes]) => {
      const row = [action, ...CELLS, type, yes].join(';');
      const [task] = await readTasks(`${header};use_pmi\n${row}`);
      expect(task).toMatchObject({ action: 'update', email: 'ann@example.com', fields: FIELDS });
    },
  );

  it.each(Object.entries(EXPORTS))(
    'in %s is read without accents',
    async (_language, [header, action, type, yes]) => {
      const row = [fold(action), ...CELLS, fold(type), fold(yes)].join(';');
      const [task] = await readTasks(`${fold(header).toUpperCase()};use_pmi\n${row}`);
      expect(task).toMatchObject({ action: 'update', email: 'ann@example.com', fields: FIELDS });
    },
  );

  it.each([
    ['Aktion;E-Mail;Typ', 'Lizenziert'],
    ['Acción;Correo;Tipo', 'Con licencia'],
    ['Azione;E-mail;Tipo', 'Con licenza'],
    ['Ação;E-mail;Tipo', 'Licenciado'],
    ['Akcja;E-mail;Typ', 'Licencjonowany'],
    ['操作;メールアドレス;種類', 'ライセンス済み'],
    ['操作;メールアドレス;種別', 'ライセンス済み'],
    ['操作;メールアドレス;タイプ', 'ライセンス済み'],
  ])('has the type in a column named so: %s', async (header, type) => {
    const [task] = await readTasks(`${header}\nupdate;ann@example.com;${type}`);
    expect(task).toMatchObject({ fields: { type: 2 } });
  });

  it.each(['Typ;Etat', 'Tipo;Vollzeit', '種類;正社員'])('has another type: %s', async (column) => {
    const [header, cell] = column.split(';');
    await expect(readTasks(`action;email;${header}\nupdate;ann@example.com;${cell}`)).rejects.toThrow(
      'no type of a Zoom user',
    );
  });

  it('has umlauts spelt out', async () => {
    const [task] = await readTasks(
      'Vorgang;Mailadresse;Vorgesetzter;Buero\nAendern;ann@example.com;Jörg Über;Köln',
    );
    expect(task).toMatchObject({ action: 'update', fields: { manager: 'Jörg Über', location: 'Köln' } });
  });
});

describe('a word for an action', () => {
  it.each([
    [
      'create',
      [
        'Add',
        'new',
        'Invite',
        'anlegen',
        'Neu anlegen',
        'créer',
        'Alta',
        'crear',
        'aggiungi',
        'criar',
        'toevoegen',
        'Dodaj',
        '新規登録',
      ],
    ],
    [
      'update',
      [
        'change',
        'Edit',
        'ändern',
        'AENDERN',
        'mettre à jour',
        'modificar',
        'aggiorna',
        'alterar',
        'wijzigen',
        'zmień',
        '変更',
      ],
    ],
    [
      'activate',
      [
        'enable',
        'Re-enable',
        'freischalten',
        'réactiver',
        'habilitar',
        'riattivare',
        'ativar',
        'activeren',
        'aktywuj',
        '有効化',
      ],
    ],
    [
      'deactivate',
      [
        'Disable',
        'suspend',
        'sperren',
        'Deaktivieren',
        'désactiver',
        'deshabilitar',
        'disattiva',
        'desativar',
        'deactiveren',
        'dezaktywuj',
        '無効化',
      ],
    ],
  ])('is %s', async (action, words) => {
    for (const word of words) {
      const [row = ''] = await summarize(`action;email\n${word};ann@example.com`);
      // Only the missing cells of some actions are complained of.
      expect([word, row.replace(/ ann@.*/, '')]).toEqual([
        word,
        expect.stringMatching(`^2 (?:ok|${action})$`),
      ]);
      expect(row).not.toContain('is no action');
    }
  });

  it.each([
    'remove',
    'Terminate',
    'Leaver',
    'Löschen',
    'loeschen',
    'Supprimer',
    'eliminar',
    'Baja',
    'cancella',
    'excluir',
    'verwijderen',
    'usuń',
    '削除',
  ])('that takes a user away is not guessed: %s', async (word) => {
    expect(await summarize(`action;email\n${word};ann@example.com`)).toEqual([
      `2 - ann@example.com | action: found "${word}", which is no action: write deactivate (cannot sign in any more), disassociate (leaves the account) or delete (is gone for good)`,
    ]);
  });

  it.each(['aktiv', 'inactive', 'promote', 'transfer', 'Joiner'])('is none: %s', async (word) => {
    expect(await summarize(`action;email\n${word};ann@example.com`)).toEqual([
      expect.stringContaining(`action: found "${word}", which is no action: `),
    ]);
  });
});

describe('a word in a cell', () => {
  it.each([
    [
      1,
      [
        'Basic',
        'free',
        'Basis',
        'Basique',
        'De base',
        'Básico',
        'basico',
        'Base',
        'Podstawowy',
        '基本',
        '無料',
      ],
    ],
    [
      2,
      [
        'LICENSED',
        'licenced',
        'Pro',
        'Lizenziert',
        'Sous licence',
        'Avec licence',
        'Con licencia',
        'Con licenza',
        'Licenciado',
        'Gelicentieerd',
        'Licencjonowany',
        'ライセンス済み',
        'ライセンスあり',
      ],
    ],
    [
      4,
      [
        'Unassigned',
        'Nicht zugewiesen',
        'Non attribué',
        'Sin asignar',
        'Non assegnato',
        'Não atribuído',
        'Niet toegewezen',
        '未割り当て',
      ],
    ],
  ])('is type %s', async (type, words) => {
    for (const word of words) {
      const [task] = await readTasks(`action;email;type\nupdate;ann@example.com;${word}`);
      expect([word, task?.fields.type]).toEqual([word, type]);
    }
  });

  it.each([
    [
      'true',
      [
        'TRUE',
        'Yes',
        'y',
        't',
        'on',
        '1',
        'WAHR',
        'ja',
        'Vrai',
        'oui',
        'Verdadero',
        'sí',
        'si',
        'Vero',
        'sì',
        'sim',
        'Waar',
        'Prawda',
        'tak',
        'はい',
        '真',
      ],
    ],
    [
      'false',
      [
        'False',
        'no',
        'n',
        'f',
        'OFF',
        '0',
        'FALSCH',
        'nein',
        'Faux',
        'non',
        'Falso',
        'não',
        'nao',
        'Onwaar',
        'nee',
        'Fałsz',
        'falsz',
        'nie',
        'いいえ',
        '偽',
      ],
    ],
  ])('is %s', async (value, words) => {
    for (const word of words) {
      const [task] = await readTasks(`action;email;use_pmi\nupdate;ann@example.com;${word}`);
      expect([word, String(task?.fields.use_pmi)]).toEqual([word, value]);
    }
  });

  it.each(['Licenziato', 'Business', 'Enterprise', 'Standard', 'Premium'])('is no type: %s', async (word) => {
    expect(await summarize(`action;email;type\nupdate;ann@example.com;${word}`)).toEqual([
      expect.stringContaining(`type: found "${word}": write basic, licensed`),
    ]);
  });
});
