import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/simulator/endpoints/routes.ts';
import type { FieldRule } from '../../src/simulator/schema/field-rules.ts';
import { WORKPLACE_OPTIONS, ZOOM_ONE_TYPES } from '../../src/simulator/schema/licences.ts';
import { DETAILED_FIELDS, LISTED_FIELDS } from '../../src/simulator/schema/shown-fields.ts';
import { type EndpointFacts, factsOf, type SchemaFacts } from '../facts/zoom-facts.ts';

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

function ofSchema(schema: SchemaFacts): Shape {
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

describe('an endpoint of the simulator', () => {
  it.each(ROUTES.filter(isOfUsers).map((route) => [route.method, route.template, route] as const))(
    '%s %s has the label, scopes, query and body that Zoom specifies',
    (method, template, route) => {
      expect(shapeOf(factsOf(method, template), template)).toEqual({
        label: route.label,
        scopes: expect.arrayContaining([...route.scopes]),
        query: members(route.query.fields, ofRule),
        body: route.body && ofRule(route.body),
      });
    },
  );
});

/** The others have a document of their own. */
function isOfUsers({ template }: { readonly template: string }): boolean {
  return template.startsWith('/users');
}

it('shows of a user what Zoom specifies: the list shows less than GET of one user', () => {
  const listed = (factsOf('GET', '/users').answer ?? []).filter((name) => /^users\.[^.]+$/.test(name));
  expect(LISTED_FIELDS.map((name) => `users.${name}`).sort()).toEqual(listed);
  const detailed = (factsOf('GET', '/users/{userId}').answer ?? []).filter((name) => !name.includes('.'));
  expect([...DETAILED_FIELDS].sort()).toEqual(detailed);
});

function shapeOf({ label, scopes, query, body }: EndpointFacts, template: string) {
  return {
    label,
    scopes,
    query: members(query, ofSchema),
    body: body && { ...ofSchema(body), ...BESIDES_SCHEMA[template] },
  };
}

/** Slips of the document, whose examples and prose say otherwise. */
const BESIDES_SCHEMA: Readonly<Record<string, object>> = {
  '/users': { required: ['action', 'user_info'] },
  '/users/{userId}/email': { fields: { email: { type: 'string', max: 128 } } },
};

it('has licence values that are exact', () => {
  const wide = [2n ** 54n, 2n ** 56n, 2n ** 57n, 2n ** 59n];
  expect(ZOOM_ONE_TYPES.filter((value) => typeof value === 'bigint')).toEqual(wide);
  expect(WORKPLACE_OPTIONS.filter((value) => value > Number.MAX_SAFE_INTEGER)).toEqual(wide);
});
