import { describe, expect, it } from 'vitest';
import { refusal, summarize } from '../support/read-input.ts';

describe('the columns that rows-to-fix.csv has before those of the input', () => {
  it('are no part of the rows below them', async () => {
    const rows = [
      'problem,line,action,email,dept',
      "'=dept,3,update,ann@example.com",
      'too long,4,update,bob@example.com,a, b',
      '----,5,----,----,----',
      ',,,,',
    ];
    const were = rows.map((row) => row.split(',').slice(2).join(','));
    const described = await summarize(rows.join('\n'));
    expect(described).toEqual(await summarize(were.join('\n')));
    expect(described).toHaveLength(3);
  });

  it('keep a row of which nothing else is left', async () => {
    const left = await summarize('problem,line,action,email\n"empty here",3,,\nx,4,update,ann@example.com\n');
    expect(left[0]).toContain('only its problem is written here: fill in its cells, or delete the row');
    expect(left).toHaveLength(2);
  });

  it('are passed over where somebody has moved them', async () => {
    expect(await summarize('action,email,dept,line,problem\nupdate,ann@example.com,Sales,2,x')).toEqual([
      '2 ok ann@example.com',
    ]);
  });

  it.each(['problem', 'line'])('do not hide a column of the user that is called %s', async (name) => {
    expect(await refusal(`action,email,dept,${name}\nupdate,ann@example.com,Sales,x`)).toContain(`"${name}"`);
  });
});
