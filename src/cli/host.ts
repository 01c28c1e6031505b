import { TextOutput } from './text-output.ts';

/** The process as far as commands may know it. */
export type Host = Pick<NodeJS.Process, 'env' | 'stdin' | 'on' | 'off'> & {
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
};

export function hostOf(process: NodeJS.Process): Host {
  const { env, stdin } = process;
  return {
    env,
    stdin,
    stdout: new TextOutput(process.stdout),
    stderr: new TextOutput(process.stderr),
    on: process.on.bind(process) as Host['on'],
    off: process.off.bind(process) as Host['off'],
  };
}
