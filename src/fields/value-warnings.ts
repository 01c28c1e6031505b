import type { JsonValue } from '../core/json.ts';
import { isFormOfAddress } from './form-of-address.ts';
import { type Licence, unknownLicence, unknownUnitedPlan, unknownWorkplacePlan } from './licences.ts';
import { isLocal, type PhoneNumber } from './phone-numbers.ts';

export function lettersOutsideAscii(value: JsonValue): string | undefined {
  return typeof value === 'string' && value.includes('@') && /[^\p{ASCII}]/u.test(value)
    ? 'the address has letters outside a to z: make sure that they are meant'
    : undefined;
}

export function unknownInFeature(value: JsonValue): string | undefined {
  const { zoom_one_type: plan } = value as { zoom_one_type?: number | bigint };
  return plan === undefined ? undefined : unknownWorkplacePlan(plan);
}

export function retiredType(value: JsonValue): string | undefined {
  return value === 3
    ? 'Zoom has retired on-prem users and will probably refuse it: use basic or licensed'
    : undefined;
}

export function withoutAreaCode(value: JsonValue): string | undefined {
  return isLocal(value as PhoneNumber)
    ? 'the number has no area code: make sure that it is whole'
    : undefined;
}

export function unknownWorkplace(value: JsonValue): string | undefined {
  return unknownWorkplacePlan(value as number | bigint);
}

export function unknownUnited(value: JsonValue): string | undefined {
  return unknownUnitedPlan(value as string);
}

export function unknownInLicences(value: JsonValue): string | undefined {
  return (value as readonly Licence[]).map(unknownLicence).find((warning) => warning !== undefined);
}

export function formOfAddress(value: JsonValue): string | undefined {
  return typeof value === 'string' && isFormOfAddress(value)
    ? 'this is a form of address: make sure that it is meant as the job title'
    : undefined;
}
