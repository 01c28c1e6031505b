/** What the HR systems and directories of every country have a column for. */
type HrColumn =
  | 'action'
  | 'email'
  | 'new_email'
  | 'first_name'
  | 'last_name'
  | 'display_name'
  | 'type'
  | 'password'
  | 'dept'
  | 'job_title'
  | 'company'
  | 'location'
  | 'cost_center'
  | 'manager'
  | 'phone_mobile'
  | 'phone_office'
  | 'phone_home'
  | 'phone_fax'
  | 'timezone'
  | 'language';

/** Actions for which a language has a word that can mean nothing else. */
type PlainAction = 'create' | 'update' | 'activate' | 'deactivate' | 'password';

/** Licences for which a language has a word. */
export type PlainType = 'basic' | 'licensed' | 'unassigned';

/**
 * What people and programs write in a language, in headers and in cells. Case, accents and the signs between words do not
 * matter.
 */
export type Language = {
  /** Headers that mean one column, whatever stands below them. */
  readonly headers: Readonly<Record<HrColumn, readonly string[]>>;
  /** Headers that mean something else in another language: they count beside one of `headers` only. */
  readonly shared: Readonly<Partial<Record<HrColumn, readonly string[]>>>;
  /** Headers of first names, last names or full names. */
  readonly names: readonly string[];
  /** Headers of the name by which somebody wants to be called: the first one, or all of it. */
  readonly preferredNames: readonly string[];
  /** Headers of whatever a system knows its users by: an address, a login, a number. */
  readonly users: readonly string[];
  /** Headers of job titles or forms of address. */
  readonly titles: readonly string[];
  /** Forms of address and degrees, a word each; with a dot where a job or department has the same letters. */
  readonly formsOfAddress: readonly string[];
  readonly actions: Readonly<Record<PlainAction, readonly string[]>>;
  /** For taking a user away, without saying whether `deactivate`, `disassociate` or `delete` is meant. */
  readonly removals: readonly string[];
  readonly types: Readonly<Record<PlainType, readonly string[]>>;
  readonly yes: readonly string[];
  readonly no: readonly string[];
};
