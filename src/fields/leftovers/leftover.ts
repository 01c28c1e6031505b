/** What stands in a column, as far as it says what is ordinary there. */
export type Place =
  /** A person's name. */
  | 'name'
  /** Words for people, on one line. */
  | 'text'
  /** Sentences. */
  | 'prose'
  /** A key of another system. */
  | 'code'
  /** Whatever an account keeps in an attribute of its own. */
  | 'custom'
  | 'id'
  | 'address'
  /** One of a few words, digits, JSON: a value that its own schema takes is no leftover. */
  | 'choice'
  /** A password or a phone number, which have rules of their own. */
  | 'own';

export type Leftover =
  /** Never sent. */
  | Damage
  /** Sent, with a warning. */
  | { readonly kind: 'odd'; readonly what: string };

export type Damage = {
  readonly kind: 'damage';
  /** Begins with a verb and quotes nothing of the cell, which may hold a secret. */
  readonly what: string;
  /** What to do about it, where the text that was there cannot be told. */
  readonly advice: string;
  /** The text that was probably there. */
  readonly instead: string | undefined;
  /** It may be meant after all: an apostrophe before it says so. */
  readonly arguable?: true;
};

/** A way of finding leftovers, with the places where what it finds is ordinary. */
export type Rule = {
  readonly find: (text: string, place: Place) => Leftover | undefined;
  readonly except?: readonly Place[];
  /** It also finds some that are made of words and digits. */
  readonly plain?: true;
};

export function damage(what: string, advice: string, instead?: string): Damage {
  return { kind: 'damage', what, advice, instead };
}

/** What an apostrophe before it says to be meant. */
export function arguable(found: Damage): Damage {
  return { ...found, arguable: true };
}

export function odd(what: string): Leftover {
  return { kind: 'odd', what };
}
