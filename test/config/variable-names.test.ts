import { describe, expect, it } from 'vitest';
import {
  describeUnknownSettings,
  describeUnread,
  misspelledVariables,
} from '../../src/config/variable-names.ts';

describe('a variable that nothing reads', () => {
  it.each([
    ['ZOOM_ACOUNT_ID', 'ZOOM_ACCOUNT_ID'],
    ['ZOOM_ACCOUNTID', 'ZOOM_ACCOUNT_ID'],
    ['ZOOM_ACCOUNT', 'ZOOM_ACCOUNT_ID'],
    ['ZOOM_ACCCOUNT_ID', 'ZOOM_ACCOUNT_ID'],
    ['ZOOM_CLIENTID', 'ZOOM_CLIENT_ID'],
    ['ZOOM_CLIENT', 'ZOOM_CLIENT_ID'],
    ['ZOOM_CLEINT_ID', 'ZOOM_CLIENT_ID'],
    ['zoom_client_id', 'ZOOM_CLIENT_ID'],
    ['Zoom_Client_Id', 'ZOOM_CLIENT_ID'],
    ['ZOOM-CLIENT-ID', 'ZOOM_CLIENT_ID'],
    ['ZOOMCLIENTID', 'ZOOM_CLIENT_ID'],
    ['ZOOM_S2S_CLIENT_ID', 'ZOOM_CLIENT_ID'],
    ['ZOOM_OAUTH_CLIENT_ID', 'ZOOM_CLIENT_ID'],
    ['ZOOM_SECRET', 'ZOOM_CLIENT_SECRET'],
    ['ZOOM_CLIENT_SECERT', 'ZOOM_CLIENT_SECRET'],
    ['ZOOM_CLIENTSECRET', 'ZOOM_CLIENT_SECRET'],
    ['ZOOM_CLIENT_SECRETS', 'ZOOM_CLIENT_SECRET'],
    ['ZOOM_TOKEN', 'ZOOM_ACCESS_TOKEN'],
    ['ZOOM_ACESS_TOKEN', 'ZOOM_ACCESS_TOKEN'],
    ['ZOOM_ACCESSTOKEN', 'ZOOM_ACCESS_TOKEN'],
    ['ZOOM_API_ULR', 'ZOOM_API_URL'],
    ['ZOOM_APIURL', 'ZOOM_API_URL'],
    ['ZOOM_OATH_URL', 'ZOOM_OAUTH_URL'],
    ['ZOOM_AUTH_URL', 'ZOOM_OAUTH_URL'],
  ])('%s is most likely %s', (found, meant) => {
    expect(misspelledVariables({ [found]: 'x' })).toEqual([{ found, meant }]);
  });

  it.each([
    'ZOOM_ACCOUNT_ID',
    'ZOOM_OAUTH_URL',
    'ZOOM_WEBHOOK_SECRET',
    'ZOOM_WEBHOOK_SECRET_TOKEN',
    'ZOOM_VERIFICATION_TOKEN',
    'ZOOM_REFRESH_TOKEN',
    'ZOOM_SDK_KEY',
    'ZOOM_SDK_SECRET',
    'ZOOM_API_KEY',
    'ZOOM_API_SECRET',
    'ZOOM_JWT_SECRET',
    'ZOOM_MEETING_ID',
    'ZOOM_USER_ID',
    'ZOOM_APP_URL',
    'ZOOM_OAUTH_URI',
    'ZOOM_REDIRECT_URL',
    'ZOOM_WEB_URL',
    'ZOOM_LEVEL',
    'ZOOM',
    'MY_ZOOM_CLIENTID',
    'CLIENT_ID',
    'ZOOM_PROVISION_PLAN',
  ])('and is nobody’s misspelling: %s', (name) => {
    expect(misspelledVariables({ [name]: 'x' })).toEqual([]);
  });

  it('says nothing when it is empty, and little when the token is not needed', () => {
    expect(misspelledVariables({ ZOOM_ACOUNT_ID: ' ', ZOOM_CLIENTID: undefined })).toEqual([]);
    expect(describeUnread({ ZOOM_TOKEN: 'x', ZOOM_ACOUNT_ID: 'x' })).toEqual([
      'ZOOM_ACOUNT_ID is not read: did you mean ZOOM_ACCOUNT_ID?',
    ]);
  });
});

describe('a setting that there is not', () => {
  it.each([
    ['ZOOM_PROVISION_MAX_DEACTIVATION', 'did you mean ZOOM_PROVISION_MAX_DEACTIVATE?'],
    ['ZOOM_PROVISION_MAXDEACTIVATE', 'did you mean ZOOM_PROVISION_MAX_DEACTIVATE?'],
    ['ZOOM_PROVISION_PROTECTED', 'did you mean ZOOM_PROVISION_PROTECT?'],
    ['ZOOM_PROVISION_ONEXISTS', 'did you mean ZOOM_PROVISION_ON_EXISTS?'],
    ['ZOOM_PROVISION_DEFAULTS', 'did you mean ZOOM_PROVISION_DEFAULT?'],
    ['ZOOM_PROVISON_PLAN', 'did you mean ZOOM_PROVISION_PLAN?'],
    ['ZOOM_PROVISIONING_PLAN', 'did you mean ZOOM_PROVISION_PLAN?'],
    ['zoom_provision_plan', 'did you mean ZOOM_PROVISION_PLAN?'],
    ['ZOOMPROVISION_PLAN', 'did you mean ZOOM_PROVISION_PLAN?'],
    ['ZOOM_PROVISION_COLOUR', 'delete it; zoom-provision run --help shows what there is.'],
  ])('%s: %s', (name, advice) => {
    expect(describeUnknownSettings({ [name]: '1', ZOOM_PROVISION_PLAN: 'pro' })).toEqual([
      `${name} is no setting: ${advice}`,
    ]);
  });

  it('is nobody’s business when it is empty', () => {
    expect(describeUnknownSettings({ ZOOM_PROVISION_COLOUR: '' })).toEqual([]);
  });
});
