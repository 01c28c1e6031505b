import type { TextOutput } from './text-output.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether what is drawn may be drawn anew. */
export function isRedrawable({ isTTY }: Pick<TextOutput, 'isTTY'>, { TERM }: Environment): boolean {
  return isTTY && TERM !== 'dumb';
}

/** Whether texts have colours: FORCE_COLOR says it first, as for Node itself, then NO_COLOR, then the terminal. */
export function hasColour(stream: Pick<TextOutput, 'isTTY'>, env: Environment): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return !no && isRedrawable(stream, env);
}
