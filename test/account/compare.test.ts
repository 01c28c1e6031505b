import { describe, expect, it } from 'vitest';
import { changesOf } from '../../src/account/compare.ts';
import type { JsonObject } from '../../src/core/json.ts';

/** What an update would change about a user whom the account has asked about shows like this. */
function changes(sent: JsonObject, shown: JsonObject, isWhole = true) {
  return changesOf(sent, { status: 'active', shown, isWhole });
}

const MOBILE = { label: 'Mobile', country: 'US', code: '+1', number: '2025550101' };
const OFFICE = { label: 'Office', country: 'US', code: '+1', number: '2025550102' };

describe('nothing changes', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['a text', { dept: 'Sales' }, { dept: 'Sales' }],
    ['a text that Zoom keeps without the spaces around it', { dept: ' Sales' }, { dept: 'Sales' }],
    ['letters that are put together otherwise', { dept: 'Verkäufe' }, { dept: 'Verka\u0308ufe' }],
    ['a field that is emptied, of which Zoom shows nothing', { dept: '' }, {}],
    ['a field that is emptied, which Zoom shows as null', { dept: '' }, { dept: null }],
    ['a type, as a text', { type: 2 }, { type: '2' }],
    ['a personal meeting id, as a text', { pmi: '1234567890' }, { pmi: 1234567890 }],
    ['a switch', { use_pmi: true }, { use_pmi: true }],
    [
      'a plan beyond what a number holds',
      { zoom_one_type: 576460752303423488n },
      { zoom_one_type: 576460752303423488n },
    ],
    ['no plan', { zoom_one_type: 0 }, {}],
    ['no United plan', { plan_united_type: 'none' }, {}],
    ['a United plan, as a number', { plan_united_type: '32' }, { plan_united_type: 32 }],
    [
      'phone numbers in another order',
      { phone_numbers: [MOBILE, OFFICE] },
      { phone_numbers: [OFFICE, { ...MOBILE, verified: true }] },
    ],
    ['one of several phone numbers', { phone_numbers: [MOBILE] }, { phone_numbers: [OFFICE, MOBILE] }],
    [
      'a phone number with its code in the number',
      { phone_numbers: [MOBILE] },
      { phone_numbers: [{ label: 'Mobile', number: '+1 202-555-0101' }] },
    ],
    ['no phone numbers', { phone_numbers: [] }, { phone_numbers: [] }],
    [
      'one attribute of several',
      { custom_attributes: [{ key: 'cbf_2', value: 'B' }] },
      {
        custom_attributes: [
          { key: 'cbf_1', name: 'x', value: 'A' },
          { key: 'cbf_2', name: 'y', value: 'B' },
        ],
      },
    ],
    [
      'an attribute that is emptied and was not there',
      { custom_attributes: [{ key: 'cbf_2', value: '' }] },
      {},
    ],
    ['a group that the user is in', { group_id: 'g1' }, { group_ids: ['g0', 'g1'] }],
    ['divisions in another order', { division_ids: ['a', 'b'] }, { division_ids: ['b', 'a'] }],
    [
      'licences with names in another order',
      { license_info_list: [{ license_type: 'MEETING', license_option: 2 }] },
      { license_info_list: [{ license_option: '2', license_type: 'MEETING' }] },
    ],
    [
      'a manager by an address in other case',
      { manager: 'Boss@Example.com' },
      { manager: 'boss@example.com' },
    ],
    ['a personal link', { vanity_name: 'ann.lee' }, { vanity_url: 'https://example.zoom.us/my/ann.lee?x=1' }],
    [
      'a display name that Zoom makes',
      { display_name: '' },
      { first_name: 'Ann', last_name: 'Lee', display_name: 'Ann Lee' },
    ],
  ])('by %s', (_, sent, shown) => {
    expect(changes(sent, shown)).toEqual([]);
  });
});

describe('something changes', () => {
  it.each<[string, JsonObject, JsonObject, object]>([
    ['a text', { dept: 'Finance' }, { dept: 'Sales' }, { field: 'dept', from: 'Sales', to: 'Finance' }],
    [
      'the case of a text',
      { dept: 'sales' },
      { dept: 'Sales' },
      { field: 'dept', from: 'Sales', to: 'sales' },
    ],
    ['a text where there was none', { dept: 'Sales' }, {}, { field: 'dept', from: '', to: 'Sales' }],
    ['a text that is emptied', { dept: '' }, { dept: 'Sales' }, { field: 'dept', from: 'Sales', to: '' }],
    ['a type, by its name', { type: 1 }, { type: 2 }, { field: 'type', from: 'Licensed', to: 'Basic' }],
    [
      'plans that a number takes for the same',
      { zoom_one_type: 576460752303423488n },
      { zoom_one_type: 576460752303423487n },
      { field: 'zoom_one_type', from: '576460752303423487', to: '576460752303423488' },
    ],
    [
      'a phone number',
      { phone_numbers: [OFFICE] },
      { phone_numbers: [MOBILE] },
      { field: 'phone_numbers', from: 'Mobile +1 2025550101', to: 'Office +1 2025550102' },
    ],
    [
      'the kind of a phone number',
      { phone_numbers: [{ ...MOBILE, label: 'Home' }] },
      { phone_numbers: [MOBILE] },
      { field: 'phone_numbers', from: 'Mobile +1 2025550101', to: 'Home +1 2025550101' },
    ],
    [
      'phone numbers that are emptied',
      { phone_numbers: [] },
      { phone_numbers: [MOBILE] },
      { field: 'phone_numbers', from: 'Mobile +1 2025550101', to: '' },
    ],
    [
      'an attribute',
      { custom_attributes: [{ key: 'cbf_1', value: 'B' }] },
      { custom_attributes: [{ key: 'cbf_1', value: 'A' }] },
      { field: 'custom.cbf_1', from: 'A', to: 'B' },
    ],
    ['a group', { group_id: 'g1' }, { group_ids: ['g0'] }, { field: 'group_id', from: 'g0', to: 'g1' }],
  ])('by %s', (_, sent, shown, change) => {
    expect(changes(sent, shown)).toEqual([change]);
  });
});

it('says of what cannot be compared that it would be set, and shows no secret', () => {
  expect(changes({ host_key: '123456' }, {})).toEqual([
    { field: 'host_key', from: '', to: '', unseen: 'secret' },
  ]);
  expect(changes({ about_me: 'Hello' }, { about_me: 'Hello' })).toEqual([
    { field: 'about_me', from: '', to: 'Hello', unseen: 'notShown' },
  ]);
  expect(changes({ dept: 'Sales', job_title: 'Boss' }, { dept: 'Sales' }, false)).toEqual([
    { field: 'job_title', from: '', to: 'Boss', unseen: 'notListed' },
  ]);
});
