import { TextOutput } from './text-output.ts';

/** The process as far as commands may know it. */
type Signals = 'pid' | 'ppid' | 'on' | 'off' | 'listenerCount' | 'removeAllListeners' | 'kill' | 'exit';

export type Host = Pick<NodeJS.Process, 'env' | 'stdin' | Signals> & {
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
};

export function hostOf(process: NodeJS.Process): Host {
  const { env, stdin, pid, ppid } = process;
  return {
    env,
    stdin,
    pid,
    ppid,
    stdout: new TextOutput(process.stdout),
    stderr: new TextOutput(process.stderr),
    on: process.on.bind(process) as Host['on'],
    off: process.off.bind(process) as Host['off'],
    listenerCount: process.listenerCount.bind(process) as Host['listenerCount'],
    removeAllListeners: process.removeAllListeners.bind(process) as Host['removeAllListeners'],
    kill: process.kill.bind(process),
    exit: process.exit.bind(process),
  };
}
