import { styleText } from 'node:util';

/** What a text for people is made for. */
export type Screen = {
  readonly colour?: boolean;
  /** Of the terminal; a hundred without it. */
  readonly columns?: number | undefined;
  /** IANA name for local times; the machine's own without it. */
  readonly timeZone?: string;
};

export type Style = Parameters<typeof styleText>[0];

export function paint({ colour = false }: Screen, style: Style, text: string): string {
  return colour ? styleText(style, text, { validateStream: false }) : text;
}
