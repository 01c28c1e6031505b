import type { Stats } from 'node:fs';
import { chmodSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPlace, checkWay, OWN, SECRET, SHARED } from '../../../src/support/files/trust.ts';
import { wayTo } from '../../../src/support/files/way.ts';
import { ownUser } from '../../../src/support/files/who.ts';
import { folderWith } from '../folder.ts';
import { ON_WINDOWS } from '../platform.ts';

const USER = 4321;
const OTHER = 4322;

type Found = { readonly uid?: number; readonly gid?: number; readonly mode?: number };

function refusal(work: () => unknown): { why: string; remedy?: string | undefined } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const { message, remedy } = error as Error & { remedy?: string };
    return { why: message, remedy };
  }
}

function check({ uid = USER, gid = USER, mode = 0o600 }: Found, demands = OWN, user = USER) {
  const stats = { uid, gid, mode, isSymbolicLink: () => false } as Stats;
  return refusal(() => checkPlace({ path: '/srv/x', stats }, demands, user));
}

describe.skipIf(ON_WINDOWS)('what only its user may change', () => {
  it.each<[string, Found]>([
    ['is the user’s own', {}],
    ['is root’s', { uid: 0, gid: 0, mode: 0o644 }],
    ['may be read by everybody', { mode: 0o644 }],
    ['may be changed by the group that is the user’s alone', { mode: 0o664 }],
    ['is root’s, and may be changed by the user’s own group', { uid: 0, mode: 0o660 }],
  ])('%s, and is taken', (_, found) => {
    expect(check(found)).toBeUndefined();
  });

  it.each<[string, Found, object]>([
    ['belongs to another', { uid: OTHER }, { why: '/srv/x belongs to user 4322, and not to you' }],
    [
      'may be changed by everybody',
      { mode: 0o602 },
      { why: '/srv/x may be changed by everybody on this machine', remedy: "chmod go-w '/srv/x'" },
    ],
    [
      'may be changed by a group',
      { gid: OTHER, mode: 0o660 },
      { why: '/srv/x may be changed by everybody in the group 4322', remedy: "chmod g-w '/srv/x'" },
    ],
  ])('%s, and is refused', (_, found, says) => {
    expect(check(found)).toEqual(says);
  });

  it('is not root’s when it belongs to anybody else', () => {
    expect(check({ uid: OTHER }, OWN, 0)?.why).toBe('/srv/x belongs to user 4322, and not to root');
  });

  it('and holds secrets, may not be changed by the user’s own group either', () => {
    expect(check({ mode: 0o660 }, SECRET)?.remedy).toBe("chmod 600 '/srv/x'");
  });

  it('is refused of what is shared only where everybody may change it', () => {
    expect(check({ uid: OTHER, gid: OTHER, mode: 0o664 }, SHARED)).toBeUndefined();
    expect(check({ mode: 0o602 }, SHARED)?.why).toContain('everybody on this machine');
  });
});

describe.skipIf(ON_WINDOWS)('the way to a file', () => {
  const checked = (file: string, user = ownUser()) => refusal(() => checkWay(wayTo(file), OWN, user))?.why;

  it('is gone through links as the system goes it, and names what is not there', () => {
    const folder = folderWith();
    mkdirSync(path.join(folder, 'a', 'b'), { recursive: true });
    symlinkSync('a/../a/b', path.join(folder, 'link'));
    const { places, end, missing } = wayTo(path.join(folder, 'link', 'c', 'd'));
    const names = places.map(({ path: its }) => path.relative(folder, its));
    expect({ names: names.slice(-5), end, missing }).toEqual({
      names: ['', 'link', 'a', 'a', 'a/b'],
      end: path.join(folder, 'a', 'b'),
      missing: ['c', 'd'],
    });
  });

  it('is refused where links lead round in a circle', () => {
    const folder = folderWith();
    symlinkSync('two', path.join(folder, 'one'));
    symlinkSync('one', path.join(folder, 'two'));
    expect(() => wayTo(path.join(folder, 'one'))).toThrow('leads round in a circle of links');
  });

  it.each([
    [0o755, undefined],
    [0o1777, undefined],
    [0o777, 'may be changed by everybody on this machine'],
  ])('may go through a folder of mode %o, unless others could put another there', (mode, why) => {
    const folder = path.join(folderWith(), 'between');
    mkdirSync(path.join(folder, 'below'), { recursive: true });
    chmodSync(folder, mode);
    const says = why && `${folder} ${why}`;
    expect(checked(path.join(folder, 'below', 'new'))).toBe(says);
    expect(checked(path.join(folder, 'new'))).toBe(says);
  });

  it('is refused through a link, and a folder, of another user', () => {
    const folder = folderWith();
    mkdirSync(path.join(folder, 'there'));
    symlinkSync('there', path.join(folder, 'link'));
    const { uid } = lstatSync(folder);
    // Root's own are everybody's to trust.
    const [first] = wayTo(folder).places.filter(({ stats }) => stats.uid === uid);
    const says = uid === 0 ? undefined : `${first?.path} belongs to user ${uid}, and not to you`;
    expect(checked(path.join(folder, 'link', 'x'), uid + 1)).toBe(says);
  });
});
