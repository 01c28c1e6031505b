import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

const INVALID = 'Invalid field.';
const NOT_JSON = { code: 300, message: 'Request Body should be a valid JSON object.' };

describe('the body of a create', () => {
  const email = 'a@example.com';
  it.each([
    ['no user_info', { action: 'create' }, { user_info: 'Missing field.' }],
    ['no type', { action: 'create', user_info: { email } }, { 'user_info.type': 'Missing field.' }],
    ['an unknown action', { action: 'Create', user_info: { email, type: 1 } }, { action: INVALID }],
    ['a type as text', { action: 'create', user_info: { email, type: '1' } }, { 'user_info.type': INVALID }],
    ['type 99', { action: 'create', user_info: { email, type: 99 } }, { 'user_info.type': INVALID }],
    [
      'no address',
      { action: 'create', user_info: { email: 'a.example.com', type: 1 } },
      { 'user_info.email': INVALID },
    ],
    [
      'a profile field',
      { action: 'create', user_info: { email, type: 1, dept: 'x' } },
      { 'user_info.dept': 'Unknown field.' },
    ],
    [
      'six Chinese characters',
      { action: 'create', user_info: { email, type: 1, last_name: '一二三四五六' } },
      { 'user_info.last_name': INVALID },
    ],
    [
      'a long name',
      { action: 'create', user_info: { email, type: 1, first_name: 'x'.repeat(65) } },
      { 'user_info.first_name': INVALID },
    ],
    [
      'a flag as text',
      { action: 'create', user_info: { email, type: 1, feature: { zoom_phone: 'true' } } },
      { 'user_info.feature.zoom_phone': INVALID },
    ],
    [
      'no licence at create',
      { action: 'create', user_info: { email, type: 1, plan_united_type: 'none' } },
      { 'user_info.plan_united_type': INVALID },
    ],
  ])('is refused with %s', async (_what, body, errors) => {
    const { simulator, call } = await startRig();
    const answer = await call('POST', '/users', body);
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        code: 300,
        message: 'Validation Failed.',
        errors: Object.entries(errors).map(([field, message]) => ({ field, message })),
      },
    ]);
    expect(simulator.users()).toEqual([]);
  });

  it('may hold five Chinese characters and 64 of others', async () => {
    const { create } = await startRig();
    expect(
      (await create(email, 'create', { first_name: 'x'.repeat(64), last_name: '一二三四五' })).status,
    ).toBe(201);
  });

  it.each([
    ['text', 'action=create'],
    ['a list', '[]'],
    ['half an object', '{"action":'],
    ['a list for user_info', { action: 'create', user_info: [{ email }] }],
  ])('is no object when it is %s', async (_what, body) => {
    const { call } = await startRig();
    expect(await call('POST', '/users', body)).toMatchObject({ status: 400, body: NOT_JSON });
  });

  it('refuses the retired type in words of its own', async () => {
    const { create } = await startRig();
    expect(await create(email, 'create', { type: 3 })).toMatchObject({
      status: 400,
      body: { code: 300, message: "Your account can't set user type as On-prem." },
    });
  });
});

describe('the body of an update', () => {
  const phone = { country: 'US', code: '+1', number: '5550100', label: 'Office' };
  it.each([
    [{ pmi: '1234567890' }, ['pmi']],
    [{ pmi: 123456789 }, ['pmi']],
    [{ pmi: 12345678901 }, ['pmi']],
    [{ pmi: 1234567890.5 }, ['pmi']],
    [{ host_key: '12345' }, ['host_key']],
    [{ host_key: 123456 }, ['host_key']],
    [{ host_key: '12345x' }, ['host_key']],
    [{ use_pmi: 'true' }, ['use_pmi']],
    [{ phone_numbers: [phone, phone, phone, phone] }, ['phone_numbers']],
    [
      { phone_numbers: [phone, { ...phone, label: 'Pager', ext: '1' }] },
      ['phone_numbers[1].label', 'phone_numbers[1].ext'],
    ],
    [{ custom_attributes: Array(6).fill({ key: 'k', value: 'v' }) }, ['custom_attributes']],
    [{ email: 'b@example.com', password: 'Sunny-day7' }, ['email', 'password']],
    [{ about_me: 'x'.repeat(151) }, ['about_me']],
    [{ zoom_one_type: 17 }, ['zoom_one_type']],
    [{ plan_united_type: 1 }, ['plan_united_type']],
    [
      { license_info_list: [{ license_type: 'MEETING' }] },
      ['license_info_list[0].license_option', 'license_info_list[0].subscription_id'],
    ],
    [{ dept: null }, ['dept']],
    [{ pronouns_option: 4 }, ['pronouns_option']],
  ])('refuses %o', async (body, fields) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    const answer = await call('PATCH', '/users/a@example.com', body);
    const { errors } = answer.body as { errors: { field: string }[] };
    expect([answer.status, errors.map(({ field }) => field)]).toEqual([400, fields]);
  });

  it.each(['login_type=2', 'login_type=x', 'remove_tsp_credentials=1', 'other=1'])(
    'refuses the query %s',
    async (query) => {
      const { simulator, call } = await startRig();
      simulator.seed({ email: 'a@example.com' });
      const answer = await call('PATCH', `/users/a@example.com?${query}`, { dept: 'IT' });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: query.split('=')[0] }] } });
    },
  );
});

describe('a licence above 2^53', () => {
  const path = '/users/a@example.com';
  it('is read and shown to the last digit', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    expect((await call('PATCH', path, '{"zoom_one_type": 72057594037927936}')).status).toBe(204);
    expect(simulator.user('a@example.com')?.fields.zoom_one_type).toBe(72057594037927936n);
    expect((await call('GET', path)).text).toContain('"zoom_one_type":72057594037927936,');
  });

  it.each([
    '72057594037927940',
    '72057594037927935',
    '144115188075855870',
    '576460752303423500',
    '7.2057594037927936e16',
  ])('is refused as %s', async (literal) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    const answer = await call('PATCH', path, `{"zoom_one_type": ${literal}}`);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'zoom_one_type' }] } });
  });
});

describe('a multipart body', () => {
  it('creates with the user as JSON', async () => {
    const { simulator, call } = await startRig();
    const form = new FormData();
    form.set('action', 'ssoCreate');
    form.set(
      'user_info',
      '{"email":"a@example.com","type":1,"feature":{"zoom_one_type":144115188075855872}}',
    );
    expect((await call('POST', '/users', form)).status).toBe(201);
    expect(simulator.user('a@example.com')?.fields.zoom_one_type).toBe(144115188075855872n);
  });

  it('updates with a part a field', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    const form = new FormData();
    form.set('dept', 'Größe "1"');
    form.set('pmi', '1234567890');
    form.set('use_pmi', 'true');
    form.set('zoom_one_type', '576460752303423488');
    form.set('custom_attributes', '[{"key":"k","value":"v"}]');
    expect((await call('PATCH', '/users/a@example.com', form)).status).toBe(204);
    expect(simulator.user('a@example.com')?.fields).toEqual({
      dept: 'Größe "1"',
      pmi: 1234567890,
      use_pmi: true,
      zoom_one_type: 576460752303423488n,
      custom_attributes: [{ key: 'k', value: 'v' }],
      display_name: '',
    });
  });

  it.each([
    ['pmi', '12 34'],
    ['use_pmi', 'yes'],
    ['custom_attributes', 'key=value'],
    ['Dept', 'IT'],
  ])('is refused with %s as %s', async (name, text) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    const form = new FormData();
    form.set(name, text);
    const answer = await call('PATCH', '/users/a@example.com', form);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: name }] } });
  });

  it('is refused with a part twice, or a file', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    const twice = new FormData();
    twice.append('dept', 'a');
    twice.append('dept', 'b');
    const file = new FormData();
    file.set('dept', new Blob(['IT']));
    for (const form of [twice, file]) {
      expect(await call('PATCH', '/users/a@example.com', form)).toMatchObject({
        status: 400,
        body: NOT_JSON,
      });
    }
  });
});
