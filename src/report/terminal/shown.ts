import { styleText } from 'node:util';
import { visible } from '../../support/visible.ts';

export type Style = Parameters<typeof styleText>[0];

/**
 * A text as a terminal gets it: what came from outside cannot command the terminal, what we want of it can. Only this
 * class makes one, out of plain texts, and `TextOutput` writes nothing else.
 */
export class Shown {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(text: string | Shown): Shown {
    return text instanceof Shown ? text : new Shown(visible(text));
  }

  static painted(style: Style, text: string): Shown {
    return new Shown(styleText(style, visible(text), { validateStream: false }));
  }

  static join(texts: readonly (string | Shown)[], between = ''): Shown {
    return new Shown(texts.map((text) => String(Shown.of(text))).join(visible(between)));
  }

  toString(): string {
    return this.#text;
  }
}
