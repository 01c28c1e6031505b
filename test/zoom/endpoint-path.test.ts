import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENDPOINTS } from '../../src/core/endpoints.ts';
import { endpointPath } from '../../src/zoom/endpoint-path.ts';
import { Transport } from '../../src/zoom/transport.ts';

describe('the path of a call', () => {
  it.each([
    ['a+b@example.com', '/users/a%2Bb%40example.com'],
    ['a/b?c#d', '/users/a%2Fb%3Fc%23d'],
    ['100%', '/users/100%25'],
    ['%2e%2e', '/users/%252e%252e'],
    ['k&KdKr6TLWuxdDtk0hjSzL', '/users/k%26KdKr6TLWuxdDtk0hjSzL'],
    ['-cn1DHGRRTSOlnVwyZNhKw', '/users/-cn1DHGRRTSOlnVwyZNhKw'],
    ['../groups', '/users/..%2Fgroups'],
    ['...', '/users/...'],
    ['$&{user}$1', '/users/%24%26%7Buser%7D%241'],
    ['jörg@exämple.de', '/users/j%C3%B6rg%40ex%C3%A4mple.de'],
    ['a b\\c', '/users/a%20b%5Cc'],
  ])('has the user %s as %s', (user, path) => {
    expect(endpointPath(ENDPOINTS.updateUser, user)).toBe(path);
    expect(endpointPath(ENDPOINTS.setStatus, user)).toBe(`${path}/status`);
    expect(endpointPath(ENDPOINTS.setPassword, user)).toBe(`${path}/password`);
  });

  it.each(['', '.', '..', undefined])('is never that of something else: %j is refused', (user) => {
    expect(() => endpointPath(ENDPOINTS.setStatus, user)).toThrow(/another path/);
  });

  it('needs no user for a create', () => {
    expect(endpointPath(ENDPOINTS.createUser, undefined)).toBe('/users');
  });

  it('arrives as one segment that decodes to the user, whoever it is', async () => {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const transport = new Transport({ timeoutMs: 5000, connections: 1 });
    onTestFinished(async () => {
      await transport.close();
      server.close();
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`;
    const users = fc
      .oneof(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.string({ minLength: 1, unit: fc.constantFrom(...'.%+/?#&;\\ 2eE@ä') }),
      )
      .filter((user) => !/^\.{1,2}$/.test(user) && user.isWellFormed());
    await fc.assert(
      fc.asyncProperty(users, async (user) => {
        const url = `${base}${endpointPath(ENDPOINTS.setStatus, user)}?q=1`;
        await transport.send({ method: 'PUT', url, headers: {} }, new AbortController().signal);
        const segments = (paths.pop() ?? '').split('/');
        expect([segments.length, decodeURIComponent(segments[3] ?? ''), segments[4]]).toEqual([
          5,
          user,
          'status?q=1',
        ]);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
