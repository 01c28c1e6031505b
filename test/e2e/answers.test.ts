import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig } from '../support/cli-rig.ts';

const ONE_AT_A_TIME = ['--concurrency', '1', '--yes'];

function refusal(status: number, code: number, message: string) {
  return { kind: 'status', status, body: { code, message } } as const;
}

describe('a success with an odd body', AT_ONCE, () => {
  it('is one, at the first try', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com' });
    rig.simulator.seed({ email: 'bob@example.com' });
    rig.simulator.seed({ email: 'cem@example.com' });
    const answer = (status: number, body: string, method: string) =>
      rig.simulator.fault({ kind: 'status', status, body, effect: true, match: { method } });
    answer(200, '"\\"\\""', 'PUT');
    answer(200, 'null', 'PUT');
    answer(202, 'true', 'PATCH');
    answer(201, '""', 'POST');
    const input = rig.write('input.csv', [
      'action,email,password,dept,type',
      'deactivate,ann@example.com,,,',
      'password,bob@example.com,S3cret-pass,,',
      'update,cem@example.com,,IT,',
      'ssoCreate,dan@example.com,,,basic',
    ]);
    expect((await rig.run(input, ...ONE_AT_A_TIME)).code).toBe(0);
    expect(rig.cells(['outcome', 'http_status', 'attempts', 'message'])).toEqual([
      'deactivated 200 1',
      'password_set 200 1',
      'updated 202 1',
      'created 201 1',
    ]);
    // One of them asks for the pending users.
    expect(rig.simulator.stats().requests).toBe(5);
  });
});

describe('creates without a seat', AT_ONCE, () => {
  it('keep nobody else waiting, and go on once leavers have given seats back', async () => {
    await using rig = await Rig.open();
    const leavers = ['kim@example.com', 'lou@example.com'];
    for (const email of leavers) rig.simulator.seed({ email });
    rig.simulator.fault({
      ...refusal(400, 2034, 'Your account has reached the permitted maximum number of Licensed users.'),
      match: { method: 'POST' },
      times: 20,
    });
    const [header = '', ...creates] = manyRows(24).map((row) => row.replace('basic', 'licensed'));
    const input = rig.write('input.csv', [
      header,
      ...creates,
      'ssoCreate,basic@example.com,basic',
      ...leavers.map((email) => `deactivate,${email},`),
      'ssoCreate,late@example.com,licensed',
    ]);
    const end = await rig.run(input, ...ONE_AT_A_TIME);
    expect(end.code).toBe(1);
    expect(rig.summary()).toMatchObject({
      status: 'stopped',
      outcomes: { created: 2, deactivated: 2, rejected: 20, not_attempted: 4 },
    });
    expect(rig.results()[23]?.message).toMatch(
      /^not sent: Zoom refused 20 ssoCreate rows with type 2 in a row/,
    );
    expect(end.stderr).not.toContain('every further row');

    expect((await rig.cli(['resume'])).code).toBe(1);
    expect(rig.summary()).toMatchObject({ outcomes: { created: 6, deactivated: 2, rejected: 20 } });
  });
});

describe('exit 4', AT_ONCE, () => {
  it.each([
    [404, 2300, 'This API endpoint is not recognized.', /Zoom's API is not at http\S+\/v2: This API/],
    [400, 2300, 'This API endpoint is not recognized.', /Zoom's API is not at http\S+\/v2: This API/],
    [400, 200, 'Invalid api key or secret.', /Zoom refused the sign-in: Invalid api key or secret/],
  ])('at the first answer %i with code %i, %s', async (status, code, message, said) => {
    await using rig = await Rig.open();
    rig.simulator.fault({ ...refusal(status, code, message), times: Number.POSITIVE_INFINITY });
    const end = await rig.run(rig.write('input.csv', manyRows(3)), ...ONE_AT_A_TIME);
    expect(end.code).toBe(4);
    expect(end.stderr.replaceAll(/\s+/g, ' ')).toMatch(said);
    expect(rig.simulator.stats().requests).toBe(1);
    expect(rig.cells(['outcome'])).toEqual(['not_attempted', 'not_attempted', 'not_attempted']);
  });

  it("when the role of the app's owner lacks a permission; other calls go on", async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com' });
    rig.simulator.fault({
      ...refusal(400, 200, 'Invalid access token. Does not contain permissions [User:Edit].'),
      match: { method: 'POST' },
    });
    const input = rig.write('input.csv', [...manyRows(2), 'deactivate,ann@example.com,']);
    const end = await rig.run(input, ...ONE_AT_A_TIME);
    expect(end.code).toBe(4);
    expect(end.stderr).toContain("The role of the app's owner lacks the permission User:Edit");
    expect(end.stderr).not.toMatch(/scope/);
    expect(rig.cells(['outcome'])).toEqual(['not_attempted', 'not_attempted', 'deactivated']);
  });

  it('when another server answers at the address', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({ kind: 'html', status: 404, times: Number.POSITIVE_INFINITY });
    const input = rig.write('input.csv', ['action,email,password', 'password,ann@example.com,S3cret-pass']);
    const end = await rig.run(input, ...ONE_AT_A_TIME);
    expect(end.code).toBe(4);
    expect(end.stderr).toMatch(/Zoom's API is not at http\S+\/v2/);
  });
});

describe('codes that mean several things', AT_ONCE, () => {
  it('are told by their words, and advice by the action', async () => {
    await using rig = await Rig.open();
    const cases = [
      ['deactivate', refusal(404, 1001, 'User does not exist.'), 'not_found 404 1001'],
      ['deactivate', refusal(400, 1120, 'Invite not exist'), 'rejected 400 1120'],
      ['update', refusal(404, 1102, 'You cannot enable the **Zoom Phone** feature.'), 'rejected 404 1102'],
      ['update', refusal(200, 1001, 'User does not exist.'), 'not_found 200 1001'],
      ['update', refusal(400, 1010, 'User not belong to this account: A1'), 'not_found 400 1010'],
      ['update', refusal(400, 1010, 'Group does not belong to this account: A1'), 'not_found 400 1010'],
      ['update', refusal(400, 2039, 'No permission'), 'rejected 400 2039'],
    ] as const;
    const rows = cases.map(([action, fault], index) => {
      const email = `u${index}@example.com`;
      rig.simulator.seed({ email });
      rig.simulator.fault({ ...fault, match: { user: email } });
      return `${action},${email},${action === 'update' ? 'IT' : ''}`;
    });
    const end = await rig.run(rig.write('input.csv', ['action,email,dept', ...rows]), '--yes');
    expect(end.code).toBe(1);
    expect(rig.cells(['outcome', 'http_status', 'zoom_code'])).toEqual(cases.map(([, , word]) => word));
    const said = end.stderr.replaceAll(/\s+/g, ' ');
    expect(said).toContain('The user is not in this account, so nothing is left to do.');
    expect(said).toContain('A new person needs a create row first.');
    expect(said).not.toContain('send it again');
  });
});
