import { describe, expect, it } from 'vitest';
import type { EndpointName } from '../../src/core/endpoints.ts';
import { error, HTML, meaning } from '../support/meaning.ts';

describe('a success', () => {
  it('has its status, body, tracking id and rate limit', () => {
    const said = {
      endpoint: 'createUser',
      status: 201,
      body: { id: 'A1', email: 'a@example.com' },
      headers: {
        'x-zm-trackingid': 'v=2.0;clid=us02;rid=WEB_1',
        'x-ratelimit-limit': '6000',
        'x-ratelimit-remaining': '5893',
        date: 'Sat, 31 Jan 2026 17:59:58 GMT',
      },
    } as const;
    expect(meaning(said)).toEqual({
      kind: 'success',
      status: 201,
      body: { id: 'A1', email: 'a@example.com' },
      trackingId: 'v=2.0;clid=us02;rid=WEB_1',
      rateLimit: { limit: 6000, remaining: 5893, window: undefined },
    });
  });

  it.each<[EndpointName, number, string, unknown]>([
    ['updateUser', 204, '', undefined],
    ['setStatus', 200, '', undefined],
    ['setStatus', 204, ' \r\n', undefined],
    ['setStatus', 200, '{}', {}],
    ['setPassword', 204, '', undefined],
    ['setStatus', 200, '""', ''],
    ['setStatus', 202, '"\\"\\""', '""'],
    ['setPassword', 200, ' ""\r\n', ''],
    ['setPassword', 204, '\t \n', undefined],
    ['changeEmail', 200, 'null', null],
    ['removeUser', 200, 'true', true],
    ['removeUser', 202, 'false', false],
    ['updateUser', 200, '[]', []],
    ['updateUser', 201, '[{"id":"A"}]', [{ id: 'A' }]],
    ['updateUser', 200, '0', 0],
    ['updateUser', 203, '-1.5', -1.5],
    ['updateUser', 200, '"OK"', 'OK'],
    ['setStatus', 200, '{"code":0,"message":"OK"}', { code: 0, message: 'OK' }],
    ['setStatus', 200, '{"message":"done"}', { message: 'done' }],
    ['createUser', 201, '', undefined],
    ['createUser', 201, ' \n', undefined],
    ['createUser', 201, '""', ''],
    ['createUser', 201, 'null', null],
    ['createUser', 201, 'true', true],
    ['createUser', 201, '[]', []],
    ['createUser', 201, '{}', {}],
    ['getUser', 200, '{"id":"A"}', { id: 'A' }],
    ['createUser', 200, '{"id":"A"}', { id: 'A' }],
  ])('of %s may be %i with the body %j', (endpoint, status, text, body) => {
    expect(meaning({ endpoint, status, text, headers: { date: 'yesterday' } })).toEqual({
      kind: 'success',
      status,
      body,
      trackingId: '',
      rateLimit: undefined,
    });
  });

  it('keeps integers above 2^53 to the last digit', () => {
    const text =
      '{"zoom_one_type":72057594037927936,"list":[{"license_option":-576460752303423488}],"safe":9007199254740991,"wide":9007199254740993,"float":1e300,"half":0.5}';
    expect(meaning({ endpoint: 'getUser', status: 200, text }).body).toEqual({
      zoom_one_type: 72057594037927936n,
      list: [{ license_option: -576460752303423488n }],
      safe: 9007199254740991,
      wide: 9007199254740993n,
      float: 1e300,
      half: 0.5,
    });
  });

  it.each<[string, EndpointName, number, string]>([
    ['no body', 'createUser', 200, ''],
    ['a text', 'createUser', 200, '""'],
    ['a 204', 'createUser', 204, ''],
    ['no body', 'getUser', 200, ''],
    ['no body', 'getUser', 201, ''],
    ['a list', 'getUser', 200, '[]'],
    ['a text', 'getUser', 200, '"ok"'],
    ['half a body', 'createUser', 201, '{"id":"A1","ema'],
    ['half a body', 'updateUser', 200, '{"id":'],
    ['a plain text', 'updateUser', 200, 'OK'],
    ['quotes that do not end', 'setStatus', 200, '"'],
    ['XML', 'setStatus', 200, '<?xml version="1.0"?><ok/>'],
    ['a page', 'updateUser', 200, HTML],
    ['a page', 'setPassword', 204, HTML],
    ['a page', 'createUser', 201, HTML],
  ])('is not %s for %s with %i', (_what, endpoint, status, text) => {
    expect(meaning({ endpoint, status, text })).toMatchObject({ kind: 'unreadable', status });
  });

  it.each<[string, EndpointName, number, string]>([
    ['a redirect', 'getUser', 302, ''],
    ['a redirect with a body', 'getUser', 307, '{"id":"A"}'],
    ['a choice', 'updateUser', 300, ''],
    ['a redirect after a POST', 'createUser', 303, HTML],
    ['a permanent redirect', 'setStatus', 308, 'Moved'],
  ])('is not %s for %s with %i, which says that it is elsewhere', (_what, endpoint, status, text) => {
    expect(meaning({ endpoint, status, text })).toMatchObject({ kind: 'wrongPlace', status });
  });

  it.each<[EndpointName, number, unknown, string]>([
    ['updateUser', 200, { code: 200, message: 'Only available for paid accounts.' }, 'rejected'],
    ['setStatus', 204, { code: '300', message: 'This user has an upcoming event.' }, 'rejected'],
    ['setPassword', 200, { code: 300, errors: [{ field: 'password', message: 'No.' }] }, 'rejected'],
    ['createUser', 201, { code: 2034, message: 'No seats.' }, 'rejected'],
    ['createUser', 201, { code: 1005, message: 'Email "a@b.c" has already been used.' }, 'exists'],
    ['getUser', 200, { code: 1001, message: 'User does not exist: a.' }, 'notFound'],
    ['getUser', 200, { code: 124, message: 'Invalid access token.' }, 'tokenRefused'],
  ])("is not Zoom's error with a 2xx: %s %i %o", (endpoint, status, body, kind) => {
    expect(meaning({ endpoint, status, body })).toMatchObject({ kind, status });
  });
});

describe('a refusal', () => {
  it.each<[number, number, string, string]>([
    [400, 300, 'Invalid parameter: password', 'rejected'],
    [400, 300, "Your account can't set user type as On-prem.", 'rejected'],
    [400, 300, 'Request Body should be a valid JSON object.', 'rejected'],
    [400, 300, 'Your new password can not match the old password.', 'rejected'],
    [400, 200, 'No permission.', 'rejected'],
    [400, 200, 'Invalid api key or secret.', 'signInRefused'],
    [401, 200, 'Invalid api key or secret.', 'signInRefused'],
    [400, 4702, 'Invalid client_id or client_secret', 'signInRefused'],
    [400, 200, "Zoom Room and Admin users' status cannot be activated or deactivated.", 'rejected'],
    [400, 200, 'Only an account administrator can change the host key.', 'rejected'],
    [400, 1000, 'The user cannot be changed because they are a Call-queue manager.', 'rejected'],
    [400, 1009, 'The user a@example.com already holds an active account.', 'rejected'],
    [400, 1107, 'Email domain is blocked.', 'rejected'],
    [400, 1108, 'Permission requirements to change the user type of this user were not met.', 'rejected'],
    [400, 1116, "Email address a@example.com doesn't match limited domains: b", 'rejected'],
    [400, 1117, "Can not update Admin's password", 'rejected'],
    [400, 1120, "A valid invitation to join the Zoom account wasn't found for this user.", 'rejected'],
    [400, 1129, 'Users cannot reuse any of the last 3 passwords created.', 'rejected'],
    [400, 2002, 'SSO has not been enabled for this account.', 'rejected'],
    [400, 2034, 'the permitted maximum number of Licensed users', 'rejected'],
    [400, 2300, 'This API endpoint is not recognized.', 'unknownAddress'],
    [404, 2300, 'This API endpoint is not recognized.', 'unknownAddress'],
    [404, 404, 'This API endpoint is not recognized.', 'unknownAddress'],
    [404, 2300, '', 'unknownAddress'],
    [400, 3412, 'the permitted maximum number of 10 basic users', 'rejected'],
    [400, 11321, 'Email domain is blocked by Zoom Trust & Safety.', 'rejected'],
    [403, 403, 'Access to the Zoom REST API has been denied for this account.', 'rejected'],
    [413, 300, 'Request Entity Too Large', 'rejected'],
    [404, 1001, 'User does not exist: a@example.com.', 'notFound'],
    [404, 4130, 'Group does not exist: G.', 'notFound'],
    [404, 1102, 'You cannot enable the **Zoom Phone** feature.', 'rejected'],
    [404, 1204, 'You have no licenses left.', 'rejected'],
    [404, 40406, 'Division not found.', 'notFound'],
    [400, 1001, 'User does not exist.', 'notFound'],
    [400, 1001, 'User a@example.com not exist or not belong to this account.', 'notFound'],
    [404, 1001, 'Destination user is not belongs to the same account.', 'notFound'],
    [400, 1010, 'User not found on this account', 'notFound'],
    [400, 1010, 'User not belong to this account: A1', 'notFound'],
    [400, 1010, 'User does not belong to this account.', 'notFound'],
    [400, 1010, 'User not exist or not belong to this account: A1', 'notFound'],
    [400, 1010, 'Group does not belong to your account.', 'notFound'],
    [400, 1010, 'Something else.', 'rejected'],
    [400, 4130, 'Group does not exist: G.', 'notFound'],
    [400, 400, 'User does not exist: a@example.com.', 'notFound'],
    [400, 400, 'Bad Request', 'rejected'],
    [400, 200, "Can't find user a@example.com.", 'notFound'],
    [400, 200, "User a@example.com doesn't belong to current account.", 'notFound'],
    [400, 200, 'Cannot delete a user out of your account.', 'rejected'],
    [400, 200, 'Only available for paid accounts.', 'rejected'],
    [400, 200, "You can't add paid users.", 'rejected'],
    [400, 2039, "You can't turn off your Zoom One license now.", 'rejected'],
    [400, 2039, 'No permission', 'rejected'],
    [400, 4700, 'Invalid access token.', 'tokenRefused'],
    [400, 1120, 'Invite not exist', 'rejected'],
    [409, 1005, 'Email "a@example.com" has already been used.', 'exists'],
    [409, 77, 'Conflict', 'exists'],
    [400, 1005, 'Email "a@example.com" has already been used.', 'exists'],
    [400, 124, 'Access token is expired.', 'tokenRefused'],
    [401, 124, 'Invalid access token.', 'tokenRefused'],
    [401, 300, 'Unauthorized', 'tokenRefused'],
    [500, 500, 'Internal error', 'server'],
    [503, 1001, 'Try again later.', 'server'],
    [408, 408, 'Request Timeout', 'server'],
  ])('%i with code %i, %s: %s', (status, code, message, kind) => {
    const headers = { 'x-zm-trackingid': 'T1' };
    expect(meaning({ status, body: { code, message }, headers })).toEqual(
      error({ kind, status, code, message, trackingId: 'T1' }),
    );
  });

  it.each([
    [4711, 'Invalid access token, does not contain scopes:[user:write:user:admin].', 'user:write:user:admin'],
    [4711, 'Invalid access token, does not contain scopes: [a:b, c:d ].', 'a:b, c:d'],
    [4700, 'Invalid access token, does not contain scopes.', 'user:update:user:admin'],
    [104, 'Invalid access token, does not contain scopes [user:master].', 'user:master'],
    [400, 'Invalid access token, does not contain scope:[a:b].', 'a:b'],
    [200, 'Invalid access token. Does not contain it.', 'user:update:user:admin'],
  ])('with code %i, %s: a scope is missing', (code, message, scope) => {
    for (const status of [400, 401, 403]) {
      expect(meaning({ status, body: { code, message } })).toEqual(
        error({ kind: 'missingScope', status, code, message, scope }),
      );
    }
  });

  it.each([
    [200, 'Invalid access token. Does not contain permissions [User:Edit].', 'User:Edit'],
    [
      200,
      'Invalid access token. Does not contain permissions: [User:Edit, Role:Read ].',
      'User:Edit, Role:Read',
    ],
    [4711, 'Invalid access token, does not contain permission [User:Edit].', 'User:Edit'],
    [403, 'Does not contain permissions.', 'User:Edit'],
  ])("with code %i, %s: a permission of the owner's role is missing", (code, message, scope) => {
    for (const status of [400, 401, 403]) {
      expect(meaning({ status, body: { code, message } })).toEqual(
        error({ kind: 'missingPermission', status, code, message, scope }),
      );
    }
  });

  it('says which fields it is about, in one line', () => {
    const errors = [{ field: 'user_info.email', message: 'Invalid\nfield.' }, { field: 'type' }, 'noise'];
    expect(meaning({ body: { code: 300, message: ' Validation\u0000\tFailed. ', errors } })).toEqual(
      error({
        kind: 'rejected',
        code: 300,
        message: 'Validation Failed. user_info.email: Invalid field. type: invalid',
      }),
    );
  });

  it.each([
    [
      { code: '300', message: 'a text' },
      { code: 300, message: 'a text' },
    ],
    [{ code: 300 }, { code: 300, message: 'HTTP 400 without a message' }],
    [{ message: 'no code' }, { message: 'no code' }],
    [{ code: null, message: 7 }, { message: 'HTTP 400 without a message' }],
    [
      { code: 300, message: 'm'.repeat(700) },
      { code: 300, message: `${'m'.repeat(600)}…` },
    ],
    [
      { code: 300, message: '王'.repeat(202) },
      { code: 300, message: `${'王'.repeat(200)}…` },
    ],
    [{ code: 1e308, message: 'no code of theirs' }, { message: 'no code of theirs' }],
    [{ code: 1.5, message: 'no code of theirs' }, { message: 'no code of theirs' }],
    [
      { code: 300, message: 'no', errors: [{ field: { a: ['b'] }, message: [[['c']]] }] },
      { code: 300, message: 'no a field: invalid' },
    ],
    [
      {
        code: 300,
        message: 'no',
        errors: Array.from({ length: 200_000 }, () => ({ field: 'f', message: 'm' })),
      },
      { code: 300, message: `no${' f: m'.repeat(20)}` },
    ],
  ])('in an unusual shape is read all the same: %o', (body, expected) => {
    expect(meaning({ body })).toEqual(error({ kind: 'rejected', ...expected }));
  });

  it('is short of nothing because of a long tracking id', () => {
    expect(meaning({ headers: { 'x-zm-trackingid': 'x'.repeat(300) } }).trackingId).toBe('x'.repeat(200));
  });
});

describe('no answer of Zoom', () => {
  const page = (status: number) => `HTTP ${status} with an HTML page (Bad Gateway) instead of Zoom's answer`;

  it.each([
    [200, 'unreadable'],
    [204, 'unreadable'],
    [301, 'wrongPlace'],
    [400, 'unreadable'],
    [401, 'tokenRefused'],
    [403, 'unreadable'],
    [404, 'wrongPlace'],
    [405, 'wrongPlace'],
    [407, 'unreadable'],
    [408, 'server'],
    [409, 'unreadable'],
    [410, 'wrongPlace'],
    [413, 'unreadable'],
    [429, 'ratePerSecond'],
    [500, 'server'],
    [502, 'server'],
    [503, 'server'],
    [504, 'server'],
  ])('is a page with %i: %s', (status, kind) => {
    const message = page(status);
    for (const endpoint of ['createUser', 'updateUser', 'getUser'] as const) {
      // Of the other kinds the policy says that they leave a call in doubt.
      const inDoubt = status === 401 || status === 429;
      expect(meaning({ endpoint, status, text: HTML })).toEqual(error({ kind, status, message, inDoubt }));
    }
  });

  it.each([
    ['', 'HTTP 404 with an empty body'],
    ['  \n', 'HTTP 404 with an empty body'],
    ['{"code":1001,"mess', "HTTP 404 with no JSON instead of Zoom's answer"],
    ['"User does not exist"', "HTTP 404 with no JSON instead of Zoom's answer"],
    ['null', "HTTP 404 with no JSON instead of Zoom's answer"],
    ['[{"code":1001}]', "HTTP 404 with no JSON instead of Zoom's answer"],
    ['<HTML><body>?</body>', "HTTP 404 with an HTML page instead of Zoom's answer"],
    ['{"message":"Not Found"}', 'Not Found'],
    ['{"code":404,"message":"Not Found"}', 'Not Found', 404],
    ['{"status":404,"error":"Not Found","path":"/users"}', 'HTTP 404 without a message'],
    ['{"detail":"Not Found"}', 'HTTP 404 without a message'],
  ])('is a 404 with the body %j', (text, message, code?: number) => {
    expect(meaning({ status: 404, text })).toEqual(error({ kind: 'wrongPlace', status: 404, message, code }));
  });

  it('may ask to wait', () => {
    const headers = { 'retry-after': '2026-01-31T18:00:30Z' };
    expect(meaning({ status: 503, text: HTML, headers })).toEqual(
      error({ kind: 'server', status: 503, message: page(503), retryAfterMs: 30_000 }),
    );
  });
});
