import { describe, expect, it } from 'vitest';
import { signIn, startRig } from '../support/simulator-rig.ts';

const LENIENT = { strict: false } as const;
const BOTH = 'grant_type=account_credentials&account_id=simulated-account';
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

describe('a lenient simulator signs in', () => {
  it.each([
    ['PSZoom, fetch, requests with params: all in the query, no body', `?${BOTH}`, '', ''],
    ['Apps Script: all in the query, an empty form', `?${BOTH}`, '', FORM],
    ['axios with a JSON header: all in the query, no body', `?${BOTH}`, '', JSON_TYPE],
    [
      'zoom_rb: one in the query, one in the form',
      '?grant_type=account_credentials',
      'account_id=simulated-account',
      FORM,
    ],
    ['the other way round', '?account_id=simulated-account', 'grant_type=account_credentials', FORM],
    ['zoomus, Rivet, ZoomNet: all in the form', '', BOTH, FORM],
    ['a form with a charset', '', BOTH, `${FORM}; charset=utf-8`],
    ['a form that says more', '', `${BOTH}&client_id=simulated-client&client_secret=x`, FORM],
    ['all in both', `?${BOTH}`, BOTH, FORM],
  ])('%s', async (_client, query, body, contentType) => {
    const { simulator } = await startRig(LENIENT);
    expect(await signIn(simulator, { query, body, contentType })).toMatchObject({ status: 200 });
    const strict = await startRig();
    expect((await signIn(strict.simulator, { query, body, contentType })).status).toBe(
      query === '' ? 200 : 400,
    );
  });

  it.each([
    [
      'an account in the query that is not this one',
      '?grant_type=account_credentials&account_id=x',
      '',
      FORM,
    ],
    ['no account', '?grant_type=account_credentials', '', FORM],
    ['another grant', '?grant_type=client_credentials&account_id=simulated-account', '', FORM],
    ['a JSON body beside the query, as Zoom does', `?${BOTH}`, '{}', JSON_TYPE],
    ['a JSON body', '', '{"grant_type":"account_credentials","account_id":"simulated-account"}', JSON_TYPE],
  ])('but not with %s', async (_what, query, body, contentType) => {
    const { simulator } = await startRig(LENIENT);
    expect(await signIn(simulator, { query, body, contentType })).toMatchObject({ status: 400 });
  });

  it.each(['basic', 'Basic', 'BASIC'])('with the scheme %s', async (scheme) => {
    const { simulator } = await startRig();
    const authorization = `${scheme} ${Buffer.from('simulated-client:simulated-secret').toString('base64url')}`;
    expect((await signIn(simulator, { authorization })).status).toBe(200);
  });
});

describe('a lenient simulator finds the user', () => {
  it.each([
    ['PSZoom, one user', '/users//ann@example.com'],
    ['PSZoom, one user with a query', '/users/ann@example.com/?page_size=100&login_type=100'],
    ['zoomus', '/users/ID-1?id=ID-1'],
    ['zoomus, by address', '/users/ann%40example.com?id=ann%40example.com'],
    [
      'flags as Python and .NET write them',
      '/users/ann@example.com?encrypted_email=False&search_by_unique_id=FALSE',
    ],
    ['a flag as a number', '/users/ann@example.com?encrypted_email=0'],
    ['parameters without a value', '/users/ann@example.com?login_type=&encrypted_email='],
    ['parameters that Zoom does not know', '/users/ann@example.com?_=1732630000&user_id=ID-1'],
  ])('for %s', async (_client, path) => {
    const { simulator, call } = await startRig(LENIENT);
    simulator.seed({ email: 'ann@example.com', id: 'ID-1' });
    expect(await call('GET', path)).toMatchObject({ status: 200, body: { id: 'ID-1' } });
    const strict = await startRig();
    strict.simulator.seed({ email: 'ann@example.com', id: 'ID-1' });
    expect((await strict.call('GET', path)).status).toBe(400);
  });

  it.each([
    ['PSZoom', '/users/?status=inactive&page_size=100'],
    ['zoomus', '/users?status=inactive&page_number=1'],
    ['ZoomNet', '/users?status=inactive&role_id=&page_size=30&next_page_token='],
  ])('in the list, for %s', async (_client, path) => {
    const { simulator, call } = await startRig(LENIENT);
    simulator.seed({ email: 'ann@example.com', status: 'inactive' });
    expect(await call('GET', path)).toMatchObject({ status: 200, body: { total_records: 1 } });
  });

  it('but refuses what Zoom would', async () => {
    const { call } = await startRig(LENIENT);
    for (const query of ['status=deleted', 'page_size=many', 'page_size=0']) {
      expect((await call('GET', `/users?${query}`)).status).toBe(400);
    }
    expect((await call('GET', '/')).body).toMatchObject({ code: 2300 });
  });
});

describe('a lenient simulator changes a user', () => {
  const phone = { country: 'US', code: '+1', number: '5550100', label: 'Office' };
  const attribute = { key: 'cbf_1', value: 'A1' };
  it.each([
    ['zoomus: the id', { id: 'ID-1', dept: 'IT' }, { dept: 'IT' }],
    [
      'Terraform: what GET says of a user',
      { email: 'ann@example.com', status: 'active', role_name: 'Member', created_at: 'x', first_name: 'Ann' },
      { first_name: 'Ann' },
    ],
    [
      'zoom_rb: one object for custom_attributes',
      { custom_attributes: attribute },
      { custom_attributes: [attribute] },
    ],
    ['one object for phone_numbers', { phone_numbers: phone }, { phone_numbers: [phone] }],
    [
      'ZoomNet: verified in a phone number',
      { phone_numbers: [{ ...phone, verified: false }] },
      { phone_numbers: [phone] },
    ],
    ['ZoomNet: a PMI as text', { pmi: '1234567890' }, { pmi: 1234567890 }],
    ['a text for one division', { division_ids: 'D1' }, { division_ids: ['D1'] }],
    [
      'numbers for texts',
      { dept: 42, host_key: 123456, cost_center: 1.5 },
      { dept: '42', host_key: '123456', cost_center: '1.5' },
    ],
    [
      'numbers in a phone number',
      { phone_numbers: [{ ...phone, code: 1, number: 5550100 }] },
      { phone_numbers: [{ ...phone, code: '1', number: '5550100' }] },
    ],
    ['flags as texts', { use_pmi: 'True' }, { use_pmi: true }],
    ['flags as numbers', { use_pmi: 0 }, { use_pmi: false }],
    [
      'a licence as text, to its last digit',
      { zoom_one_type: '72057594037927936' },
      { zoom_one_type: 72057594037927936n },
    ],
    ['a plan as number', { plan_united_type: 4 }, { plan_united_type: '4' }],
    ['nulls', { dept: 'IT', manager: null, phone_numbers: null, feature: null }, { dept: 'IT' }],
    [
      'empty texts for what is no text',
      { dept: 'IT', pmi: '', use_pmi: '', phone_numbers: '' },
      { dept: 'IT' },
    ],
    ['an empty text', { dept: '' }, { dept: '' }],
  ])('for %s', async (_client, body, fields) => {
    const { simulator, call } = await startRig(LENIENT);
    simulator.seed({ email: 'ann@example.com', id: 'ID-1', fields: { display_name: 'Ann' } });
    expect((await call('PATCH', '/users/ID-1', body)).status).toBe(204);
    expect(simulator.user('ID-1')).toMatchObject({
      email: 'ann@example.com',
      fields: { display_name: 'Ann', ...fields },
    });
    expect(Object.keys(simulator.user('ID-1')?.fields ?? {}).sort()).toEqual(
      ['display_name', ...Object.keys(fields)].sort(),
    );
  });

  it.each([
    ['PSZoom, MacsiDigital: the type as text', 'PATCH', '/users/ID-1', { type: '2' }, 204],
    [
      'zoomus: the id beside the address',
      'PUT',
      '/users/ID-1/email',
      { id: 'ID-1', email: 'lee@example.com' },
      204,
    ],
    ['zoomus: the id in the query', 'DELETE', '/users/ID-1?id=ID-1&action=delete', undefined, 204],
    [
      'zoomus: flags as Python writes them',
      'DELETE',
      '/users/ID-1?id=ID-1&transfer_meeting=False',
      undefined,
      204,
    ],
    [
      'ZoomNet: flags that Zoom does not know',
      'DELETE',
      '/users/ID-1?action=disassociate&transfer_meetings=false&transfer_webinars=true&transfer_recordings=false',
      undefined,
      204,
    ],
    ['a status with an id', 'PUT', '/users/ID-1/status', { id: 'ID-1', action: 'deactivate' }, 204],
    ['a value that no client means', 'PATCH', '/users/ID-1', { type: 'Licensed' }, 400],
    ['a list for an object', 'PATCH', '/users/ID-1', { feature: [{ zoom_phone: true }] }, 400],
    ['a list for a text', 'PATCH', '/users/ID-1', { dept: ['IT'] }, 400],
    ['too many phone numbers', 'PATCH', '/users/ID-1', { phone_numbers: Array(4).fill(phone) }, 400],
    ['no address', 'PUT', '/users/ID-1/email', { id: 'ID-1' }, 400],
  ] as const)('%s', async (_client, method, path, body, status) => {
    const { simulator, call } = await startRig(LENIENT);
    simulator.seed({ email: 'ann@example.com', id: 'ID-1' });
    expect((await call(method, path, body)).status).toBe(status);
  });

  it.each([
    ['a type as text', { email: 'ann@example.com', type: '1' }],
    ['fields that only an update takes', { email: 'ann@example.com', type: 1, dept: 'IT', status: 'active' }],
    ['a flag as text', { email: 'ann@example.com', type: 1, feature: { zoom_phone: 'true' } }],
    ['nulls', { email: 'ann@example.com', type: 1, first_name: null, password: null }],
  ])('and makes one with %s', async (_what, info) => {
    const { simulator, call } = await startRig(LENIENT);
    const { status } = await call('POST', '/users', { action: 'ssoCreate', user_info: info });
    expect([status, simulator.user('ann@example.com')?.type]).toEqual([201, 1]);
    expect(simulator.user('ann@example.com')?.fields).not.toHaveProperty('dept');
  });

  it('reads a form as it reads JSON', async () => {
    const { simulator, call } = await startRig(LENIENT);
    simulator.seed({ email: 'ann@example.com' });
    const form = new FormData();
    form.set('id', 'x');
    form.set('use_pmi', 'TRUE');
    form.set('custom_attributes', JSON.stringify(attribute));
    expect((await call('PATCH', '/users/ann@example.com', form)).status).toBe(204);
    expect(simulator.user('ann@example.com')?.fields).toMatchObject({
      use_pmi: true,
      custom_attributes: [attribute],
    });
  });
});
