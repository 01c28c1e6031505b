import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FieldRule, ObjectRule } from '../../src/simulator/schema/field-rules.ts';
import {
  CREATE_BODY,
  GET_QUERY,
  LIST_QUERY,
  PASSWORD_BODY,
  STATUS_BODY,
  UPDATE_BODY,
  UPDATE_QUERY,
} from '../../src/simulator/schema/field-tables.ts';
import { WORKPLACE_OPTIONS, ZOOM_ONE_TYPES } from '../../src/simulator/schema/licences.ts';

const SPECIFICATION = new URL('../../../shared/zoom-users-openapi.json', import.meta.url);
const isThere = existsSync(SPECIFICATION);

/** A schema of OpenAPI, as far as it matters here. */
type Schema = {
  type: string;
  enum?: (string | number)[];
  minLength?: number;
  maxLength?: number;
  maximum?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};
type Operation = {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody: { content: { 'application/json': { schema: Schema } } };
};

/** Both sides in one form. Integers beyond 2^53 are rounded in the specification, so both are made doubles. */
type Shape = { type: string } & Record<string, unknown>;

function ofRule(rule: FieldRule): Shape {
  switch (rule.type) {
    case 'string':
      return shape('string', { values: rule.values, min: rule.minLength, max: rule.maxLength });
    case 'integer':
      return shape('integer', {
        values: rule.values?.map(Number),
        min: rule.digits,
        max: rule.digits ?? rule.maximum,
      });
    case 'boolean':
      return shape('boolean', {});
    case 'array':
      return shape('array', { max: rule.maxItems, items: ofRule(rule.items) });
    case 'object':
      return shape('object', { required: rule.required, ...members(rule.fields, ofRule) });
  }
}

function ofSchema(schema: Schema): Shape {
  const { type, enum: values, minLength, maxLength, maximum, maxItems, items, properties, required } = schema;
  if (type === 'array' && items) return shape(type, { max: maxItems, items: ofSchema(items) });
  if (type === 'object') return shape(type, { required, ...members(properties ?? {}, ofSchema) });
  return shape(type, { values, min: minLength, max: maxLength ?? maximum });
}

function shape(type: string, limits: Record<string, unknown>): Shape {
  const given = Object.entries(limits).filter(([, limit]) => limit !== undefined);
  const sorted = given.map(([name, limit]) => [
    name,
    Array.isArray(limit) ? limit.map(String).sort() : limit,
  ]);
  return { type, ...Object.fromEntries(sorted) };
}

function members<T>(fields: Readonly<Record<string, T>>, convert: (field: T) => Shape) {
  return {
    fields: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, convert(field)])),
  };
}

describe.skipIf(!isThere)(
  isThere
    ? "Zoom's OpenAPI document"
    : "Zoom's OpenAPI document (skipped: ../shared/zoom-users-openapi.json is not here)",
  () => {
    function operation(method: string, path: string): Operation {
      const { paths } = JSON.parse(readFileSync(SPECIFICATION, 'utf8'));
      return paths[path][method];
    }

    it.each<[string, string, ObjectRule]>([
      ['post', '/users', CREATE_BODY],
      ['patch', '/users/{userId}', UPDATE_BODY],
      ['put', '/users/{userId}/status', STATUS_BODY],
      ['put', '/users/{userId}/password', PASSWORD_BODY],
    ])('has the same body for %s %s', (method, path, rule) => {
      const expected = ofSchema(operation(method, path).requestBody.content['application/json'].schema);
      // A slip of the document: the user is not required, but all that matters is in there.
      if (path === '/users') expected.required = ['action', 'user_info'];
      expect(ofRule(rule)).toEqual(expected);
    });

    it.each<[string, string, ObjectRule]>([
      ['get', '/users', LIST_QUERY],
      ['get', '/users/{userId}', GET_QUERY],
      ['patch', '/users/{userId}', UPDATE_QUERY],
    ])('has the same query for %s %s', (method, path, rule) => {
      const parameters =
        operation(method, path).parameters?.filter((parameter) => parameter.in === 'query') ?? [];
      const schemas = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
      expect(members(rule.fields, ofRule)).toEqual(members(schemas, ofSchema));
    });
  },
);

it('has licence values that are exact', () => {
  const wide = [2n ** 54n, 2n ** 56n, 2n ** 57n, 2n ** 59n];
  expect(ZOOM_ONE_TYPES.filter((value) => typeof value === 'bigint')).toEqual(wide);
  expect(WORKPLACE_OPTIONS.filter((value) => value > Number.MAX_SAFE_INTEGER)).toEqual(wide);
});
