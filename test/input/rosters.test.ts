import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { RosterPerson } from '../../src/core/roster.ts';
import { openInput } from '../../src/input/open-input.ts';
import { openRoster, type RosterOptions } from '../../src/input/roster/open-roster.ts';
import { complaintOf, folderWith } from '../support/folder.ts';

const { signal } = new AbortController();

async function read(lines: readonly string[], more: Partial<RosterOptions> = {}) {
  const path = `${folderWith({ 'people.csv': `${lines.join('\n')}\n` })}/people.csv`;
  const options = {
    source: { path },
    actions: ACTIONS,
    match: 'email',
    createAs: 'create',
    ...more,
  } as const;
  const roster = await openRoster(options);
  try {
    const people: RosterPerson[] = (await Array.fromAsync(roster.people(signal))).flat();
    return { ...roster, all: people };
  } finally {
    await roster.close();
  }
}

describe('a roster', () => {
  it('has people with the fields that an update sends, and the cells as they were written', async () => {
    const { all, columns, delimiter } = await read(
      [
        'Mail;Abteilung;Mobile;custom.cbf_1;Employee Unique ID',
        'Ann@example.com; R&D ;+49 30 1234567;(CLEAR);E1',
      ],
      { defaults: { type: 'basic', company: 'Acme' } },
    );
    expect({ columns, delimiter }).toEqual({
      columns: ['dept', 'phone_mobile', 'custom.cbf_1', 'type', 'company'],
      delimiter: ';',
    });
    expect(all).toEqual([
      {
        line: 2,
        email: 'Ann@example.com',
        employeeId: 'E1',
        fields: {
          dept: 'R&D',
          company: 'Acme',
          phone_numbers: [expect.objectContaining({ label: 'Mobile', code: '+49', number: '301234567' })],
          custom_attributes: [{ key: 'cbf_1', value: '' }],
        },
        cells: [
          { column: 'dept', text: 'R&D' },
          { column: 'phone_mobile', text: '+49 30 1234567' },
          { column: 'custom.cbf_1', text: '(CLEAR)', clears: true },
          { column: 'type', text: 'basic', onlyNew: true },
          { column: 'company', text: 'Acme' },
        ],
      },
    ]);
  });

  it('has a type for who is new beside a plan, and the plan alone for who is there', async () => {
    const [ann] = (await read(['email,type,zoom_one_type', 'ann@example.com,licensed,16'])).all;
    expect(ann).toMatchObject({
      fields: { zoom_one_type: 16 },
      cells: [{ text: 'licensed' }, { text: '16' }],
    });
    expect(ann?.fields).not.toHaveProperty('type');
    expect(ann).not.toHaveProperty('problems');
    expect(ann).not.toHaveProperty('problemsIfNew');
  });

  it('may have columns of its own that are of our reports elsewhere', async () => {
    const rows = ['email,reason,line', 'ann@example.com,x,y'];
    expect(await complaintOf(() => read(rows))).toContain('Unknown columns "reason", "line"');
    expect((await read(rows, { ignore: ['reason', 'line'] })).all).toHaveLength(1);
  });

  it.each([
    ['a default action', ['email,dept'], { defaults: { action: 'update' } }, 'A roster has no actions'],
    [
      'a default that is of no person',
      ['email,dept'],
      { defaults: { login_type: '1' } },
      'a value for "login_type"',
    ],
    ['a host key', ['email,host_key'], {}, 'no secret is written into actions.csv'],
    ['who nobody is', ['dept,company'], {}, 'There is no column "email"'],
  ])('is refused with %s', async (_name, rows, more, says) => {
    expect(await complaintOf(() => read(rows, more))).toContain(says);
  });
});

describe('an input', () => {
  const open = (header: string) => {
    const path = `${folderWith({ 'rows.csv': `${header}\nupdate,ann@example.com,Sales,x\n` })}/rows.csv`;
    return openInput({ source: { path }, actions: ACTIONS });
  };

  it('passes over the column reason of actions.csv, and no other that only looks like it', async () => {
    const input = await open('action,email,dept,reason');
    expect((await Array.fromAsync(input.rows(signal))).flat()).toMatchObject([
      { task: { fields: { dept: 'Sales' } } },
    ]);
    await input.close();
    expect(await complaintOf(() => open('action,email,dept,Reasons'))).toContain('Unknown column "Reasons"');
  });

  it('has no employee ids', async () => {
    expect(await complaintOf(() => open('action,email,dept,employee_unique_id'))).toContain(
      '"employee_unique_id" is a column of rosters (zoom-provision sync) only: pass it over.',
    );
  });
});
