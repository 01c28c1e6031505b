import type {
  UsersCreateUsersRequestBody,
  UsersDeleteUserQueryParams,
  UsersUpdateUserQueryParams,
  UsersUpdateUserRequestBody,
  UsersUpdateUserStatusRequestBody,
  UsersUpdateUsersEmailRequestBody,
  UsersUpdateUsersPasswordRequestBody,
} from '@zoom/rivet/users';
import { describe, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { CREATE_FIELDS } from '../../src/actions/field-lists.ts';
import type { ActionName } from '../../src/core/vocabulary.ts';
import type { FIELDS } from '../../src/fields/fields.ts';

// These tests do their work when TypeScript checks them (`npm run check`); running them proves nothing.

/** What the columns of a row come to, by Zoom's names: the outputs of the schemas. */
type Values = { [Name in keyof typeof FIELDS]: z.output<(typeof FIELDS)[Name]['cell']> };

type CreateField = Exclude<(typeof CREATE_FIELDS)[number], 'zoom_one_type'>;

/** The body of `POST /users` as `createAction` builds it: a plan in a column of its own moves into `feature`. */
type CreateBody = {
  action: Extract<ActionName, 'create' | 'autoCreate' | 'custCreate' | 'ssoCreate'>;
  user_info: { email: string } & Pick<Values, 'type'> &
    Partial<Pick<Values, Exclude<CreateField, 'type' | 'feature'> | 'password'>> & {
      feature?: Values['feature'] & { zoom_one_type?: Values['zoom_one_type'] };
    };
};

/** The body of `PATCH /users/{userId}`; `zoom_one_type` is not taken inside `feature` there. */
type UpdateBody = Partial<
  Omit<Values, 'password' | 'feature' | 'new_email' | keyof UpdateQuery | keyof RemovalQuery>
> & {
  feature?: Omit<Values['feature'], 'zoom_one_type'>;
};

type UpdateQuery = Pick<Values, 'login_type' | 'remove_tsp_credentials'>;

/** What a removal hands over, and to whom. */
type RemovalQuery = Pick<Values, Extract<keyof Values, `transfer_${string}`>>;

/**
 * Licences above 2^53 are bigint with us, since they must reach Zoom to the last digit, and `JSON.rawJSON` writes
 * them as numbers. Rivet's types have numbers, rounded ones even (72057594037927940 for 72057594037927936). So on our
 * side every bigint counts as the number that it is on the wire.
 */
type OnTheWire<T> = T extends bigint
  ? number
  : T extends readonly (infer Item)[]
    ? OnTheWire<Item>[]
    : T extends object
      ? { [Name in keyof T]: OnTheWire<T[Name]> }
      : T;

/** Fields whose schemas check the value when they run, and have no type for each value. */
type CheckedWhenRunning =
  | 'type'
  | 'login_type'
  | 'pronouns_option'
  | 'plan_united_type'
  | 'zoom_one_type'
  | 'license_type'
  | 'license_option';

/** Rivet's type, with any number or text where we check the value only when running. */
type Zooms<T> = T extends readonly (infer Item)[]
  ? Zooms<Item>[]
  : T extends object
    ? { [Name in keyof T]: Name extends CheckedWhenRunning ? AnyOf<T[Name]> : Zooms<T[Name]> }
    : T;

type AnyOf<T> = T extends number ? number : T extends string ? string : T;

/** Every name in a body, as `feature.zoom_phone`: types alone would let unknown names pass. */
type Names<T> = T extends readonly (infer Item)[]
  ? Names<Item>
  : T extends object
    ? { [Name in keyof T & string]-?: Name | `${Name}.${Names<NonNullable<T[Name]>>}` }[keyof T & string]
    : never;

describe("Zoom's own types", () => {
  it('fit what a create sends', () => {
    expectTypeOf<OnTheWire<CreateBody>>().toExtend<Zooms<UsersCreateUsersRequestBody>>();
    expectTypeOf<Names<CreateBody>>().toEqualTypeOf<Names<UsersCreateUsersRequestBody>>();
  });

  it('fit what an update sends', () => {
    expectTypeOf<OnTheWire<UpdateBody>>().toExtend<Zooms<UsersUpdateUserRequestBody>>();
    expectTypeOf<Names<UpdateBody>>().toEqualTypeOf<Names<UsersUpdateUserRequestBody>>();
  });

  it("fit an update's query", () => {
    expectTypeOf<Partial<UpdateQuery>>().toExtend<Zooms<UsersUpdateUserQueryParams>>();
    expectTypeOf<keyof UpdateQuery>().toEqualTypeOf<keyof UsersUpdateUserQueryParams>();
  });

  it("fit a removal's query", () => {
    type Query = { action: 'disassociate' | 'delete' } & Partial<RemovalQuery>;
    expectTypeOf<Query>().toExtend<UsersDeleteUserQueryParams>();
    // Of `encrypted_email` this program knows nothing.
    expectTypeOf<keyof Query>().toEqualTypeOf<Exclude<keyof UsersDeleteUserQueryParams, 'encrypted_email'>>();
  });

  it('fit what changes an address', () => {
    expectTypeOf<{ email: Values['new_email'] }>().toEqualTypeOf<UsersUpdateUsersEmailRequestBody>();
  });

  it('fit what sets a status or a password', () => {
    expectTypeOf<{
      action: Extract<ActionName, 'activate' | 'deactivate'>;
    }>().toExtend<UsersUpdateUserStatusRequestBody>();
    expectTypeOf<Pick<Values, 'password'>>().toEqualTypeOf<UsersUpdateUsersPasswordRequestBody>();
  });
});
