import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readTasks, summarize } from '../support/read-input.ts';

const sample = (name: string) => readFile(new URL(`../../samples/${name}`, import.meta.url));

it('every-problem.csv has every kind of problem, each said in words', async () => {
  expect((await summarize(await sample('every-problem.csv'))).join('\n')).toMatchInlineSnapshot(`
    "2 - amelia.brandt@example.com | action: is no action: did you mean create?
    3 - bruno.costa@example.com | action: is empty: write create, autoCreate, custCreate, ssoCreate, update, activate, deactivate, password, change_email, disassociate or delete
    4 deactivate - | email and user_id are both empty: one of them must say who the row is about
    5 ssoCreate - | email: found "chen.li": is no e-mail address: write one such as ann@example.com
    6 ssoCreate - | email: found "dora.egger@example.com<U+200B>": has an invisible character (U+200B) at position 23, a zero-width space: delete it, or type the cell again
    7 ssoCreate - | email: found "Erik Falk <erik.falk@example.com>": has more than an address in it: write erik.falk@example.com
    8 ssoCreate fatima.haddad@example.com | user_id: a user who is to be created has no id yet (ssoCreate): leave the cell empty
    9 ssoCreate george.ito@example.com | type: is empty, and ssoCreate needs it: write basic or licensed
    10 ssoCreate hanna.jokinen@example.com | type: found "gold": write basic, licensed, unassigned or none (or 1, 2, 4, 99)
    11 custCreate ivan.kovac@example.com | type: none (99) is only for ssoCreate and update: write basic or licensed
    12 activate - | user_id: found "me": is no user id, it means something else to Zoom: write the id that Zoom gave the user, or the e-mail address
    13 deactivate jana.lind@example.com | dept: this column is not for deactivate (only create, autoCreate, custCreate, ssoCreate, update take it): leave the cell empty
    14 update karl.moser@example.com | there is nothing to update: fill a cell beside who it is about
    15 create lena.novak@example.com | password: a password has no effect with create (only autoCreate, password take it): leave the cell empty
    16 password mona.olsen@example.com | password: is empty, and password needs it
    17 autoCreate nils.peters@example.com | password: has 7 characters: write 8 to 31
    18 ssoCreate olga.quist@example.com | first_name: found "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis…": has 67 characters, at most 64 are allowed: shorten it
    19 ssoCreate qin.wang@example.com | last_name: found "欧阳上官司马王": has 7 Chinese characters, at most 5 are allowed: shorten it
    20 update pia.ross@example.com | last_name: found "R<U+0007>oss": has a control character (U+0007) at position 2: delete it, or type the cell again
    21 update rosa.sanz@example.com | dept: found "#N/A": is an error of the spreadsheet: repair its formula, or write the value
    22 update sven.toll@example.com | type and zoom_one_type cannot be given together: Zoom sets one of them at a time, so leave the others empty
    23 update tara.uhl@example.com | zoom_one_type: found "72057594037927940": was rounded by a program: write 72057594037927936, in a spreadsheet as text
    24 update ugo.vega@example.com | plan_united_type: found "pro": is no Zoom United plan: write its number (1, 2, 4, 8 … 131072), or none
    25 update vera.wolf@example.com | license_info_list: found "MEETING": is no JSON: write it like [{"license_type":"MEETING","license_option":2,"subscription_id":"SUBREF-…"}]
    26 update wim.xander@example.com | license_info_list: found "[{"license_type":"MEETING","license_option":16,"subscription…": in item 1, license_option: for MEETING this must be 2
    27 update xenia.young@example.com | feature: found "{"zoom_fone":true}": has a name that Zoom does not know; it knows zoom_phone, zoom_one_type
    28 update yara.zimmer@example.com | job_title: found "Senior Vice President of Very Very Very Very Very Very Very …": has 141 characters, at most 128 are allowed: shorten it
    29 update zoe.adler@example.com | manager: found "boss@@example.com": is no e-mail address, it has two @: write one such as ann@example.com, or the manager's display name
    30 update adam.bauer@example.com | pmi: was rounded by a spreadsheet: format the column as text and write every digit
    31 update beth.carr@example.com | host_key: write 6 to 10 digits
    32 update carl.dunn@example.com | use_pmi: found "maybe": write true or false
    33 update dana.ellis@example.com | timezone: found "Central European Time": write a timezone such as Europe/Berlin
    34 update emil.ford@example.com | language: found "en US!": write a language such as en-US
    35 update fay.grant@example.com | phone_mobile: found "0171 1234567": it must begin with + and the country code, such as +49 30 1234567, unless --default-country says which country is meant
    36 update gus.hall@example.com | the row has 4 phone numbers, and Zoom takes 3: leave some cells empty
    37 update hugo.irwin@example.com | phone_country: is empty, and phone_number needs it: better use phone_mobile or phone_office for both
    38 update ida.jones@example.com | custom_attributes: found "[{"key":"cbf_a","value":"1"},{"key":"cbf_b","value":"2"},{"k…": has more than 5 attributes
    39 update joel.king@example.com | about_me: found "See https://example.com/joel": may not have links or HTML in it: delete them
    40 update kim.lowe@example.com | linkedin_url: found "https://example.com/kim": write an address at linkedin.com, such as https://www.linkedin.com/in/ann
    41 update luis.mann@example.com | login_type: found "42": write the number of a login, such as 1 (Google), 100 (work e-mail) or 101 (single sign-on)
    42 ok mia.nash@example.com
    43 ssoCreate Mia.Nash@example.com | email: line 42 creates the same user already: delete one of the two rows
    44 ssoCreate - | type: is empty, and ssoCreate needs it: write basic or licensed; the row has 4 cells, the header has 28: a cell or a delimiter (,) is missing
    45 update - | the row has 29 cells, the header has 28: put a text with the delimiter (,) in it into quotes
    46 update paul.quinn@example.com | lines 46 to 47 were read as one row: is a quote (") missing?
    48 - - | a quote (") opens on line 48 and is never closed: close it, or delete it"
  `);
});

it('portal-import.csv can be used as the Zoom portal takes it', async () => {
  const tasks = await readTasks(await sample('portal-import.csv'), {
    defaults: { action: 'create', type: 'basic' },
  });
  expect(
    tasks.map(({ line, action, user, warnings }) => ({ line, action, user, warnings: warnings.length })),
  ).toEqual([
    { line: 2, action: 'create', user: 'amelia.brandt@example.com', warnings: 1 },
    { line: 3, action: 'create', user: 'bruno.costa@example.com', warnings: 0 },
    { line: 4, action: 'create', user: 'chen.li@example.com', warnings: 1 },
    { line: 5, action: 'create', user: 'dora.egger@example.com', warnings: 0 },
    { line: 6, action: 'create', user: 'fatima.haddad@example.com', warnings: 2 },
  ]);
  expect(tasks[2]?.fields).toEqual({
    first_name: 'Li',
    last_name: 'Chen',
    dept: 'Research, Materials',
    manager: 'Greta Holm',
    job_title: 'Engineer',
    location: 'Singapore',
    type: 1,
  });
});
