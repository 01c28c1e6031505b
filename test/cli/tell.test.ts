import { describe, expect, it } from 'vitest';
import { tell, tellError } from '../../src/cli/tell.ts';
import { TextOutput } from '../../src/cli/text-output.ts';
import { FakeStream } from '../support/fake-stream.ts';

const PATH = '/home/somebody/provisioning/a-long-way-down/reports/20260311-184501-k3f9/results.csv';

function told(columns: number | undefined, text: string, say = tell): string[] {
  const stream = new FakeStream();
  stream.isTTY = columns !== undefined;
  stream.columns = columns ?? 0;
  say(new TextOutput(stream), text);
  return stream.all.replace(/\n$/, '').split('\n');
}

describe('a message', () => {
  const text = 'Zoom refused a medium call, so the medium label pauses for 20 s and goes on more slowly.';

  it('is broken between words on a terminal', () => {
    expect(told(60, text)).toEqual([
      'Zoom refused a medium call, so the medium label pauses for',
      '20 s and goes on more slowly.',
    ]);
  });

  it('stays on one line elsewhere', () => {
    expect(told(undefined, text)).toEqual([text]);
  });

  it('has a path that is longer than a line on one of its own, to be copied', () => {
    expect(told(60, `The report is in ${PATH} now.`)).toEqual(['The report is in', PATH, 'now.']);
  });

  it('keeps its own lines, and what they begin with', () => {
    expect(told(60, `The job cannot be used:\n- ${text}\n  two  blanks`)).toEqual([
      'The job cannot be used:',
      '- Zoom refused a medium call, so the medium label pauses for',
      '  20 s and goes on more slowly.',
      '  two  blanks',
    ]);
  });

  it('has the name of the program before an error', () => {
    expect(told(undefined, 'no', tellError)).toEqual(['zoom-provision: no']);
  });
});
