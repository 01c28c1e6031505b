import { expect, it } from 'vitest';
import { Rig } from '../support/cli-rig.ts';

it('what cells plainly mean reaches Zoom, and what they do not is said and not sent', async () => {
  await using rig = await Rig.open();
  for (const name of ['ann', 'bo', 'cy', 'di']) {
    rig.simulator.seed({ email: `${name}@example.com`, fields: { dept: 'IT', job_title: 'Lead' } });
  }
  rig.write('input.csv', [
    'action,email,dept,phone_mobile,custom.cbf_1',
    'update,ann@example.com,(clear),+15550100104,(Clear)',
    'update,bo@example.com,,(555) 010-0105,',
    'update,cy@example.com,,+49 30 1234567 x12,',
    'update,di@example.com,[clear],,',
    'update,o’brien@example.com,IT,,',
  ]);
  const { ZOOM_CLIENT_ID, ...env } = rig.simulator.env;
  const text = `\ufeff# credentials\r\nexport ZOOM_CLIENT_ID = "${ZOOM_CLIENT_ID}"\r\nZOOM_PROVISION_DEFAULT_COUNTRY=us\r\n`;
  const envFile = rig.write('.env', Buffer.from(text, 'utf16le'));
  const end = await rig.cli(['run', 'input.csv', '--out', 'out', '--env-file', envFile], { env });

  expect(end.code).toBe(1);
  expect(rig.simulator.user('ann@example.com')?.fields).toMatchObject({
    dept: '',
    job_title: 'Lead',
    phone_numbers: [{ label: 'Mobile', code: '+1', number: '5550100104' }],
    custom_attributes: [{ key: 'cbf_1', value: '' }],
  });
  expect(rig.simulator.user('bo@example.com')?.fields).toMatchObject({
    dept: 'IT',
    phone_numbers: [{ label: 'Mobile', code: '+1', number: '5550100105' }],
  });
  expect(rig.cells(['user', 'outcome'])).toEqual([
    'ann@example.com updated',
    'bo@example.com updated',
    'cy@example.com invalid',
    'di@example.com invalid',
    'invalid',
  ]);
  expect(rig.cells(['message']).slice(2)).toEqual([
    expect.stringMatching(/write \+49 30 1234567$/),
    expect.stringContaining('write (clear)'),
    expect.stringMatching(/write o'brien@example\.com$/),
  ]);
});
