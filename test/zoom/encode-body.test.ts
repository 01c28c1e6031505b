import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { parseJson } from '../../src/simulator/schema/json.ts';
import { encodeBody } from '../../src/zoom/encode-body.ts';

const LICENCES: JsonObject = {
  zoom_one_type: 72057594037927936n,
  license_info_list: [
    { license_type: 'MEETING', license_option: 2, subscription_id: 'S1' },
    { license_type: 'ZOOM_WORKPLACE_BUNDLE', license_option: 576460752303423488n, subscription_id: 'S2' },
  ],
  feature: { zoom_one_type: 144115188075855872n, zoom_phone: false },
};

describe('a JSON body', () => {
  it('has integers above 2^53 to the last digit', async () => {
    expect(await encodeBody(LICENCES, 'json')).toEqual({
      contentType: 'application/json',
      body:
        '{"zoom_one_type":72057594037927936,"license_info_list":[' +
        '{"license_type":"MEETING","license_option":2,"subscription_id":"S1"},' +
        '{"license_type":"ZOOM_WORKPLACE_BUNDLE","license_option":576460752303423488,"subscription_id":"S2"}],' +
        '"feature":{"zoom_one_type":144115188075855872,"zoom_phone":false}}',
    });
  });

  it('is read as what was written, whatever it was', async () => {
    const values = fc.letrec((tie) => ({
      object: fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true, maxKeys: 4 }),
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        tie('object'),
      ),
    })).object as fc.Arbitrary<JsonObject>;
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const { body } = await encodeBody(value, 'json');
        expect(parseJson(String(body))).toEqual(value);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe('a multipart body', () => {
  async function parts(value: JsonObject): Promise<Record<string, unknown>> {
    const { contentType, body } = await encodeBody(value, 'multipart');
    expect(contentType).toMatch(/^multipart\/form-data; boundary=/);
    const form = await new Response(new Uint8Array(Buffer.from(body)), {
      headers: { 'content-type': contentType },
    }).formData();
    return Object.fromEntries(form);
  }

  it('has a part for each field, with nested values as JSON', async () => {
    expect(
      await parts({ action: 'create', user_info: { email: 'a@example.com', type: 1, ...LICENCES } }),
    ).toEqual({
      action: 'create',
      user_info:
        '{"email":"a@example.com","type":1,"zoom_one_type":72057594037927936,"license_info_list":[' +
        '{"license_type":"MEETING","license_option":2,"subscription_id":"S1"},' +
        '{"license_type":"ZOOM_WORKPLACE_BUNDLE","license_option":576460752303423488,"subscription_id":"S2"}],' +
        '"feature":{"zoom_one_type":144115188075855872,"zoom_phone":false}}',
    });
  });

  it('has simple values as text', async () => {
    const value = {
      dept: 'R&D "ä" =?\r\n--x',
      pmi: 1234567890,
      use_pmi: false,
      zoom_one_type: 72057594037927936n,
      about_me: '',
      division_ids: ['D1'],
    };
    expect(await parts(value)).toEqual({
      dept: 'R&D "ä" =?\r\n--x',
      pmi: '1234567890',
      use_pmi: 'false',
      zoom_one_type: '72057594037927936',
      about_me: '',
      division_ids: '["D1"]',
    });
  });

  it('is bytes, so that a second attempt sends the same', async () => {
    const { body } = await encodeBody({ dept: 'IT' }, 'multipart');
    expect(body).toBeInstanceOf(Uint8Array);
  });
});
