import { type HttpReply, refusal, validationFailed } from '../http/http-reply.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import { MEETING_OPTIONS } from '../schema/licences.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';

/** Refuses a `license_info_list` whose option is not one of its type's, or whose subscription does not exist. */
export function licenceRefusal(
  { license_info_list: list }: JsonObject,
  settings: SimulatorSettings,
): HttpReply | undefined {
  for (const licence of Array.isArray(list) ? list : []) {
    if (!isObject(licence)) continue;
    const isMeetingOption = MEETING_OPTIONS.some((option) => option === licence.license_option);
    if (isMeetingOption !== (licence.license_type === 'MEETING')) {
      return validationFailed([{ field: 'license_info_list.license_option', message: 'Invalid field.' }]);
    }
    const known = settings.subscriptions;
    if (known && !known.some((id) => id === licence.subscription_id)) {
      return refusal(
        400,
        300,
        `The subscription "${licence.subscription_id}" you entered does not exist. ` +
          'Please choose a different subscription and try again.',
      );
    }
  }
  return undefined;
}
