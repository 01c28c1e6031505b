import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/core/json.ts';
import { readInput, readTasks, refusal, summarize } from '../support/read-input.ts';

const update = (column: string, cell: string) => `action,email,${column}\nupdate,ann@example.com,${cell}`;

describe('(clear) empties a field of an update', () => {
  it.each<[string, JsonValue]>([
    ['first_name', ''],
    ['last_name', ''],
    ['display_name', ''],
    ['company', ''],
    ['dept', ''],
    ['Department', ''],
    ['job_title', ''],
    ['location', ''],
    ['cost_center', ''],
    ['manager', ''],
    ['pronouns', ''],
    ['about_me', ''],
    ['vanity_name', ''],
    ['cms_user_id', ''],
    ['phone_numbers', []],
  ])('%s', async (column, value) => {
    const [task] = await readTasks(update(column, '(clear)'));
    expect(Object.values(task?.fields ?? {})).toEqual([value]);
    expect(task?.warnings).toEqual([]);
  });

  it.each(['(CLEAR)', '(Clear)', ' (clear) '])('written as %j', async (cell) => {
    expect(await readTasks(update('dept', cell))).toMatchObject([{ fields: { dept: '' } }]);
  });

  it('a custom attribute', async () => {
    expect(await readTasks(update('custom.cbf_1', '(clear)'))).toMatchObject([
      { fields: { custom_attributes: [{ key: 'cbf_1', value: '' }] } },
    ]);
  });

  it('all numbers but those of the row', async () => {
    const text = 'action,email,phone_numbers,phone_office\nupdate,ann@example.com,(clear),+49 30 1234567';
    expect(await readTasks(text)).toMatchObject([
      { fields: { phone_numbers: [{ label: 'Office', code: '+49', number: '301234567' }] } },
    ]);
  });

  it('where the job computes it', async () => {
    const compute = { dept: () => '(clear)' };
    expect(await readTasks(update('location', 'Oslo'), { compute })).toMatchObject([
      { fields: { dept: '', location: 'Oslo' } },
    ]);
  });

  it.each(['clear', 'Clear', 'clear (n)', '(clearing)', '(Clear Water)', '(R&D)', '[sic]'])(
    'and not %s, which is a text like others',
    async (cell) => {
      expect(await readTasks(update('dept', cell))).toMatchObject([{ fields: { dept: cell } }]);
    },
  );
});

describe('(clear) is a problem', () => {
  const CANNOT = 'cannot be emptied, Zoom takes no empty value for it: ';

  it.each([
    ['type', `${CANNOT}write basic, unassigned or none`],
    ['plan_united_type', `${CANNOT}write none`],
    ['zoom_one_type', `${CANNOT}write 0`],
    ['use_pmi', `${CANNOT}write false`],
    ['pronouns_option', `${CANNOT}write 3`],
    ['custom_attributes', `${CANNOT}write (clear) in a column custom.<key>`],
    [
      'phone_mobile',
      `${CANNOT}Zoom empties only all numbers together, so write (clear) in a column phone_numbers`,
    ],
    ['pmi', `${CANNOT}leave the cell empty`],
    ['host_key', `${CANNOT}leave the cell empty`],
    ['timezone', `${CANNOT}leave the cell empty`],
    ['language', `${CANNOT}leave the cell empty`],
    ['group_id', `${CANNOT}leave the cell empty`],
    ['division_ids', `${CANNOT}leave the cell empty`],
    ['license_info_list', `${CANNOT}leave the cell empty`],
    ['feature', `${CANNOT}leave the cell empty`],
    ['linkedin_url', `${CANNOT}leave the cell empty`],
    ['login_type', `${CANNOT}leave the cell empty`],
    ['remove_tsp_credentials', `${CANNOT}leave the cell empty`],
    ['user_id', `${CANNOT}write who the row is about`],
    ['password', 'a password has no effect with update'],
  ])('in %s', async (column, message) => {
    const [line] = await summarize(`${update(`dept,${column}`, 'IT,(clear)')}`);
    expect(line).toContain(`${column}: ${message}`);
  });

  it.each([
    ['create', 'type,dept', 'basic,(clear)', 'dept: (clear) is for update rows only: leave the cell empty'],
    ['ssoCreate', 'type,last_name', 'basic,(clear)', 'last_name: (clear) is for update rows only'],
    ['change_email', 'new_email', '(clear)', 'new_email: (clear) is for update rows only'],
    ['password', 'password', '(clear)', 'password: (clear) is for update rows only'],
    ['deactivate', 'dept', '(clear)', 'dept: this column is not for deactivate'],
  ])('in a row that does %s', async (action, columns, cells, message) => {
    const [line] = await summarize(`action,email,${columns}\n${action},ann@example.com,${cells}`);
    expect(line).toContain(message);
  });

  it('in email and action', async () => {
    const [line] = await summarize('action,email,dept\nupdate,(clear),IT\n(clear),ann@example.com,IT');
    expect(line).toContain(`email: ${CANNOT}write who the row is about`);
    expect(await readInput('action,email,dept\n(clear),ann@example.com,IT')).toMatchObject([
      { problems: [{ column: 'action' }] },
    ]);
  });

  it.each([
    '[clear]',
    '<clear>',
    '{clear}',
    '( clear )',
    '（clear）',
    '(Delete)',
    '(leer)',
    '(vider)',
    "'(clear)",
    '(clear).',
    '*clear*',
    '__empty__',
    '[EMPTY]',
  ])('when it is written %s', async (cell) => {
    for (const column of ['dept', 'last_name', 'manager', 'custom.cbf_1']) {
      expect(await summarize(update(column, cell))).toEqual([
        `2 update ann@example.com | ${column}: found "${cell}": is not the word that empties a field: write (clear), or leave the cell empty`,
      ]);
    }
  });

  it('as a default for everybody', async () => {
    const message = await refusal(update('location', 'Oslo'), { defaults: { dept: '(Clear)' } });
    expect(message).toBe('The default for dept cannot be (clear): it would empty the field of every user.');
  });
});
