import { Shown, type Style } from './shown.ts';

/** What a text for people is made for. */
export type Screen = {
  readonly colour?: boolean;
  /** Of the terminal; a hundred without it. */
  readonly columns?: number | undefined;
  /** IANA name for local times; the machine's own without it. */
  readonly timeZone?: string;
};

export function paint({ colour = false }: Screen, style: Style, text: string): string | Shown {
  return colour ? Shown.painted(style, text) : text;
}
