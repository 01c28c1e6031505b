import { GROUP_NAME_COLUMNS } from '../../fields/columns.ts';
import { FIELDS, PHONE_COLUMNS, WHO } from '../../fields/fields.ts';
import { isClose, nearest } from '../../support/nearest.ts';

/** Every column by the name that this program uses, `custom.<key>` apart. */
export const COLUMN_NAMES: readonly string[] = [
  'action',
  ...Object.keys(WHO),
  ...Object.keys(FIELDS),
  ...Object.keys(PHONE_COLUMNS),
  ...GROUP_NAME_COLUMNS,
];

/**
 * Other headers for a column, as exports of Microsoft Entra, Google Workspace, Okta, Workday, PSZoom and the
 * Zoom portal have them.
 */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  action: ['operation', 'zoom action'],
  email: [
    'mail',
    'email address',
    'mail address',
    'work email',
    'work email address',
    'email work',
    'email primary work',
    'primary email',
    'primary work email',
    'primary email address',
    'business email',
    'company email',
    'user email',
    'user principal name',
    'user name user principal name',
    'upn',
    'login',
    'user name',
  ],
  user_id: ['id', 'zoom id', 'zoom user id'],
  first_name: ['given name', 'forename', 'first', 'fname', 'legal first name', 'preferred first name'],
  last_name: ['surname', 'family name', 'last', 'lname', 'sn', 'legal last name', 'preferred last name'],
  display_name: ['full name', 'name', 'preferred name', 'display name display name'],
  type: ['user type', 'license', 'licence', 'license type', 'licence type'],
  password: ['initial password', 'temporary password', 'pwd'],
  dept: ['department', 'department name'],
  job_title: ['title', 'position', 'position title', 'business title', 'employee title'],
  cost_center: ['cost centre'],
  company: ['company name', 'organization', 'organisation', 'employer'],
  location: ['office', 'office location', 'work location', 'site', 'physical delivery office name'],
  manager: ['manager email', 'manager name', 'line manager', 'reports to', 'supervisor', 'worker manager'],
  phone_mobile: ['mobile', 'mobile phone', 'mobile number', 'mobile phone number', 'cell', 'cell phone'],
  phone_office: [
    'phone',
    'telephone',
    'tel',
    'telephone number',
    'office phone',
    'office number',
    'work phone',
    'work telephone',
    'business phone',
    'business phones',
    'primary phone',
  ],
  phone_home: ['home phone', 'home telephone'],
  phone_fax: ['fax', 'fax number'],
  timezone: ['tz'],
  language: ['preferred language', 'locale'],
  group_id: ['zoom group id'],
  pmi: ['personal meeting id'],
  vanity_name: ['personal link', 'personal link name', 'vanity url'],
  about_me: ['about', 'bio'],
  linkedin_url: ['linkedin', 'linkedin profile'],
  user_group: ['group'],
};

const BY_PLAIN_NAME = new Map(
  COLUMN_NAMES.flatMap((column) =>
    [column, ...(OTHER_NAMES[column] ?? [])].map((header) => [plainName(header), column] as const),
  ),
);

/** What is left of a header when case, spaces, signs and a mark like `[Required]` do not count. */
export function plainName(header: string): string {
  const plain = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return plain.replace(/(?<=.)(?:required|optional)$/, '');
}

/** The column that a header means, such as `dept` for `Department`; undefined for an unknown one. */
export function findColumn(header: string): string | undefined {
  const custom = /^custom\s*\.\s*(\S.*)$/is.exec(header.trim());
  return custom ? `custom.${custom[1]}` : BY_PLAIN_NAME.get(plainName(header));
}

/** Whether a typing error explains why a header is not known. */
export function isTypingError(header: string): boolean {
  return nearestColumn(header).close;
}

/** Ends the sentence about an unknown column with the known one that is nearest; only a close one is a guess. */
export function describeNearest(header: string): string {
  const { column, close } = nearestColumn(header);
  return close ? `did you mean "${column}"?` : `the nearest known column is "${column}".`;
}

/** The known column whose name, or whose other name, is nearest. */
function nearestColumn(header: string): { readonly column: string; readonly close: boolean } {
  const plain = plainName(header);
  const near = nearest(plain, BY_PLAIN_NAME.keys());
  return {
    column: BY_PLAIN_NAME.get(near?.word ?? '') ?? 'email',
    close: near !== undefined && isClose(plain, near),
  };
}
